#!/usr/bin/env node
/**
 * Makes a .deb with dpkg-deb, for electron-builder, which would fetch the program `fpm` otherwise. Understands the part
 * of fpm's command line that electron-builder uses for `-s dir -t deb`, and refuses what it does not understand. It is
 * plain JavaScript because electron-builder runs it as a program of its own.
 */
import { spawnSync } from 'node:child_process'
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const FLAGS = new Set(['--force', '--debug'])
const VALUES = new Set([
  ...['-s', '-t', '-d', '--log', '--deb-recommends', '--deb-compression', '--deb-priority', '--architecture', '--description'],
  ...['--after-install', '--after-remove', '--version', '--iteration', '--package', '--name', '--maintainer', '--vendor'],
  ...['--url', '--category', '--license'],
])

/**
 * @typedef {{ values: Map<string, string[]>, sources: { from: string, to: string }[] }} Order
 * @param {readonly string[]} args @returns {Order}
 */
export function readOrder(args) {
  /** @type {Map<string, string[]>} */
  const values = new Map()
  /** @type {Order['sources']} */
  const sources = []
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? ''
    if (FLAGS.has(word)) continue
    if (word.startsWith('-')) {
      const value = args[++at]
      if (!VALUES.has(word) || value === undefined) throw new Error(`not understood: ${word}`)
      values.set(word, [...(values.get(word) ?? []), value])
      continue
    }
    const [from = '', to = ''] = word.split(/=(.*)/s)
    if (from === '' || !to.startsWith('/')) throw new Error(`not a source: ${word}`)
    sources.push({ from, to })
  }
  const [kind] = values.get('-t') ?? []
  if (kind !== 'deb') throw new Error(`only deb packages are made here, not ${kind ?? 'nothing'}`)
  if (sources.length === 0) throw new Error('there is nothing to pack')
  return { values, sources }
}

/** The control file. @param {Order} order @param {number} installedKib @returns {string} */
export function controlFile({ values }, installedKib) {
  /** @param {string} name @param {string} [otherwise] */
  const one = (name, otherwise = '') => values.get(name)?.[0] ?? otherwise
  const [summary = '', ...rest] = one('--description').split('\n')
  const long = rest.map((line) => (line.trim() === '' ? ' .' : ` ${line.trim()}`))
  const first = summary.trim() === '' ? (long.shift() ?? '').trim() : summary.trim()
  const iteration = one('--iteration') === '' ? '' : `-${one('--iteration')}`
  /** @type {[string, string][]} */
  const fields = [
    ['Package', one('--name')],
    ['Version', one('--version') + iteration],
    ['Architecture', one('--architecture') === 'x86_64' ? 'amd64' : one('--architecture', 'all')],
    ['Maintainer', one('--maintainer')],
    ['Vendor', one('--vendor')],
    ['Installed-Size', String(installedKib)],
    ['Depends', (values.get('-d') ?? []).join(', ')],
    ['Recommends', (values.get('--deb-recommends') ?? []).join(', ')],
    ['Section', one('--category', 'misc')],
    ['Priority', one('--deb-priority', 'optional')],
    ['Homepage', one('--url')],
    ['Description', [first, ...long].join('\n')],
  ]
  return `${fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n`
}

/** Size on disk in KiB; makes every folder and file readable for all, as a package has to be. @param {string} path @returns {Promise<number>} */
async function settle(path) {
  const about = await lstat(path)
  if (about.isSymbolicLink()) return 0
  if (!about.isDirectory()) {
    await chmod(path, (about.mode & 0o111) === 0 ? 0o644 : 0o755)
    return Math.ceil(about.size / 1024)
  }
  await chmod(path, 0o755)
  let sum = 1
  for (const name of await readdir(path)) sum += await settle(join(path, name))
  return sum
}

/** @param {Order} order @param {string} tree */
async function layOut(order, tree) {
  for (const { from, to } of order.sources) {
    // As with fpm, a source that ends with a slash means what is inside it.
    const target = join(tree, to, to.endsWith('/') && !from.endsWith('/') ? basename(from) : '')
    await mkdir(dirname(target), { recursive: true })
    await cp(from, target, { recursive: true, verbatimSymlinks: true })
  }
  const size = await settle(tree)
  const control = join(tree, 'DEBIAN')
  await mkdir(control, { mode: 0o755 })
  await writeFile(join(control, 'control'), controlFile(order, size))
  for (const [option, script] of [
    ['--after-install', 'postinst'],
    ['--after-remove', 'postrm'],
  ]) {
    const [file] = order.values.get(option ?? '') ?? []
    if (file !== undefined) await writeFile(join(control, script ?? ''), await readFile(file), { mode: 0o755 })
  }
}

/** @param {readonly string[]} args */
async function main(args) {
  const order = readOrder(args)
  const [target = ''] = order.values.get('--package') ?? []
  const [compression = 'xz'] = order.values.get('--deb-compression') ?? []
  const scratch = await mkdtemp(join(tmpdir(), 'guitai-deb-'))
  try {
    const tree = join(scratch, 'tree')
    await mkdir(tree, { mode: 0o755 })
    await layOut(order, tree)
    const format = `-Z${compression === 'gz' ? 'gzip' : compression}`
    const made = spawnSync('dpkg-deb', ['--build', '--root-owner-group', format, tree, target], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (made.error !== undefined) throw made.error
    if (made.status !== 0) throw new Error(`dpkg-deb ended with ${String(made.status)}`)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

if (import.meta.filename === process.argv[1]) {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}
