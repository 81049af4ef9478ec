import { inflateSync } from 'node:zlib'

export interface ReadPdf {
  readonly pages: number
  /** The words of each page, one piece of text after the other, with blanks between. */
  readonly words: readonly string[]
  /** The names of the fonts that are inside; a part of one begins with six letters and `+`. */
  readonly fonts: readonly string[]
  readonly embedded: number
  /** Filled and stroked shapes of all pages, by their colour as it stands in the file. */
  readonly strokes: number
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
  const words = contents.map((content) =>
    [...content.matchAll(/\[(.*?)\] TJ/gs)]
      .map(([, inside = '']) =>
        [...inside.matchAll(/<(\w+)>/g)]
          .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
          .map((glyph) => known.get(glyph.toLowerCase()) ?? '?')
          .join(''),
      )
      .join(' '),
  )
  return {
    pages: contents.length,
    words,
    fonts: fonts.map(({ head }) => /\/BaseFont \/(\S+)/.exec(head)?.[1] ?? ''),
    embedded: all.filter(({ head }) => /\/FontFile[23]? \d/.test(head)).length,
    strokes: contents.join('\n').match(/\n[SfB]\*?(?=\n)/g)?.length ?? 0,
  }
}
