import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { SUBJECTS, type Subject } from '../tests/simulation/world/deeds.ts'
import { judgeMutants } from './sim/mutants.ts'
import { bundled, playPart } from './sim/parts.ts'
import type { Result } from '../tests/simulation/world/many.ts'

/**
 * `npm run sim -- --runs N --seed S [--only sale|refund|deposit|member]`: the real engine on the real book, against a bank, a network, a
 * disk, a printer and a clock made of chance. Last line: `schedules N, violations V, per second R`, by the clock on the wall
 * and over all cores; above it what one core did in a second that it really worked for us. Exit code 1 for any violation; the
 * first ones are told as short as they get.
 */
const USAGE = `usage: npm run sim -- --runs N --seed S [--only ${SUBJECTS.join('|')}] [--from INDEX] | --mutants [--named TEXT] [--only …]`
/** Named in the plans, and not built yet. */
const LATER = ['onecode']

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    from: { type: 'string', default: '0' },
    mutants: { type: 'boolean', default: false },
    named: { type: 'string', default: '' },
  },
})

function stop(text: string): never {
  console.error(text)
  process.exit(2)
}
function numberOf(text: string): number {
  const value = Number(text)
  return Number.isSafeInteger(value) && value >= 0 ? value : stop(USAGE)
}
function subjectOf(text: string | undefined): Subject | null {
  if (text === undefined) return null
  if (LATER.includes(text)) stop(`The till does nothing with ${text} yet, so there is nothing to simulate.`)
  return SUBJECTS.find((one) => one === text) ?? stop(USAGE)
}

const runs = numberOf(values.runs)
const seed = numberOf(values.seed)
const from = numberOf(values.from)
const only = subjectOf(values.only)
const STORIES = 3

if (values.mutants) process.exit((await judgeMutants(process.cwd(), seed, values.named, only)) ? 0 : 1)

/** A process plays so many and ends: what its database library does not give back is given back then. */
const PIECE = 10_000

const workers = Math.max(1, Math.min(availableParallelism(), Math.ceil(runs / 500)))
const size = Math.min(PIECE, Math.ceil(runs / workers))
const pieces = Array.from({ length: Math.ceil(runs / size) }, (_none, index) => ({
  from: from + index * size,
  until: from + Math.min(runs, (index + 1) * size),
}))
const done = new Array<number>(pieces.length).fill(0)
const broken = new Array<number>(pieces.length).fill(0)
const file = await bundled(process.cwd())
const began = performance.now()

const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0)
const perSecond = (count: number): string => (count / ((performance.now() - began) / 1000)).toFixed(0)
const ticker = setInterval(() => {
  console.log(`  ${sum(done)} of ${runs} schedules, ${sum(broken)} violations, ${perSecond(sum(done))} per second`)
}, 10_000)

const results: Result[] = []
let next = 0
let told = 0
async function work(): Promise<void> {
  for (let index = next++; index < pieces.length; index = next++) {
    const piece = pieces[index] as (typeof pieces)[number]
    const result = await playPart(file, { seed, ...piece, only, stories: STORIES }, (played, violations) => {
      done[index] = played
      broken[index] = violations
    })
    done[index] = result.played
    results.push(result)
    for (const story of result.stories) if (told++ < STORIES) console.log(`\n${story}\n`)
  }
}
await Promise.all(Array.from({ length: workers }, work))
clearInterval(ticker)
const trace = results.reduce((all, one) => (all + one.trace) >>> 0, 0)
const violations = sum(results.map((result) => result.violations))
const busy = sum(results.map((result) => result.busy)) / 1000
console.log(`trace ${trace.toString(16).padStart(8, '0')}`)
console.log(`${workers} at a time, ${(runs / busy).toFixed(0)} per second of processor time`)
console.log(`schedules ${runs}, violations ${violations}, per second ${perSecond(runs)}`)
process.exit(violations > 0 ? 1 : 0)
