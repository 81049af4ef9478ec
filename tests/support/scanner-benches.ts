import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, openSync, rmSync, write } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import type { ScannerWay } from '../../contract/scanners.ts'
import { serialLineSchema } from '../../contract/serial-line.ts'
import { evdevOpener, type Grab } from '../../drivers/scanner/evdev.ts'
import { ScannerFault, type OpenWay, type ScannerEars } from '../../drivers/scanner/scanner.ts'
import { openSerial } from '../../drivers/scanner/serial.ts'
import { strokesOf } from './key-strokes.ts'

/** A scanner that a test holds in its hand: its way to the till, and what can happen at its other end. */
export interface ScannerBench {
  readonly way: ScannerWay
  readonly open: OpenWay<ScannerWay>
  /** The scan as bytes of this transport, its end included. */
  bytesOf(text: string): Uint8Array
  /** Bytes reach the till. */
  send(bytes: Uint8Array): void
  plug(): Promise<void>
  unplug(): Promise<void>
}

/** A scanner in memory that keeps the rules of the interface. A byte 0x0d ends a scan. */
export function fakeBench(): ScannerBench {
  let plugged = false
  let ears: ScannerEars | null = null
  let held: number[] = []
  return {
    way: { kind: 'hid', vendorId: 1, productId: 2, serialNumber: null },
    async open(_way, heard, signal) {
      if (!plugged) throw new ScannerFault('ENOENT')
      if (ears !== null) throw new ScannerFault('EBUSY')
      if (signal.aborted) throw new ScannerFault('ECANCELED')
      ears = heard
      return {
        close: async () => {
          ears = null
          held = []
        },
      }
    },
    bytesOf: (text) => Buffer.from(`${text}\r`),
    send(bytes) {
      if (ears === null) return
      ears.raw(bytes)
      for (const byte of bytes) {
        if (byte !== 0x0d) held.push(byte)
        else {
          const text = Buffer.from(held).toString()
          held = []
          if (text.length > 4096) ears.dropped('a scan that is too long')
          else ears.text(text, performance.timeOrigin + performance.now())
        }
      }
    },
    plug: async () => void (plugged = true),
    async unplug() {
      plugged = false
      const heard = ears
      ears = null
      held = []
      heard?.ended(new ScannerFault('ENODEV'))
    },
  }
}

const writeAll = promisify(write)

/** Writes in order, and beside the test: a full line would hold up the reader, which is in the same process. */
function writer(fd: () => number | null): { send(bytes: Uint8Array): void; done(): Promise<void> } {
  let queue: Promise<void> = Promise.resolve()
  return {
    send(bytes) {
      queue = queue
        .then(async () => {
          for (let at = 0; at < bytes.length;) {
            const to = fd()
            if (to === null) return
            at += (await writeAll(to, bytes, at, bytes.length - at, null)).bytesWritten
          }
        })
        .catch(() => {})
    },
    done: () => queue,
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** Two ends of a pseudo-terminal, as serial as it gets without a cable: `path` is the till's. */
export function serialBench(folder: string): ScannerBench & { readonly path: string } {
  const path = join(folder, 'till')
  const other = join(folder, 'scanner')
  let socat: ChildProcess | null = null
  let fd: number | null = null
  const out = writer(() => fd)
  return {
    path,
    way: { kind: 'serial', line: { ...serialLineSchema.parse({ path: '/dev/ttyUSB0' }), path } },
    // The contract knows paths below /dev alone; the driver takes the one it is given.
    open: (way, ...rest) => openSerial(way as Extract<ScannerWay, { kind: 'serial' }>, ...rest),
    bytesOf: (text) => Buffer.from(`${text}\r`),
    send: out.send,
    async plug() {
      socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${other}`], { stdio: 'inherit' })
      await vi.waitFor(() => {
        fd = openSync(other, constants.O_WRONLY | constants.O_NOCTTY)
      })
      await vi.waitFor(() => {
        if (!existsSync(path)) throw new Error('no line yet')
      })
    },
    async unplug() {
      await out.done()
      if (fd !== null) closeSync(fd)
      fd = null
      // The name goes first: left behind, it might lead to the next pseudo terminal of somebody else, under the same number.
      rmSync(path, { force: true })
      if (socat) await end(socat)
    },
  }
}

/** A FIFO of `struct input_event`, with a grab that the test gives: the kernel of a test machine has no input devices. */
export function evdevBench(folder: string, grab: Grab | null): ScannerBench {
  const id = 'usb-Test_Scanner-event-kbd'
  const path = join(folder, id)
  let fd: number | null = null
  const out = writer(() => fd)
  return {
    way: { kind: 'evdev', id },
    open: (way, ...rest) => evdevOpener({ folder, grab, eventBytes: 24 })(way as Extract<ScannerWay, { kind: 'evdev' }>, ...rest),
    bytesOf: (text) => strokesOf(text, { at: performance.timeOrigin + performance.now() }),
    send: out.send,
    async plug() {
      execFileSync('mkfifo', [path])
      // For reading too, so that opening waits for nobody; the driver is another reader, but this one never reads.
      fd = openSync(path, constants.O_RDWR)
    },
    async unplug() {
      await out.done()
      rmSync(path, { force: true })
      if (fd !== null) closeSync(fd)
      fd = null
    },
  }
}
