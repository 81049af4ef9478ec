import type { Clock } from '../../contract/clock.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Snapshot } from '../../contract/snapshot.ts'

/** How long a scan waits for a page that is being loaded anew, ms. A payment code lives a minute; a cashier waits less. */
export const SCAN_KEPT_MS = 5000
/** More than this nobody scans in that time. */
const KEPT_MOST = 8

interface Kept {
  readonly text: string
  /** By the clock that never goes back, ms. */
  readonly at: number
  /** What stood before the cashier at that moment. */
  readonly front: string
}

/** Who is at the till, and what they are selling: a scan is for nothing else. */
export function frontOf({ stage, person, sale }: Pick<Snapshot, 'stage' | 'person' | 'sale'>): string {
  return JSON.stringify([stage, person?.staffId, sale?.saleId])
}

export interface KeptScans {
  /** Keeps what a scanner read until the page takes it. In memory only. */
  keep(text: string): void
  /**
   * Gives what was scanned, oldest first, and forgets it: each scan is given once. One that is too old, or was meant for
   * something that no longer stands in front, is never given. Faults: `scan.tooLate` where nothing else is left.
   */
  take(): Outcome<string[]>
}

/**
 * What the devices read is fetched by the page, not thrown at it: a page that crashes or hangs takes no scan with it (BEHAVIOUR
 * F26). `front` says who is at the till and which sale stands before them; a code may pay for nothing else.
 */
export function keptScans({ clock, front }: { readonly clock: Clock; readonly front: () => string }): KeptScans {
  let kept: Kept[] = []
  return {
    keep(text) {
      const one = { text, at: clock.elapsed(), front: front() }
      // Nothing seems to happen, so people scan the same once more: the later one counts.
      kept = [...kept.filter((other) => other.text !== text), one].slice(-KEPT_MOST)
    },
    take() {
      const now = { at: clock.elapsed(), front: front() }
      const fresh = kept.filter((one) => now.at - one.at <= SCAN_KEPT_MS && one.front === now.front)
      const late = kept.length > 0 && fresh.length === 0
      kept = []
      return late ? refuse('scan.tooLate') : ok(fresh.map(({ text }) => text))
    },
  }
}
