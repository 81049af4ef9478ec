import { parseArgs } from 'node:util'
import { runKills } from '../tests/kill/kills.ts'
import { SUBJECTS } from '../tests/kill/plan.ts'
import { onRequestToEnd } from './children.ts'
import { withDisplay } from './display.ts'

/**
 * `npm run kill -- --runs N [--seed S] [--only SUBJECT]`: the real app at the real sandbox, killed with SIGKILL N times in the
 * middle of sales by code, by QR and in cash, top-ups, refunds, hand-overs, sign-outs, its own start, and deposits that are taken, captured
 * and released, on one state folder, or of one of these alone. After each kill it is started again and held to its promises
 * (docs/invariants.md). Last line: `kills N, violations V`. Exit code 1 for any violation. The moments are drawn
 * from the seed; what the machine makes of them is not the same twice.
 */
const ONLY = SUBJECTS.filter((subject) => subject !== 'start')
const USAGE = `usage: npm run kill -- --runs N [--seed S] [--only ${ONLY.join('|')}]`

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '40' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } },
})
const [runs, seed] = [Number(values.runs), Number(values.seed)]
const only = ONLY.find((subject) => subject === values.only) ?? null
const known = [runs, seed].every((number) => Number.isSafeInteger(number) && number >= 0) && runs > 0
if (!known || (values.only !== undefined && only === null)) {
  console.error(USAGE)
  process.exit(2)
}

const display = await withDisplay({ width: 1500, height: 1000 })
onRequestToEnd(display.stop)
const began = performance.now()
const { kills, violations, landings, kept } = await runKills({
  runs,
  seed,
  only,
  display,
  tell: (line) => console.log(`  ${line}`),
})
await display.stop()

for (const violation of violations) console.log(`\n${violation}`)
if (kept) console.log(`\nThe till's state folder is kept: ${kept}`)
console.log(`\nwhere the kills landed, ${((performance.now() - began) / 1000 / Math.max(1, kills)).toFixed(1)} s a kill:`)
for (const [place, count] of [...landings].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${String(count).padStart(5)}  ${'#'.repeat(Math.ceil((count / kills) * 60)).padEnd(20)} ${place}`)
console.log(`kills ${kills}, violations ${violations.length}`)
process.exit(violations.length > 0 ? 1 : 0)
