import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import type { Drawing, Glyph } from './draw.ts'
import { slipFont, type SlipFont } from './font.ts'
import { coverage, fit, polygons } from './outline.ts'

/** Letters such as g and y reach below their cell. */
const DESCENT = 1.25
/** Glyphs drawn before the loop is given back, so that drawing never holds up a sentence or another slip. */
const GLYPHS_AT_ONCE = 40

const drawn = new Map<string, Uint8Array>()

function ink(font: SlipFont, glyph: Glyph): Uint8Array {
  const key = `${glyph.character} ${glyph.width} ${glyph.height}`
  let bitmap = drawn.get(key)
  if (!bitmap) {
    const cell = fit(font.font, glyph.character, glyph.width, glyph.height)
    bitmap = coverage(polygons(font.font, glyph.character, cell), glyph.width, Math.ceil(glyph.height * DESCENT))
    drawn.set(key, bitmap)
  }
  return bitmap
}

function stamp(canvas: Uint8Array, sheetWidth: number, glyph: Glyph, bitmap: Uint8Array): void {
  const shifts = glyph.bold ? [0, 1] : [0]
  bitmap.forEach((covered, index) => {
    if (covered === 0) return
    for (const shift of shifts) {
      const x = glyph.x + (index % glyph.width) + shift
      const at = (glyph.y + Math.floor(index / glyph.width)) * sheetWidth + x
      if (x < sheetWidth && at < canvas.length) canvas[at] = Math.min(canvas[at] ?? 255, 255 - covered)
    }
  })
}

function chunk(type: string, body: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + body.length)
  out.writeUInt32BE(body.length, 0)
  out.write(type, 4, 'latin1')
  out.set(body, 8)
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length)
  return out
}

async function encodeGrey(canvas: Uint8Array, width: number, height: number, dotsPerMm: number): Promise<Buffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const resolution = Buffer.alloc(9)
  resolution.writeUInt32BE(dotsPerMm * 1000, 0)
  resolution.writeUInt32BE(dotsPerMm * 1000, 4)
  resolution[8] = 1
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) rows.set(canvas.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = await promisify(deflate)(rows)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('pHYs', resolution),
    chunk('IDAT', data),
    chunk('IEND', header.subarray(0, 0)),
  ])
}

/** The slip as a grey PNG, one pixel a dot, the width of the paper. Throws NoSlipFont. */
export async function toPng(drawing: Drawing): Promise<Buffer> {
  const font = await slipFont()
  const { width, height } = drawing
  const canvas = new Uint8Array(width * height).fill(255)
  for (const box of drawing.boxes) {
    for (let y = box.y; y < box.y + box.height; y++) canvas.fill(0, y * width + box.x, y * width + box.x + box.width)
  }
  for (const [index, glyph] of drawing.glyphs.entries()) {
    if (glyph.character === ' ') continue
    stamp(canvas, width, glyph, ink(font, glyph))
    if (index % GLYPHS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return encodeGrey(canvas, width, height, drawing.dotsPerMm)
}
