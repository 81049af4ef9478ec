import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { tokenAt, tokenLength, type Token } from './escpos-emulator-commands.ts'
import { answerTo, autoStatus, isOffline, type Condition } from './printer-status.ts'

/**
 * A network printer for tests: real TCP on 127.0.0.1, answers as Epson's reference says a printer answers. It prints
 * nothing; give the bytes of a job to `emulate`.
 *
 * A printer that is offline (no paper, open cover) still takes bytes and answers DLE EOT at once, but answers GS r only
 * when it is online again: that question waits its turn behind the text before it.
 */
export interface PrinterServerOptions {
  condition?: Condition
  /** Closes each connection hard (RST) after so many bytes. */
  breakAfterBytes?: number
  /** Takes so many bytes a second. The kernel buffers some hundred kB before the sender feels it. */
  bytesPerSecond?: number
  /** Paper-end answer of clones that answer GS r without paper, where Epson's stay silent. */
  answersWithoutPaper?: boolean
}

interface PrinterJob {
  /** All that one connection carried so far, questions included. */
  readonly bytes: Uint8Array
  /** Epoch ms with fractions of the connection's first byte; null before it. */
  readonly firstByteAt: number | null
  readonly connectedAt: number
  /** `open`, `ended` by the sender, or `broken` by either side. */
  readonly state: 'open' | 'ended' | 'broken'
  /** Questions that were answered, in order, for example `GS r 1`. */
  readonly answered: readonly string[]
}

export interface PrinterServer {
  readonly host: string
  readonly port: number
  /** Connections that carried more than real-time questions: slips, not look-ins. Oldest first. */
  readonly jobs: readonly PrinterJob[]
  /** All connections, look-ins too. */
  readonly connections: readonly PrinterJob[]
  /** From now on; a printer that comes back online answers what it owes. */
  setCondition(condition: Condition): void
  /** Stops reading from every connection until `resume`: the printer's buffer is full. */
  hold(): void
  resume(): void
  close(): Promise<void>
}

const now = (): number => performance.timeOrigin + performance.now()

class Connection implements PrinterJob {
  readonly connectedAt = now()
  firstByteAt: number | null = null
  state: 'open' | 'ended' | 'broken' = 'open'
  readonly answered: string[] = []
  private readonly socket: Socket
  private readonly options: PrinterServerOptions
  private condition: Condition
  private readonly chunks: Buffer[] = []
  private length = 0
  /** What is not read as commands yet: the last one may be cut in two by the network. */
  private unread: Buffer = Buffer.alloc(0)
  private sawMoreThanQuestions = false
  private owed: Token[] = []
  private autoStatusOn = false
  private pacing: Promise<void> = Promise.resolve()

  constructor(socket: Socket, condition: Condition, options: PrinterServerOptions) {
    this.socket = socket
    this.condition = condition
    this.options = options
    socket.on('data', (chunk: Buffer) => this.inTurn(() => this.take(chunk)))
    socket.on('end', () => this.inTurn(() => this.finish('ended')))
    socket.on('error', () => this.finish('broken'))
    socket.on('close', () => this.inTurn(() => this.finish('broken')))
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.chunks)
  }

  /** True when something other than DLE EOT came, if only the beginning of it. */
  get isSlip(): boolean {
    return this.sawMoreThanQuestions || (this.unread.length > 0 && this.unread[0] !== 0x10)
  }

  setCondition(condition: Condition): void {
    this.condition = condition
    if (this.autoStatusOn && condition !== 'silent') this.socket.write(autoStatus(condition))
    this.answerOwed()
  }

  pause(): void {
    this.socket.pause()
  }

  resume(): void {
    this.socket.resume()
  }

  destroy(): void {
    this.socket.destroy()
  }

  /** What the network brought is worked on in its order, however slowly. */
  private inTurn(work: () => Promise<void> | void): void {
    this.pacing = this.pacing.then(work)
  }

  private finish(state: 'ended' | 'broken'): void {
    if (this.state === 'open') this.state = state
    if (state === 'ended') this.socket.end()
  }

  private async take(chunk: Buffer): Promise<void> {
    const limit = this.options.breakAfterBytes ?? Infinity
    const wanted = chunk.subarray(0, Math.max(0, limit - this.length))
    await this.keepPace(wanted.length)
    if (this.state !== 'open') return
    if (wanted.length > 0) this.firstByteAt ??= now()
    this.chunks.push(wanted)
    this.length += wanted.length
    this.unread = Buffer.concat([this.unread, wanted])
    if (this.length >= limit) {
      this.state = 'broken'
      this.socket.resetAndDestroy()
      return
    }
    this.readCommands()
  }

  private async keepPace(count: number): Promise<void> {
    const { bytesPerSecond } = this.options
    if (bytesPerSecond === undefined) return
    this.socket.pause()
    await pause((count / bytesPerSecond) * 1000)
    this.socket.resume()
  }

  private readCommands(): void {
    let at = 0
    while (at < this.unread.length) {
      const token = tokenAt(this.unread, at)
      if (token === null) break
      at += tokenLength(token)
      if (token.kind === 'command' && token.name === 'DLE EOT') this.answer(token)
      else this.sawMoreThanQuestions = true
      if (token.kind === 'command') this.noteQuestion(token)
    }
    this.unread = this.unread.subarray(at)
    this.answerOwed()
  }

  private noteQuestion(token: Token & { kind: 'command' }): void {
    if (token.name === 'GS r' || token.name === 'GS I') this.owed.push(token)
    else if (token.name === 'GS a') this.switchAutoStatus(token)
  }

  private switchAutoStatus(token: Token & { kind: 'command' }): void {
    this.autoStatusOn = (token.args[0] ?? 0) !== 0
    if (this.autoStatusOn && this.condition !== 'silent') this.socket.write(autoStatus(this.condition))
  }

  private answerOwed(): void {
    const withoutPaper = this.condition === 'paperOut' && this.options.answersWithoutPaper === true
    if (this.condition === 'silent' || (isOffline(this.condition) && !withoutPaper)) return
    for (const token of this.owed.splice(0)) this.answer(token)
  }

  private answer(token: Token): void {
    if (token.kind !== 'command' || this.condition === 'silent' || this.socket.destroyed) return
    const reply = answerTo(token.name, token.args[0] ?? 0, this.condition)
    if (reply === null) return
    this.answered.push(`${token.name} ${token.args[0] ?? 0}`)
    this.socket.write(reply)
  }
}

/** Starts a printer on a free port. `close` ends it with all its connections. */
export async function startPrinterServer(options: PrinterServerOptions = {}): Promise<PrinterServer> {
  const connections: Connection[] = []
  let condition: Condition = options.condition ?? 'ok'
  let held = false
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const connection = new Connection(socket, condition, options)
    if (held) connection.pause()
    connections.push(connection)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the printer has no TCP port')

  return {
    host: '127.0.0.1',
    port: address.port,
    connections,
    get jobs() {
      return connections.filter((connection) => connection.isSlip)
    },
    setCondition(next) {
      condition = next
      for (const connection of connections) connection.setCondition(next)
    },
    hold() {
      held = true
      for (const connection of connections) connection.pause()
    },
    resume() {
      held = false
      for (const connection of connections) connection.resume()
    },
    async close() {
      for (const connection of connections) connection.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
