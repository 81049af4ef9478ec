import { listPackage } from '@electron/asar'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Files that have no business at a counter: our sources, tests and tools. */
const FOREIGN = [
  { what: 'a source', pattern: /\.(?:ts|mts|cts|vue|tsx)$/ },
  { what: 'a test', pattern: /^\/tests?\/|\.(?:test|spec)\.[cm]?js$/ },
  { what: 'a source map', pattern: /\.map$/ },
  {
    what: 'a room of the house',
    pattern: /^\/(?:build|contract|cloudpay(?!\/sandbox\/pages\/)|drivers|electron|renderer|docs)\/.*\.\w+$/,
  },
  {
    what: 'an add-on for another platform',
    pattern: /\/prebuilds\/(?!(?:\w+-)?linux-x64(?:\/|$))|\/@libsql\/(?!linux-x64-gnu)[a-z0-9]+-|\.(?:dll|dylib|exe)$/,
  },
]
const NEEDED = [
  '/out/main/start.cjs',
  '/out/main/devices.cjs',
  '/out/export/host.cjs',
  '/out/preload/preload.cjs',
  '/out/renderer/index.html',
  '/out/renderer/customer.html',
  '/out/renderer/camera.html',
  '/out/renderer/assets/zxing_reader.wasm',
  '/package.json',
  // What devices are reached by: a till without them starts, and finds no scanner.
  '/node_modules/@koromix/koffi-linux-x64/linux_x64/koffi.node',
  '/node_modules/@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
  '/node_modules/node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node',
  '/cloudpay/sandbox/pages/wallet.html',
]

/** What is wrong with a list of paths in an archive; empty when nothing is. */
export function findingsIn(paths: readonly string[]): string[] {
  const foreign = paths.flatMap((path) => {
    const found = FOREIGN.find(({ pattern }) => pattern.test(path))
    return found === undefined ? [] : [`${path} is ${found.what}`]
  })
  const missing = NEEDED.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`)
  return [...foreign, ...missing]
}

/** What is wrong with a packed till's folder. */
export function findingsInFolder(folder: string): string[] {
  const resources = join(folder, 'resources')
  const loose = readdirSync(resources).filter((name) => name === 'app' || name.startsWith('default_app'))
  const left = existsSync(join(folder, '.substitute')) ? ['.substitute was left in the package'] : []
  return [
    ...findingsIn(listPackage(join(resources, 'app.asar'), { isPack: false })),
    ...loose.map((name) => `resources/${name} was left`),
    ...left,
  ]
}
