import { lstatSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SetUpStopped, say, spokenDuration } from './progress.mjs'
import { runVisibly } from './run-program.mjs'
import { hashOf, stampAgrees, writeStamp } from './stamp.mjs'

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * Whether what npm says it installed is what the lock file asks for. Packages for other platforms are left out by npm
 * and marked optional in the lock.
 * @param {Lock} wanted @param {Lock} installed @returns {boolean}
 */
export function sameModules(wanted, installed) {
  const there = installed.packages ?? {}
  const asked = wanted.packages ?? {}
  for (const [path, want] of Object.entries(asked)) {
    if (path === '') continue
    const have = there[path]
    if (have === undefined) {
      if (want.optional === true || want.devOptional === true) continue
      return false
    }
    if (have.version !== want.version || have.integrity !== want.integrity) return false
  }
  return Object.keys(there).every((path) => path in asked)
}

/** @param {string} file @returns {Promise<Lock | null>} */
async function readLock(file) {
  try {
    /** @type {Lock} */
    const lock = JSON.parse(await readFile(file, 'utf8'))
    return lock
  } catch {
    return null
  }
}

/** How many packages lie in node_modules so far; those inside others are not counted. @param {string} root @returns {number} */
function packagesSoFar(root) {
  /** @param {string} folder */
  const names = (folder) => {
    try {
      return readdirSync(folder).filter((name) => !name.startsWith('.'))
    } catch {
      return []
    }
  }
  const modules = join(root, 'node_modules')
  return names(modules).reduce((sum, name) => sum + (name.startsWith('@') ? names(join(modules, name)).length : 1), 0)
}

/**
 * Makes node_modules what package-lock.json says; does nothing when it is. Modules that somebody brought in step by hand
 * (`npm install`) are recognised by npm's own record and kept.
 * @param {string} root
 */
export async function installModules(root) {
  const stamp = join(root, 'node_modules', '.guitai', 'modules.stamp')
  const hash = await hashOf(root, ['package-lock.json'])
  if (await stampAgrees(stamp, hash)) {
    say('Node modules', 'up to date')
    return
  }
  const wanted = await readLock(join(root, 'package-lock.json'))
  const installed = await readLock(join(root, 'node_modules', '.package-lock.json'))
  if (wanted !== null && installed !== null && sameModules(wanted, installed)) {
    await writeStamp(stamp, hash)
    say('Node modules', 'up to date')
    return
  }
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    throw new SetUpStopped(
      'node_modules is a link to another folder, and does not hold what package-lock.json asks for. npm ci would empty that folder: ' +
        'remove the link, or bring the other folder up to date.',
    )
  }
  const started = Date.now()
  say('Node modules', `installing ${String(Object.keys(wanted?.packages ?? {}).length)} packages by npm ci`)
  // Engine warnings are silenced: the two packages that ask for a newer Node (electron's downloader) run on 20.19 as well.
  const finished = await runVisibly('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    progress: () => `${String(packagesSoFar(root))} packages so far`,
  })
  if (finished.code !== 0) {
    // npm says the cause first and then explains its own command at length.
    const said = finished.stderr.split('\n').slice(0, 20).join('\n')
    throw new SetUpStopped(`npm ci failed, so the Node modules are not complete:\n${said}`)
  }
  await writeStamp(stamp, hash)
  say('Node modules', `installed in ${spokenDuration(Date.now() - started)}`)
}
