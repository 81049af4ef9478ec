import { halfWidth } from '../keys/key-name.ts'

/** Something that people look for: what it is called, and what else is said of it, in every language. */
export interface Findable {
  readonly names: readonly string[]
  readonly also: readonly string[]
}

const plain = (text: string): string => halfWidth(text).toLowerCase()

/** How well a word is met: a name begins with it, a name holds it, something else does, nothing does. */
function distanceOf(word: string, { names, also }: Findable): 0 | 1 | 2 | null {
  if (names.some((name) => plain(name).startsWith(word))) return 0
  if (names.some((name) => plain(name).includes(word))) return 1
  return also.some((text) => plain(text).includes(word)) ? 2 : null
}

/** Those in which every word that was typed stands, the nearest first, otherwise as they were listed; of no word, all. */
export function findByWords<T extends Findable>(all: readonly T[], typed: string): readonly T[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '')
  const met = all.flatMap((one) => {
    const distances = words.map((word) => distanceOf(word, one))
    return distances.includes(null) ? [] : [{ one, distance: Math.max(0, ...distances.map((distance) => distance ?? 0)) }]
  })
  return met.sort((one, other) => one.distance - other.distance).map(({ one }) => one)
}
