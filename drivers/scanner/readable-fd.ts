import { read, constants, close as closeFd, open as openFd } from 'node:fs'
import { promisify } from 'node:util'
import { faultOf, ScannerFault } from './scanner.ts'

/** An input device hands over so many bytes at most in one reading: 64 events. */
const READ_BYTES = 64 * 24

const openFile = promisify(openFd)
const closeFile = promisify(closeFd)
const readFile = promisify(read)

function isAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}

/** The binding's options for a serial line: kept by it, and asked for by nothing that is used here. */
const NO_LINE = { parity: 'none', vmin: 1, vtime: 0 } as const

/** A file that can be waited for. */
export interface ReadableFd {
  readonly fd: number
  /** Tells bytes as they come, until the file ends: then `ended`, once. */
  start(tell: (bytes: Uint8Array) => void, ended: (why: ScannerFault) => void): void
  /** Nothing is told any more. May be called twice; does not throw. */
  close(): Promise<void>
}

/**
 * Opens a character device or FIFO for reading without blocking, and waits for it as the event loop waits for a socket. Node
 * itself waits for sockets, pipes and terminals only, and reading a device by its thread pool would hold one of four threads
 * for ever; so the poller of serialport's binding is used, which takes any file. Throws ScannerFault.
 */
export async function openReadable(path: string): Promise<ReadableFd> {
  let fd: number
  try {
    fd = await openFile(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch (error) {
    throw faultOf(error)
  }
  try {
    const { LinuxPortBinding } = await import('@serialport/bindings-cpp')
    return new PolledFd(fd, new LinuxPortBinding(fd, NO_LINE))
  } catch (error) {
    await closeFile(fd).catch(() => {})
    throw faultOf(error, 'serialport')
  }
}

/** What is used of serialport's binding. */
interface Port {
  readonly poller: { once(event: 'readable', call: (error: Error | null) => void): unknown }
  close(): Promise<void>
}

class PolledFd implements ReadableFd {
  readonly fd: number
  readonly #port: Port
  readonly #buffer = Buffer.alloc(READ_BYTES)
  #closed = false
  #reading: Promise<void> = Promise.resolve()

  constructor(fd: number, port: Port) {
    this.fd = fd
    this.#port = port
  }

  start(tell: (bytes: Uint8Array) => void, ended: (why: ScannerFault) => void): void {
    const end = (error: unknown) => {
      if (this.#closed) return
      void this.close()
      ended(faultOf(error))
    }
    const wait = () => {
      if (this.#closed) return
      try {
        this.#port.poller.once('readable', (error) => {
          if (this.#closed) return
          // The kernel says of a device that was unplugged that waiting for it is an error.
          if (error) end(new ScannerFault('ENODEV'))
          else this.#reading = this.#drain(tell).then(wait, end)
        })
      } catch (error) {
        end(error)
      }
    }
    wait()
  }

  /** Reads all there is. Throws at the end of the file. */
  async #drain(tell: (bytes: Uint8Array) => void): Promise<void> {
    for (;;) {
      if (this.#isClosed()) return
      try {
        const { bytesRead } = await readFile(this.fd, this.#buffer, 0, READ_BYTES, null)
        if (bytesRead === 0) throw new ScannerFault('ECLOSED')
        if (!this.#isClosed()) tell(Uint8Array.from(this.#buffer.subarray(0, bytesRead)))
      } catch (error) {
        if (isAgain(error)) return
        throw error
      }
    }
  }

  /** Asked anew after each wait. */
  #isClosed(): boolean {
    return this.#closed
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    // A number that was given back is given to the next file that is opened: nothing may be reading by it any more.
    await this.#reading.catch(() => {})
    await this.#port.close().catch(() => {})
  }
}
