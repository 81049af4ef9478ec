import type { Language } from '../../contract/states.ts'

/** The clips of a sentence in their order; null is a pause. `missing` is the first piece that the pack does not have. */
export type Spelling =
  { readonly ok: true; readonly clips: readonly (string | null)[] } | { readonly ok: false; readonly missing: string }

const PAUSE = /^[，。、；：！？,.;:!?…]$/u

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const GROUPS = ['', 'thousand', 'million', 'billion']

function below100(value: number): string[] {
  if (value === 0) return []
  if (value < 20) return [ONES[value] ?? '']
  return [TENS[Math.floor(value / 10)] ?? '', ...(value % 10 > 0 ? [ONES[value % 10] ?? ''] : [])]
}

function below1000(value: number): string[] {
  const hundreds = Math.floor(value / 100)
  const rest = below100(value % 100)
  if (hundreds === 0) return rest
  return [ONES[hundreds] ?? '', 'hundred', ...(rest.length > 0 ? ['and', ...rest] : [])]
}

/** `1205.50` as it is said: one thousand two hundred and five point five zero. Null when it is too large. */
export function englishFigure(figure: string): string[] | null {
  const [whole = '', decimals] = figure.split('.')
  const value = Number(whole)
  if (!(value < 1e12)) return null
  const words: string[] = []
  for (let index = GROUPS.length - 1; index >= 0; index--) {
    const group = Math.floor(value / 1000 ** index) % 1000
    if (group === 0) continue
    if (index === 0 && group < 100 && words.length > 0) words.push('and')
    words.push(...below1000(group), ...(index > 0 ? [GROUPS[index] ?? ''] : []))
  }
  if (words.length === 0) words.push('zero')
  if (decimals !== undefined) words.push('point', ...[...decimals].map((digit) => ONES[Number(digit)] ?? ''))
  return words
}

/** Pieces that cannot be cut any further, and pauses. */
function atomsOf(text: string, language: Language): (string | null)[] {
  const plain = text.normalize('NFC').trim()
  if (language === 'zh-CN') return [...plain.replace(/\s+/gu, '')].map((each) => (PAUSE.test(each) ? null : each))
  const found = plain.toLowerCase().match(/\d+(?:\.\d+)?|[\p{L}'’-]+|\S/gu) ?? []
  return found.flatMap((each) => {
    if (PAUSE.test(each)) return [null]
    return /^\d/.test(each) ? (englishFigure(each) ?? [each]) : [each]
  })
}

/** How a clip's words are written, so that two ways of writing the same find each other. */
export function clipName(words: string, language: Language): string {
  return atomsOf(words, language)
    .filter((each) => each !== null)
    .join(language === 'en' ? ' ' : '')
}

/** The longest clip first; where that leads nowhere, the next shorter one. */
function cut(atoms: readonly string[], has: (clip: string) => boolean, between: string): Spelling {
  const dead = new Set<number>()
  let furthest = 0
  const from = (at: number): string[] | null => {
    if (at === atoms.length) return []
    if (dead.has(at)) return null
    for (let end = atoms.length; end > at; end--) {
      const clip = atoms.slice(at, end).join(between)
      if (!has(clip)) continue
      const rest = from(end)
      if (rest !== null) return [clip, ...rest]
    }
    dead.add(at)
    furthest = Math.max(furthest, at)
    return null
  }
  const clips = from(0)
  return clips === null ? { ok: false, missing: atoms[furthest] ?? '' } : { ok: true, clips }
}

/**
 * Cuts a sentence into clips. All of it or nothing: a sentence that changes its voice in the middle is heard as a fault.
 * Chinese is cut anywhere between two hanzi, English between words, with its figures written out.
 */
export function spell(text: string, language: Language, has: (clip: string) => boolean): Spelling {
  const clips: (string | null)[] = []
  let run: string[] = []
  for (const atom of [...atomsOf(text, language), null]) {
    if (atom !== null) {
      run.push(atom)
      continue
    }
    if (run.length === 0) continue
    const part = cut(run, has, language === 'en' ? ' ' : '')
    if (!part.ok) return part
    clips.push(...(clips.length > 0 ? [null] : []), ...part.clips)
    run = []
  }
  return clips.length > 0 ? { ok: true, clips } : { ok: false, missing: text.slice(0, 20) }
}
