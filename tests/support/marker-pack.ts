import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../contract/states.ts'

/**
 * A voice pack of tones instead of words, a pitch for each clip, so that the order in which clips were joined can be read back
 * from the sound alone.
 */
export interface MarkerPack {
  readonly folder: string
  /** The clips in this sound, in their order. */
  heard(pcm: Buffer): string[]
}

const RATE = 22_050
const MS = 90
const PITCH_FIRST = 400
const PITCH_STEP = 24
/** What is expected of the gap between clips, so that they can be told apart. */
const GAP_MS = 20

const pitchOf = (index: number) => PITCH_FIRST + index * PITCH_STEP

interface ClipMake {
  readonly rate?: number
  readonly channels?: number
  readonly bits?: number
  readonly loudness?: number
  /** Silence before and after, ms. */
  readonly silenceMs?: number
}

/** A WAV written here, apart from the code under test. */
export function toneFile(
  hertz: number,
  { rate = RATE, channels = 1, bits = 16, loudness = 0.3, silenceMs = 0 }: ClipMake = {},
): Buffer {
  const silence = Math.round((rate * silenceMs) / 1000)
  const length = Math.round((rate * MS) / 1000)
  const data = Buffer.alloc(((length + 2 * silence) * channels * bits) / 8)
  for (let index = 0; index < length; index++) {
    const sample = Math.round(32_767 * loudness * Math.sin((2 * Math.PI * hertz * index) / rate))
    if (bits === 16 && channels === 1) data.writeInt16LE(sample, (index + silence) * 2)
  }
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE((rate * channels * bits) / 8, 28)
  head.writeUInt16LE((channels * bits) / 8, 32)
  head.writeUInt16LE(bits, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

/** Goertzel: how much of one pitch is in the samples. */
function strength(samples: Int16Array, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / RATE)
  let [one, two] = [0, 0]
  for (const sample of samples) [one, two] = [sample + turn * one - two, one]
  return one * one + two * two - turn * one * two
}

/** Runs of sound between silences of at least half a gap. */
function runsOf(samples: Int16Array): Int16Array[] {
  const quiet = (RATE * GAP_MS) / 2000
  const runs: Int16Array[] = []
  let from = -1
  let last = -1
  samples.forEach((sample, index) => {
    if (Math.abs(sample) < 200) return
    if (from >= 0 && index - last > quiet) {
      runs.push(samples.slice(from, last + 1))
      from = index
    }
    if (from < 0) from = index
    last = index
  })
  if (from >= 0) runs.push(samples.slice(from, last + 1))
  return runs
}

export function manifestWith(language: Language, clips: Record<string, string>, more: object = {}): object {
  return {
    format: 'guitai-voice-pack',
    version: 1,
    name: 'tones',
    language,
    sampleRate: RATE,
    gapMs: GAP_MS,
    author: 'a test',
    licence: 'none',
    clips,
    ...more,
  }
}

export function writeMarkerPack(
  folder: string,
  language: Language,
  clips: readonly string[],
  more: object = {},
  make: ClipMake = {},
): MarkerPack {
  mkdirSync(folder, { recursive: true })
  clips.forEach((_, index) => writeFileSync(join(folder, `${index}.wav`), toneFile(pitchOf(index), make)))
  const files = Object.fromEntries(clips.map((words, index) => [words, `${index}.wav`]))
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifestWith(language, files, more)))
  return {
    folder,
    heard(pcm) {
      const samples = new Int16Array(new Uint8Array(pcm).buffer)
      return runsOf(samples).map((run) => {
        const strengths = clips.map((_, index) => strength(run, pitchOf(index)))
        return clips[strengths.indexOf(Math.max(...strengths))] ?? '?'
      })
    },
  }
}
