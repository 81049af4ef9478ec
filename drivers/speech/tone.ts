import type { TONES } from '../../contract/devices.ts'
import { SAMPLE_RATE } from './wav.ts'

type Tone = (typeof TONES)[number]

interface Note {
  readonly hertz: number
  readonly ms: number
  /** 0 to 1 of the full range. */
  readonly loudness: number
}

const C5 = 523.25
const G5 = 783.99
const E4 = 329.63
const A4 = 440
const D4 = 293.66

const note = (hertz: number, ms: number, loudness = 0.4): Note => ({ hertz, ms, loudness })

/** Paid rises, failed falls, unknown stays low and level, waiting is one soft note (prototype README, motion and sound). */
export const FIGURES: Readonly<Record<Tone, readonly Note[]>> = {
  paid: [note(C5, 110), note(G5, 180)],
  waiting: [note(A4, 160, 0.15)],
  unknown: [note(E4, 160), note(E4, 160)],
  failed: [note(A4, 140), note(D4, 240)],
  none: [],
}

const GAP_MS = 40
const EDGE_MS = 8
const TAIL_MS = 60

const samplesOf = (ms: number) => Math.round((SAMPLE_RATE * ms) / 1000)

function played({ hertz, ms, loudness }: Note): Int16Array {
  const edge = samplesOf(EDGE_MS)
  const length = samplesOf(ms)
  return Int16Array.from({ length }, (_, index) => {
    const envelope = Math.min(1, index / edge, (length - index) / edge)
    return Math.round(32_767 * loudness * envelope * Math.sin((2 * Math.PI * hertz * index) / SAMPLE_RATE))
  })
}

function bytes(samples: Int16Array): Buffer {
  const out = Buffer.alloc(samples.length * 2)
  samples.forEach((sample, index) => out.writeInt16LE(sample, index * 2))
  return out
}

/** The figure as PCM; empty for `none`. A short silence divides its notes and follows it. */
export function toneOf(tone: Tone): Buffer {
  const notes = FIGURES[tone]
  const parts = notes.flatMap((each, index) => {
    const silence = new Int16Array(samplesOf(index === notes.length - 1 ? TAIL_MS : GAP_MS))
    return [bytes(played(each)), bytes(silence)]
  })
  return Buffer.concat(parts)
}

/** PCM at a volume of 0 to 100: applied here, so that no player's own setting is touched. */
export function atVolume(pcm: Uint8Array, volume: number): Buffer {
  const from = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)
  const out = Buffer.alloc(from.length)
  for (let at = 0; at + 1 < from.length; at += 2) out.writeInt16LE(Math.round((from.readInt16LE(at) * volume) / 100), at)
  return out
}
