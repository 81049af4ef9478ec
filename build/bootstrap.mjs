/**
 * The one beginning of every command: `node build/bootstrap.mjs COMMAND …`. It brings in whatever the command needs,
 * says what it does, and hands over to `build/COMMAND.ts`. It is plain JavaScript, and imports only Node and its own
 * folder, because it runs in a fresh clone in which nothing is installed yet: no TypeScript, no tsx. The types stand in
 * comments and are checked like all others.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildApp } from './setup/app-build.mjs'
import { COMMANDS, stepsOf } from './setup/commands.mjs'
import { installElectron } from './setup/electron.mjs'
import { installModules } from './setup/node-modules.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'
import { SetUpStopped, spokenDuration } from './setup/progress.mjs'
import { installSystemPackages } from './setup/system-packages.mjs'
import { makeVoicePacks } from './setup/voice-packs.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** @param {string} command @param {readonly string[]} args */
async function prepare(command, args) {
  const started = Date.now()
  const steps = stepsOf(command, args)
  console.log(`guitai ${command}: set-up`)
  checkNodeVersion(process.versions.node)
  if (steps.has('system')) {
    const hasDisplay = (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '') !== ''
    await installSystemPackages({ tests: steps.has('tests'), hasDisplay })
  }
  await installModules(root)
  if (steps.has('electron')) await installElectron(root)
  if (steps.has('build')) {
    await buildApp(root)
    await makeVoicePacks(root)
  }
  console.log(`guitai ${command}: ready after ${spokenDuration(Date.now() - started)}`)
}

/** Commands that are done when the set-up is. */
const SET_UP_ONLY = new Set(['setup', 'build'])

const [command = '', ...args] = process.argv.slice(2)
if (!(command in COMMANDS)) {
  console.error(`usage: node build/bootstrap.mjs ${Object.keys(COMMANDS).join(' | ')}`)
  process.exit(2)
}
try {
  process.chdir(root)
  await prepare(command, args)
} catch (error) {
  if (!(error instanceof SetUpStopped)) throw error
  console.error(`\n${error.message}`)
  process.exit(1)
}
if (!SET_UP_ONLY.has(command)) {
  // In this same process, so that signals, standard input and the exit code need no passing on.
  const { register } = await import('tsx/esm/api')
  register()
  process.argv.splice(1, 2, join(root, 'build', `${command}.ts`))
  await import(pathToFileURL(join(root, 'build', `${command}.ts`)).href)
}
