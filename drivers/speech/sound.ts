import type { SpeakerParts } from './speaker.ts'
import * as espeak from './espeak.ts'
import { findPlayer, startPlayback, startWithFallback, type PlayerCommand } from './player.ts'
import { keep, safeName } from '../archive.ts'
import { preciseNow } from '../precise-now.ts'

/** The real machine for a speaker. The player that was found is kept until it fails or is asked for anew. */
export class Sound {
  #found: Promise<PlayerCommand | null> | null = null
  readonly #voice: Pick<SpeakerParts, 'sentence' | 'hasVoice'>

  readonly #gone: () => void

  /** `gone` is called when the chosen output was not there when it was needed. */
  constructor(voice: Pick<SpeakerParts, 'sentence' | 'hasVoice'> = espeak, gone: () => void = () => {}) {
    this.#voice = voice
    this.#gone = gone
  }

  /** Looks for a player again at the next need. */
  forget(): void {
    this.#found = null
  }

  parts(archive: string | null, device: string | null = null): SpeakerParts {
    const found = () => (this.#found ??= findPlayer(device))
    return {
      now: Date.now,
      preciseNow,
      sentence: (text, language) => this.#voice.sentence(text, language),
      hasVoice: () => this.#voice.hasVoice(),
      player: async () => {
        const command = await found()
        if (!command?.toChosen) return command && (() => startPlayback(command))
        return () => startWithFallback(command, () => findPlayer(), this.#gone)
      },
      hasChosenOutput: async () => device === null || ((await found())?.toChosen ?? false),
      keep:
        archive === null
          ? null
          : async (id, file, text) => {
              await keep(archive, `${safeName(id)}.wav`, file)
              await keep(archive, `${safeName(id)}.txt`, Buffer.from(`${text}\n`))
            },
    }
  }
}
