import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { tokenAt, tokenLength, type Token } from './escpos-emulator-commands.ts'
import { answerTo, autoStatus, type Condition } from './printer-status.ts'

/**
 * A printer with paper: it prints row by row what comes over TCP, stops where the paper ends or the cover opens, keeps what it
 * has not printed, and goes on with it when it can, whoever is connected then. Real-time questions are answered at once, the
 * others in their turn, as Epson's reference has it.
 */
export class PaperPrinter {
  /** What stands on the paper, one entry a row. */
  readonly rows: string[] = []
  /** Rows until the paper ends. */
  rowsLeft = Infinity
  /** Rows until somebody opens the cover; infinite when nobody does. */
  coverAfter = Infinity
  /** Takes and prints everything, and says nothing. */
  silent = false
  /** Switched off while the line stays: what comes is lost. */
  #dead = false
  /** Tells its state unasked with every row, as another program may have asked it to. */
  chatty = false
  /** Called once when so many bytes have come from now on. */
  #cut: { left: number; then: () => void } | null = null
  #coverOpen = false
  #waiting: Buffer = Buffer.alloc(0)
  #line = ''
  #realTime: number[] = []
  readonly #sockets = new Set<Socket>()
  #server: Server | null = null
  #port = 0

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: this.#port }
  }

  /** Begins, or begins again, to take connections. */
  async listen(): Promise<void> {
    if (this.#server) return
    this.#server = createServer({ noDelay: true }, (socket) => this.#connected(socket))
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    if (address !== null && typeof address === 'object') this.#port = address.port
  }

  #connected(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('data', (data: Buffer) => this.#take(data))
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
  }

  cutAfter(bytes: number, then: () => void): void {
    this.#cut = { left: bytes, then }
  }

  /** The line drops; the printer keeps what it has. */
  drop(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** Somebody takes the power away: what was not printed is lost. */
  async powerOff(): Promise<void> {
    const server = this.#server
    this.#server = null
    this.#waiting = Buffer.alloc(0)
    this.#line = ''
    this.#realTime = []
    const closed = server && once(server, 'close')
    server?.close()
    this.drop()
    await closed
  }

  /** New paper, the cover shut, and whatever else was wrong is right again. */
  mend(): void {
    this.rowsLeft = Infinity
    this.coverAfter = Infinity
    this.#coverOpen = false
    this.silent = false
    this.#dead = false
    this.chatty = false
    this.#cut = null
    this.#printOn()
  }

  /** Somebody switches it off; the line, or what stands before it, knows nothing of that. */
  die(): void {
    this.#dead = true
    this.#waiting = Buffer.alloc(0)
    this.#line = ''
    this.#realTime = []
  }

  openCover(): void {
    this.#coverOpen = true
  }

  get #condition(): Condition {
    if (this.silent) return 'silent'
    if (this.#coverOpen) return 'coverOpen'
    return this.rowsLeft <= 0 ? 'paperOut' : 'ok'
  }

  #reply(bytes: Uint8Array | null): void {
    if (bytes === null || this.silent) return
    for (const socket of this.#sockets) socket.write(bytes)
  }

  #take(data: Buffer): void {
    let wanted = data
    const cut = this.#cut
    if (cut) {
      wanted = data.subarray(0, cut.left)
      cut.left -= wanted.length
    }
    if (!this.#dead) {
      for (const byte of wanted) this.#takeByte(byte)
      this.#printOn()
    }
    if (cut?.left !== 0) return
    this.#cut = null
    cut.then()
  }

  /** `DLE EOT n` is taken out of the stream and answered before everything that waits. */
  #takeByte(byte: number): void {
    this.#realTime.push(byte)
    const [first, second, n] = this.#realTime
    if (first === 0x10 && (second === undefined || second === 0x04)) {
      if (n === undefined) return
      this.#reply(answerTo('DLE EOT', n, this.#condition))
    } else {
      this.#waiting = Buffer.concat([this.#waiting, Buffer.from(this.#realTime)])
    }
    this.#realTime = []
  }

  #printOn(): void {
    while (!this.#coverOpen && this.rowsLeft > 0 && this.#waiting.length > 0) {
      const token = tokenAt(this.#waiting, 0)
      if (token === null) return
      this.#waiting = this.#waiting.subarray(tokenLength(token))
      this.#obey(token)
    }
  }

  #obey(token: Token): void {
    if (token.kind === 'text') this.#line += Buffer.from(token.bytes).toString('latin1')
    if (token.kind !== 'command') return
    if (token.name === 'LF' || token.name === 'ESC d') this.#row()
    if (token.name === 'ESC @') this.#line = ''
    if (token.name === 'GS r') this.#reply(answerTo('GS r', token.args[0] ?? 0, this.#condition))
  }

  #row(): void {
    this.rows.push(this.#line.trim())
    this.#line = ''
    this.rowsLeft--
    if (--this.coverAfter <= 0) this.#coverOpen = true
    if (this.chatty) this.#reply(autoStatus(this.#condition))
  }
}
