import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../contract/states.ts'
import * as espeak from './espeak.ts'
import { loadPack, MANIFEST, type Pack } from './pack.ts'

export interface VoiceParts {
  /** The folder with a default pack for each language; null: there is none. */
  readonly defaults: string | null
  /** Tells of what whoever set the till up should know. */
  readonly fault: (text: string) => void
  /** The voice for what no pack has. */
  readonly otherwise?: Pick<typeof espeak, 'sentence' | 'hasVoice'>
}

/** A pack that is not read by then does not hold up a sentence, ms. */
const READ_LIMIT_MS = 500
/** So many different lacks are told; a pack for another till would fill the log. */
const LACKS_MOST = 20

const late = (ms: number) => new Promise<null>((resolve) => void setTimeout(() => resolve(null), ms).unref())

/**
 * Who says a sentence: the shop's own pack, or the default one, and espeak-ng what they do not have. One voice a sentence, never
 * two.
 */
export class Voice {
  readonly #parts: VoiceParts
  readonly #otherwise: Pick<typeof espeak, 'sentence' | 'hasVoice'>
  readonly #defaults = new Map<Language, Promise<Pack | null>>()
  readonly #lacks = new Set<string>()
  #folder: string | null = null
  #own: Promise<Pack | null> = Promise.resolve(null)

  constructor(parts: VoiceParts) {
    this.#parts = parts
    this.#otherwise = parts.otherwise ?? espeak
  }

  /** The shop's own pack from now on; null: none. Read at once, so that a broken one is told of before it is needed. */
  use(folder: string | null): void {
    if (folder === this.#folder) return
    this.#folder = folder
    this.#own = folder === null ? Promise.resolve(null) : this.#read(folder)
  }

  async sentence(text: string, language: Language): Promise<Buffer> {
    const pack = await Promise.race([this.#packFor(language), late(READ_LIMIT_MS)])
    if (pack) {
      const spelling = pack.spell(text)
      if (spelling.ok) return pack.join(spelling.clips)
      this.#lack(pack, spelling.missing)
    }
    return this.#otherwise.sentence(text, language)
  }

  /** Whether anything here can speak. */
  async hasVoice(): Promise<boolean> {
    if (await this.#otherwise.hasVoice()) return true
    return (await this.#packFor('zh-CN')) !== null || (await this.#packFor('en')) !== null
  }

  async #packFor(language: Language): Promise<Pack | null> {
    const own = await this.#own
    return own?.language === language ? own : this.#default(language)
  }

  /** Read when it is first needed: most tills speak one language. */
  #default(language: Language): Promise<Pack | null> {
    const found = this.#defaults.get(language)
    if (found) return found
    const { defaults } = this.#parts
    const folder = defaults === null ? null : join(defaults, language)
    const pack = folder !== null && existsSync(join(folder, MANIFEST)) ? this.#read(folder) : Promise.resolve(null)
    this.#defaults.set(language, pack)
    return pack
  }

  #read(folder: string): Promise<Pack | null> {
    return loadPack(folder).catch((error: unknown) => {
      this.#parts.fault(error instanceof Error ? error.message : 'a voice pack cannot be used')
      return null
    })
  }

  #lack({ name, language }: Pack, missing: string): void {
    const lack = `${language}:${missing}`
    if (this.#lacks.has(lack) || this.#lacks.size >= LACKS_MOST) return
    this.#lacks.add(lack)
    this.#parts.fault(`the voice pack “${name}” has no clip for “${missing}”; sentences with it are said by espeak-ng`)
  }
}
