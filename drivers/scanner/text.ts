import iconv from 'iconv-lite'

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** The text of a scan: UTF-8, and GB18030 where it is not valid UTF-8, as Chinese scanners send hanzi by their set-up. */
export function decodeScan(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030')
  }
}

const CR = 0x0d
const LF = 0x0a
const TAB = 0x09
const STX = 0x02
const ETX = 0x03
const NUL = 0x00

/** What scanners are set up to send before or after a scan. None of them is part of a character in UTF-8 or GB18030. */
const MARKS: ReadonlySet<number> = new Set([CR, LF, TAB, STX, ETX, NUL])

export function isMark(byte: number): boolean {
  return MARKS.has(byte)
}

/** Without the marks at both ends. */
export function withoutMarks(bytes: Uint8Array): Uint8Array {
  let from = 0
  let to = bytes.length
  while (from < to && isMark(bytes[from] ?? NUL)) from++
  while (to > from && isMark(bytes[to - 1] ?? NUL)) to--
  return bytes.subarray(from, to)
}
