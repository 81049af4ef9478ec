import type { LaidOutLine } from '../../contract/slip.ts'

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

/** How tall a line of text is, and where its letters stand, in half-width columns; twice as much at twice the size. */
export const LINE_HEIGHT = 2.7
const BASELINE = 2
const LETTER = 1.9

/** How a line is drawn: the width of a column in pixels of the picture, the face and the colour. */
interface Ink {
  readonly columnPx: number
  readonly family: string
  readonly colour: string
}

/** Draws a line of text, each character in its own cells, into a picture as wide as the paper: in the page an element a character costs too much. */
export function drawLine(
  canvas: HTMLCanvasElement,
  { text, size, bold }: Extract<LaidOutLine, { kind: 'text' }>,
  columns: number,
  { columnPx, family, colour }: Ink,
): void {
  canvas.width = Math.round(columns * columnPx)
  canvas.height = Math.round(LINE_HEIGHT * size * columnPx)
  const pen = canvas.getContext('2d')
  if (pen === null) return
  pen.font = `${bold ? 700 : 400} ${LETTER * size * columnPx}px ${family}`
  pen.fillStyle = colour
  pen.textAlign = 'center'
  const characters = Array.from(text)
  for (const [at, middle] of placesOf(text, size).entries())
    pen.fillText(characters[at] ?? '', middle * columnPx, BASELINE * size * columnPx)
}

/** Draws a barcode or QR as an SVG picture. Loaded only when a slip is shown. */
export async function drawSymbol(kind: 'barcode' | 'qr', value: string): Promise<string> {
  const { code128, drawingSVG, qrcode } = await import('bwip-js/browser')
  const svg =
    kind === 'qr'
      ? qrcode({ bcid: 'qrcode', text: value, scale: 3 }, drawingSVG())
      : code128({ bcid: 'code128', text: value, height: 10, scale: 2 }, drawingSVG())
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
