import type { EmulatedLine } from './escpos-emulator-paper.ts'

/**
 * What the rasters of a job leave on paper, as a PGM file: the bands one below the other, the feeds between them white, a
 * margin around it all. `feedUnits`: vertical motion units of one dot on the emulated model.
 */
export function pictureOf(lines: readonly EmulatedLine[], dots: number, feedUnits: number): Buffer {
  const margin = 24
  const width = dots + 2 * margin
  const rows: Buffer[] = []
  const blank = (count: number) => {
    for (let each = 0; each < count; each++) rows.push(Buffer.alloc(width, 255))
  }
  blank(margin)
  for (const line of lines) {
    if (line.kind === 'feed') blank(Math.round((line.units ?? 0) / feedUnits))
    const { bitmap } = line
    if (bitmap === undefined) continue
    const rowBytes = Math.ceil(bitmap.width / 8)
    for (let y = 0; y < bitmap.height; y++) {
      const row = Buffer.alloc(width, 255)
      for (let x = 0; x < bitmap.width; x++) {
        const byte = bitmap.bits[y * rowBytes + (x >> 3)] ?? 0
        if (byte & (0x80 >> (x & 7))) row[margin + x] = 0
      }
      rows.push(row)
    }
  }
  blank(margin)
  return Buffer.concat([Buffer.from(`P5 ${width} ${rows.length} 255\n`), ...rows])
}
