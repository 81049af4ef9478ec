import type { PoleSetup, PoleText } from '../../contract/poles.ts'
import { hanziBytes, isAscii, normalise, substitute, widthOf } from '../printer/charset.ts'

export type SerialPole = Extract<PoleSetup, { kind: 'serial' }>
type Row = PoleText['top']
type Words = Row['left']

const ESC = 0x1b
const US = 0x1f
const CLR = 0x0c
const CR = 0x0d

/** Stands for a letter that the display does not have. */
const NO_LETTER = '?'

/** The words in the letters of this display, without anything that could be taken for a command. */
function shown(words: Words, { charset }: SerialPole): string {
  const text = normalise(charset === 'gbk' ? words.gbk : words.ascii).replaceAll('\n', ' ')
  if (charset === 'gbk') return substitute(text, 'gbk')
  return [...text].map((character) => (isAscii(character) ? character : NO_LETTER)).join('')
}

/** As much of the text as stands in so many columns. A hanzi of which half would stand there is left out whole. */
function cutTo(text: string, columns: number): string {
  let out = ''
  let width = 0
  for (const character of text) {
    width += widthOf(character)
    if (width > columns) break
    out += character
  }
  return out
}

/**
 * A row of exactly `columns` columns. The right is shown whole, and the left gives way to it with a blank between. A right that
 * is wider than the display shows as #: half an amount would be another amount.
 */
export function rowOf({ left, right }: Row, setup: SerialPole): string {
  const { columns } = setup
  const end = shown(right, setup)
  const taken = widthOf(end)
  if (taken > columns) return '#'.repeat(columns)
  const begin = cutTo(shown(left, setup), taken === 0 ? columns : Math.max(0, columns - taken - 1)).trimEnd()
  return begin + ' '.repeat(columns - taken - widthOf(begin)) + end
}

function bytesOf(row: string): number[] {
  return [...row].flatMap((character) =>
    isAscii(character) ? [character.charCodeAt(0)] : [...(hanziBytes(character, 'gbk') ?? [NO_LETTER.charCodeAt(0)])],
  )
}

/**
 * What a display is told when it was just found: both families begin with everything cleared. In the string mode of a CD5220 no
 * command but CLR is heard, so CLR comes first.
 */
export function beginPole({ commands }: SerialPole): Uint8Array {
  const reset = [CLR, ESC, 0x40]
  // US MD1: overwrite, so that the last column does not scroll; US C 0: no cursor.
  return Uint8Array.from(commands === 'escpos' ? [...reset, US, 0x01, US, 0x43, 0, CLR] : reset)
}

/** Both rows, each written over whatever stands there: nothing is cleared in between, so nothing flickers. */
export function encodePole(text: PoleText, setup: SerialPole): Uint8Array {
  const rows = [text.top, text.bottom].map((row) => bytesOf(rowOf(row, setup)))
  return Uint8Array.from(
    rows.flatMap((bytes, index) =>
      setup.commands === 'escpos'
        ? // US $ column row
          [US, 0x24, 1, index + 1, ...bytes]
        : // ESC Q A … CR, ESC Q B … CR
          [ESC, 0x51, 0x41 + index, ...bytes, CR],
    ),
  )
}
