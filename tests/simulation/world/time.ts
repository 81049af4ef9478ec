import type { Clock } from '../../../contract/clock.ts'

interface Due {
  readonly at: number
  readonly turn: number
  call: (() => void) | null
}

/** The world's time: it stands still until it is moved, from one due call to the next. */
export interface Time {
  readonly elapsed: () => number
  after(ms: number, call: () => void): () => void
  /** A clock as one till sees it: it may be set wrong, and it stops when that till is dead. */
  clockFor(alive: () => boolean): Clock
  /** Sets the tills' clocks on or back by so many ms. What is due stays due. */
  jump(ms: number): void
  /** Makes the next call that is due no later than `until`; false when there is none. */
  step(until: number): Promise<boolean>
  /** Moves on by so many ms. */
  pass(ms: number): Promise<void>
}

/** Everything that waits on promises alone goes on. The engine's longest chain is about 10 turns. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 16; turn++) await Promise.resolve()
}

export function createTime(start: number): Time {
  const heap: Due[] = []
  let now = 0
  let drift = 0
  let turns = 0

  const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn)

  function push(due: Due): void {
    heap.push(due)
    let at = heap.length - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      const [child, parent] = [heap[at], heap[above]]
      if (!child || !parent || !before(child, parent)) break
      heap[at] = parent
      heap[above] = child
      at = above
    }
  }

  function pop(): Due | undefined {
    const top = heap[0]
    const last = heap.pop()
    if (!last || heap.length === 0) return top
    heap[0] = last
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let least = at
      if (left < heap.length && before(heap[left] as Due, heap[least] as Due)) least = left
      if (right < heap.length && before(heap[right] as Due, heap[least] as Due)) least = right
      if (least === at) return top
      const kept = heap[at] as Due
      heap[at] = heap[least] as Due
      heap[least] = kept
      at = least
    }
  }

  function after(ms: number, call: () => void): () => void {
    const due: Due = { at: now + Math.max(0, ms), turn: turns++, call }
    push(due)
    return () => {
      due.call = null
    }
  }

  async function step(until: number): Promise<boolean> {
    await settle()
    for (;;) {
      const next = heap[0]
      if (!next || next.at > until) return false
      pop()
      if (!next.call) continue
      now = next.at
      next.call()
      await settle()
      return true
    }
  }

  return {
    elapsed: () => now,
    after,
    clockFor: (alive) => ({
      now: () => start + now + drift,
      elapsed: () => now,
      after: (ms, call) =>
        after(ms, () => {
          if (alive()) call()
        }),
    }),
    jump(ms) {
      drift += ms
    },
    step,
    async pass(ms) {
      const until = now + ms
      while (await step(until));
      now = Math.max(now, until)
    },
  }
}
