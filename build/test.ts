import { licences } from './checks/licences.ts'
import { lint } from './checks/lint.ts'
import { types } from './checks/types.ts'
import { spokenDuration } from './setup/progress.mjs'
import { closingLines, exitCodeOf, type StageReport } from './test/report.ts'
import { asOneTest, playwrightStage, vitestStage } from './test/runners.ts'

/**
 * `npm test`, or `npm test -- unit lint` for some stages only. All stages run even when one fails; what failed is
 * printed in full; the last line counts.
 */

const STAGES: Readonly<Record<string, () => Promise<StageReport>>> = {
  lint: async () => asOneTest('lint', await lint()),
  types: async () => asOneTest('types', await types()),
  licences: async () => asOneTest('licences', await licences()),
  unit: () => vitestStage('unit'),
  contract: () => vitestStage('contract'),
  simulation: () => vitestStage('simulation'),
  pages: () => playwrightStage('pages', 2),
  e2e: () => playwrightStage('e2e', 1),
}
/** Parts of a stage, for whoever wants only them. */
const PARTS: Readonly<Record<string, () => Promise<StageReport>>> = {
  smoke: () => playwrightStage('e2e', 1, 'tests/e2e/smoke/'),
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
for (const [index, name] of names.entries()) {
  const began = Date.now()
  console.log(`[${index + 1}/${names.length}] ${name}`)
  const report = await (known[name] as () => Promise<StageReport>)()
  reports.push(report)
  for (const failure of report.failures) console.log(`\n✗ ${failure.title}\n${failure.text}\n`)
  const skipped = report.skipped.length > 0 ? `, ${report.skipped.length} skipped` : ''
  console.log(
    `[${index + 1}/${names.length}] ${name}: ${report.passed} passed, ${report.failed} failed${skipped} in ${spokenDuration(Date.now() - began)}`,
  )
}
console.log(`all stages took ${spokenDuration(Date.now() - started)}`)
for (const line of closingLines(reports)) console.log(line)
process.exit(exitCodeOf(reports))
