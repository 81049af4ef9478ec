import type { Clock } from '../../contract/clock.ts'

export interface Pace {
  readonly changed: () => void
  readonly stop: () => void
}

/**
 * Calls at most once in `everyMs`, and always once after the last change: `settleMs` later, so that motion is over. A call
 * that still runs is not doubled.
 */
export function paced(clock: Clock, everyMs: number, settleMs: number, call: () => Promise<void>): Pace {
  let cancel: (() => void) | null = null
  let running = false
  let again = false
  let stopped = false
  let last = Number.NEGATIVE_INFINITY

  const changedMeanwhile = (): boolean => again

  const run = async (): Promise<void> => {
    cancel = null
    running = true
    again = false
    last = clock.now()
    try {
      await call()
    } catch {
      // the next change tries again
    }
    running = false
    if (changedMeanwhile()) changed()
  }
  const changed = (): void => {
    if (stopped) return
    if (running) again = true
    else cancel ??= clock.after(Math.max(settleMs, last + everyMs - clock.now()), () => void run())
  }
  return {
    changed,
    stop() {
      stopped = true
      cancel?.()
      cancel = null
    },
  }
}
