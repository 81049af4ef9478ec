import { join } from 'node:path'
import type { ScannerWay } from '../../contract/scanners.ts'
import { BURST_MS } from '../../contract/wedge.ts'
import { preciseNow } from '../precise-now.ts'
import { eventSize, KeyEvents, type TypedScan } from './key-events.ts'
import { openReadable, type ReadableFd } from './readable-fd.ts'
import { faultOf, ScannerFault, type OpenWay } from './scanner.ts'

export const BY_ID = '/dev/input/by-id'

/** `_IOW('E', 0x90, int)` of linux/input.h: takes the device for this file alone, or gives it back. */
const EVIOCGRAB = 0x40044590

/** Takes an input device from everybody else. Throws ScannerFault when the kernel refuses. */
export type Grab = (fd: number) => Promise<void>

/** EVIOCGRAB by the process's own ioctl, looked up so that a preload is honoured. The kernel lets go when the file is closed. */
export const grabByIoctl: Grab = async (fd) => {
  const { default: koffi } = await import('koffi')
  const ioctl = koffi.load(null).func('int ioctl(int fd, unsigned long request, int argument)')
  const answer: unknown = ioctl(fd, EVIOCGRAB, 1)
  if (answer === 0) return
  const errno = koffi.errno()
  const code = Object.entries(koffi.os.errno).find(([, number]) => number === errno)?.[0] ?? 'EFAILED'
  throw new ScannerFault(code, 'EVIOCGRAB')
}

export interface EvdevParts {
  /** Where the names of input devices are. */
  readonly folder: string
  /**
   * Null leaves the device to everybody, as trying scanners must: a keyboard that people type on goes on typing. Then only what
   * came faster than a hand is told, and nothing of the rest: it may be a password.
   */
  readonly grab: Grab | null
  /** Bytes of `struct input_event`. */
  readonly eventBytes?: 16 | 24
}

/** Fewer characters than this may be a hand's, however fast they came. */
const BURST_LEAST = 6

function isBurst({ text, longestGapMs }: TypedScan): boolean {
  return text.length >= BURST_LEAST && longestGapMs <= BURST_MS.usual
}

/** A scanner that acts as a keyboard, read as the device it is. */
export function evdevOpener(parts: EvdevParts): OpenWay<Extract<ScannerWay, { kind: 'evdev' }>> {
  return async ({ id }, ears, signal) => {
    const file = await openReadable(join(parts.folder, id))
    try {
      // Without the grab its keys would count twice, here and in the page: then it is not read at all.
      await parts.grab?.(file.fd)
      if (signal.aborted) throw new ScannerFault('ECANCELED')
    } catch (error) {
      await file.close()
      throw faultOf(error, 'EVIOCGRAB')
    }
    const events = new KeyEvents(parts.eventBytes ?? eventSize())
    const shared = parts.grab === null
    const stop = () => {
      const half = events.abandon()
      if (half !== null) ears.dropped(half)
    }
    startReading(file)
    return {
      close: async () => {
        stop()
        await file.close()
      },
    }

    function startReading(readable: ReadableFd): void {
      readable.start(
        (bytes) => {
          const at = preciseNow()
          const { scans, dropped } = events.push(bytes)
          if (!shared) ears.raw(bytes)
          for (const what of dropped) ears.dropped(what)
          for (const scan of scans) if (!shared || isBurst(scan)) ears.text(scan.text, at)
        },
        (why) => {
          stop()
          ears.ended(why)
        },
      )
    }
  }
}

export const openEvdev = evdevOpener({ folder: BY_ID, grab: grabByIoctl })
