/** All sound is mono, 16 bits, little-endian, at espeak-ng's rate. */
export const SAMPLE_RATE = 22_050

const HEADER_BYTES = 44

/** A WAV file around PCM of our format. */
export function wav(pcm: Uint8Array): Buffer {
  const out = Buffer.alloc(HEADER_BYTES + pcm.length)
  out.write('RIFF', 0, 'latin1')
  out.writeUInt32LE(HEADER_BYTES - 8 + pcm.length, 4)
  out.write('WAVEfmt ', 8, 'latin1')
  out.writeUInt32LE(16, 16)
  out.writeUInt16LE(1, 20)
  out.writeUInt16LE(1, 22)
  out.writeUInt32LE(SAMPLE_RATE, 24)
  out.writeUInt32LE(SAMPLE_RATE * 2, 28)
  out.writeUInt16LE(2, 32)
  out.writeUInt16LE(16, 34)
  out.write('data', 36, 'latin1')
  out.writeUInt32LE(pcm.length, 40)
  out.set(pcm, HEADER_BYTES)
  return out
}

/**
 * The PCM in a WAV, read chunk by chunk. A program that writes to a pipe cannot know the length and puts a huge one: what
 * is there is taken. Throws when it is not sound of our format.
 */
export function pcmOf(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') throw new Error('not a WAV')
  let at = 12
  while (at + 8 <= file.length) {
    const name = file.toString('latin1', at, at + 4)
    const length = file.readUInt32LE(at + 4)
    const body = at + 8
    if (name === 'fmt ') {
      const [format, channels, rate, bits] = [body, body + 2, body + 4, body + 14].map((where) => file.readUInt16LE(where))
      if (format !== 1 || channels !== 1 || rate !== SAMPLE_RATE || bits !== 16) throw new Error('a WAV of another format')
    }
    if (name === 'data') {
      const end = Math.min(file.length, body + length)
      return file.subarray(body, end - ((end - body) % 2))
    }
    at = body + length + (length % 2)
  }
  throw new Error('a WAV without sound')
}
