import type { Clock } from '../../../contract/clock.ts'

interface Due {
  readonly at: number
  readonly turn: number
  /** Nothing waits for it on a promise. */
  readonly quiet: boolean
  call: (() => void) | null
}

/** The world's time: it stands still until it is moved, from one due call to the next. */
export interface Time {
  /** Ms since the world began, by a clock that nobody can set. */
  readonly elapsed: () => number
  /** Epoch ms, as the bank has it. */
  readonly now: () => number
  after(ms: number, call: () => void): () => void
  /** The same for what happens far from the till, where no promise waits for it. */
  away(ms: number, call: () => void): void
  /** A clock as one till sees it: it may be set wrong, and it stops when that till is dead. */
  clockFor(alive: () => boolean): Clock
  /** Sets the tills' clocks on or back by so many ms. What is due stays due. */
  jump(ms: number): void
  /** Epoch ms as a till has it from the bank. It notices that its own clock was set at its next look, every full minute. */
  readonly serverNow: () => number
  /** Makes the next call that is due no later than `until`; false when there is none. */
  step(until: number): Promise<boolean>
  /** Moves on by so many ms. */
  pass(ms: number): Promise<void>
}

const LOOK = 60_000

/** Everything that waits on promises alone goes on: Node calls a tick that is asked for within a turn when no turn is left. */
const settled = (): Promise<void> =>
  new Promise((done) => {
    process.nextTick(done)
  })

/** `stepped` is called each time that everything has come to rest. */
export function createTime(start: number, stepped: () => void): Time {
  const heap: Due[] = []
  let now = 0
  let drift = 0
  let turns = 0
  /** The minute in which the clock was last set, and how far it was off when that minute began. */
  let setIn = -1
  let knownDrift = 0

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

  function later(ms: number, quiet: boolean, call: () => void): Due {
    const due: Due = { at: now + Math.max(0, ms), turn: turns++, quiet, call }
    push(due)
    return due
  }
  function after(ms: number, call: () => void): () => void {
    const due = later(ms, false, call)
    return () => {
      due.call = null
    }
  }

  async function step(until: number): Promise<boolean> {
    for (;;) {
      const next = heap[0]
      if (!next || next.at > until) return false
      pop()
      if (!next.call) continue
      now = next.at
      next.call()
      if (next.quiet) return true
      await settled()
      stepped()
      return true
    }
  }

  const minute = (): number => Math.floor(now / LOOK)

  return {
    elapsed: () => now,
    now: () => start + now,
    after,
    away: (ms, call) => void later(ms, true, call),
    clockFor: (alive) => ({
      now: () => start + now + drift,
      elapsed: () => now,
      after: (ms, call) =>
        after(ms, () => {
          if (alive()) call()
        }),
    }),
    jump(ms) {
      if (setIn !== minute()) knownDrift = drift
      setIn = minute()
      drift += ms
    },
    serverNow: () => start + now + (setIn === minute() ? drift - knownDrift : 0),
    step,
    async pass(ms) {
      const until = now + ms
      await settled()
      stepped()
      while (await step(until));
      now = Math.max(now, until)
    },
  }
}
