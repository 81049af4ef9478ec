import { closeSync, openSync, writeSync } from 'node:fs'
import bwip from 'bwip-js/node'

export interface Size {
  readonly width: number
  readonly height: number
}

/** What every camera can give. */
const SIZE: Size = { width: 640, height: 480 }
const HEAD = `YUV4MPEG2 W${SIZE.width} H${SIZE.height} F15:1 Ip A1:1 C420jpeg\nFRAME\n`
const [GROUND, LIGHT, DARK, NO_COLOUR] = [140, 230, 25, 128]

export type Symbology = 'qrcode' | 'code128'

/** A code as light and dark pixels: rows of modules, `scale` pixels each. */
function drawn(text: string, kind: Symbology, scale: number): boolean[][] {
  const [symbol] = bwip.raw(kind, text, '')
  if (symbol && 'pixs' in symbol) {
    const { pixs, pixx, pixy } = symbol
    return Array.from({ length: pixy * scale }, (_row, y) =>
      Array.from({ length: pixx * scale }, (_pixel, x) => pixs[Math.floor(y / scale) * pixx + Math.floor(x / scale)] === 1),
    )
  }
  if (!symbol || !('sbs' in symbol)) throw new Error(`${kind} was not drawn`)
  const row = symbol.sbs.flatMap((width, nth) => Array.from({ length: width * scale }, () => nth % 2 === 0))
  return Array.from({ length: 100 }, () => row)
}

/** What is held before the camera: nothing, or codes side by side on the light screen of a phone. */
export interface Held {
  readonly text: string
  readonly kind: Symbology
  /** Pixels a module. */
  readonly scale?: number
}

/** One picture in brightness, row by row, of what is held before a camera. */
export function pictureOf(held: readonly Held[], { width, height }: Size = SIZE): Uint8Array {
  const light = new Uint8Array(width * height).fill(GROUND)
  let left = 20
  for (const { text, kind, scale = kind === 'qrcode' ? 6 : 2 } of held) {
    const code = drawn(text, kind, scale)
    const quiet = 10 * scale
    const [wide, high] = [(code[0]?.length ?? 0) + 2 * quiet, code.length + 2 * quiet]
    if (left + wide > width) throw new Error('that much does not fit before the camera')
    const top = Math.floor((height - high) / 2)
    for (let y = 0; y < high; y++)
      for (let x = 0; x < wide; x++) light[(top + y) * width + left + x] = code[y - quiet]?.[x - quiet] === true ? DARK : LIGHT
    left += wide + 20
  }
  return light
}

/** A film for Chromium's stand-in camera, one picture that it plays over and over; what it shows may change while it plays. */
export interface Film {
  /** The switches that have Chromium take it for a camera. */
  readonly switches: readonly string[]
  /** Holds this before the camera from now on. */
  show(...held: readonly Held[]): void
}

export function startFilm(path: string): Film {
  const show = (...held: readonly Held[]): void => {
    const colours = Buffer.alloc((SIZE.width * SIZE.height) / 2, NO_COLOUR)
    const whole = Buffer.concat([Buffer.from(HEAD, 'latin1'), pictureOf(held), colours])
    // In its place: the camera has the file open.
    const file = openSync(path, 'a+')
    closeSync(file)
    const place = openSync(path, 'r+')
    writeSync(place, whole, 0, whole.length, 0)
    closeSync(place)
  }
  show()
  return { switches: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`], show }
}
