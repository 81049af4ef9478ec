import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root, type Finding } from './tools.ts'

/** Licences that let a shop run, change and pass on the till, and ask for no more than naming the authors. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'OFL-1.1',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Python-2.0',
  'Zlib',
])

/** Packages that the build puts into the page: tools by their place in package.json, but shipped all the same. */
const IN_THE_PAGE = ['vue', 'pinia', 'vue-router', 'vue-i18n', 'reka-ui', '@fontsource-variable/noto-sans-sc', 'zxing-wasm']

interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly license?: string
  readonly dependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
}
export type Lock = Record<string, LockedPackage>

/** Whether an SPDX expression can be met with allowed licences alone: one side of an OR, both of an AND. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replace(/[()]/g, ' ').trim()
  return plain.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((name) => ALLOWED.has(name.trim())))
}

/** Where Node finds a package that another one asks for: the nearest node_modules going up. */
function placeOf(lock: Lock, name: string, from: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (place in lock) return place
    if (folder === '') return null
  }
}

/** The places of all packages that reach a counter: the runtime dependencies and what the page is built from. */
export function shippedPlaces(lock: Lock, inThePage: readonly string[] = IN_THE_PAGE): string[] {
  const found = new Set<string>()
  const open = [...Object.keys(lock['']?.dependencies ?? {}), ...inThePage].map((name) => ({ name, from: '' }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const place = placeOf(lock, next.name, next.from)
    if (place === null || found.has(place)) continue
    found.add(place)
    const about = lock[place]
    for (const name of Object.keys({ ...about?.dependencies, ...about?.optionalDependencies })) open.push({ name, from: place })
  }
  return [...found].sort()
}

/** The licence a text is, for packages that bring one and do not name it; null when it is none that is known by its words. */
export function licenceOfText(text: string): string | null {
  const words = text.replace(/\s+/g, ' ')
  const isMit =
    words.includes('Permission is hereby granted, free of charge, to any person obtaining a copy') &&
    words.includes('to deal in the Software without restriction') &&
    words.includes('THE SOFTWARE IS PROVIDED "AS IS"')
  return isMit ? 'MIT' : null
}

async function licenceByText(place: string): Promise<string | null> {
  const names = await readdir(join(root, place)).catch(() => [])
  const file = names.find((name) => /^licen[cs]e(\.\w+)?$/i.test(name))
  return file === undefined ? null : licenceOfText(await readFile(join(root, place, file), 'utf8'))
}

async function licenceOf(place: string, locked: LockedPackage | undefined): Promise<string> {
  if (locked?.license !== undefined) return locked.license
  const text = await readFile(join(root, place, 'package.json'), 'utf8').catch(() => '{}')
  const { license } = JSON.parse(text) as { license?: unknown }
  return typeof license === 'string' ? license : ((await licenceByText(place)) ?? 'none named')
}

/** Checks the licence of everything that reaches a counter. */
export async function licences(): Promise<Finding[]> {
  const lock = (JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages
  const places = shippedPlaces(lock)
  const refused: string[] = []
  for (const place of places) {
    const licence = await licenceOf(place, lock[place])
    if (!isAllowed(licence)) refused.push(`${place.replace(/^.*node_modules\//, '')} ${lock[place]?.version ?? ''}: ${licence}`)
  }
  if (places.length === 0) refused.push('no shipped package was found in package-lock.json')
  return [{ tool: 'licences', text: refused.join('\n') }]
}
