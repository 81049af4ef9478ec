import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Log, LogLevel } from '../../../electron/kiosk/log.ts'

/** A folder of the test's own, gone afterwards. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-kiosk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface Remembered {
  readonly level: LogLevel
  readonly event: string
  readonly details: Readonly<Record<string, unknown>> | undefined
}

/** A log that remembers, to be read by the test. */
export function rememberingLog(): Log & { readonly lines: Remembered[] } {
  const lines: Remembered[] = []
  const write =
    (level: LogLevel) =>
    (event: string, details?: Readonly<Record<string, unknown>>): void => {
      lines.push({ level, event, details })
    }
  const log: Log & { readonly lines: Remembered[] } = {
    lines,
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    of: () => log,
  }
  return log
}
