import { runKills } from '../kill/kills.ts'
import { expect, test } from './counter.ts'

/** A sample of `npm run kill`, which is the long proof. */
const KILLS = 20
const SEED = 83

// What a kill broke once is not made good by a second try.
test.describe.configure({ retries: 0 })

test(
  'a till that is killed twenty times, in the middle of sales, deposits, refunds, hand-overs and sign-outs, breaks no promise',
  { tag: '@long' },
  async ({ display }) => {
    test.setTimeout(420_000)
    const told: string[] = []
    const { kills, violations, landings } = await runKills({ runs: KILLS, seed: SEED, display, tell: (line) => told.push(line) })
    expect(violations, told.join('\n')).toEqual([])
    expect(kills).toBe(KILLS)
    expect(landings.size, `kills that all land in one place prove little:\n${told.join('\n')}`).toBeGreaterThan(4)
  },
)
