import { setTimeout as pass } from 'node:timers/promises'
import type { About } from './line.ts'
import type { Moment } from './plan.ts'
import type { Stand } from './stand.ts'

/** How long after the key that opens a sale, the answer, or the first byte on paper a kill may come, ms. */
export const AFTER_SUM = 250
const AFTER_ANSWER = 150
const AFTER_PAPER = 400
/** The last part of a usual time is the time after it: so some kills come when all is done. */
const AND_AFTER = 1.15

/**
 * Begins something that usually takes so many ms, and kills the till at its moment: at the latest when what was to come does not come.
 * `about` says which calls the moment waits for.
 */
export async function killAt(
  stand: Stand,
  moment: Moment,
  begin: () => Promise<unknown>,
  usual: number,
  about: About = 'money',
): Promise<void> {
  const { line } = stand
  const { anchor, share } = moment
  const latest = AbortSignal.timeout(Math.ceil(usual * AND_AFTER) + 1500)
  const giveUp = new Promise<void>((late) => latest.addEventListener('abort', () => late(), { once: true }))
  const come = {
    sum: () => Promise.resolve(),
    act: () => Promise.resolve(),
    request: () => line.catchNext('request', about),
    unanswered: () => line.catchNext('answer', about),
    answer: () => line.answered(about),
    paper: () => stand.nextPaper(latest),
  }[anchor]()
  const after = {
    sum: share * AFTER_SUM,
    act: share * usual * AND_AFTER,
    request: 0,
    unanswered: 0,
    // Most happens right behind an answer, so most kills come there.
    answer: share * share * AFTER_ANSWER,
    paper: share * AFTER_PAPER,
  }[anchor]
  let trouble: unknown = null
  let killed = false
  begin().catch((error: unknown) => {
    // Whatever was asked of a till that is killed meanwhile stays without an answer.
    if (!killed) trouble = error
  })
  await Promise.race([come, giveUp])
  await pass(after)
  killed = true
  await stand.kill()
  line.letGo()
  if (trouble) throw trouble
}
