import iconv from 'iconv-lite'
import type { HanziCharset } from './profile.ts'

/** What stands on the paper for a character the printer does not have. */
export const SUBSTITUTE = '〓'

/** A character in a row of money that the printer does not have: the slip must not be printed (PRINTING 1). */
export class CannotPrintAmount extends Error {
  constructor(codePoint: number) {
    super(`a row of money holds U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}, which this printer does not have`)
    this.name = 'CannotPrintAmount'
  }
}

/**
 * Text as it may be encoded: one form for each character, no control characters, ￥ in the form that GBK has (PRINTING 1).
 * Line breaks stay as `\n`; other spaces than the ideographic one become plain. Doing it twice changes nothing.
 */
export function normalise(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f\u0085]/g, '\n')
    .replace(/(?!\u3000)[\t\p{Zs}]/gu, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/gu, '')
    .replaceAll('\u00a5', '\uffe5')
    .normalize('NFC')
}

/** The assigned cells of GB2312, by row: GBK has filled gaps between them that a GB2312 ROM leaves empty. */
const GB2312_ROWS = new Map<number, readonly (readonly [first: number, last: number])[]>([
  [0xa1, [[0xa1, 0xfe]]],
  [
    0xa2,
    [
      [0xb1, 0xe2],
      [0xe5, 0xee],
      [0xf1, 0xfc],
    ],
  ],
  [0xa3, [[0xa1, 0xfe]]],
  [0xa4, [[0xa1, 0xf3]]],
  [0xa5, [[0xa1, 0xf6]]],
  [
    0xa6,
    [
      [0xa1, 0xb8],
      [0xc1, 0xd8],
    ],
  ],
  [
    0xa7,
    [
      [0xa1, 0xc1],
      [0xd1, 0xf1],
    ],
  ],
  [
    0xa8,
    [
      [0xa1, 0xba],
      [0xc5, 0xe9],
    ],
  ],
  [0xa9, [[0xa4, 0xef]]],
  [0xd7, [[0xa1, 0xf9]]],
])

function inGb2312(lead: number, trail: number): boolean {
  const cells = GB2312_ROWS.get(lead)
  if (cells) return cells.some(([first, last]) => trail >= first && trail <= last)
  return lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe
}

function isPrivate(codePoint: number): boolean {
  return (codePoint >= 0xe000 && codePoint <= 0xf8ff) || codePoint >= 0xf0000
}

function lookUp(character: string, charset: HanziCharset): Uint8Array | null {
  if (isPrivate(character.codePointAt(0) ?? 0)) return null
  const bytes = iconv.encode(character, charset === 'gb18030' ? 'gb18030' : 'gbk')
  if (charset === 'gb18030') return bytes.length >= 2 ? bytes : null
  const [lead = 0, trail = 0] = bytes
  if (bytes.length !== 2 || lead < 0x81) return null
  return charset === 'gbk' || inGb2312(lead, trail) ? bytes : null
}

const known: Record<HanziCharset, Map<string, Uint8Array | null>> = {
  gb2312: new Map(),
  gbk: new Map(),
  gb18030: new Map(),
}

/** The bytes of one character that is not ASCII, or null when the table has none. */
export function hanziBytes(character: string, charset: HanziCharset): Uint8Array | null {
  const table = known[charset]
  const found = table.get(character)
  if (found !== undefined) return found
  const bytes = lookUp(character, charset)
  table.set(character, bytes)
  return bytes
}

export function isAscii(character: string): boolean {
  const code = character.charCodeAt(0)
  return code >= 0x20 && code <= 0x7e
}

/**
 * Half-width columns of normalised text: what is not ASCII takes two, as its two GBK bytes do (PRINTING 2). So does
 * whatever will be printed as 〓, and a four-byte character of a GB18030 printer.
 */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += isAscii(character) ? 1 : 2
  return width
}

/** Puts 〓 for what the table does not have. */
export function substitute(text: string, charset: HanziCharset): string {
  let out = ''
  for (const character of text) {
    out += isAscii(character) || character === '\n' || hanziBytes(character, charset) ? character : SUBSTITUTE
  }
  return out
}
