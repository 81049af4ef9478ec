import type { MovableClock } from './movable-clock.ts'

/** Which of the merchant's roads payments take. Deposits know only the direct one (PROTOCOL 5.5). */
export type Channel = 'direct' | 'maidan'

export interface DepositSettings {
  /** The merchant has the deposit product, and has granted refunds by API. */
  granted: boolean
  channel: Channel
}

/** So long a merchant waits after the channel was switched. */
export const SWITCH_TAKES_MS = 180_000

export type DepositRight = ReturnType<typeof createDepositRight>

/** Whether this merchant can take deposits and spend from them. Giving back what is held always works. */
export function createDepositRight(clock: MovableClock, changed: () => void) {
  let settings: DepositSettings = { granted: true, channel: 'direct' }
  let settlesAt = -Infinity
  const settlesInMs = () => Math.max(0, Math.ceil(settlesAt - clock.elapsed()))

  return {
    current: (): Readonly<DepositSettings> => settings,
    /** How long a switch to the direct channel still takes to come into force, in ms. */
    settlesInMs,
    set: (part: Partial<DepositSettings>): void => {
      const before = settings.channel
      settings = { ...settings, ...part }
      if (before === 'maidan' && settings.channel === 'direct') {
        settlesAt = clock.elapsed() + SWITCH_TAKES_MS
        clock.after(SWITCH_TAKES_MS, changed)
      }
      changed()
    },
    works: (): boolean => settings.granted && settings.channel === 'direct' && settlesInMs() === 0,
  }
}
