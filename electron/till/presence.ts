import type { Clock } from '../../contract/clock.ts'
import type { Person } from './parts.ts'

/** How often a till that is not to lock yet is looked at, ms: the setting may change, and a payment come to its end. */
const LOOK_EVERY = 30_000

export interface PresenceParts {
  readonly clock: Pick<Clock, 'elapsed' | 'after'>
  /** After how long without a touch the till locks, ms; 0: never. Read anew at each look. */
  readonly lockAfter: () => number
  /** A payment stands in front of the cashier and is not over: nobody is locked out of that. */
  readonly busy: () => boolean
  /** The till has locked. */
  readonly locked: (person: Person, byItself: boolean) => void
}

/**
 * Who is at the till (BEHAVIOUR F02). Locked, the till is still somebody's: the shift goes on, and nobody may do anything until
 * that person, or another, signs in.
 */
export function createPresence({ clock, lockAfter, busy, locked }: PresenceParts) {
  let holder: Person | null = null
  let isLocked = false
  let touchedAt = clock.elapsed()
  let callOff = (): void => {}

  function watch(): void {
    callOff()
    if (holder === null || isLocked) return
    const after = lockAfter()
    const left = after - (clock.elapsed() - touchedAt)
    callOff = clock.after(after === 0 || left <= 0 ? LOOK_EVERY : Math.min(left, LOOK_EVERY), look)
  }
  function look(): void {
    const after = lockAfter()
    if (after > 0 && clock.elapsed() - touchedAt >= after) lock(true)
    watch()
  }
  function lock(byItself: boolean): boolean {
    if (holder === null || isLocked || busy()) return false
    isLocked = true
    callOff()
    locked(holder, byItself)
    return true
  }
  function be(person: Person | null): void {
    holder = person
    isLocked = false
    touchedAt = clock.elapsed()
    watch()
  }

  return {
    /** Who may act now; null when nobody is signed in, and while the till is locked. */
    person: (): Person | null => (isLocked ? null : holder),
    /** Whose till is locked. */
    lockedFor: (): Person | null => (isLocked ? holder : null),
    came: (person: Person): void => be(person),
    left: (): void => be(null),
    /** Somebody pressed a key, touched the screen or scanned. */
    touched(): void {
      touchedAt = clock.elapsed()
    },
    /** Answers whether it could: not while a payment is not over. */
    lock: (): boolean => lock(false),
    stop: (): void => callOff(),
  }
}
export type Presence = ReturnType<typeof createPresence>
