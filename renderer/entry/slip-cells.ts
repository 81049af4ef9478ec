/** One printed character and how many half-width columns it takes on the paper. */
export interface Cell {
  readonly character: string
  readonly columns: 1 | 2
}

/**
 * Splits a laid-out line into the cells of the paper. The printer's Chinese mode gives every character beyond ASCII two
 * columns (PRINTING 2), so the preview does the same whatever width the screen's font has.
 */
export function cellsOf(text: string): readonly Cell[] {
  return Array.from(text, (character) => ({ character, columns: character.charCodeAt(0) < 0x80 ? 1 : 2 }))
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
