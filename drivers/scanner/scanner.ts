import type { Clock } from '../../contract/clock.ts'
import type { Lamp } from '../../contract/devices.ts'

/** What is told while a scanner is open. Nobody who is told may throw. */
export interface ScannerEars {
  /** A whole scan. `at`: epoch ms with fractions when its last byte came. */
  readonly text: (text: string, at: number) => void
  /** Bytes, reports or events as they came, before anything was made of them. */
  readonly raw: (bytes: Uint8Array) => void
  /** Something was read that is no scan. A scanned text is money: only its kind and length may be told. */
  readonly dropped: (what: string) => void
  /** It reads no more. Told once at most, and never after `close`. */
  readonly ended: (why: ScannerFault) => void
}

/** A device that streams until it ends or is closed. */
export interface OpenedScanner {
  /** Lets the device go. May be called twice; does not throw. */
  readonly close: () => Promise<void>
}

/** Opens a device once. Throws ScannerFault; when `signal` calls it off, too, and then nothing stays open. */
export type OpenWay<W> = (way: W, ears: ScannerEars, signal: AbortSignal, clock: Clock) => Promise<OpenedScanner>

/**
 * A scanner cannot be read. `code` is the system's (ENOENT, EACCES, EBUSY …) or EFAILED. The message holds no more than the
 * code and who says so: libraries put paths, and might put what was read, into theirs.
 */
export class ScannerFault extends Error {
  readonly code: string
  constructor(code: string, by = 'the system') {
    super(`the scanner cannot be read: ${code} (${by})`)
    this.name = 'ScannerFault'
    this.code = code
  }
}

/** Libraries that open devices tell the system's reason in words. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/permission denied|operation not permitted/i, 'EACCES'],
  [/no such (file|device)|not found/i, 'ENOENT'],
  [/cannot lock|resource temporarily unavailable|busy/i, 'EBUSY'],
]

/** Any error as a ScannerFault: by its code, else by the words of its message. */
export function faultOf(error: unknown, by?: string): ScannerFault {
  if (error instanceof ScannerFault) return error
  if (!(error instanceof Error)) return new ScannerFault('EFAILED', by)
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code))
    return new ScannerFault(error.code, by)
  const told = WORDS.find(([words]) => words.test(error.message))
  return new ScannerFault(told?.[1] ?? 'EFAILED', by)
}

const GONE = new Set(['ENOENT', 'ENODEV', 'ENXIO', 'EIO', 'ECLOSED'])
const DENIED = new Set(['EACCES', 'EPERM'])

export const SCANNER_FINE: Lamp = { level: 'ok', reason: 'fine' }
export const SCANNER_STARTING: Lamp = { level: 'warn', reason: 'starting' }

/** How the lamp stands for a scanner that cannot be read: not there, not allowed, or there and broken (or taken by others). */
export function lampOf(fault: ScannerFault): Lamp {
  if (GONE.has(fault.code)) return { level: 'bad', reason: 'noScanner' }
  return { level: 'bad', reason: DENIED.has(fault.code) ? 'scannerDenied' : 'scannerBroken' }
}
