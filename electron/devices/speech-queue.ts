import type { Clock } from '../../contract/clock.ts'
import type { AnnounceOutcome, Announcement } from '../../contract/devices.ts'

/** What became of a sentence, and when its first sample was played: epoch ms, 0 when none was. */
export interface Announced {
  readonly outcome: AnnounceOutcome
  readonly firstSampleAt: number
}

export interface SpeechQueue {
  add(announcement: Announcement): Promise<Announced>
  open(): void
  done(id: string, announced: Announced): boolean
  /** The devices process is gone: what it had is dropped, because it may have been heard. */
  lost(): void
  end(): void
}

interface Sentence {
  readonly announcement: Announcement
  readonly settle: (announced: Announced) => void
}

function unsaid(result: AnnounceOutcome['result'], detail: string): Announced {
  return { outcome: { result, detail }, firstSampleAt: 0 }
}

/** Hands sentences over as they come; one that finds no devices process waits for it until it is stale, and no longer. */
export function createSpeechQueue(clock: Clock, handOver: (announcement: Announcement) => void): SpeechQueue {
  const handedOver = new Map<string, Sentence>()
  let waiting: Sentence[] = []
  let isOpen = false
  let ended = false

  const next = (): void => {
    const now = clock.now()
    for (const sentence of waiting.splice(0)) {
      const { announcement, settle } = sentence
      if (announcement.staleAt <= now) settle(unsaid('stale', 'no devices process in time'))
      else {
        handedOver.set(announcement.id, sentence)
        handOver(announcement)
      }
    }
  }
  const dropStale = (sentence: Sentence): void => {
    if (!waiting.includes(sentence)) return
    waiting = waiting.filter((other) => other !== sentence)
    sentence.settle(unsaid('stale', 'no devices process in time'))
  }

  return {
    add(announcement) {
      if (ended) return Promise.resolve(unsaid('failed', 'the till is closing'))
      const known = handedOver.has(announcement.id) || waiting.some((other) => other.announcement.id === announcement.id)
      if (known) return Promise.resolve(unsaid('repeated', 'it is being said'))
      return new Promise<Announced>((resolve) => {
        const sentence: Sentence = { announcement, settle: resolve }
        waiting.push(sentence)
        if (isOpen) next()
        else clock.after(announcement.staleAt - clock.now(), () => dropStale(sentence))
      })
    },
    open() {
      isOpen = true
      next()
    },
    done(id, announced) {
      const sentence = handedOver.get(id)
      handedOver.delete(id)
      sentence?.settle(announced)
      return sentence !== undefined
    },
    lost() {
      isOpen = false
      for (const sentence of handedOver.values()) sentence.settle(unsaid('failed', 'the devices process ended'))
      handedOver.clear()
    },
    end() {
      ended = true
      isOpen = false
      for (const sentence of waiting.splice(0)) sentence.settle(unsaid('failed', 'the till is closing'))
    },
  }
}
