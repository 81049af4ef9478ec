import { parseYuan, type AmountFault, type Fen } from '../../contract/money.ts'
import { halfWidth } from '../keys/key-name.ts'

/** What the keypad has: its figures, the point and the two keys that take back. */
export type AmountKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | 'backspace' | 'clear'

export interface Entry {
  /** What was typed, as typed: digits and at most one point. Never a number of yuan. */
  readonly text: string
  /** Why the last key was refused, if it was; the text is then as it was before. */
  readonly refused: AmountFault | null
}

export const EMPTY_ENTRY: Entry = { text: '', refused: null }

/**
 * One key more. A key that would make the text no amount is refused and leaves everything as it was: a third decimal, a
 * second point, an amount above `ceiling` fen. `ceiling` is what one sale may be (snapshot.maxAmountFen).
 */
export function pressKey(entry: Entry, key: AmountKey, ceiling: number): Entry {
  if (key === 'clear') return EMPTY_ENTRY
  if (key === 'backspace') return { text: entry.text.slice(0, -1), refused: null }
  if (key === '.') return pressPoint(entry)
  // Leading zeros say nothing: 0 then 5 is 5, and 00 on an empty field is 0.
  const text = entry.text === '0' || entry.text === '' ? stripLeadingZeros(entry.text + key) : entry.text + key
  const read = parseYuan(text, ceiling)
  // Zero may stand while one types 0.05; it is refused when it is to be charged.
  if (!read.ok && read.fault !== 'zero') return { text: entry.text, refused: read.fault }
  return { text, refused: null }
}

function pressPoint(entry: Entry): Entry {
  if (entry.text.includes('.')) return { text: entry.text, refused: 'notANumber' }
  return { text: `${entry.text === '' ? '0' : entry.text}.`, refused: null }
}

function stripLeadingZeros(text: string): string {
  return text.replace(/^0+(?=\d)/, '')
}

/**
 * A text that was pasted takes the place of what was typed when it is an amount: in full width too, with a sign, a 元 or
 * commas between thousands. Anything else is refused and leaves everything as it was.
 */
export function pasteAmount(entry: Entry, pasted: string, ceiling: number): Entry {
  const text = halfWidth(pasted).replaceAll('。', '.').trim()
  const bare = text.replace(/^[¥￥]\s*/, '').replace(/\s*元$/, '')
  const plain = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare) ? bare.replaceAll(',', '') : bare
  const read = parseYuan(plain, ceiling)
  return read.ok ? { text: typedFor(read.amount), refused: null } : { text: entry.text, refused: read.fault }
}

/** The amount to charge, or why there is none. */
export function amountOf(entry: Entry, ceiling: number): ReturnType<typeof parseYuan> {
  return parseYuan(entry.text, ceiling)
}

/** The amount typed so far, zero while nothing is. For what is shown, never for what is charged. */
export function shownAmount(entry: Entry): Fen | null {
  const read = parseYuan(entry.text)
  return read.ok ? read.amount : null
}

/** `1280` → typed `1,280` and untyped `.00`; `12.5` → `12.5` and `0`: what the hand did, and what the eye adds. */
export function shownText(text: string): { typed: string; untyped: string } {
  const [whole = '', decimals] = text.split('.')
  const grouped = (whole === '' ? '' : whole).replace(/\B(?=(\d{3})+$)/g, ',')
  if (text === '') return { typed: '', untyped: '0.00' }
  if (decimals === undefined) return { typed: grouped, untyped: '.00' }
  return { typed: `${grouped}.${decimals}`, untyped: '00'.slice(decimals.length) }
}

/** What would have to be typed for this amount, for example when a sale is given up and the amount is to be changed. */
export function typedFor(amount: Fen): string {
  const digits = amount.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.00$/, '').replace(/(\.\d)0$/, '$1')
}
