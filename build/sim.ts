import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { SUBJECTS, type Subject } from '../tests/simulation/world/deeds.ts'
import type { Part, Result } from '../tests/simulation/world/many.ts'
import { judgeMutants } from './sim/mutants.ts'

/**
 * `npm run sim -- --runs N --seed S [--only sale|refund]`: the real engine on the real book, against a bank, a network, a
 * disk, a printer and a clock made of chance. Last line: `schedules N, violations V, per second R`. Exit code 1 for any
 * violation; the first ones are told as short as they get.
 */
const USAGE = `usage: npm run sim -- --runs N --seed S [--only ${SUBJECTS.join('|')}] [--from INDEX] | --mutants`
/** Named in the plans, and not built yet. */
const LATER = ['deposit', 'member', 'onecode']

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    from: { type: 'string', default: '0' },
    mutants: { type: 'boolean', default: false },
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

if (values.mutants) process.exit((await judgeMutants(process.cwd(), seed)) ? 0 : 1)

const workers = Math.max(1, Math.min(availableParallelism(), Math.ceil(runs / 500)))
const done = new Array<number>(workers).fill(0)
const broken = new Array<number>(workers).fill(0)
const began = performance.now()

function runPart(index: number): Promise<Result> {
  const part: Part = {
    seed,
    from: from + Math.floor((runs * index) / workers),
    until: from + Math.floor((runs * (index + 1)) / workers),
    only,
    stories: STORIES,
  }
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./sim/part.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
    let result: Result | null = null
    child.on('message', (message: { done: number; violations: number } | { result: Result }) => {
      if ('result' in message) ({ result } = message)
      else {
        done[index] = message.done
        broken[index] = message.violations
      }
    })
    child.once('exit', (code) => {
      if (result) resolve(result)
      else reject(new Error(`a part of the simulation ended with ${code ?? 'a signal'}`))
    })
    child.send(part)
  })
}

const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0)
const perSecond = (count: number): string => (count / ((performance.now() - began) / 1000)).toFixed(0)
const ticker = setInterval(() => {
  console.log(`  ${sum(done)} of ${runs} schedules, ${sum(broken)} violations, ${perSecond(sum(done))} per second`)
}, 10_000)

const results = await Promise.all(Array.from({ length: workers }, (_none, index) => runPart(index)))
clearInterval(ticker)
for (const story of results.flatMap((result) => result.stories).slice(0, STORIES)) console.log(`\n${story}\n`)
const trace = results.reduce((all, one) => (all + one.trace) >>> 0, 0)
const violations = sum(results.map((result) => result.violations))
console.log(`trace ${trace.toString(16).padStart(8, '0')}, ${workers} processes`)
console.log(`schedules ${runs}, violations ${violations}, per second ${perSecond(runs)}`)
process.exit(violations > 0 ? 1 : 0)
