import { inflateSync } from 'node:zlib'

export interface ReadPdf {
  readonly pages: number
  /** The words of each page, one piece of text after the other, with blanks between. */
  readonly words: readonly string[]
  /** The names of the fonts that are inside; a part of one begins with six letters and `+`. */
  readonly fonts: readonly string[]
  readonly embedded: number
  /** How many shapes are filled and lines are drawn, on all pages. */
  readonly shapes: number
  /** Words that do not end before this many points from the left. */
  readonly beyond: (right: number) => readonly string[]
}

interface Part {
  readonly head: string
  readonly body: string
}

function partsOf(bytes: Buffer): Map<number, Part> {
  const text = bytes.toString('latin1')
  const parts = new Map<number, Part>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)) {
    const [, id = '', whole = ''] = match
    const at = whole.indexOf('stream\n')
    const head = at < 0 ? whole : whole.slice(0, at)
    const raw = at < 0 ? '' : whole.slice(at + 7, whole.lastIndexOf('\nendstream'))
    const body = head.includes('/FlateDecode') ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw
    parts.set(Number(id), { head, body })
  }
  return parts
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** The letters that a font's glyphs stand for, by its own table. */
function lettersOf(table: string): Map<string, string> {
  const letters = new Map<string, string>()
  for (const [, range = ''] of table.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, from = '', , list = ''] of range.matchAll(/<(\w+)>\s*<(\w+)>\s*\[(.*?)\]/gs)) {
      const first = Number.parseInt(from, 16)
      for (const [nth, [, hex = '']] of [...list.matchAll(/<(\w*)>/g)].entries())
        letters.set((first + nth).toString(16).padStart(4, '0'), utf16(hex))
    }
  }
  return letters
}

/** How wide each glyph is, in thousandths of the letter's size. */
const widthsOf = (head: string): number[] => (/\/W \[0 \[(.*?)\]\]/s.exec(head)?.[1] ?? '').trim().split(/\s+/).map(Number)

const reference = (head: string, name: string): number => Number(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? -1)

/** Reads the words of a PDF by its fonts' tables of letters, as a viewer that copies text does. */
export function readPdf(bytes: Buffer): ReadPdf {
  const parts = partsOf(bytes)
  const all = [...parts.values()]
  const fonts = all.filter(({ head }) => head.includes('/Subtype /Type0'))
  const letters = fonts.flatMap(({ head }) => [...lettersOf(parts.get(reference(head, 'ToUnicode'))?.body ?? '')])
  const known = new Map(letters)
  const contents = all
    .filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
    .map(({ head }) => parts.get(reference(head, 'Contents'))?.body ?? '')
  const widths = widthsOf(all.find(({ head }) => head.includes('/Subtype /CIDFontType'))?.head ?? '')
  const placed = contents.map((content) =>
    [...content.matchAll(/1 0 0 1 ([\d.-]+) [\d.-]+ Tm\n\/F\d+ ([\d.]+) Tf\n(?:\d Tr\n)?\[(.*?)\] TJ/gs)].map(
      ([, x = '', size = '', inside = '']) => {
        const glyphs = [...inside.matchAll(/<(\w+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        const wide = glyphs.reduce((sum, glyph) => sum + (widths[Number.parseInt(glyph, 16)] ?? 1000), 0)
        const words = glyphs.map((glyph) => known.get(glyph.toLowerCase()) ?? '?').join('')
        return { words, right: Number(x) + (wide / 1000) * Number(size) }
      },
    ),
  )
  return {
    pages: contents.length,
    words: placed.map((page) => page.map((one) => one.words).join(' ')),
    fonts: fonts.map(({ head }) => /\/BaseFont \/(\S+)/.exec(head)?.[1] ?? ''),
    embedded: all.filter(({ head }) => /\/FontFile[23]? \d/.test(head)).length,
    shapes: contents.join('\n').match(/\n[SfB]\*?(?=\n)/g)?.length ?? 0,
    beyond: (right) => placed.flatMap((page) => page.filter((one) => one.right > right).map((one) => one.words)),
  }
}
