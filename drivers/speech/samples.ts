import { SAMPLE_RATE } from './wav.ts'

/** Sound as numbers: what is done to a recording before it is joined with others, and the joining. */

const inSamples = (ms: number) => Math.round((SAMPLE_RATE * ms) / 1000)

/** The machines that run a till are little-endian, as PCM is. */
export function samplesOf(pcm: Uint8Array): Int16Array {
  return new Int16Array(new Uint8Array(pcm).buffer, 0, pcm.length >> 1)
}

export function pcmFrom(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
}

/** Zero crossings of the filter on each side: enough that nobody hears the difference in speech. */
const LOBES = 8

/** The same sound at our rate, through a windowed sinc that takes off what our rate cannot carry. */
export function resampled(samples: Int16Array, rate: number): Int16Array {
  if (rate === SAMPLE_RATE) return samples
  const step = rate / SAMPLE_RATE
  const cut = Math.min(1, 1 / step)
  const reach = LOBES / cut
  return Int16Array.from({ length: Math.floor(samples.length / step) }, (_, index) => {
    const centre = index * step
    let sum = 0
    for (let at = Math.max(0, Math.ceil(centre - reach)); at <= Math.min(samples.length - 1, centre + reach); at++) {
      const x = (at - centre) * cut
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
      sum += (samples[at] ?? 0) * sinc * cut * (0.5 + 0.5 * Math.cos((Math.PI * x) / LOBES))
    }
    return Math.max(-32_768, Math.min(32_767, Math.round(sum)))
  })
}

// Written as loops: a pack has millions of samples, and a call for each would be felt at a start.

function peakOf(samples: Int16Array): number {
  let most = 0
  for (const sample of samples) most = Math.max(most, Math.abs(sample))
  return most
}

/** What is softer than this part of the loudest sample, and than this much at all, is silence at an edge. */
const SILENCE_PART = 0.015
const SILENCE_MOST = 80
/** So much of the silence stays: a consonant begins softly. */
const EDGE_MS = 6

/** Without the silence before and after. Empty when nothing is heard. */
export function trimmed(samples: Int16Array): Int16Array {
  const limit = Math.max(SILENCE_MOST, peakOf(samples) * SILENCE_PART)
  let from = 0
  let to = samples.length
  while (from < to && Math.abs(samples[from] ?? 0) <= limit) from++
  if (from === to) return new Int16Array()
  while (Math.abs(samples[to - 1] ?? 0) <= limit) to--
  const edge = inSamples(EDGE_MS)
  return samples.slice(Math.max(0, from - edge), to + edge)
}

export function loudnessOf(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, samples.length))
}

/** All recordings are brought to this root mean square, unless their loudest sample would no longer fit. */
export const LOUDNESS = 4000
const PEAK_MOST = 32_000

export function equallyLoud(samples: Int16Array): Int16Array {
  const gain = Math.min(LOUDNESS / Math.max(1, loudnessOf(samples)), PEAK_MOST / Math.max(1, peakOf(samples)))
  const out = new Int16Array(samples.length)
  for (let index = 0; index < out.length; index++) out[index] = Math.round((samples[index] ?? 0) * gain)
  return out
}

/** A recording cut off in the middle of a wave would click. */
const FADE_MS = 4

/** Fades the edges, in place. */
export function softEdged(samples: Int16Array): Int16Array {
  const fade = Math.min(inSamples(FADE_MS), samples.length >> 1)
  const last = samples.length - 1
  for (let index = 0; index < fade; index++) {
    samples[index] = Math.round(((samples[index] ?? 0) * index) / fade)
    samples[last - index] = Math.round(((samples[last - index] ?? 0) * index) / fade)
  }
  return samples
}

export interface Joint {
  /** Between two recordings; below zero they run into each other for so long. */
  readonly gapMs: number
  /** At a comma. */
  readonly pauseMs: number
}

interface Placed {
  readonly samples: Int16Array
  readonly at: number
  /** How far it fades in and out, in samples. */
  readonly rise: number
  fall: number
}

function placed(parts: readonly (Int16Array | null)[], gap: number, pause: number): Placed[] {
  const out: Placed[] = []
  let pausing = false
  for (const samples of parts) {
    const last = out.at(-1)
    if (samples === null) pausing = true
    else if (!last) out.push({ samples, at: 0, rise: 0, fall: 0 })
    else {
      // Never over more than half of either, however short they are.
      const over = pausing ? 0 : Math.min(Math.max(0, -gap), last.samples.length >> 1, samples.length >> 1)
      last.fall = over
      const between = pausing ? pause : over > 0 ? -over : Math.max(0, gap)
      out.push({ samples, at: last.at + last.samples.length + between, rise: over, fall: 0 })
      pausing = false
    }
  }
  return out
}

/** Recordings one after the other; null is a pause. */
export function joined(parts: readonly (Int16Array | null)[], { gapMs, pauseMs }: Joint): Int16Array {
  const all = placed(parts, inSamples(gapMs), inSamples(pauseMs))
  const last = all.at(-1)
  const out = new Int16Array(last ? last.at + last.samples.length : 0)
  for (const { samples, at, rise, fall } of all) {
    const { length } = samples
    for (let index = 0; index < length; index++) {
      const edge = index < rise ? index / rise : length - index < fall ? (length - index) / fall : 1
      const sum = (out[at + index] ?? 0) + Math.round((samples[index] ?? 0) * edge)
      out[at + index] = Math.max(-32_768, Math.min(32_767, sum))
    }
  }
  return out
}
