/**
 * Which decoder reads codes off a camera's pictures (docs/decisions/0008): gives the same pictures of payment codes, sharp, worn and
 * empty, to those that could be had, and says what they read and how long they took. Needs npm's registry for those that we do not
 * ship.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { KINDS } from '../../renderer/camera/kinds.ts'
import { pictureOf, type Held, type Size } from '../../tests/support/camera-film.ts'

const CODE = '134567890123456789'
const SIZES: readonly Size[] = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
]
const RIVALS = ['jsqr@1.4.0', '@undecaf/zbar-wasm@0.11.0'] as const
const RUNS = 40

interface Picture extends Size {
  readonly data: Uint8ClampedArray<ArrayBuffer>
}
type Decode = (picture: Picture) => Promise<string[]>

/** Numbers that look like chance and are the same in each run. */
function chance(): () => number {
  let state = 12_345
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
}

/** As a cheap camera sees it: turned by some degrees, out of focus, with grain. */
function worn(light: Uint8Array, { width, height }: Size, degrees: number): Uint8Array {
  const random = chance()
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const at = (x: number, y: number): number => {
    const [dx, dy] = [x - width / 2, y - height / 2]
    const [fromX, fromY] = [Math.round(width / 2 + dx * cosine + dy * sine), Math.round(height / 2 - dx * sine + dy * cosine)]
    return fromX < 0 || fromY < 0 || fromX >= width || fromY >= height ? 140 : (light[fromY * width + fromX] ?? 140)
  }
  const seen = new Uint8Array(light.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const around = at(x, y) * 2 + at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)
      seen[y * width + x] = Math.min(255, Math.max(0, around / 6 + (random() - 0.5) * 40))
    }
  return seen
}

function coloured(light: Uint8Array, size: Size): Picture {
  const data = new Uint8ClampedArray(light.length * 4)
  for (const [nth, value] of light.entries()) data.set([value, value, value, 255], nth * 4)
  return { ...size, data }
}

function picturesOf(size: Size): Record<string, Picture> {
  const sharp = (kind: Held['kind']): Uint8Array => pictureOf([{ text: CODE, kind }], size)
  return {
    'QR sharp': coloured(sharp('qrcode'), size),
    'QR worn': coloured(worn(sharp('qrcode'), size, 12), size),
    'bar code sharp': coloured(sharp('code128'), size),
    'bar code worn': coloured(worn(sharp('code128'), size, 6), size),
    nothing: coloured(worn(pictureOf([], size), size, 0), size),
  }
}

async function decoders(folder: string): Promise<Record<string, Decode>> {
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--silent', ...RIVALS], { stdio: 'inherit' })
  const rival = createRequire(join(folder, 'package.json'))
  const jsqr = rival('jsqr') as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null
  const zbar = rival('@undecaf/zbar-wasm') as {
    scanRGBABuffer(data: ArrayBuffer, width: number, height: number): Promise<{ decode(): string }[]>
  }
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true })
  return {
    'zxing-wasm': async (picture) => (await readBarcodes(picture as ImageData, KINDS)).map(({ text }) => text),
    jsqr: ({ data, width, height }) => {
      const read = jsqr(data, width, height)
      return Promise.resolve(read ? [read.data] : [])
    },
    'zbar-wasm': async ({ data, width, height }) =>
      (await zbar.scanRGBABuffer(data.buffer, width, height)).map((symbol) => symbol.decode()),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'guitai-decoders-'))
try {
  const all = await decoders(folder)
  for (const size of SIZES)
    for (const [what, picture] of Object.entries(picturesOf(size)))
      for (const [name, decode] of Object.entries(all)) {
        const took: number[] = []
        let read = 0
        for (let run = 0; run < RUNS; run++) {
          const from = performance.now()
          if ((await decode(picture)).includes(CODE)) read++
          took.push(performance.now() - from)
        }
        const middle = took.sort((one, other) => one - other)[RUNS / 2] ?? 0
        console.log(`${size.width}×${size.height}  ${what}  ${name}: read ${read} of ${RUNS}, ${middle.toFixed(1)} ms`)
      }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
