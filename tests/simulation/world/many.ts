import type { Sqlite } from '../../../electron/ledger/open.ts'
import { scheduleOf, type Subject } from './deeds.ts'
import { seedOf } from './dice.ts'
import { minimised } from './minimise.ts'
import { Killed } from './disk.ts'
import { play } from './play.ts'

/** Which schedules to play: those with these indices, of this seed. */
export interface Part {
  readonly seed: number
  readonly from: number
  readonly until: number
  readonly only: Subject | null
  /** How many broken schedules to tell whole. */
  readonly stories: number
  /** One broken schedule is enough. */
  readonly untilBroken?: boolean
}

export interface Result {
  readonly violations: number
  readonly played: number
  /** Ms of processor time. */
  readonly busy: number
  /** Of all traces; does not depend on how the work was shared out. */
  readonly trace: number
  readonly stories: readonly string[]
}

/** Plays a part of a run. `progress` is told how many are done, and how many of them were broken. */
export async function playMany(
  part: Part,
  database: Sqlite,
  progress: (done: number, violations: number) => void,
): Promise<Result> {
  const before = process.cpuUsage()
  let violations = 0
  let played = 0
  let trace = 0
  const stories: string[] = []
  /** Told late, when no tick is left; so nobody knows of which schedule. What a dying till trips over is of no interest. */
  const unheard = (error: unknown): void => {
    if (error instanceof Killed) return
    violations += 1
    stories.push(`a promise was rejected, and nobody heard it: ${String(error)}`)
  }
  process.on('unhandledRejection', unheard)
  for (let index = part.from; index < part.until; index++) {
    const schedule = scheduleOf(seedOf(part.seed, index), part.only)
    const { trace: own, violation } = await play(schedule, database, false)
    trace = (trace + Math.imul(own ^ index, 0x9e3779b1)) >>> 0
    played += 1
    if (violation !== null) {
      violations += 1
      if (stories.length < part.stories) {
        const least = await minimised(schedule, database)
        stories.push([`schedule ${index} of seed ${part.seed}: ${violation}`, ...least.played.story].join('\n  '))
      }
    }
    if (played % 200 === 0) progress(played, violations)
    if (violations > 0 && part.untilBroken === true) break
  }
  await new Promise((done) => setImmediate(done))
  process.off('unhandledRejection', unheard)
  const { user, system } = process.cpuUsage(before)
  return { violations, played, busy: (user + system) / 1000, trace, stories }
}
