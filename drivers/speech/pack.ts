import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { languageSchema } from '../../contract/state-schemas.ts'
import type { Language } from '../../contract/states.ts'
import { equallyLoud, joined, pcmFrom, resampled, samplesOf, softEdged, trimmed } from './samples.ts'
import { clipName, spell, type Spelling } from './spell.ts'
import { readWav } from './wav.ts'

/** docs/voice-pack.md says what each of these is for. */
export const manifestSchema = z.object({
  format: z.literal('guitai-voice-pack'),
  version: z.literal(1),
  name: z.string().min(1).max(80),
  language: languageSchema,
  /** Of every clip in the pack. */
  sampleRate: z.number().int().min(8000).max(48_000),
  gapMs: z.number().int().min(-60).max(500).default(0),
  pauseMs: z.number().int().min(0).max(1000).default(180),
  author: z.string().min(1).max(200),
  licence: z.string().min(1).max(200),
  /** What is said → the file it is recorded in, in the same folder. */
  clips: z.record(
    z.string().min(1).max(80),
    z
      .string()
      .max(120)
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]*\.wav$/iu, 'is no plain name of a .wav file'),
  ),
})
type Manifest = z.infer<typeof manifestSchema>

export const MANIFEST = 'manifest.json'

const MANIFEST_BYTES_MOST = 500_000
const CLIP_BYTES_MOST = 2_000_000
const CLIPS_MOST = 1000
const ALL_BYTES_MOST = 64_000_000
/** One file after the other would take most of the time waiting. */
const READ_AT_ONCE = 16

const NOTHING_YET = new Int16Array()

/** A pack that cannot be used, with the reason in words for whoever made it. */
export class PackBroken extends Error {
  constructor(folder: string, reason: string) {
    super(`the voice pack in ${folder} cannot be used: ${reason}`)
    this.name = 'PackBroken'
  }
}

/** A pack in memory, its clips ready to be joined. */
export interface Pack {
  readonly name: string
  readonly language: Language
  spell(text: string): Spelling
  /** The sentence as PCM. Every clip must be one that `spell` named. */
  join(clips: readonly (string | null)[]): Buffer
}

async function contentOf(path: string, most: number): Promise<Buffer> {
  const { size } = await stat(path)
  if (size > most) throw new Error(`is larger than ${most} bytes`)
  return readFile(path)
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [first] = error.issues
    return first ? `${first.path.map(String).join('.') || 'the whole'}: ${first.message}` : 'not of the format'
  }
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'is not there'
  return error instanceof Error ? error.message : 'unknown fault'
}

async function manifestOf(folder: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(JSON.parse((await contentOf(join(folder, MANIFEST), MANIFEST_BYTES_MOST)).toString('utf8')))
  } catch (error) {
    throw new PackBroken(folder, `${MANIFEST}: ${reasonOf(error)}`)
  }
}

/** A clip, ready. Throws with the reason when it is not as the format asks. */
function clipOf(file: Buffer, sampleRate: number): Int16Array {
  const { format, channels, rate, bits, pcm } = readWav(file)
  if (format !== 1 || bits !== 16)
    throw new Error(`has ${bits} bits${format === 1 ? '' : ', compressed'}; plain PCM of 16 bits is needed`)
  if (channels !== 1) throw new Error(`has ${channels} channels; one (mono) is needed`)
  if (rate !== sampleRate) throw new Error(`has ${rate} samples a second, the manifest says ${sampleRate}`)
  const heard = trimmed(resampled(samplesOf(pcm), rate))
  if (heard.length === 0) throw new Error('is silent')
  return softEdged(equallyLoud(heard))
}

/** Reads a whole pack. Throws PackBroken. */
export async function loadPack(folder: string): Promise<Pack> {
  const { name, language, sampleRate, gapMs, pauseMs, clips: files } = await manifestOf(folder)
  const named = Object.entries(files)
  if (named.length === 0) throw new PackBroken(folder, 'it has no clips')
  if (named.length > CLIPS_MOST) throw new PackBroken(folder, `it has more than ${CLIPS_MOST} clips`)
  const clips = new Map<string, Int16Array>()
  let bytes = 0
  const read = async (words: string, file: string) => {
    const clip = clipName(words, language)
    try {
      if (clip === '') throw new Error('stands for no words')
      if (clips.has(clip)) throw new Error('stands there twice')
      clips.set(clip, NOTHING_YET)
      const content = await contentOf(join(folder, file), CLIP_BYTES_MOST)
      bytes += content.length
      if (bytes > ALL_BYTES_MOST) throw new Error('makes the pack too large')
      clips.set(clip, clipOf(content, sampleRate))
    } catch (error) {
      throw new PackBroken(folder, `clip “${words}” (${file}) ${reasonOf(error)}`)
    }
  }
  for (let from = 0; from < named.length; from += READ_AT_ONCE)
    await Promise.all(named.slice(from, from + READ_AT_ONCE).map(([words, file]) => read(words, file)))
  return {
    name,
    language,
    spell: (text) => spell(text, language, (clip) => clips.has(clip)),
    join: (parts) =>
      pcmFrom(
        joined(
          parts.map((part) => (part === null ? null : (clips.get(part) ?? null))),
          { gapMs, pauseMs },
        ),
      ),
  }
}
