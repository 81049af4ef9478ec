import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Lamp } from '../../contract/devices.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { LogFile } from './log.ts'
import type { Mask } from './mask.ts'
import type { Settings } from './settings-schema.ts'
import { writeWhole } from './write-whole.ts'

/** What support needs to see, and nothing that could move money. */
export interface Findings {
  readonly versions: Readonly<Record<string, string>>
  readonly serialNumber: string
  readonly training: boolean
  readonly settings: Settings
  readonly lamps: Readonly<Record<string, Lamp>>
  /** What the check of the machine found, a line each: what stands under a name like `code` would be masked. */
  readonly machine: readonly string[]
  /** What the check of the book said, and how many entries it has. */
  readonly book: Readonly<Record<string, string | number | boolean | null>>
  readonly vaultTier: string
  /** Lines of the log, oldest first. */
  readonly log: readonly string[]
  readonly logLinesLost: number
}

const KEPT = 10
const NAME = /^guitai-diagnostics-[0-9-]+\.json$/

/**
 * Writes one JSON file for support, masked once more as a whole, and answers its path. The newest ten are kept. Throws
 * what the file system says.
 */
export function exportDiagnostics(folder: string, findings: Findings, mask: Mask, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').replace('.', '-').slice(0, 19)
  const path = join(folder, `guitai-diagnostics-${stamp}.json`)
  const log = findings.log.map((line) => mask.value(line))
  const bundle = { at: new Date(now).toISOString(), ...(mask.value({ ...findings, log: undefined }) as object), log }
  writeWhole(path, `${JSON.stringify(bundle, null, 2)}\n`)
  const all = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
  for (const old of all.slice(0, -KEPT)) rmSync(join(folder, old), { force: true })
  return path
}

const LOG_BYTES = 512 * 1024

/** The same with the end of the log, as an answer for the page. Fault: `request.failed`, with what the file system said. */
export function keepDiagnostics(
  { folder, mask, now, log }: { folder: string; mask: Mask; now: number; log: LogFile },
  facts: Omit<Findings, 'log' | 'logLinesLost'>,
): Outcome<{ path: string }> {
  try {
    const findings = { ...facts, log: log.tail(LOG_BYTES), logLinesLost: log.lost() }
    return ok({ path: exportDiagnostics(folder, findings, mask, now) })
  } catch (error) {
    log.error('diagnostics.notWritten', { error })
    return refuse('request.failed', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })
  }
}
