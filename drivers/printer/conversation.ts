import { LinkBroken, type ByteLink } from './byte-link.ts'
import { AnswerSieve } from './status-bytes.ts'

/** A job and questions over one link: writes with back-pressure, and listens for single bytes of answer. */
export class Conversation {
  readonly #link: ByteLink
  readonly #sieve = new AnswerSieve()
  #broken: LinkBroken | null = null
  #before = 0
  #length = 0
  /** Answers whether the byte was what is waited for. */
  #onByte: ((byte: number) => boolean) | null = null
  #unasked: number[] = []
  readonly #onBreak = new Set<(why: LinkBroken) => void>()

  constructor(link: ByteLink) {
    this.#link = link
    link.listen(
      (data) => this.#hear(data),
      (why) => this.#break(why),
    )
  }

  /** Bytes of the last `send` that were given away: so many, or fewer, may have reached the printer. */
  get bytesOut(): number {
    return Math.min(this.#length, this.#link.given - this.#before)
  }

  #hear(data: Uint8Array): void {
    for (const byte of data) if (this.#sieve.isAnswer(byte) && !this.#onByte?.(byte)) this.#unasked.push(byte)
  }

  #break(why: LinkBroken): void {
    this.#broken ??= why
    for (const tell of [...this.#onBreak]) tell(this.#broken)
  }

  /** Runs until it settles, the link breaks or the time is over; `late` says what happens then. */
  #within<T>(limitMs: number, late: () => T, start: (resolve: (value: T) => void, reject: (why: unknown) => void) => void) {
    return new Promise<T>((resolve, reject) => {
      if (this.#broken) {
        reject(this.#broken)
        return
      }
      const settle = () => {
        clearTimeout(timer)
        this.#onBreak.delete(stop)
      }
      const stop = (why: unknown) => {
        settle()
        reject(why instanceof LinkBroken ? why : new LinkBroken('EFAILED'))
      }
      const timer = setTimeout(() => {
        settle()
        try {
          resolve(late())
        } catch (error) {
          reject(error instanceof Error ? error : new LinkBroken('ETIMEDOUT'))
        }
      }, limitMs)
      this.#onBreak.add(stop)
      start((value) => {
        settle()
        resolve(value)
      }, stop)
    })
  }

  /**
   * Sends a job in chunks, each taken before the next is given, its last `alone` bytes by themselves. Throws LinkBroken;
   * `bytesOut` says how far it came.
   */
  async send(bytes: Uint8Array, limitMs: number, onFirst: () => void, alone = 0): Promise<void> {
    const until = performance.now() + limitMs
    this.#before = this.#link.given
    this.#length = bytes.length
    const body = bytes.length - alone
    for (let from = 0; from < bytes.length;) {
      const chunk = bytes.subarray(from, from < body ? Math.min(from + this.#link.chunk, body) : from + this.#link.chunk)
      await this.#within<undefined>(
        Math.max(0, until - performance.now()),
        () => {
          throw new LinkBroken('ETIMEDOUT')
        },
        (resolve, reject) => void this.#link.write(chunk).then(() => resolve(undefined), reject),
      )
      if (from === 0) onFirst()
      from += chunk.length
    }
  }

  /**
   * Asks a question and waits for the first byte that can be its answer; null when none comes in time. An empty question
   * goes on waiting for an earlier one, whose answer may have come while another was asked.
   */
  ask(question: readonly number[], isAnswer: (byte: number) => boolean, limitMs: number): Promise<number | null> {
    const come = this.#unasked.find(isAnswer)
    this.#unasked = this.#unasked.filter((byte) => !isAnswer(byte))
    if (question.length === 0 && come !== undefined) return Promise.resolve(come)
    const answer = this.#within<number | null>(
      limitMs,
      () => null,
      (resolve, reject) => {
        this.#onByte = (byte) => {
          if (!isAnswer(byte)) return false
          this.#onByte = null
          resolve(byte)
          return true
        }
        if (question.length > 0) this.#link.write(Uint8Array.from(question)).catch(reject)
      },
    )
    return answer.finally(() => (this.#onByte = null))
  }

  /** Says goodbye and waits for the other side, so that a reset shows. Throws LinkBroken when it was one. */
  async finish(limitMs: number): Promise<void> {
    if (this.#broken && this.#broken.code !== 'ECLOSED') throw this.#broken
    const closed = this.#within<undefined>(
      limitMs,
      () => undefined,
      () => this.#link.end(),
    )
    await closed.catch((error: unknown) => {
      if (error instanceof LinkBroken && error.code === 'ECLOSED') return
      throw error
    })
  }
}
