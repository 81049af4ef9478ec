import type { Drawing, Glyph } from './draw.ts'
import { slipFont, type SlipFont } from './font.ts'
import { coverage, fit, polygons } from './outline.ts'
import type { Dots } from './raster.ts'

/** Letters such as g and y reach below their cell. */
const DESCENT = 1.25
/** Glyphs drawn before the loop is given back, so that drawing never holds up a sentence or another slip. */
const GLYPHS_AT_ONCE = 40
/** What is darker is a dot on paper. */
const MIDDLE_GREY = 128

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

/** The slip in greys, one byte a dot, 255 white, the width of the drawing. Throws NoSlipFont. */
export async function paint(drawing: Drawing): Promise<Uint8Array> {
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
  return canvas
}

/** Greys as dots: letters are drawn sharp enough for a plain threshold, and codes are black already. */
export function toDots(canvas: Uint8Array, width: number): Dots {
  const rowBytes = Math.ceil(width / 8)
  const height = canvas.length / width
  const bits = new Uint8Array(rowBytes * height)
  canvas.forEach((grey, index) => {
    if (grey >= MIDDLE_GREY) return
    const x = index % width
    const at = Math.floor(index / width) * rowBytes + (x >> 3)
    bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7))
  })
  return { rowBytes, height, bits }
}
