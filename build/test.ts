import { licences } from './checks/licences.ts'
import { lint } from './checks/lint.ts'
import { types } from './checks/types.ts'
import { spokenDuration } from './setup/progress.mjs'
import { leaveACore } from './test/cores.ts'
import { closingLines, exitCodeOf, type StageReport } from './test/report.ts'
import { asOneTest, playwrightStage, vitestStage } from './test/runners.ts'

/**
 * `npm test`, or `npm test -- unit lint` for some stages only. All stages run even when one fails; what failed is
 * printed in full; the last line counts.
 */

/** What takes long of the real till, and tells little that the other tests do not: run for itself before a release. */
const LONG = '@long'

type Stage = (through?: readonly string[]) => Promise<StageReport>

const STAGES: Readonly<Record<string, Stage>> = {
  lint: async () => asOneTest('lint', await lint()),
  types: async () => asOneTest('types', await types()),
  licences: async () => asOneTest('licences', await licences()),
  unit: () => vitestStage('unit'),
  // Most of them wait for somebody else.
  contract: () => vitestStage('contract', { workers: 3 }),
  simulation: () => vitestStage('simulation'),
  pages: () => playwrightStage('pages', { workers: 2 }),
  e2e: (through) => playwrightStage('e2e', { leaveOut: LONG, ...(through === undefined ? {} : { through }) }),
}
/** Parts of a stage, for whoever wants only them. */
const PARTS: Readonly<Record<string, Stage>> = {
  smoke: () => playwrightStage('e2e', { filter: 'tests/e2e/smoke/' }),
  long: () => playwrightStage('e2e', { only: LONG }),
  screens: () => playwrightStage('pages', { workers: 2, filter: '(screens|customer).spec', env: { GUITAI_SCREENS: 'all' } }),
}

const asked = process.argv.slice(2)
const known = { ...STAGES, ...PARTS }
const unknown = asked.filter((name) => !(name in known))
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}. There are: ${Object.keys(known).join(', ')}`)
  process.exit(2)
}

const names = asked.length > 0 ? asked : Object.keys(STAGES)
const started = Date.now()
const reports: StageReport[] = []

async function run(name: string, through?: readonly string[]): Promise<void> {
  const began = Date.now()
  const title = `[${names.indexOf(name) + 1}/${names.length}] ${name}`
  console.log(title)
  const report = await (known[name] as Stage)(through)
  reports.push(report)
  for (const failure of report.failures) console.log(`\n✗ ${failure.title}\n${failure.text}\n`)
  const skipped = report.skipped.length > 0 ? `, ${report.skipped.length} skipped` : ''
  const took = spokenDuration(Date.now() - began)
  console.log(`${title}: ${report.passed} passed, ${report.failed} failed${skipped} in ${took}`)
}

// The real till is the longest stage and the one that goes by the clock on the wall. It begins at once, and has a core that
// nobody else uses; the other stages run beside it, one after the other, and have all cores once it has ended.
const left = names.includes('e2e') && names.length > 1 ? leaveACore() : null
const apart = left === null ? undefined : run('e2e', left.through).then(left.takeBack)
for (const name of names) if (name !== 'e2e' || apart === undefined) await run(name)
await apart

console.log(`all stages took ${spokenDuration(Date.now() - started)}`)
for (const line of closingLines(reports)) console.log(line)
process.exit(exitCodeOf(reports))
