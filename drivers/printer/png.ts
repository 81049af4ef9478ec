import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import type { Drawing } from './draw.ts'
import { paint } from './paint.ts'

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
  return encodeGrey(await paint(drawing), drawing.width, drawing.height, drawing.dotsPerMm)
}
