import type { SlipFont } from '../../drivers/printer/font.ts'

/** A4 in points, with its edges. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 547, top: 48, bottom: 786 } as const
export const WIDTH = PAGE.right - PAGE.left

/** What is drawn with: the colours of the screen by day (`renderer/looks/tokens.css`), on white paper. */
export const INK = {
  text: '#13191b',
  quiet: '#475054',
  line: '#838a8a',
  ground: '#eef1f0',
  accent: '#085963',
  accentMid: '#5d949d',
  grey: '#626a6d',
  shade: '#bcc3be',
  warn: '#9b2c1f',
} as const

const SMALLEST = 5

export interface Written {
  readonly size?: number
  readonly colour?: string
  readonly align?: 'left' | 'right' | 'center'
  readonly bold?: boolean
}

/** Pages that are filled from top to bottom. Words keep to the room they are given: they get smaller before they run over. */
export interface PdfSheet {
  readonly page: PDFKit.PDFDocument
  /** Where the next thing begins, points from the top. */
  readonly y: () => number
  /** Moves on; `height` in points. */
  readonly down: (height: number) => void
  /** Begins another page when less than this is left; answers whether it did. */
  readonly need: (height: number) => boolean
  /** One line of words in a box that begins at `x` and is `width` wide. */
  readonly text: (words: string, x: number, y: number, width: number, how?: Written) => void
  /** The bytes of the file, with `foot` at the bottom of each page. */
  readonly end: (foot: (nth: number, of: number) => string) => Promise<Buffer>
}

export async function pdfSheet(font: SlipFont, title: string): Promise<PdfSheet> {
  const { default: PDFDocument } = await import('pdfkit')
  const { width, height } = PAGE
  const page = new PDFDocument({ size: [width, height], margin: 0, bufferPages: true, info: { Title: title } })
  const parts: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    page.on('data', (part: Buffer) => parts.push(part))
    page.on('end', () => resolve(Buffer.concat(parts)))
    page.on('error', reject)
  })
  page.font(font.path, font.face)
  let y: number = PAGE.top

  /** What has no room even in the smallest letters is cut, and says so. */
  function cut(words: string, room: number): string {
    const letters = [...words]
    if (page.widthOfString(words) <= room + 0.01) return words
    while (letters.length > 0 && page.widthOfString(`${letters.join('')}…`) > room) letters.pop()
    return `${letters.join('')}…`
  }

  function text(words: string, x: number, at: number, room: number, how: Written = {}): void {
    const { size = 10, colour = INK.text, align = 'left', bold = false } = how
    page.fontSize(size)
    const fits = Math.min(size, (size * room) / Math.max(1, page.widthOfString(words)))
    page.fontSize(Math.max(SMALLEST, fits))
    const shown = cut(words, room)
    page.fillColor(colour).strokeColor(colour).lineWidth(0.3)
    const over = room - page.widthOfString(shown)
    const left = x + (align === 'left' ? 0 : align === 'right' ? over : over / 2)
    // The font has one weight: what is bold gets an edge of its own colour.
    page.text(shown, left, at + (size - Math.max(SMALLEST, fits)) / 2, {
      lineBreak: false,
      fill: true,
      stroke: bold,
      features: [],
    })
  }

  return {
    page,
    y: () => y,
    down(more) {
      y += more
    },
    need(room) {
      if (y + room <= PAGE.bottom) return false
      page.addPage()
      y = PAGE.top
      return true
    },
    text,
    end(foot) {
      const { start, count } = page.bufferedPageRange()
      for (let nth = 0; nth < count; nth++) {
        page.switchToPage(start + nth)
        text(foot(nth + 1, count), PAGE.left, PAGE.bottom + 12, WIDTH, { size: 8, colour: INK.quiet, align: 'center' })
      }
      page.end()
      return done
    },
  }
}
