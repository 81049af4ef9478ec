import type { SerialPort } from 'serialport'
import type { SerialLine } from '../../contract/serial-line.ts'
import { openSerialPort } from '../serial-port.ts'
import { LinkBroken, type ByteLink, type Way } from './byte-link.ts'

/** Bits of one byte on the line: one start bit, the data, parity and stop bits. */
function bitsOf({ dataBits, parity, stopBits }: SerialLine): number {
  return 1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits
}

/** serialport tells in words what the system said in numbers. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/no such file|not found/i, 'ENOENT'],
  [/no such device/i, 'ENODEV'],
  [/permission denied/i, 'EACCES'],
  [/lock port|busy|temporarily unavailable/i, 'EBUSY'],
]

function broken(error: unknown): LinkBroken {
  const words = error instanceof Error ? error.message : ''
  return new LinkBroken(WORDS.find(([like]) => like.test(words))?.[1] ?? 'EIO')
}

/**
 * A printer on a serial line. The port is ours alone (exclusive lock) from the first use until `close`: two programs on one
 * line lose slips (BEHAVIOUR 10.3, 24). It is opened anew after anything that went wrong, which also empties what waits in
 * the system to be sent. 7 data bits carry no hanzi: that is for whoever sets the line up to know.
 */
export function serialWay(line: SerialLine): Way {
  const bytesPerSecond = line.baudRate / bitsOf(line)
  let kept: SerialPort | null = null

  async function letGo(): Promise<void> {
    const port = kept
    kept = null
    if (!port?.isOpen) return
    // Without this, closing waits for a printer that takes nothing.
    await new Promise((resolve) => port.flush(resolve))
    await new Promise((resolve) => port.close(resolve))
  }
  let letting: Promise<void> = Promise.resolve()

  async function open(limitMs: number, signal: AbortSignal): Promise<ByteLink> {
    await letting
    if (!kept?.isOpen) kept = await openPort(line, limitMs)
    if (line.flowControl === 'hardware' && (await saysStop(kept))) throw new LinkBroken('ENOTREADY')
    if (signal.aborted) throw new LinkBroken('ABORT_ERR')
    return new SerialLink(kept, bytesPerSecond, () => void (letting = letGo()))
  }
  const close = () => (letting = letting.then(letGo))
  return { bytesPerSecond, oneLine: true, open, close }
}

/**
 * Whether CTS is down: the printer is off, not plugged in, or tells that it is busy or offline. The system would take the
 * bytes all the same and keep them. A port that cannot tell (a pseudo terminal) says nothing.
 */
function saysStop(port: SerialPort): Promise<boolean> {
  return new Promise((resolve) => port.get((error, status) => resolve(!error && status?.cts === false)))
}

async function openPort(line: SerialLine, limitMs: number): Promise<SerialPort> {
  // Many printers start anew when DTR falls.
  const opening = openSerialPort(line, { keepDtr: true })
  return new Promise((resolve, reject) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      reject(new LinkBroken('ETIMEDOUT'))
    }, limitMs)
    opening.then(
      (port) => {
        clearTimeout(timer)
        if (late) port.close()
        else resolve(port)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(broken(error))
      },
    )
  })
}

/** The use of the port by one job or one look. */
class SerialLink implements ByteLink {
  given = 0
  /** Small, so that a question stands behind little that has not left yet, and a stop loses little. */
  readonly chunk = 256
  readonly #port: SerialPort
  readonly #bytesPerSecond: number
  readonly #letGo: () => void
  #dropped = false
  #hear: (data: Uint8Array) => void = () => {}
  #broke: (why: LinkBroken) => void = () => {}
  readonly #onError = (error: Error) => this.#broke(broken(error))
  readonly #onClose = () => this.#broke(new LinkBroken('EIO'))

  constructor(port: SerialPort, bytesPerSecond: number, letGo: () => void) {
    this.#port = port
    this.#bytesPerSecond = bytesPerSecond
    this.#letGo = letGo
  }

  listen(hear: (data: Uint8Array) => void, broke: (why: LinkBroken) => void): void {
    this.#hear = hear
    this.#broke = broke
    this.#port.on('data', this.#hear)
    this.#port.on('error', this.#onError)
    this.#port.on('close', this.#onClose)
  }

  /**
   * Resolves when the bytes have had time to leave: the system takes some thousand at once, seconds before they are on the
   * line at 9600 baud. (`drain` would wait for ever in a thread of its own while the printer says stop.)
   */
  async write(bytes: Uint8Array): Promise<void> {
    this.given += bytes.length
    const from = performance.now()
    await new Promise<void>((resolve, reject) => {
      this.#port.write(bytes, (error) => (error ? reject(broken(error)) : resolve()))
    })
    const left = (bytes.length / this.#bytesPerSecond) * 1000 - (performance.now() - from)
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
  }

  /** A serial line has no goodbye. */
  end(): void {
    this.#broke(new LinkBroken('ECLOSED'))
  }

  drop(clean: boolean): void {
    if (this.#dropped) return
    this.#dropped = true
    this.#port.off('data', this.#hear)
    this.#port.off('error', this.#onError)
    this.#port.off('close', this.#onClose)
    if (!clean || !this.#port.isOpen) this.#letGo()
  }
}
