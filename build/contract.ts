import { judge, type Verdict } from '../tests/contract/suite/check.ts'
import { openProbe } from '../tests/contract/suite/probe.ts'
import { SUITE } from '../tests/contract/suite/suite.ts'
import { readContractOptions, USAGE } from './contract/options.ts'

/**
 * `npm run contract -- --cloudpay URL --bind LINK …`: holds any server of the protocol to its promises, with our client. The
 * last line is `N passed, N failed, N not checked`; it ends with 0 when something passed and nothing failed.
 */

const given = readContractOptions(process.argv.slice(2))
if (typeof given === 'string') {
  console.error(`${given}\n\n${USAGE}`)
  process.exit(2)
}
console.log(`guitai contract: ${SUITE.length} promises of ${new URL(given.baseUrl).host}`)

const probe = openProbe(given)
const count: Record<Verdict, number> = { passed: 0, failed: 0, notChecked: 0 }
for (const check of SUITE) {
  process.stdout.write(`  ${check.title} … `)
  const { verdict, reason, ms } = await judge(check, probe)
  count[verdict] += 1
  if (verdict === 'passed') console.log(`yes (${ms} ms)`)
  else console.log(verdict === 'failed' ? `NO\n    ${reason}` : `not checked: ${reason}`)
}
await probe.close()
console.log(`${count.passed} passed, ${count.failed} failed, ${count.notChecked} not checked`)
process.exit(count.passed > 0 && count.failed === 0 ? 0 : 1)
