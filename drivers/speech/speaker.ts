import type { Announcement, AnnounceOutcome, DevicesConfig, Lamp } from '../../contract/devices.ts'
import type { Language } from '../../contract/states.ts'
import { NoVoice } from './espeak.ts'
import type { Playback } from './player.ts'
import { atVolume, toneOf } from './tone.ts'
import { wav } from './wav.ts'

export type VoiceConfig = DevicesConfig['voice']

export interface AnnounceReport {
  readonly outcome: AnnounceOutcome
  /** When the player took the first bytes, or the file when nothing plays; epoch ms with fractions, 0 when nothing did. */
  readonly firstSampleAt: number
}

/** What the speaker needs of the machine. */
export interface SpeakerParts {
  /** Epoch ms. */
  now(): number
  /** Epoch ms with fractions. */
  preciseNow(): number
  /** A sentence as PCM; throws NoVoice when this machine cannot speak. */
  sentence(text: string, language: Language): Promise<Buffer>
  hasVoice(): Promise<boolean>
  /** Answers how to start playing, or null when no sound can be made here. */
  player(): Promise<(() => Playback) | null>
  /** False when an output was chosen and is not there, so that the usual one plays. */
  hasChosenOutput(): Promise<boolean>
  /** Keeps a WAV and what it says in the archive; null without one. */
  keep: ((id: string, file: Uint8Array, text: string) => Promise<void>) | null
}

interface Waiting {
  readonly announcement: Announcement
  readonly order: number
  readonly answer: (report: AnnounceReport) => void
}

function report(result: AnnounceOutcome['result'], detail = '', firstSampleAt = 0): AnnounceReport {
  return { outcome: { result, detail: detail.slice(0, 200) }, firstSampleAt }
}

/** A tone that only says that something goes on. Words never wait for it. */
function isSoft({ tone, text }: Announcement): boolean {
  return tone === 'waiting' && text === ''
}

const turnOf = (announcement: Announcement) => (isSoft(announcement) ? Infinity : announcement.urgency)

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault'
}

/**
 * Says announcements one after the other, the most urgent first. Each id is taken once as long as the process lives; what
 * has waited too long is not said any more (BEHAVIOUR 6).
 */
export class Speaker {
  #config: VoiceConfig
  #parts: SpeakerParts
  #lacks: 'noVoice' | 'noSoundDevice' | null = null
  #current: Playback | null = null
  /** Ends the soft tone that is being played; null when there is none. */
  #cutShort: (() => void) | null = null
  #running: Promise<void> | null = null
  #order = 0
  #muted = false
  /** The mute key came while the present one was being made or said. */
  #silenced = false
  readonly #taken = new Set<string>()
  readonly #waiting: Waiting[] = []

  constructor(config: VoiceConfig, parts: SpeakerParts) {
    this.#config = config
    this.#parts = parts
  }

  configure(config: VoiceConfig, parts: SpeakerParts): void {
    this.#config = config
    this.#parts = parts
  }

  announce(announcement: Announcement): Promise<AnnounceReport> {
    if (this.#taken.has(announcement.id)) return Promise.resolve(report('repeated'))
    this.#taken.add(announcement.id)
    if (this.#muted) return Promise.resolve(report('muted'))
    return new Promise((answer) => {
      this.#waiting.push({ announcement, order: this.#order++, answer })
      this.#running ??= this.#work()
      if (announcement.text !== '') this.#cutShort?.()
    })
  }

  /** From now on nothing is heard, not even the rest of what is being said. What comes or waits meanwhile is not said later. */
  mute(muted: boolean): void {
    this.#muted = muted
    if (!muted) return
    for (const { answer } of this.#waiting.splice(0)) answer(report('muted'))
    this.#silenced = true
    this.#current?.stop()
  }

  /** Finds out what this machine can do. */
  async lamp(): Promise<Lamp> {
    if (!(await this.#parts.hasVoice())) this.#lacks = 'noVoice'
    else if (!(await this.#parts.player()) || !(await this.#parts.hasChosenOutput())) this.#lacks = 'noSoundDevice'
    else this.#lacks = null
    if (!this.#config.enabled) return { level: 'warn', reason: 'off' }
    return this.#lacks ? { level: 'warn', reason: this.#lacks } : { level: 'ok', reason: 'fine' }
  }

  /** Waits for what is being said; says nothing more. */
  async close(): Promise<void> {
    for (const { answer } of this.#waiting.splice(0)) answer(report('stale', 'the till stops'))
    await this.#running
  }

  async #work(): Promise<void> {
    for (;;) {
      const next = this.#next()
      if (!next) break
      next.answer(await this.#say(next.announcement).catch((error: unknown) => this.#broken(error)))
    }
    this.#running = null
  }

  /** A player that was stopped by the mute key has not failed. */
  #broken(error: unknown): AnnounceReport {
    return this.#silenced ? report('muted') : report('failed', wordsOf(error))
  }

  #next(): Waiting | undefined {
    this.#waiting.sort((one, other) => turnOf(one.announcement) - turnOf(other.announcement) || one.order - other.order)
    return this.#waiting.shift()
  }

  async #say(announcement: Announcement): Promise<AnnounceReport> {
    if (this.#parts.now() > announcement.staleAt) return report('stale')
    if (!this.#config.enabled) return report('muted')
    this.#silenced = false
    const parts = this.#parts
    const spoken = announcement.text === '' ? null : parts.sentence(announcement.text, announcement.language).catch(noted)
    const tone = atVolume(toneOf(announcement.tone), this.#config.volume[announcement.kind])
    if (!isSoft(announcement)) return this.#play(announcement, tone, spoken, () => false)
    let isCut = false
    const cut = new Promise<AnnounceReport>((resolve) => {
      this.#cutShort = () => {
        isCut = true
        resolve(report('played', 'gave way to a sentence'))
      }
    })
    return Promise.race([this.#play(announcement, tone, spoken, () => isCut), cut]).finally(() => {
      this.#cutShort = null
      this.#current?.stop()
      this.#current = null
    })
  }

  async #play(
    announcement: Announcement,
    tone: Buffer,
    spoken: Promise<Buffer | Fault> | null,
    isCut: () => boolean,
  ): Promise<AnnounceReport> {
    const parts = this.#parts
    const start = await parts.player()
    if (isCut()) return report('played')
    if (this.#silenced) return report('muted')
    const playback = start?.() ?? null
    this.#current = playback
    try {
      return await this.#sound(announcement, playback, tone, spoken, parts.keep)
    } finally {
      playback?.stop()
      if (this.#current === playback) this.#current = null
    }
  }

  /** The tone starts while the sentence is still being made. */
  async #sound(
    announcement: Announcement,
    playback: Playback | null,
    tone: Buffer,
    spoken: Promise<Buffer | Fault> | null,
    keep: SpeakerParts['keep'],
  ): Promise<AnnounceReport> {
    let firstSampleAt = 0
    const begin = () => (firstSampleAt ||= this.#parts.preciseNow())
    if (playback && tone.length > 0) {
      await playback.write(tone)
      begin()
    }
    const words = await spoken
    if (this.#silenced) return report('muted')
    const fault = words && 'error' in words ? words.error : null
    const speech = words && !('error' in words) ? atVolume(words, this.#config.volume[announcement.kind]) : null
    const whole = speech ? Buffer.concat([tone, speech]) : tone
    if (playback && speech) {
      await playback.write(speech)
      begin()
    }
    const lacks = [fault ? wordsOf(fault) : '']
    if (keep && whole.length > 0) {
      const kept = await keep(announcement.id, wav(whole), announcement.text).then(() => null, noted)
      if (kept) lacks.push(wordsOf(kept.error))
      else begin()
    }
    if (playback) await playback.end()
    const detail = lacks.filter((each) => each !== '').join('; ')
    if (whole.length === 0 || (fault && !(fault instanceof NoVoice)))
      return report('failed', detail || 'nothing to say', firstSampleAt)
    if (playback) return report('played', detail, firstSampleAt)
    return firstSampleAt > 0 ? report('written', detail, firstSampleAt) : report('failed', detail || 'no sound device answers')
  }
}

interface Fault {
  readonly error: unknown
}

function noted(error: unknown): Fault {
  return { error }
}
