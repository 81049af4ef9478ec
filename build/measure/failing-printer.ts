/**
 * `npm run measure:failing-printer -- --slips 1000 --seed 7`: slips through a printer that fails at random, once behind TCP,
 * once behind a serial line (socat), and through two of them that stand in for each other, with the press, the spool and the book of the till. Each must be printed once;
 * one that was told as interrupted is a person's to decide. The last line says how many were not. Needs socat.
 */
import { parseArgs } from 'node:util'
import { failingRun } from '../../tests/support/failing-run.ts'

const { values } = parseArgs({
  options: { slips: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
})
const slips = Number(values.slips)
const seed = Number(values.seed)
if (!Number.isInteger(slips) || slips < 1 || !Number.isInteger(seed)) throw new Error('--slips and --seed are whole numbers')

const listed = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ')

const sum = { slips: 0, doubled: 0, missing: 0, interrupted: 0 }
for (const way of ['tcp', 'serial', 'two'] as const) {
  const began = performance.now()
  const run = await failingRun(slips, seed, way)
  console.log(`${way}: ${run.attempts} attempts in ${Math.round((performance.now() - began) / 1000)} s`)
  console.log(`  went wrong: ${listed(run.faults)}`)
  console.log(`  stood in: ${run.stoodIn}`)
  console.log(`  was told: ${listed(run.told)}`)
  sum.slips += run.slips
  sum.doubled += run.doubled
  sum.missing += run.missing
  sum.interrupted += run.interrupted
}
console.log(`slips ${sum.slips}, doubled ${sum.doubled}, missing ${sum.missing}, interrupted ${sum.interrupted}`)
process.exit(sum.doubled + sum.missing === 0 ? 0 : 1)
