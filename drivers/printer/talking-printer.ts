import type { Lamp } from '../../contract/devices.ts'
import type { PrinterFault, PrintOutcome } from '../../contract/printers.ts'
import { preciseNow } from '../precise-now.ts'
import { codeOf, type ByteLink, type Way } from './byte-link.ts'
import { Conversation } from './conversation.ts'
import { longestCommand, type PrinterProfile } from './profile.ts'
import { failed, timeFor, USUAL_LIMITS, type Printer, type PrinterLimits, type PrintJob, type PrintReport } from './printer.ts'
import { faultOf, isDoneAnswer, isRealTimeAnswer, paperEnded } from './status-bytes.ts'

/** A printer that never answers is asked again about its state only once in so many looks. */
const LOOKS_BETWEEN_QUESTIONS = 12

const NO_LONGER = 'the printer does not answer any more'

/** By these codes nothing is there at all: a wrong name, or a device that is not plugged in. */
const NOT_THERE = new Set(['ENOTFOUND', 'ENOENT', 'ENXIO', 'ENODEV', 'ENOTDIR'])

/** `null`: it does not answer. */
type Look = { readonly fault: PrinterFault | null } | null

/**
 * A printer behind a line that carries bytes both ways. It is asked before a job and after it, whatever the line is: TCP, a
 * serial line, usblp. A job that is not confirmed is `sent`, never `printed` (PRINTING 7).
 */
export class TalkingPrinter implements Printer {
  readonly #way: Way
  readonly #profile: PrinterProfile
  readonly #limits: PrinterLimits
  readonly #bytesPerSecond: number
  #answers: boolean | null = null
  /** It has answered: silence is a fault from then on, not a habit. */
  #hasAnswered = false
  #silentLooks = 0
  #looks = 0
  #looking: AbortController | null = null
  #line: Promise<unknown> = Promise.resolve()
  /** The last job broke off, perhaps in the middle of a picture that swallows what comes next. */
  #brokeOff = false

  constructor(way: Way, profile: PrinterProfile, limits: PrinterLimits = USUAL_LIMITS) {
    this.#way = way
    this.#profile = profile
    this.#limits = limits
    this.#bytesPerSecond = Math.min(profile.bytesPerSecond, way.bytesPerSecond)
  }

  /** On one line everything has its turn: a late answer to a look must not be taken for one to a job. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#way.oneLine) return work()
    const done = this.#line.then(work)
    this.#line = done.catch(() => {})
    return done
  }

  async print(job: PrintJob): Promise<PrintReport> {
    if (!this.#way.oneLine) this.#looking?.abort()
    return this.#inTurn(() => this.#printOnce(job))
  }

  async #printOnce(job: PrintJob): Promise<PrintReport> {
    let firstByteAt = 0
    let link: ByteLink | null = null
    let sending: Conversation | null = null
    let clean = false
    try {
      link = await this.#way.open(this.#limits.connect, new AbortController().signal)
      const talk = new Conversation(link)
      const before = this.#isAsked() ? await this.#look(talk) : null
      if (before?.fault) {
        clean = true
        return { outcome: failed(before.fault, 0, 'the printer says so'), firstByteAt: 0 }
      }
      if (!before && this.#hasAnswered) return { outcome: failed('offline', 0, NO_LONGER), firstByteAt: 0 }
      const limit = timeFor(job.bytes.length, this.#bytesPerSecond, this.#limits)
      await this.#drain(talk)
      sending = talk
      await talk.send(job.bytes, limit, () => (firstByteAt = preciseNow()), this.#profile.commands.finish.length)
      const outcome = before ? await this.#confirm(talk, limit) : await this.#leave(talk)
      clean = outcome.result !== 'failed'
      return { outcome, firstByteAt }
    } catch (error) {
      const code = codeOf(error)
      const bytesOut = sending?.bytesOut ?? 0
      const fault = bytesOut > 0 ? 'interrupted' : NOT_THERE.has(code) ? 'noPrinter' : 'offline'
      this.#brokeOff ||= bytesOut > 0
      return { outcome: failed(fault, bytesOut, code), firstByteAt }
    } finally {
      link?.drop(clean)
    }
  }

  /** Fills up what an interrupted job left unfinished (PRINTING 6). A printer that waits for a command ignores NUL. */
  async #drain(talk: Conversation): Promise<void> {
    if (!this.#brokeOff) return
    const padding = new Uint8Array(longestCommand(this.#profile))
    await talk.send(padding, timeFor(padding.length, this.#bytesPerSecond, this.#limits), () => {})
    this.#brokeOff = false
  }

  /** Asks DLE EOT 1, 2 and 4. */
  async #look(talk: Conversation): Promise<Look> {
    const { status } = this.#profile
    if (!status) return null
    const found: number[] = []
    for (const question of [status.printer, status.offline, status.paper]) {
      const answer = await talk.ask(question, isRealTimeAnswer, this.#limits.answer)
      if (answer === null) break
      found.push(answer)
    }
    const [printer, offline, paper] = found
    this.#remember(printer !== undefined)
    if (printer === undefined) return null
    return { fault: faultOf({ printer, offline: offline ?? 0, paper: paper ?? 0 }) }
  }

  #isAsked(): boolean {
    return this.#answers !== false || this.#hasAnswered
  }

  /**
   * On a line that is there without its printer, one that answered once and does not now is taken to be off for as long as it
   * takes. Behind TCP something has taken the connection: after a minute of looks it counts as another printer.
   */
  #remember(answers: boolean): void {
    this.#answers = answers
    this.#silentLooks = answers ? 0 : this.#silentLooks + 1
    if (answers) this.#hasAnswered = true
    else if (!this.#way.oneLine && this.#silentLooks > LOOKS_BETWEEN_QUESTIONS) this.#hasAnswered = false
  }

  /**
   * The answer to `GS r` comes when everything before it is on paper. A printer that answers real-time questions but stays
   * silent here either stopped, and says why, or does not know the command: then the job is `sent`, not `printed`. One that
   * answered before the job and says nothing at all after it was switched off or pulled out: nobody knows what is on paper.
   */
  async #confirm(talk: Conversation, limitMs: number): Promise<PrintOutcome> {
    const { status } = this.#profile
    const until = performance.now() + limitMs
    let question = status?.done ?? []
    for (;;) {
      const left = until - performance.now()
      const done = await talk.ask(question, isDoneAnswer, Math.max(0, Math.min(this.#limits.lookWhilePrinting, left)))
      question = []
      if (done !== null) {
        if (!paperEnded(done)) return { result: 'printed' }
        return failed('paperOut', talk.bytesOut, 'the paper ended while this was printed')
      }
      const look = await this.#look(talk)
      if (look?.fault) return failed(look.fault, talk.bytesOut, 'the printer stopped while this was printed')
      if (left > 0) continue
      return look ? { result: 'sent' } : failed('interrupted', talk.bytesOut, NO_LONGER)
    }
  }

  async #leave(talk: Conversation): Promise<PrintOutcome> {
    await talk.finish(this.#limits.answer)
    return { result: 'sent' }
  }

  /** Looks at the printer without disturbing a job: a job that comes meanwhile ends the look, or waits for it. */
  status(): Promise<Lamp> {
    return this.#inTurn(() => this.#lamp())
  }

  async #lamp(): Promise<Lamp> {
    const looking = new AbortController()
    this.#looking = looking
    let link: ByteLink | null = null
    let clean = false
    try {
      link = await this.#way.open(this.#limits.connect, looking.signal)
      const opened = link
      const talk = new Conversation(opened)
      looking.signal.addEventListener('abort', () => opened.drop(false))
      const asks = this.#isAsked() || this.#looks++ % LOOKS_BETWEEN_QUESTIONS === 0
      const look = asks ? await this.#look(talk) : null
      clean = true
      return lampOf(look ? look.fault : this.#hasAnswered ? 'offline' : null)
    } catch (error) {
      return { level: 'bad', reason: NOT_THERE.has(codeOf(error)) ? 'noPrinter' : 'offline' }
    } finally {
      link?.drop(clean)
      if (this.#looking === looking) this.#looking = null
    }
  }

  async close(): Promise<void> {
    this.#looking?.abort()
    await this.#way.close()
  }
}

function lampOf(fault: PrinterFault | null): Lamp {
  if (fault === null) return { level: 'ok', reason: 'fine' }
  return { level: 'bad', reason: fault === 'paperOut' || fault === 'coverOpen' ? fault : 'offline' }
}
