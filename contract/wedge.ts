/**
 * Tells the burst of a scanner that acts as a keyboard from a hand (BEHAVIOUR F26). Pure: it is told of keys and times and
 * answers what to do with each; the page holds the events. The one rule is the interval between two keys.
 */

export interface WedgeOptions {
  /** The longest time between two characters of one scan, ms. 20 to 150. */
  readonly burstMs?: number
  /** Fewer characters than this are typing, however fast they came. */
  readonly minLength?: number
  /** Set up in the scanner; taken off the text where present. */
  readonly prefix?: string
  readonly suffix?: string
}

/**
 * - `hold`: keep it back; the next `flush` says whether it was typed or scanned
 * - `pass`: it is typing. Flush first, deliver what was held, then this key
 * - `swallow`: it ends a scan, or follows one as a second line end. Flush now
 */
export type WedgeVerdict = 'hold' | 'pass' | 'swallow'

export interface Wedge {
  /** `key` as in KeyboardEvent.key; `at` in ms on any clock that does not go back. */
  key(key: string, at: number): WedgeVerdict
  /** True when what is held can wait no longer at this time. Ask before each key: a timer may be late. */
  due(at: number): boolean
  /** Settles what is held if it is due or complete: `scan` is its text, or absent when all of it was typed. */
  flush(at: number): { readonly scan?: string }
}

export const BURST_MS = { least: 20, usual: 80, most: 150 } as const
const USUAL_MIN_LENGTH = 6

const LINE_ENDS = new Set(['Enter', 'Tab'])

/** Without what the scanner was set up to add; the addition has to stand there whole. */
export function strip(text: string, prefix: string, suffix: string): string {
  const from = prefix !== '' && text.startsWith(prefix) ? prefix.length : 0
  const to =
    suffix !== '' && text.endsWith(suffix) && text.length - from >= suffix.length ? text.length - suffix.length : text.length
  return text.slice(from, to)
}

/** Named keys such as `Shift` are longer. */
function isCharacter(key: string): boolean {
  const code = key.codePointAt(0)
  return code !== undefined && key === String.fromCodePoint(code)
}

/** Throws RangeError for a burst interval outside of `BURST_MS`. */
export function createWedge(options: WedgeOptions = {}): Wedge {
  const { burstMs = BURST_MS.usual, minLength = USUAL_MIN_LENGTH, prefix = '', suffix = '' } = options
  if (!(burstMs >= BURST_MS.least && burstMs <= BURST_MS.most)) throw new RangeError('the burst interval is 20 to 150 ms')
  let held: string[] = []
  let lastAt = Number.NEGATIVE_INFINITY
  let complete = false
  let scanEndedAt = Number.NEGATIVE_INFINITY

  const due = (at: number) => held.length > 0 && (complete || at - lastAt > burstMs)

  function lineEnd(at: number): WedgeVerdict {
    if (held.length === 0) {
      if (at - scanEndedAt > burstMs) return 'pass'
      scanEndedAt = at
      return 'swallow'
    }
    if (held.length < minLength || at - lastAt > burstMs) return 'pass'
    complete = true
    scanEndedAt = at
    return 'swallow'
  }

  return {
    due,
    key(key, at) {
      if (LINE_ENDS.has(key)) return lineEnd(at)
      if (!isCharacter(key) || due(at)) return 'pass'
      held.push(key)
      lastAt = at
      return 'hold'
    },
    flush(at) {
      if (!due(at)) return {}
      const scanned = held.length >= minLength
      const scan = strip(held.join(''), prefix, suffix)
      held = []
      complete = false
      return scanned && scan !== '' ? { scan } : {}
    },
  }
}
