import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Mask } from './mask.ts'

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** One line an event. `event` is a fixed name such as `sale.sent`; what varies goes into `details`, where it is masked. */
export interface Log {
  debug(event: string, details?: Readonly<Record<string, unknown>>): void
  info(event: string, details?: Readonly<Record<string, unknown>>): void
  warn(event: string, details?: Readonly<Record<string, unknown>>): void
  error(event: string, details?: Readonly<Record<string, unknown>>): void
  /** The same log, with the name of the part that writes. */
  of(part: string): Log
}

export interface LogFile extends Log {
  /** The newest lines, at most so many bytes, without a half line at the start. */
  tail(maxBytes: number): string[]
  /** Lines that could not be written, for example because the disk is full. */
  lost(): number
  close(): void
}

export interface LogOptions {
  readonly folder: string
  readonly mask: Mask
  /** Epoch ms. */
  readonly now: () => number
  readonly level?: LogLevel
  readonly maxBytes?: number
  readonly files?: number
  /** Also told each line, for example the terminal in development. */
  readonly mirror?: (line: string) => void
}

const MAX_LINE = 16_384

/**
 * A log of JSON lines in `guitai.log`, turned over by size: `guitai.1.log` is the newest old one. Writing never throws
 * and never waits for the disk: a till with a full disk still sells, and says how many lines it lost.
 */
export function openLog(options: LogOptions): LogFile {
  const { folder, mask, now, mirror } = options
  const maxBytes = options.maxBytes ?? 2 * 1024 * 1024
  const files = options.files ?? 5
  const floor = LOG_LEVELS.indexOf(options.level ?? 'info')
  const pathOf = (age: number): string => join(folder, age === 0 ? 'guitai.log' : `guitai.${age}.log`)
  let handle: number | null = null
  let size = 0
  let lost = 0
  let closed = false

  const open = (): number => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const opened = openSync(pathOf(0), 'a', 0o600)
    size = fstatSync(opened).size
    return opened
  }

  const turnOver = (): void => {
    if (handle !== null) closeSync(handle)
    handle = null
    rmSync(pathOf(files - 1), { force: true })
    for (let age = files - 2; age >= 0; age--) {
      try {
        renameSync(pathOf(age), pathOf(age + 1))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    }
  }

  const append = (line: string): void => {
    if (closed) return
    try {
      const bytes = Buffer.from(`${line}\n`, 'utf8')
      handle ??= open()
      if (size > 0 && size + bytes.length > maxBytes) {
        turnOver()
        handle = open()
      }
      writeSync(handle, bytes)
      size += bytes.length
    } catch {
      lost++
      if (handle !== null) {
        try {
          closeSync(handle)
        } catch {
          // the handle is gone already; the next line opens a new one
        }
      }
      handle = null
    }
  }

  const write = (level: LogLevel, part: string | null, event: string, details?: Readonly<Record<string, unknown>>): void => {
    if (LOG_LEVELS.indexOf(level) < floor) return
    const head = { at: new Date(now()).toISOString(), level, ...(part === null ? {} : { part }), event: mask.text(event) }
    let line = JSON.stringify(details === undefined ? head : { ...head, details: mask.value(details) })
    if (line.length > MAX_LINE) line = JSON.stringify({ ...head, details: `${line.slice(0, MAX_LINE / 2)}…` })
    append(line)
    mirror?.(line)
  }

  const logOf = (part: string | null): Log => ({
    debug: (event, details) => write('debug', part, event, details),
    info: (event, details) => write('info', part, event, details),
    warn: (event, details) => write('warn', part, event, details),
    error: (event, details) => write('error', part, event, details),
    of: (name) => logOf(name),
  })

  return {
    ...logOf(null),
    tail(bytes) {
      const pieces: string[] = []
      let room = bytes
      for (let age = 0; age < files && room > 0; age++) {
        const lines = linesOf(pathOf(age))
        while (room > 0) {
          const line = lines.pop()
          if (line === undefined) break
          room -= Buffer.byteLength(line) + 1
          if (room >= 0) pieces.push(line)
        }
      }
      return pieces.reverse()
    },
    lost: () => lost,
    close() {
      closed = true
      if (handle !== null) closeSync(handle)
      handle = null
    },
  }
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
