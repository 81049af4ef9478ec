/** All sound is mono, 16 bits, little-endian, at espeak-ng's rate. */
export const SAMPLE_RATE = 22_050

const HEADER_BYTES = 44

/** A WAV file around PCM of our format. */
export function wav(pcm: Uint8Array, rate = SAMPLE_RATE): Buffer {
  const out = Buffer.alloc(HEADER_BYTES + pcm.length)
  out.write('RIFF', 0, 'latin1')
  out.writeUInt32LE(HEADER_BYTES - 8 + pcm.length, 4)
  out.write('WAVEfmt ', 8, 'latin1')
  out.writeUInt32LE(16, 16)
  out.writeUInt16LE(1, 20)
  out.writeUInt16LE(1, 22)
  out.writeUInt32LE(rate, 24)
  out.writeUInt32LE(rate * 2, 28)
  out.writeUInt16LE(2, 32)
  out.writeUInt16LE(16, 34)
  out.write('data', 36, 'latin1')
  out.writeUInt32LE(pcm.length, 40)
  out.set(pcm, HEADER_BYTES)
  return out
}

interface Wav {
  /** 1 is plain PCM. */
  readonly format: number
  readonly channels: number
  readonly rate: number
  readonly bits: number
  readonly pcm: Buffer
}

/**
 * What is in a WAV, read chunk by chunk. A program that writes to a pipe cannot know the length and puts a huge one: what
 * is there is taken. Throws when it is no WAV, or one without sound.
 */
export function readWav(file: Buffer): Wav {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') throw new Error('not a WAV')
  let at = 12
  let head: Omit<Wav, 'pcm'> | null = null
  while (at + 8 <= file.length) {
    const name = file.toString('latin1', at, at + 4)
    const length = file.readUInt32LE(at + 4)
    const body = at + 8
    if (name === 'fmt ' && body + 16 <= file.length) {
      const [format, channels, bits] = [body, body + 2, body + 14].map((where) => file.readUInt16LE(where))
      head = { format: format ?? 0, channels: channels ?? 0, rate: file.readUInt32LE(body + 4), bits: bits ?? 0 }
    }
    if (name === 'data' && head !== null) {
      const end = Math.min(file.length, body + length)
      return { ...head, pcm: file.subarray(body, end - ((end - body) % 2)) }
    }
    at = body + length + (length % 2)
  }
  throw new Error('a WAV without sound')
}

/** The PCM in a WAV of our format. Throws when it is another. */
export function pcmOf(file: Buffer): Buffer {
  const { format, channels, rate, bits, pcm } = readWav(file)
  if (format !== 1 || channels !== 1 || rate !== SAMPLE_RATE || bits !== 16) throw new Error('a WAV of another format')
  return pcm
}
