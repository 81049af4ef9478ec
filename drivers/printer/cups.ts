import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { Lamp } from '../../contract/devices.ts'
import type { PrinterFault } from '../../contract/printers.ts'
import { safeName } from '../archive.ts'
import { preciseNow } from '../precise-now.ts'
import { codeOf } from './byte-link.ts'
import type { PrinterProfile } from './profile.ts'
import { failed, timeFor, USUAL_LIMITS, type Printer, type PrinterLimits, type PrintJob, type PrintReport } from './printer.ts'

/** How often CUPS is asked whether the job left its queue, ms. */
const LOOK = 200

interface Answer {
  /** Null when the program was ended because it took too long. */
  readonly code: number | null
  readonly out: string
  readonly words: string
}

/** Runs a program of CUPS in the language that its answers are read in. Throws ENOENT when it is not installed. */
function run(program: string, args: readonly string[], limitMs: number, input: Uint8Array | null = null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
      timeout: Math.ceil(limitMs),
      killSignal: 'SIGKILL',
    })
    let out = ''
    let words = ''
    child.stdout.on('data', (part: Buffer) => (out += part.toString()))
    child.stderr.on('data', (part: Buffer) => (words += part.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, words: words.trim() }))
    // A program that ends before it has read everything says why by itself.
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? undefined)
  })
}

/** What keeps the queue from printing; null when nothing does. */
interface Hindrance {
  readonly fault: PrinterFault
  readonly detail: string
}

/**
 * A raw queue of CUPS. `sent` says that CUPS took the job and, as far as it tells in time, gave it away; whether it is on
 * paper CUPS does not know. A queue that is stopped or rejects gets no job: it would print it an hour later.
 */
export class CupsPrinter implements Printer {
  readonly #queue: string
  readonly #profile: PrinterProfile
  readonly #limits: PrinterLimits

  constructor(queue: string, profile: PrinterProfile, limits: PrinterLimits = USUAL_LIMITS) {
    this.#queue = queue
    this.#profile = profile
    this.#limits = limits
  }

  async print(job: PrintJob): Promise<PrintReport> {
    const hindrance = await this.#hindrance()
    if (hindrance) return { outcome: failed(hindrance.fault, 0, hindrance.detail), firstByteAt: 0 }
    const limit = timeFor(job.bytes.length, this.#profile.bytesPerSecond, this.#limits)
    const until = performance.now() + limit
    const firstByteAt = preciseNow()
    // Not `-s`: the number of the request is what the job is followed by.
    const args = ['-d', this.#queue, '-o', 'raw', '-t', `guitai-${safeName(job.jobId)}`]
    try {
      const { code, out, words } = await run('lp', args, limit, job.bytes)
      if (code === null) return { outcome: failed('interrupted', job.bytes.length, 'lp took too long'), firstByteAt }
      // lp calls a job off that it could not hand over whole.
      if (code !== 0) return { outcome: failed('offline', 0, words), firstByteAt: 0 }
      const [, request = null] = /request id is (\S+)/.exec(out) ?? []
      if (request !== null) await this.#follow(request, until)
      return { outcome: { result: 'sent' }, firstByteAt }
    } catch (error) {
      return { outcome: failed('noPrinter', 0, `lp: ${codeOf(error)}`), firstByteAt: 0 }
    }
  }

  /** Until the job left the queue or its time is over, so that the next slip does not stand behind it unseen. */
  async #follow(request: string, until: number): Promise<void> {
    while (performance.now() < until) {
      const { code, out } = await run('lpstat', ['-o', this.#queue], this.#limits.connect).catch(() => ({ code: null, out: '' }))
      if (code === 0 && !out.split('\n').some((line) => line.split(/\s/)[0] === request)) return
      await pause(LOOK)
    }
  }

  async #hindrance(): Promise<Hindrance | null> {
    const ask = (...args: readonly string[]) => run('lpstat', args, this.#limits.connect)
    try {
      const state = await ask('-p', this.#queue)
      if (state.code !== 0) {
        // The words are the same for a queue that is not there and a CUPS that does not run.
        const runs = / is running/.test((await ask('-r')).out)
        return {
          fault: runs && state.code !== null ? 'noPrinter' : 'offline',
          detail: firstLine(state.words) || 'lpstat took too long',
        }
      }
      const takes = await ask('-a', this.#queue)
      const stopped = /^printer \S+ disabled/m.test(state.out)
      const rejects = takes.code !== 0 || / not accepting /.test(takes.out)
      if (!stopped && !rejects) return null
      return { fault: 'offline', detail: firstLine(stopped ? state.out : takes.out || takes.words) }
    } catch (error) {
      return { fault: 'noPrinter', detail: `lpstat: ${codeOf(error)}` }
    }
  }

  async status(): Promise<Lamp> {
    const hindrance = await this.#hindrance()
    if (!hindrance) return { level: 'ok', reason: 'fine' }
    return { level: 'bad', reason: hindrance.fault === 'noPrinter' ? 'noPrinter' : 'offline' }
  }

  async close(): Promise<void> {}
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
