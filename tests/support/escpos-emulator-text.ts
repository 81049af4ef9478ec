import iconv from 'iconv-lite'

/** Bytes to characters, as a printer with a Chinese ROM reads them. The decoder is Node's own (ICU), not the encoder's. */

export type Charset = 'gb2312' | 'gbk' | 'gb18030'

export interface ReadCharacter {
  text: string
  /** Bytes it took; one column each in Chinese mode, which is why a four-byte character has no width of its own. */
  length: number
  wide: boolean
  fault?: string
}

const gb18030 = new TextDecoder('gb18030')

/** Code pages by the number that `ESC t` gives them. Others are refused rather than guessed. */
const CODE_PAGES: Record<number, string> = {
  0: 'cp437',
  2: 'cp850',
  3: 'cp860',
  4: 'cp863',
  5: 'cp865',
  16: 'win1252',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
}

export function isKnownCodePage(page: number): boolean {
  return page in CODE_PAGES
}

/** Places that `ESC R` changes. China has the yuan sign where the dollar stands, Japan the yen for the backslash. */
const INTERNATIONAL: Record<number, Record<string, string>> = { 0: {}, 8: { '\\': '¥' }, 15: { $: '¥' } }

export function isKnownInternationalSet(set: number): boolean {
  return set in INTERNATIONAL
}

export function readSingle(byte: number, codePage: number, internationalSet: number): ReadCharacter {
  if (byte === 0x7f) return { text: '', length: 1, wide: false, fault: 'byte 7f is not a character' }
  if (byte < 0x80) {
    const plain = String.fromCharCode(byte)
    return { text: INTERNATIONAL[internationalSet]?.[plain] ?? plain, length: 1, wide: false }
  }
  const text = iconv.decode(Buffer.from([byte]), CODE_PAGES[codePage] ?? 'cp437')
  return { text, length: 1, wide: false }
}

function isFourBytes(bytes: Uint8Array, at: number): boolean {
  const second = bytes[at + 1] ?? 0
  return second >= 0x30 && second <= 0x39
}

/** The character at `at` in Chinese mode. Never fails: what no ROM of this charset has comes with a fault. */
export function readChinese(bytes: Uint8Array, at: number, charset: Charset, internationalSet: number): ReadCharacter {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return readSingle(lead, 0, internationalSet)
  if (lead === 0x80 || lead === 0xff) {
    return { text: '', length: 1, wide: false, fault: `byte ${lead.toString(16)} begins no character in Chinese mode` }
  }
  const trail = bytes[at + 1]
  if (trail === undefined) return { text: '', length: 1, wide: false, fault: 'half a double-byte character' }
  if (isFourBytes(bytes, at)) {
    const four = bytes.subarray(at, at + 4)
    if (four.length < 4) return { text: '', length: four.length, wide: true, fault: 'half a four-byte character' }
    const text = gb18030.decode(four)
    if (charset === 'gb18030' && !text.includes('\ufffd')) return { text, length: 4, wide: true }
    return { text, length: 4, wide: true, fault: `four-byte GB18030 on a ${charset} ROM` }
  }
  const text = gb18030.decode(bytes.subarray(at, at + 2))
  const point = text.codePointAt(0) ?? 0
  const privateUse = point >= 0xe000 && point <= 0xf8ff
  if (text.includes('\ufffd') || privateUse || Array.from(text).length !== 1) {
    return { text: '', length: 2, wide: true, fault: 'a double byte without a character' }
  }
  if (charset === 'gb2312' && (lead < 0xa1 || lead > 0xf7 || trail < 0xa1)) {
    return { text, length: 2, wide: true, fault: `${text} is not in GB2312` }
  }
  return { text, length: 2, wide: true }
}
