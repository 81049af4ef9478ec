import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { coldStart } from '../tests/bench/cold-start.ts'
import { openCounter } from '../tests/bench/counter.ts'
import { tableOf, verdictOf, type Figure } from '../tests/bench/figure.ts'
import { watchLine } from '../tests/bench/line.ts'
import { memory } from '../tests/bench/memory.ts'
import { pageSize } from '../tests/bench/page-size.ts'
import { sales } from '../tests/bench/sales.ts'
import { slipEncoding } from '../tests/bench/slip.ts'
import { onRequestToEnd } from './children.ts'
import { withDisplay } from './display.ts'
import { spokenDuration } from './setup/progress.mjs'

/**
 * `npm run bench [-- --runs STARTS --sales SALES]`: the figures the till has to keep to, measured in the real app on this
 * machine (docs/figures.md). It is a measurement, not a test: a missed target is said and does not fail; only what could
 * not be measured does.
 */

const root = join(import.meta.dirname, '..')
const file = join(root, 'artefacts', 'bench', 'report.json')

const { values } = parseArgs({ options: { runs: { type: 'string', default: '9' }, sales: { type: 'string', default: '100' } } })
const [runs, count] = [Number(values.runs), Number(values.sales)]
if (![runs, count].every((number) => Number.isInteger(number) && number > 0)) {
  console.error('usage: npm run bench [-- --runs STARTS --sales SALES]')
  process.exit(2)
}

/** The load of the last minute: how many processes wanted a core. */
const loadNow = (): number => loadavg()[0] ?? NaN
const begun = Date.now()
console.log(`machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`)

const display = await withDisplay({ width: 1500, height: 1000 })
onRequestToEnd(display.stop)
const tell = (done: string): void => console.log(`  ${done}`)
const figures: Figure[] = []
const loads: { phase: string; load: number }[] = []
const begin = (phase: string): void => {
  loads.push({ phase, load: loadNow() })
  console.log(`${phase} (load ${loadNow().toFixed(2)})`)
}
const line = watchLine()
try {
  begin('page and slip')
  figures.push(...pageSize(), ...slipEncoding())
  begin('a counter is set up, its till is bound')
  const counter = await openCounter(display, (said) => line.hear(said))
  try {
    begin(`cold start, till and blank window in turns, ${runs} times`)
    figures.push(...(await coldStart(counter, runs, tell)))
    begin('memory, till and blank window in turns')
    figures.push(...(await memory(counter, tell)))
    begin(`sales, ${count} one after the other, about ${spokenDuration(count * 4500)}`)
    figures.push(...(await sales(counter, line, count, tell)))
  } finally {
    await counter.close()
  }
} catch (error) {
  console.error(`\nIt could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  process.exitCode = 1
} finally {
  line.close()
  await display.stop()
}

const electron = (await readFile(join(root, 'node_modules', 'electron', 'dist', 'version'), 'utf8')).trim()
const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryMB: Math.round(totalmem() / 1024 / 1024),
  system: `${process.platform} ${release()}`,
  node: process.versions.node,
  electron,
  loads: [...loads, { phase: 'end', load: loadNow() }],
}
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
const judged = figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) }))
await mkdir(join(file, '..'), { recursive: true })
const report = {
  at: new Date(begun).toISOString(),
  ms: Date.now() - begun,
  guitai: version,
  runs,
  sales: count,
  machine,
  figures: judged,
}
await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)

console.log(`\n${tableOf(figures)}\n`)
console.log(
  `load ${machine.loads.map(({ load }) => load.toFixed(2)).join(', ')} from part to part; Electron ${electron}; ${file}`,
)
const missed = judged.filter(({ verdict }) => verdict === 'missed')
const unmeasured = judged.filter(({ verdict }) => verdict === 'not measured')
for (const { name } of missed) console.log(`missed: ${name}`)
for (const { name, note } of unmeasured) console.log(`not measured: ${name}: ${note ?? ''}`)
if (process.exitCode === undefined && missed.length + unmeasured.length === 0) console.log('all targets are met')
process.exit()
