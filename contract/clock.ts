/** Time, handed in: the rules never read a clock or wait by themselves, so that a test can be years in milliseconds. */
export interface Clock {
  /** Epoch ms. May jump when somebody sets the clock: for what is written down, never for how long something took. */
  readonly now: () => number
  /** Ms that have passed since some fixed moment of this process; never goes back. */
  readonly elapsed: () => number
  /** Calls back once after so many ms; answers a function that calls it off. */
  readonly after: (ms: number, call: () => void) => () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, Math.min(Math.max(ms, 0), 2_147_483_647))
    return () => clearTimeout(timer)
  },
}
