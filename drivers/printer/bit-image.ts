import type { Modules } from './symbols.ts'

const GS_V_0 = [0x1d, 0x76, 0x30, 0] as const
/** Few rows at a time, so that a printer with a small buffer prints while it reads. */
const BAND_ROWS = 96

/**
 * A symbol as `GS v 0` bands, for printers without a native command for it (PRINTING 5). Black and white only, so there
 * is nothing to dither. The bands are padded at the left so that the symbol stands in the middle.
 */
export function bitImage(modules: Modules, scaleX: number, scaleY: number, paperDots: number): number[] {
  const left = Math.max(0, Math.floor((paperDots - modules.width * scaleX) / 2))
  const rowBytes = Math.ceil((left + modules.width * scaleX) / 8)
  const rows = modules.height * scaleY
  const out: number[] = []
  for (let top = 0; top < rows; top += BAND_ROWS) {
    const height = Math.min(BAND_ROWS, rows - top)
    out.push(...GS_V_0, rowBytes & 0xff, rowBytes >> 8, height & 0xff, height >> 8)
    for (let y = top; y < top + height; y++) out.push(...bitRow(modules, Math.floor(y / scaleY), scaleX, left, rowBytes))
  }
  return out
}

function bitRow(modules: Modules, y: number, scale: number, left: number, rowBytes: number): number[] {
  const row = new Array<number>(rowBytes).fill(0)
  for (let x = 0; x < modules.width * scale; x++) {
    if (!modules.dark[y * modules.width + Math.floor(x / scale)]) continue
    const at = left + x
    row[at >> 3] = (row[at >> 3] ?? 0) | (0x80 >> (at & 7))
  }
  return row
}
