import { app } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * What an Electron without an app inside does with its command line: `electron -v`, `electron -r MODULE PATH`,
 * `electron PATH`. The substitute build comes without this part. It is an ES module, and awaits the app at its top
 * level, because Electron holds back `ready` until the first module has run: the app can then still register schemes
 * and switches, as it can under the official build.
 */

const FLAGS_WITH_VALUE = new Set(['-r', '--require'])

/** @param {readonly string[]} given */
function readCommandLine(given) {
  /** @type {string[]} */
  const modules = []
  let version = false
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? ''
    if (FLAGS_WITH_VALUE.has(word)) modules.push(given[++at] ?? '')
    else if (word === '-v' || word === '--version') version = true
    else if (!word.startsWith('-')) return { modules, version, path: word }
  }
  return { modules, version, path: null }
}

/**
 * What a package.json says about an app, and what only a default app tells Electron: not part of its public types.
 * @typedef {{ name?: string, productName?: string, version?: string, desktopName?: string }} About
 * @typedef {{ setVersion: (version: string) => void, setAppPath: (path: string) => void }} ForDefaultApps
 */

/** @param {string} path */
async function runApp(path) {
  const hidden = /** @type {import('electron').App & ForDefaultApps} */ (app)
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  const whole = resolve(path)
  const description = join(whole, 'package.json')
  let folder = dirname(whole)
  if (existsSync(description)) {
    /** @type {About} */
    const about = JSON.parse(readFileSync(description, 'utf8'))
    if (about.version !== undefined) hidden.setVersion(about.version)
    app.name = about.productName ?? about.name ?? app.name
    app.setDesktopName(about.desktopName ?? `${app.name}.desktop`)
    folder = whole
  }
  hidden.setAppPath(folder)
  await import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(whole)).href)
}

const { modules, version, path } = readCommandLine(process.argv.slice(1))
if (version) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
const requireHere = createRequire(join(process.cwd(), 'package.json'))
for (const name of modules) requireHere(name)
if (path === null) {
  console.error('usage: electron [-r MODULE] PATH')
  process.exit(2)
}
await runApp(path)
