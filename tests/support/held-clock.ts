/** A time of one's own: it stands still until it is moved. */
export function heldClock(start = 1_800_000_000_000) {
  let now = start
  let waiting: { due: number; call: () => void }[] = []
  const nextBefore = (end: number): number | null => {
    const due = waiting.map((entry) => entry.due).filter((at) => at <= end)
    return due.length === 0 ? null : Math.min(...due)
  }
  return {
    now: () => now,
    elapsed: () => now,
    after(ms: number, call: () => void) {
      const entry = { due: now + ms, call }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
    /** Moves time and lets what is due happen. */
    pass(ms: number) {
      const end = now + ms
      for (;;) {
        const next = waiting.filter((entry) => entry.due <= end).sort((a, b) => a.due - b.due)[0]
        if (!next) break
        waiting = waiting.filter((other) => other !== next)
        now = next.due
        next.call()
      }
      now = end
    },
    /** The same, and whatever each of them began settles before the next one, unless it waits for somebody. */
    async passSettling(ms: number): Promise<void> {
      const end = now + ms
      for (let due = nextBefore(end); due !== null; due = nextBefore(end)) {
        this.pass(due - now)
        await new Promise((resolve) => setImmediate(resolve))
      }
      this.pass(end - now)
    },
  }
}
export type HeldClock = ReturnType<typeof heldClock>
