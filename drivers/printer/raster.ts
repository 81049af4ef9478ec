import type { PrinterProfile } from './profile.ts'
import type { Modules } from './symbols.ts'

const ESC = 0x1b
const GS = 0x1d
const DLE = 0x10

/** `DLE EOT`, `DLE ENQ` and `DLE DC4` are obeyed even inside a picture; the last one opens the drawer. */
const OBEYED_AFTER_DLE = new Set([0x04, 0x05, 0x14])
/** One more dot makes each of them an ordinary byte. */
const ONE_DOT = 0x08

/** The longest feed of one `ESC J`, units. */
const LONGEST_FEED = 255

/** Black and white dots, one bit each, most significant first, rows padded to whole bytes; a set bit is black. */
export interface Dots {
  readonly rowBytes: number
  readonly height: number
  readonly bits: Uint8Array
}

type Image = NonNullable<PrinterProfile['image']>

function words(...values: readonly number[]): number[] {
  return values.flatMap((value) => [value & 0xff, value >> 8])
}

function head(command: Image['command'], rowBytes: number, rows: number): number[] {
  if (command === 'GS v 0') return [GS, 0x76, 0x30, 0, ...words(rowBytes, rows)]
  return [GS, 0x28, 0x4c, ...words(10 + rowBytes * rows), 48, 112, 48, 1, 1, 49, ...words(rowBytes * 8, rows)]
}

/** `GS ( L` stores first and prints then (functions 112 and 50). */
function tail(command: Image['command']): number[] {
  return command === 'GS v 0' ? [] : [GS, 0x28, 0x4c, 2, 0, 48, 50]
}

/** One band of at most `image.bandRows` rows, no wider than its last black dot. */
function band(dots: Dots, top: number, rows: number, { command }: Image): number[] {
  let used = 1
  for (let y = top; y < top + rows; y++) {
    for (let x = dots.rowBytes - 1; x >= used; x--) if (dots.bits[y * dots.rowBytes + x]) used = x + 1
  }
  const out = head(command, used, rows)
  for (let y = top; y < top + rows; y++) {
    for (let x = 0; x < used; x++) {
      const byte = dots.bits[y * dots.rowBytes + x] ?? 0
      out.push(out.at(-1) === DLE && OBEYED_AFTER_DLE.has(byte) ? byte | ONE_DOT : byte)
    }
  }
  return [...out, ...tail(command)]
}

/** Moves the paper by so many dots. */
export function feed(rows: number, { feedUnits }: PrinterProfile): number[] {
  const out: number[] = []
  for (let left = rows * feedUnits; left > 0; left -= LONGEST_FEED) out.push(ESC, 0x4a, Math.min(left, LONGEST_FEED))
  return out
}

function isBlank({ bits, rowBytes }: Dots, y: number): boolean {
  for (let at = y * rowBytes; at < (y + 1) * rowBytes; at++) if (bits[at]) return false
  return true
}

/**
 * A picture in bands, each small enough for the printer's buffer. Rows without a dot are not sent: the paper is fed past
 * them. There are no greys, so there is nothing to dither. Throws RangeError on a printer that takes no pictures.
 */
export function raster(dots: Dots, profile: PrinterProfile): number[] {
  const { image } = profile
  if (!image) throw new RangeError('this printer takes no pictures')
  const out: number[] = []
  for (let y = 0; y < dots.height;) {
    const from = y
    while (y < dots.height && isBlank(dots, y)) y++
    out.push(...feed(y - from, profile))
    const top = y
    while (y < dots.height && y - top < image.bandRows && !isBlank(dots, y)) y++
    if (y > top) for (const byte of band(dots, top, y - top, image)) out.push(byte)
  }
  return out
}

/** A symbol as dots, moved to the middle of the paper. */
export function symbolDots(modules: Modules, scaleX: number, scaleY: number, paperDots: number): Dots {
  const left = Math.max(0, Math.floor((paperDots - modules.width * scaleX) / 2))
  const rowBytes = Math.ceil((left + modules.width * scaleX) / 8)
  const height = modules.height * scaleY
  const bits = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < modules.width * scaleX; x++) {
      if (!modules.dark[Math.floor(y / scaleY) * modules.width + Math.floor(x / scaleX)]) continue
      const at = y * rowBytes + ((left + x) >> 3)
      bits[at] = (bits[at] ?? 0) | (0x80 >> ((left + x) & 7))
    }
  }
  return { rowBytes, height, bits }
}
