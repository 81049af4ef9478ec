import type { Drawing, Glyph } from './draw.ts'
import { slipFont, type SlipFont } from './font.ts'
import { fit } from './outline.ts'

interface Run {
  readonly text: string
  readonly first: Glyph
  readonly scale: number
  readonly left: number
  readonly baseline: number
}

/** Characters that follow each other at the pace of their own advance: they go into the page as one piece of text. */
function runs(drawing: Drawing, { font }: SlipFont): Run[] {
  const out: Run[] = []
  let last: Glyph | null = null
  for (const glyph of drawing.glyphs) {
    const cell = fit(font, glyph.character, glyph.width, glyph.height)
    const before = out.at(-1)
    const scale = (100 * cell.scaleX) / cell.scaleY
    const fills = cell.left < 0.01
    const follows =
      last?.y === glyph.y && last.x + last.width === glyph.x && last.width === glyph.width && last.bold === glyph.bold
    if (before && follows && fills && before.left < 0.01 && Math.abs(before.scale - scale) < 0.01) {
      out[out.length - 1] = { ...before, text: before.text + glyph.character }
    } else {
      out.push({ text: glyph.character, first: glyph, scale, left: cell.left, baseline: cell.baseline })
    }
    last = glyph
  }
  return out.filter((run) => run.text.trim() !== '')
}

/** The slip as a PDF page of the paper's size, with real text. Throws NoSlipFont. */
export async function toPdf(drawing: Drawing): Promise<Buffer> {
  const font = await slipFont()
  const { default: PDFDocument } = await import('pdfkit')
  const point = 72 / 25.4 / drawing.dotsPerMm
  const page = new PDFDocument({ size: [drawing.width * point, drawing.height * point], margin: 0, autoFirstPage: true })
  const parts: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    page.on('data', (part: Buffer) => parts.push(part))
    page.on('end', () => resolve(Buffer.concat(parts)))
    page.on('error', reject)
  })
  page.scale(point)
  page.font(font.path, font.face)
  for (const box of drawing.boxes) page.rect(box.x, box.y, box.width, box.height)
  if (drawing.boxes.length > 0) page.fill('black')
  page.fillColor('black').strokeColor('black').lineWidth(1)
  for (const run of runs(drawing, font)) {
    page.fontSize(run.first.height)
    const options: PDFKit.Mixins.TextOptions & { horizontalScaling: number } = {
      lineBreak: false,
      baseline: 'alphabetic',
      horizontalScaling: run.scale,
      features: [],
      fill: true,
      stroke: run.first.bold,
    }
    page.text(run.text, run.first.x + run.left, run.first.y + run.baseline, options)
  }
  page.end()
  return done
}
