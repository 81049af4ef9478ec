import type { Clock } from '../../contract/clock.ts'

/** A clock that only moves when it is told to, so that a test can live through days in milliseconds. */
export interface VirtualClock extends Clock {
  /** Moves on to the next due call and makes it; false when nothing is due any more. */
  next(): Promise<boolean>
  /** Moves on by so many ms, making every call that falls due. */
  pass(ms: number): Promise<void>
  /** Lets everything that waits on promises alone go on. */
  settle(): Promise<void>
  /** Sets the time itself back or forth, as a wrong system clock would; what is due stays due. */
  jump(ms: number): void
}

export function virtualClock(start: number): VirtualClock {
  let now = start
  let drift = 0
  let order = 0
  const due = new Map<number, { at: number; call: () => void }>()

  async function settle(): Promise<void> {
    for (let turn = 0; turn < 12; turn++) await Promise.resolve()
  }

  function earliest(): [number, { at: number; call: () => void }] | undefined {
    let best: [number, { at: number; call: () => void }] | undefined
    for (const entry of due) if (!best || entry[1].at < best[1].at) best = entry
    return best
  }

  async function run(until: number): Promise<boolean> {
    await settle()
    const first = earliest()
    if (!first || first[1].at > until) return false
    due.delete(first[0])
    now = Math.max(now, first[1].at)
    first[1].call()
    await settle()
    return true
  }

  return {
    now: () => now + drift,
    elapsed: () => now - start,
    after(ms, call) {
      const id = order++
      due.set(id, { at: now + Math.max(0, ms), call })
      return () => void due.delete(id)
    },
    next: () => run(Number.POSITIVE_INFINITY),
    async pass(ms) {
      const until = now + ms
      while (await run(until));
      now = Math.max(now, until)
    },
    settle,
    jump(ms) {
      drift += ms
    },
  }
}
