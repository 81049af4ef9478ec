import type { LaidOutLine, LaidOutSlip } from '../../contract/slip.ts'

/**
 * Where each character of a laid-out line stands: the middle of its cells, in half-width columns of the paper. The printer's Chinese mode
 * gives every character beyond ASCII two columns (PRINTING 2), so the preview does the same whatever width the screen's font has.
 *
 * @param size 1, or 2 for characters of twice the size
 */
export function placesOf(text: string, size: 1 | 2): readonly number[] {
  let taken = 0
  return Array.from(text, (character) => {
    const columns = size * (character.charCodeAt(0) < 0x80 ? 1 : 2)
    taken += columns
    return taken - columns / 2
  })
}

type Symbol = Extract<LaidOutLine, { kind: 'barcode' | 'qr' }>
type Drawn = Exclude<LaidOutLine, Symbol>
/** What of a slip is drawn together: lines of text and rules in one picture, each barcode and QR by itself. */
export type SlipPart = { readonly kind: 'lines'; readonly lines: readonly Drawn[] } | Symbol

/** Parts a slip where a barcode or a QR stands in it. */
export function partsOf(slip: LaidOutSlip): readonly SlipPart[] {
  const parts: (SlipPart | { kind: 'lines'; lines: Drawn[] })[] = []
  for (const line of slip.lines) {
    const last = parts.at(-1)
    if (line.kind === 'barcode' || line.kind === 'qr') parts.push(line)
    else if (last?.kind === 'lines') parts[parts.length - 1] = { kind: 'lines', lines: [...last.lines, line] }
    else parts.push({ kind: 'lines', lines: [line] })
  }
  return parts
}

/** In half-width columns of the paper: how tall lines are, where their letters stand, and how large those are at size 1. */
const TEXT_HEIGHT = 2.7
const RULE_HEIGHT = 1.4
const BASELINE = 2
const LETTER = 1.9
const heightOf = (line: Drawn): number => (line.kind === 'rule' ? RULE_HEIGHT : TEXT_HEIGHT * line.size)

/** How tall lines are together, in half-width columns of the paper. */
export const heightOfLines = (lines: readonly Drawn[]): number => lines.reduce((sum, line) => sum + heightOf(line), 0)

/** How lines are drawn: the width of a column in pixels of the picture, the face and the colour. */
interface Ink {
  readonly columnPx: number
  readonly family: string
  readonly colour: string
}

/**
 * Draws lines of a slip into a picture as wide as the paper, each character in its own cells: in the page an element a character costs too
 * much, and so does a picture a line. Stands still after every line, for whoever has something else to do meanwhile.
 */
export function* drawLines(canvas: HTMLCanvasElement, lines: readonly Drawn[], columns: number, ink: Ink): Generator<void> {
  const { columnPx, family, colour } = ink
  canvas.width = Math.round(columns * columnPx)
  canvas.height = Math.round(heightOfLines(lines) * columnPx)
  const pen = canvas.getContext('2d')
  if (pen === null) return
  pen.fillStyle = colour
  pen.strokeStyle = colour
  pen.textAlign = 'center'
  pen.setLineDash([columnPx / 2, columnPx / 3])
  let top = 0
  for (const line of lines) {
    if (line.kind === 'rule') {
      const middle = Math.round((top + RULE_HEIGHT / 2) * columnPx) + 0.5
      pen.beginPath()
      pen.moveTo(0, middle)
      pen.lineTo(canvas.width, middle)
      pen.stroke()
    } else {
      pen.font = `${line.bold ? 700 : 400} ${LETTER * line.size * columnPx}px ${family}`
      const characters = Array.from(line.text)
      for (const [at, middle] of placesOf(line.text, line.size).entries())
        if (characters[at] !== ' ') pen.fillText(characters[at] ?? '', middle * columnPx, (top + BASELINE * line.size) * columnPx)
    }
    top += heightOf(line)
    yield
  }
}

/** Draws a barcode or QR as an SVG picture, without a margin. What draws it is read when the first one is shown. */
export async function drawSymbol(kind: 'barcode' | 'qr', value: string): Promise<string> {
  if (kind === 'qr') {
    const [{ correction, generate }, { toSvgDataURL }] = await Promise.all([import('lean-qr'), import('lean-qr/extras/svg')])
    return toSvgDataURL(generate(value, { minCorrectionLevel: correction.M }), { pad: 0 })
  }
  const { code128, drawingSVG } = await import('bwip-js/browser')
  const svg = code128({ bcid: 'code128', text: value, height: 10, scale: 2 }, drawingSVG())
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
