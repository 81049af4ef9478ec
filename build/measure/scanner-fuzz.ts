/** Plays random traffic to everything that reads a scanner: `npm run measure:scanner-fuzz -- --runs 1000000 --seed 1`. */
import { parseArgs } from 'node:util'
import { fuzz } from '../../tests/support/scanner-fuzz.ts'

const SHOWN = 20

const { values } = parseArgs({ options: { runs: { type: 'string', default: '1000000' }, seed: { type: 'string' } } })
const runs = Number(values.runs)
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) throw new Error('--runs and --seed are whole numbers')

const begun = performance.now()
const { inputs, faults } = fuzz(runs, seed)
for (const fault of faults.slice(0, SHOWN)) console.log(fault)
console.log(`seed ${seed}, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
console.log(`inputs ${inputs}, faults ${faults.length}`)
process.exitCode = faults.length > 0 ? 1 : 0
