import type { Clock } from '../../contract/clock.ts'

/**
 * The sandbox's own time. It runs with the clock beneath, can be moved forward (then everything that would have happened on
 * the way happens, in order), and can be wrong: the skew shifts the time that is told, not the waiting.
 */
export interface MovableClock extends Clock {
  /** Epoch ms as told to others, skew included. */
  now: () => number
  /** Unix seconds as told to others. */
  seconds: () => number
  /** Ms on a scale that only runs and jumps forward: for lifetimes. */
  elapsed: () => number
  jump: (ms: number) => void
  setSkew: (ms: number) => void
  skew: () => number
  /** Calls everything off. */
  stop: () => void
}

interface Waiting {
  due: number
  call: () => void
}

export function movableClock(base: Clock): MovableClock {
  let jumped = 0
  let skew = 0
  let stopped = false
  let callOff: (() => void) | undefined
  let waiting: Waiting[] = []
  const elapsed = () => base.elapsed() + jumped
  const now = () => Math.floor(base.now() + jumped + skew)

  function earliest(): Waiting | undefined {
    return waiting.reduce<Waiting | undefined>((first, next) => (!first || next.due < first.due ? next : first), undefined)
  }
  function runUntil(limit: number, arrive: (due: number) => void): void {
    for (let next = earliest(); next && next.due <= limit; next = earliest()) {
      const { due, call } = next
      waiting = waiting.filter((other) => other !== next)
      arrive(due)
      call()
    }
  }
  function arm(): void {
    callOff?.()
    callOff = undefined
    const next = earliest()
    if (!next || stopped) return
    callOff = base.after(Math.max(1, next.due - elapsed()), () => {
      runUntil(elapsed(), () => undefined)
      arm()
    })
  }

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    elapsed,
    skew: () => skew,
    setSkew: (ms) => {
      skew = ms
    },
    after(ms, call) {
      const entry = { due: elapsed() + Math.max(0, ms), call }
      waiting.push(entry)
      arm()
      return () => {
        waiting = waiting.filter((other) => other !== entry)
        arm()
      }
    },
    jump(ms) {
      if (!(ms >= 0)) throw new RangeError('time only jumps forward')
      const target = elapsed() + ms
      runUntil(target, (due) => {
        jumped = Math.max(jumped, due - base.elapsed())
      })
      jumped = target - base.elapsed()
      arm()
    },
    stop() {
      stopped = true
      waiting = []
      callOff?.()
    },
  }
}
