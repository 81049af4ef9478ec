import { createHash, randomBytes } from 'node:crypto'

/** So many fresh bytes. Handed in, so that a test can have the same sandbox twice. */
export type RandomBytes = (count: number) => Uint8Array

export const systemRandom: RandomBytes = (count) => randomBytes(count)

/** The same bytes for the same seed: SHA-256 over the seed and a counter. For demo and tests, never for real secrets. */
export function seededRandom(seed: string): RandomBytes {
  let counter = 0
  let pool = Buffer.alloc(0)
  return (count) => {
    while (pool.length < count) {
      pool = Buffer.concat([pool, createHash('sha256').update(`${seed}:${counter++}`).digest()])
    }
    const taken = pool.subarray(0, count)
    pool = pool.subarray(count)
    return taken
  }
}

function fromAlphabet(random: RandomBytes, alphabet: string, length: number): string {
  const fair = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of random(length)) {
      if (byte < fair && text.length < length) text += alphabet[byte % alphabet.length] ?? ''
    }
  }
  return text
}

export const digits = (random: RandomBytes, length: number): string => fromAlphabet(random, '0123456789', length)
export const lettersAndDigits = (random: RandomBytes, length: number): string =>
  fromAlphabet(random, '0123456789abcdefghijklmnopqrstuvwxyz', length)
export const capitalsAndDigits = (random: RandomBytes, length: number): string =>
  fromAlphabet(random, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', length)

/** `log_id`: 32 bits, unsigned (PROTOCOL 3.1). Never 0, so that it can be told from "none". */
export function logId(random: RandomBytes): number {
  return Buffer.from(random(4)).readUInt32BE(0) || 1
}
