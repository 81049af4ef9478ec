import { expect, test } from 'vitest'
import { seedOf } from './world/dice.ts'
import { SUBJECTS, scheduleOf } from './world/deeds.ts'
import { playMany } from './world/many.ts'
import { openWorldDatabase, play } from './world/play.ts'

/** With `refunds.test.ts`, `deposits.test.ts` and `members.test.ts` the short form of `npm run sim`: 7 200 schedules. */
const RUNS = 4_000
const SEED = 20_261_123

const database = openWorldDatabase()

test('whatever the network, disk, process, printer and clock do, book, bank, screen, paper and voice tell the same story', async () => {
  const part = { seed: SEED, from: 0, until: RUNS, only: null, stories: 3 }
  const result = await playMany(part, database, () => undefined)
  expect(result.stories.join('\n\n')).toBe('')
  expect(result.violations).toBe(0)
}, 900_000)

test.each(SUBJECTS)('the same seed plays the same %s again', async (only) => {
  for (let index = 0; index < 20; index++) {
    const schedule = scheduleOf(seedOf(7, index), only)
    const first = await play(schedule, database, true)
    const second = await play(schedule, database, true)
    expect(second.story).toEqual(first.story)
    expect(second.trace).toBe(first.trace)
  }
})
