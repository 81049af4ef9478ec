/**
 * The grammar of ESC/POS: where a command begins and ends. It knows lengths and names, not effects, so that the bytes
 * of an image or a barcode are never mistaken for text. Written from Epson's public command reference, and by intent
 * without a look at the till's own encoder: it judges that encoder.
 */

export type Token =
  /** A run of bytes from 0x20 up: characters, in whatever table is in force. */
  | { kind: 'text'; offset: number; bytes: Uint8Array }
  | { kind: 'command'; offset: number; name: string; args: Uint8Array; length: number }
  | { kind: 'unknown'; offset: number; bytes: Uint8Array }

/** A command's arguments: a fixed number, up to and with a NUL, or a length that stands in the bytes themselves. */
type Shape = number | 'untilNul' | ((args: Uint8Array) => number | null)

const INTRODUCERS: Record<number, string> = { 0x10: 'DLE', 0x1b: 'ESC', 0x1c: 'FS', 0x1d: 'GS' }
const CONTROLS: Record<number, string> = { 0x00: 'NUL', 0x09: 'HT', 0x0a: 'LF', 0x0c: 'FF', 0x0d: 'CR', 0x18: 'CAN' }
const SECOND_BYTES: Record<number, string> = { 0x04: 'EOT', 0x05: 'ENQ', 0x14: 'DC4', 0x20: 'SP' }

const word = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256

const raster: Shape = (args) => (args.length < 6 ? null : 6 + word(args, 2) * word(args, 4))

const bitImage: Shape = (args) => {
  if (args.length < 3) return null
  const bytesPerColumn = args[0] === 32 || args[0] === 33 ? 3 : 1
  return 3 + word(args, 1) * bytesPerColumn
}

/** Function A ends with NUL (m 0 to 6), function B carries its length (m 65 to 79). */
const barcode: Shape = (args) => {
  const [system, length] = args
  if (system === undefined) return null
  if (system <= 6) {
    const end = args.indexOf(0, 1)
    return end === -1 ? null : end + 1
  }
  return length === undefined ? null : 2 + length
}

const cut: Shape = (args) => {
  const [mode] = args
  if (mode === undefined) return null
  return [65, 66, 97, 98, 103, 104].includes(mode) ? 2 : 1
}

const largeGraphics: Shape = (args) => (args.length < 5 ? null : 5 + word(args, 1) + word(args, 3) * 65_536)

const SHAPES: Record<string, Shape> = {
  'DLE EOT': 1,
  'DLE ENQ': 1,
  'DLE DC4': (args) => (args.length < 1 ? null : args[0] === 1 ? 3 : args[0] === 2 ? 3 : args[0] === 8 ? 8 : 1),
  'ESC SP': 1,
  'ESC !': 1,
  'ESC $': 2,
  'ESC *': bitImage,
  'ESC -': 1,
  'ESC 2': 0,
  'ESC 3': 1,
  'ESC =': 1,
  'ESC @': 0,
  'ESC B': 2,
  'ESC D': 'untilNul',
  'ESC E': 1,
  'ESC G': 1,
  'ESC J': 1,
  'ESC M': 1,
  'ESC R': 1,
  'ESC S': 0,
  'ESC V': 1,
  'ESC \\': 2,
  'ESC a': 1,
  'ESC c': 2,
  'ESC d': 1,
  'ESC i': 0,
  'ESC m': 0,
  'ESC p': 3,
  'ESC r': 1,
  'ESC t': 1,
  'ESC {': 1,
  'ESC (': (args) => (args.length < 3 ? null : 3 + word(args, 1)),
  'FS !': 1,
  'FS &': 0,
  'FS (': (args) => (args.length < 3 ? null : 3 + word(args, 1)),
  'FS -': 1,
  'FS .': 0,
  'FS C': 1,
  'FS S': 2,
  'FS W': 1,
  'GS !': 1,
  'GS (': (args) => (args.length < 3 ? null : 3 + word(args, 1)),
  'GS 8': largeGraphics,
  'GS B': 1,
  'GS H': 1,
  'GS I': 1,
  'GS L': 2,
  'GS P': 2,
  'GS T': 1,
  'GS V': cut,
  'GS W': 2,
  'GS a': 1,
  'GS b': 1,
  'GS f': 1,
  'GS h': 1,
  'GS k': barcode,
  'GS r': 1,
  'GS v': raster,
  'GS w': 1,
}

/** Commands whose third byte belongs to the name: `GS ( k` and `ESC ( A` and their kin carry a counted block. */
const THREE_BYTE_NAMES = new Set(['ESC (', 'FS (', 'GS (', 'GS 8', 'ESC c', 'GS v'])

function argumentLength(shape: Shape, rest: Uint8Array): number | null {
  if (typeof shape === 'number') return shape
  if (shape !== 'untilNul') return shape(rest)
  const end = rest.indexOf(0)
  return end === -1 ? null : end + 1
}

function command(bytes: Uint8Array, offset: number, introducer: string): Token | null {
  const second = bytes[offset + 1]
  if (second === undefined) return null
  const name = `${introducer} ${SECOND_BYTES[second] ?? String.fromCharCode(second)}`
  const shape = SHAPES[name]
  if (shape === undefined) return { kind: 'unknown', offset, bytes: bytes.subarray(offset, offset + 2) }
  const rest = bytes.subarray(offset + 2)
  const length = argumentLength(shape, rest)
  if (length === null || length > rest.length) return null
  const args = rest.subarray(0, length)
  const taken = 2 + length
  if (!THREE_BYTE_NAMES.has(name)) return { kind: 'command', offset, name, args, length: taken }
  const longName = `${name} ${String.fromCharCode(args[0] ?? 0)}`
  return { kind: 'command', offset, name: longName, args: args.subarray(1), length: taken }
}

/**
 * The token at `offset`, or null when the bytes end in the middle of a command. Does not depend on the state of the
 * printer: no trail byte of GB18030 is below 0x30, so a run of text ends where a control byte stands.
 */
export function tokenAt(bytes: Uint8Array, offset: number): Token | null {
  const first = bytes[offset]
  if (first === undefined) return null
  const introducer = INTRODUCERS[first]
  if (introducer !== undefined) return command(bytes, offset, introducer)
  const control = CONTROLS[first]
  if (control !== undefined) return { kind: 'command', offset, name: control, args: bytes.subarray(0, 0), length: 1 }
  if (first < 0x20) return { kind: 'unknown', offset, bytes: bytes.subarray(offset, offset + 1) }
  let end = offset + 1
  while (end < bytes.length && (bytes[end] ?? 0) >= 0x20) end += 1
  return { kind: 'text', offset, bytes: bytes.subarray(offset, end) }
}

/** How many bytes of the stream a token takes, its name included. */
export function tokenLength(token: Token): number {
  return token.kind === 'command' ? token.length : token.bytes.length
}

/** `1b 61 03`, for messages. */
export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
