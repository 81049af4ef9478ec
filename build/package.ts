import { build, type Configuration } from 'electron-builder'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findingsInFolder } from './package/contents.ts'
import { showsItsFirstWindow } from './package/first-window.ts'
import { FUSES } from './package/fuses.ts'
import { electronInPlace } from './setup/electron.mjs'
import { spokenDuration } from './setup/progress.mjs'

/**
 * `npm run package`: the till as a folder and as a Debian package, in dist/. `-- --verify` looks into the result and
 * starts it. A release is never made from the substitute Electron; `--allow-fallback` makes a package for trials, whose
 * version says so.
 */

const root = join(import.meta.dirname, '..')
const { values: options } = parseArgs({
  options: { verify: { type: 'boolean', default: false }, 'allow-fallback': { type: 'boolean', default: false } },
})

const runtime = await electronInPlace(root)
if (runtime === null) throw new Error('Electron is not in place; run npm run setup')
const substitute = runtime.kind === 'substitute'
if (substitute && !options['allow-fallback']) {
  console.error(
    `Electron ${runtime.version} here is a substitute for development and tests; no release is made from it.\n` +
      'Run this where the official build can be fetched, or add --allow-fallback for a package to try out, marked +fallback.',
  )
  process.exit(1)
}

const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
const config: Configuration = {
  extends: 'electron-builder.yml',
  electronVersion: runtime.version,
  electronFuses: FUSES,
  // xz is a fifth smaller and takes three times as long: worth it for a release only.
  ...(substitute ? { extraMetadata: { version: `${version}+fallback` }, deb: { compression: 'gz' } } : {}),
  afterPack: async ({ appOutDir }) => {
    // The default app would run whatever folder is named on the command line.
    for (const name of ['resources/default_app.asar', '.substitute', 'version']) await rm(join(appOutDir, name), { force: true })
  },
}

const started = Date.now()
process.env.CUSTOM_FPM_PATH = join(root, 'build', 'package', 'fpm.mjs')
const made = await build({ projectDir: root, linux: ['dir', 'deb'], x64: true, config, publish: 'never' })
for (const file of made) console.log(`made ${file}`)
console.log(`packed in ${spokenDuration(Date.now() - started)}`)

if (options.verify) {
  const folder = join(root, 'dist', 'linux-unpacked')
  const findings = findingsInFolder(folder)
  if (findings.length > 0) {
    console.error(`The package holds what it should not:\n${findings.join('\n')}`)
    process.exit(1)
  }
  console.log('holds no sources, no tests, nothing foreign')
  console.log(`shows its first window: ${await showsItsFirstWindow(join(folder, 'guitai'))}`)
}
process.exit(0)
