import { connect, type Socket } from 'node:net'
import { codeOf, LinkBroken, type ByteLink, type Way } from './byte-link.ts'

export interface NetworkAddress {
  readonly host: string
  readonly port: number
}

/** A raw TCP printer. One connection a job: such printers serve one till at a time. */
export function tcpWay(address: NetworkAddress): Way {
  return {
    bytesPerSecond: Infinity,
    oneLine: false,
    open: (limitMs, signal) => openTcp(address, limitMs, signal),
    close: async () => {},
  }
}

function openTcp({ host, port }: NetworkAddress, limitMs: number, signal: AbortSignal): Promise<ByteLink> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, signal })
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

class TcpLink implements ByteLink {
  given = 0
  readonly chunk = 4096
  readonly #socket: Socket
  #ended = false

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('end', () => (this.#ended = true))
    socket.on('error', () => {})
  }

  listen(hear: (data: Uint8Array) => void, broke: (why: LinkBroken) => void): void {
    this.#socket.on('data', hear)
    this.#socket.on('error', (error) => broke(new LinkBroken(codeOf(error))))
    this.#socket.on('close', () => broke(new LinkBroken('ECLOSED')))
  }

  write(bytes: Uint8Array): Promise<void> {
    // A printer that has closed its side reads nothing more.
    if (this.#ended) return Promise.reject(new LinkBroken('ECLOSED'))
    this.given += bytes.length
    return new Promise((resolve) => this.#socket.write(bytes, (error) => !error && resolve()))
  }

  /** A printer that closes its side as well has read everything; one that resets the connection has not. */
  end(): void {
    this.#socket.end()
  }

  drop(): void {
    this.#socket.destroy()
  }
}
