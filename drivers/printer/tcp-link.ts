import { connect, type Socket } from 'node:net'

/** The connection could not be made, or broke. `code` is the system's, for example ECONNREFUSED. */
export class LinkBroken extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the connection to the printer broke: ${code}`)
    this.name = 'LinkBroken'
    this.code = code
  }
}

const CHUNK = 4096

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EFAILED'
}

/** One connection to a raw TCP printer: writes with back-pressure, and listens for single bytes of answer. */
export class TcpLink {
  /** Bytes of `send` that were given away: so many, or fewer, may have reached the printer. */
  bytesOut = 0
  readonly #socket: Socket
  #broken: LinkBroken | null = null
  #ended = false
  /** Answers whether the byte was what is waited for. */
  #onByte: ((byte: number) => boolean) | null = null
  #unasked: number[] = []
  readonly #onBreak = new Set<(why: LinkBroken) => void>()

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (data: Buffer) => this.#hear(data))
    socket.on('error', (error) => this.#break(new LinkBroken(codeOf(error))))
    socket.on('end', () => (this.#ended = true))
    socket.on('close', () => this.#break(new LinkBroken('ECLOSED')))
  }

  /** Throws LinkBroken, also when `signal` calls it off. */
  static open(host: string, port: number, limitMs: number, signal?: AbortSignal): Promise<TcpLink> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true, ...(signal ? { signal } : {}) })
      const timer = setTimeout(() => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), limitMs)
      const fail = (error: Error) => {
        clearTimeout(timer)
        reject(new LinkBroken(codeOf(error)))
      }
      socket.once('error', fail)
      socket.once('connect', () => {
        clearTimeout(timer)
        socket.off('error', fail)
        resolve(new TcpLink(socket))
      })
    })
  }

  #hear(data: Buffer): void {
    for (const byte of data) if (!this.#onByte?.(byte)) this.#unasked.push(byte)
  }

  #break(why: LinkBroken): void {
    this.#broken ??= why
    for (const tell of [...this.#onBreak]) tell(this.#broken)
  }

  /** Runs until it settles, the link breaks or the time is over; `late` says what happens then. */
  #within<T>(limitMs: number, late: () => T, start: (resolve: (value: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#broken) {
        reject(this.#broken)
        return
      }
      const settle = () => {
        clearTimeout(timer)
        this.#onBreak.delete(stop)
      }
      const stop = (why: LinkBroken) => {
        settle()
        reject(why)
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
      })
    })
  }

  /** Sends a job in chunks, each taken before the next is given. Throws LinkBroken; `bytesOut` says how far it came. */
  async send(bytes: Uint8Array, limitMs: number, onFirst: () => void): Promise<void> {
    const until = performance.now() + limitMs
    for (let from = 0; from < bytes.length; from += CHUNK) {
      if (this.#ended) throw new LinkBroken('ECLOSED')
      const chunk = bytes.subarray(from, from + CHUNK)
      const taken = this.#within<undefined>(
        Math.max(0, until - performance.now()),
        () => {
          throw new LinkBroken('ETIMEDOUT')
        },
        (resolve) => this.#socket.write(chunk, (error) => !error && resolve(undefined)),
      )
      this.bytesOut += chunk.length
      await taken
      if (from === 0) onFirst()
    }
  }

  /**
   * Asks a question and waits for the first byte that can be its answer; null when none comes in time. An empty question
   * goes on waiting for an earlier one, whose answer may have come while another was asked.
   */
  ask(question: readonly number[], isAnswer: (byte: number) => boolean, limitMs: number): Promise<number | null> {
    if (this.#ended) return Promise.reject(new LinkBroken('ECLOSED'))
    const come = this.#unasked.find(isAnswer)
    this.#unasked = this.#unasked.filter((byte) => !isAnswer(byte))
    if (question.length === 0 && come !== undefined) return Promise.resolve(come)
    const answer = this.#within<number | null>(
      limitMs,
      () => null,
      (resolve) => {
        this.#onByte = (byte) => {
          if (!isAnswer(byte)) return false
          this.#onByte = null
          resolve(byte)
          return true
        }
        if (question.length > 0) this.#socket.write(Uint8Array.from(question))
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
      () => this.#socket.end(),
    )
    await closed.catch((error: unknown) => {
      if (error instanceof LinkBroken && error.code === 'ECLOSED') return
      throw error
    })
  }

  drop(): void {
    this.#socket.destroy()
  }
}
