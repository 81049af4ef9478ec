import { lstatSync, readdirSync } from 'node:fs'
import { lstat, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Served } from './app-protocol.ts'
import { PAGE_ORIGIN } from './page-rules.ts'

/** The shop's own pictures, shown to the customer while nothing is sold. Whoever may write the till's folder may put them there. */

const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
}
/** Larger ones are left out: a picture of a full screen needs far less. */
const MAX_BYTES = 4 * 1024 * 1024
const MAX_PICTURES = 100

const typeOf = (name: string): string | undefined => TYPES[extname(name).toLowerCase()]

/** A file of its own, not a way to one that lies elsewhere. */
const isPicture = (stat: { isFile(): boolean; size: number }): boolean => stat.isFile() && stat.size > 0 && stat.size <= MAX_BYTES

/** The names of the pictures in a folder, by the alphabet, at most 100. Empty when there are none or no folder. */
export function picturesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => typeOf(name) !== undefined && !name.startsWith('.'))
      .sort()
      .slice(0, MAX_PICTURES)
      .filter((name) => isPicture(lstatSync(join(folder, name))))
  } catch {
    return [] // gone meanwhile: the next look tells
  }
}

/** The picture behind `app://guitai/pictures/NAME`, or null when there is none. Never fails. */
export async function pictureAt(folder: string, url: string): Promise<Served | null> {
  const start = `${PAGE_ORIGIN}/pictures/`
  if (!url.startsWith(start)) return null
  try {
    const name = decodeURIComponent(url.slice(start.length))
    const type = typeOf(name)
    if (type === undefined || /[/\\\0]/.test(name)) return null
    const path = join(folder, name)
    if (!isPicture(await lstat(path))) return null
    return { type, data: await readFile(path) }
  } catch {
    return null
  }
}
