/**
 * Money is an integer of fen, never a number of yuan (GLOSSARY 6). The only place where yuan exist is text: what the
 * keypad types and what people read.
 */

declare const fenBrand: unique symbol
export type Fen = number & { readonly [fenBrand]: 'fen' }

/** The largest amount one order can carry: the wire field `total_fee` is a signed 32-bit integer (PROTOCOL 12). */
export const MAX_FEN = 2_147_483_647

/** Takes an integer as fen. Throws on anything that is not a safe integer: such a number is a fault of the program. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError('an amount of fen must be a safe integer')
  return value as Fen
}

export function addFen(...amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce<number>((sum, amount) => sum + amount, 0))
}

export function subtractFen(from: Fen, amount: Fen): Fen {
  return fen(from - amount)
}

/** Why typed text is no amount: each has a sentence of its own (BEHAVIOUR 7). */
export type AmountFault = 'empty' | 'notANumber' | 'tooManyDecimals' | 'zero' | 'tooLarge'

/**
 * Reads what was typed as yuan, for example `12`, `12.5` or `0.01`. Never rounds: a third decimal is refused rather than
 * dropped, and `0.001` is refused as zero would be (BEHAVIOUR 2.1, PROTOCOL 4).
 */
export function parseYuan(
  text: string,
  ceiling: number = MAX_FEN,
): { ok: true; amount: Fen } | { ok: false; fault: AmountFault } {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, fault: 'empty' }
  const match = /^(\d*)(?:\.(\d*))?$/.exec(trimmed)
  if (!match || (match[1] === '' && !match[2])) return { ok: false, fault: 'notANumber' }
  const whole = (match[1] ?? '').replace(/^0+(?=\d)/, '')
  const decimals = match[2] ?? ''
  if (decimals.length > 2) return { ok: false, fault: 'tooManyDecimals' }
  if (whole.length > 12) return { ok: false, fault: 'tooLarge' }
  const value = Number(whole || '0') * 100 + Number(decimals.padEnd(2, '0') || '0')
  if (value === 0) return { ok: false, fault: 'zero' }
  if (value > ceiling) return { ok: false, fault: 'tooLarge' }
  return { ok: true, amount: fen(value) }
}

/** `1234567` → `12,345.67`; always two decimals, never an exponent (BEHAVIOUR 2.1). */
export function formatYuan(amount: Fen, options: { grouping?: boolean } = {}): string {
  const digits = Math.abs(amount).toString().padStart(3, '0')
  const whole = digits.slice(0, -2)
  const grouped = options.grouping === false ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '-' : ''}${grouped}.${digits.slice(-2)}`
}
