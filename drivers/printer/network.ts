import type { Lamp } from '../../contract/devices.ts'
import type { PrinterFault, PrintOutcome } from '../../contract/printers.ts'
import { preciseNow } from '../precise-now.ts'
import type { PrinterProfile } from './profile.ts'
import { failed, timeFor, USUAL_LIMITS, type Printer, type PrinterLimits, type PrintJob, type PrintReport } from './printer.ts'
import { faultOf, isDoneAnswer, isRealTimeAnswer, paperEnded } from './status-bytes.ts'
import { LinkBroken, TcpLink } from './tcp-link.ts'

export interface NetworkAddress {
  readonly host: string
  readonly port: number
}

/** A printer that never answers is asked again about its state only once in so many looks. */
const LOOKS_BETWEEN_QUESTIONS = 12
/** While a job prints, its state is looked at this often, ms. */
const LOOK_WHILE_PRINTING = 500

/** `null`: it does not answer. */
type Look = { readonly fault: PrinterFault | null } | null

/** A raw TCP printer, usually port 9100. One connection a job: such printers serve one till at a time. */
export class NetworkPrinter implements Printer {
  readonly #address: NetworkAddress
  readonly #profile: PrinterProfile
  readonly #limits: PrinterLimits
  #answers: boolean | null = null
  #looks = 0
  #looking: AbortController | null = null

  constructor(address: NetworkAddress, profile: PrinterProfile, limits: PrinterLimits = USUAL_LIMITS) {
    this.#address = address
    this.#profile = profile
    this.#limits = limits
  }

  async print(job: PrintJob): Promise<PrintReport> {
    this.#looking?.abort()
    let firstByteAt = 0
    let link: TcpLink | null = null
    try {
      link = await TcpLink.open(this.#address.host, this.#address.port, this.#limits.connect)
      const before = this.#answers === false ? null : await this.#look(link)
      if (before?.fault) return { outcome: failed(before.fault, 0, 'the printer says so'), firstByteAt: 0 }
      const limit = timeFor(job.bytes.length, this.#profile.bytesPerSecond, this.#limits)
      await link.send(job.bytes, limit, () => (firstByteAt = preciseNow()))
      return { outcome: before ? await this.#confirm(link, limit) : await this.#leave(link), firstByteAt }
    } catch (error) {
      const code = error instanceof LinkBroken ? error.code : 'EFAILED'
      const bytesOut = link?.bytesOut ?? 0
      const fault = bytesOut > 0 ? 'interrupted' : code === 'ENOTFOUND' ? 'noPrinter' : 'offline'
      return { outcome: failed(fault, bytesOut, code), firstByteAt }
    } finally {
      link?.drop()
    }
  }

  /** Asks DLE EOT 1, 2 and 4. */
  async #look(link: TcpLink): Promise<Look> {
    const { status } = this.#profile
    if (!status) return null
    const found: number[] = []
    for (const question of [status.printer, status.offline, status.paper]) {
      const answer = await link.ask(question, isRealTimeAnswer, this.#limits.answer)
      if (answer === null) break
      found.push(answer)
    }
    const [printer, offline, paper] = found
    this.#answers = printer !== undefined
    if (printer === undefined) return null
    return { fault: faultOf({ printer, offline: offline ?? 0, paper: paper ?? 0 }) }
  }

  /**
   * The answer to `GS r` comes when everything before it is on paper. A printer that answers real-time questions but stays
   * silent here either stopped, and says why, or does not know the command: then the job is `sent`, not `printed`.
   */
  async #confirm(link: TcpLink, limitMs: number): Promise<PrintOutcome> {
    const { status } = this.#profile
    const until = performance.now() + limitMs
    let question = status?.done ?? []
    for (;;) {
      const left = until - performance.now()
      const done = await link.ask(question, isDoneAnswer, Math.max(0, Math.min(LOOK_WHILE_PRINTING, left)))
      question = []
      if (done !== null) {
        if (!paperEnded(done)) return { result: 'printed' }
        return failed('paperOut', link.bytesOut, 'the paper ended while this was printed')
      }
      const look = await this.#look(link)
      if (look?.fault) return failed(look.fault, link.bytesOut, 'the printer stopped while this was printed')
      if (left <= 0) return { result: 'sent' }
    }
  }

  async #leave(link: TcpLink): Promise<PrintOutcome> {
    await link.finish(this.#limits.answer)
    return { result: 'sent' }
  }

  /** Looks at the printer without disturbing a job: a job that comes meanwhile ends the look. */
  async status(): Promise<Lamp> {
    const looking = new AbortController()
    this.#looking = looking
    let link: TcpLink | null = null
    try {
      link = await TcpLink.open(this.#address.host, this.#address.port, this.#limits.connect, looking.signal)
      const opened = link
      looking.signal.addEventListener('abort', () => opened.drop())
      const asks = this.#answers !== false || this.#looks++ % LOOKS_BETWEEN_QUESTIONS === 0
      const look = asks ? await this.#look(link) : null
      return lampOf(look?.fault ?? null)
    } catch (error) {
      return { level: 'bad', reason: error instanceof LinkBroken && error.code === 'ENOTFOUND' ? 'noPrinter' : 'offline' }
    } finally {
      link?.drop()
      if (this.#looking === looking) this.#looking = null
    }
  }

  async close(): Promise<void> {
    this.#looking?.abort()
  }
}

function lampOf(fault: PrinterFault | null): Lamp {
  if (fault === null) return { level: 'ok', reason: 'fine' }
  return { level: 'bad', reason: fault === 'paperOut' || fault === 'coverOpen' ? fault : 'offline' }
}
