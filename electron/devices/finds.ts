import type { Clock } from '../../contract/clock.ts'

/** How long a look for devices may take, ms. */
export const FIND_LIMIT_MS = 5_000

interface Finds<T> {
  /** `send` answers whether the question left. Null: nobody was there, or no answer came in time. */
  ask(send: (id: number) => boolean): Promise<readonly T[] | null>
  done(id: number, found: readonly T[]): void
  /** The devices process is gone: nobody answers any more. */
  lost(): void
}

/** The questions for devices of one kind that are under way. */
export function createFinds<T>(clock: Clock): Finds<T> {
  const asked = new Map<number, (found: readonly T[] | null) => void>()
  let last = 0
  return {
    ask(send) {
      const id = ++last
      return new Promise((resolve) => {
        const settle = (found: readonly T[] | null): void => {
          asked.delete(id)
          callOff()
          resolve(found)
        }
        const callOff = clock.after(FIND_LIMIT_MS, () => settle(null))
        asked.set(id, settle)
        if (!send(id)) settle(null)
      })
    },
    done: (id, found) => asked.get(id)?.(found),
    lost() {
      for (const settle of [...asked.values()]) settle(null)
    },
  }
}
