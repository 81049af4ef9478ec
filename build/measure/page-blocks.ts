import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startSandbox } from '../../cloudpay/sandbox/sandbox.ts'
import { dayOf } from '../../contract/days.ts'
import { openTill, type Cashier } from '../demo/cashier.ts'
import { withDisplay } from '../display.ts'
import { fillQuarter } from './filled-quarter.ts'

/**
 * `npm run measure:page-blocks [-- --orders N --rounds R]`: a manager goes through all lists of a till whose book holds so many orders of the last
 * 90 days: the longest that the page answered nobody, screen by screen, beside the same way through an empty book. Each round is a start of its
 * own, so that every screen comes up for the first time; of all rounds the middle one and the worst are told. Needs `npm run build`.
 */

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
})
const [orders, rounds] = [Number(values.orders), Number(values.rounds)]
if (!Number.isInteger(orders) || orders < 1000 || !Number.isInteger(rounds) || rounds < 1) {
  console.error('usage: npm run measure:page-blocks [-- --orders N --rounds R]   (N at least 1000, R at least 1)')
  process.exit(2)
}

const MANAGER = '0001'
/** The page has come to rest when it drew so many pictures one after another without a pause, ms. */
const QUIET_MS = 600

/** In the place of a key: the first of 90 days is typed. */
const NINETY = '90 days'

/** Keys one after another, each with what has come up then. */
const WAYS: readonly (readonly [what: string, ...keys: string[]])[] = [
  ['orders of today (F2)', 'F2'],
  ['orders of the day before', 'ArrowLeft'],
  ['down the list', 'ArrowDown', 'ArrowDown', 'PageDown', 'End'],
  ['summary of the day (F4)', 'F4'],
  ['summary of 90 days (Alt+L)', 'Alt+l', NINETY],
  ['shift (F6)', 'F6'],
  ['past shifts, seven days', 'Alt+l', 'Alt+w'],
  ['back to the till (F1)', 'Escape', 'F1'],
  ['an amount is typed', '1', '2', '.', '5'],
  ['audit log (F7, Alt+U)', 'Escape', 'F7', 'Alt+u'],
]

/**
 * Runs inside the page, and has no named parts: keeps how long the page was held up, and answers the longest since it was last asked, ms,
 * once it is at rest.
 */
function watch(quietMs: number): void {
  const held = { longest: 0, last: performance.now() }
  const { port1, port2 } = new MessageChannel()
  // A message to oneself comes at once when nothing holds the page up; it does not wait for a picture.
  port1.onmessage = () => {
    const now = performance.now()
    held.longest = Math.max(held.longest, now - held.last)
    held.last = now
    setTimeout(() => port2.postMessage(null), 1)
  }
  port2.postMessage(null)
  const asked = window as unknown as { longestBlock: () => Promise<number> }
  asked.longestBlock = async () => {
    await new Promise((resolve) => setTimeout(resolve, quietMs))
    const said = held.longest
    held.longest = 0
    return said
  }
}

async function typeFirstDay({ page }: Cashier): Promise<void> {
  const first = page.locator('.dates input').first()
  await first.fill(dayOf(Date.now() - 89 * 86_400_000))
  await first.press('Enter')
}

async function walk(till: Cashier): Promise<Map<string, number>> {
  await till.page.evaluate(watch, QUIET_MS)
  const ask = (): Promise<number> =>
    till.page.evaluate(() => (window as unknown as { longestBlock: () => Promise<number> }).longestBlock())
  await ask()
  const found = new Map<string, number>([['nothing is done (floor)', await ask()]])
  for (const [what, ...keys] of WAYS) {
    for (const key of keys) await (key === NINETY ? typeFirstDay(till) : till.press(key))
    found.set(what, await ask())
  }
  return found
}

async function measured(filled: boolean): Promise<Map<string, number>> {
  const home = mkdtempSync(join(tmpdir(), 'guitai-page-blocks-'))
  const display = await withDisplay({ width: 1400, height: 800 })
  const sandbox = await startSandbox({})
  try {
    if (filled) {
      mkdirSync(join(home, 'trading'), { mode: 0o700 })
      fillQuarter(join(home, 'trading', 'book.db'), orders, Date.now())
    }
    const till = await openTill({ home, cloud: sandbox.origin, env: display.env })
    await till.until('a start', (state) => state.stage === 'unbound', 60_000)
    await till.scanUntil(sandbox.configurationLink('A1'), 'the till bound', (state) => state.stage === 'signedOut')
    const password = sandbox.control.staff().find(({ staffId }) => staffId === MANAGER)?.trainingPassword ?? ''
    await till.signIn(MANAGER, password)
    await till.until('the till', (state) => state.stage === 'selling')
    const found = await walk(till)
    await till.close()
    return found
  } finally {
    await sandbox.close()
    await display.stop()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function inRounds(filled: boolean): Promise<Map<string, readonly number[]>> {
  const found = new Map<string, readonly number[]>()
  for (let round = 0; round < rounds; round += 1)
    for (const [what, ms] of await measured(filled))
      found.set(
        what,
        [...(found.get(what) ?? []), ms].sort((one, other) => one - other),
      )
  return found
}
const told = (all: readonly number[] = []): string =>
  `${(all[Math.floor((all.length - 1) / 2)] ?? 0).toFixed(0)} (${(all.at(-1) ?? 0).toFixed(0)})`

const empty = await inRounds(false)
console.log('the empty books are measured; the full ones are next')
const full = await inRounds(true)
console.log(`the longest that the page was held up, ms: the middle of ${rounds} rounds (the worst)`)
console.log(`${' '.repeat(52)}empty book   ${orders} orders   target`)
for (const [what, ms] of full)
  console.log(`${what.padEnd(50)}${told(empty.get(what)).padStart(12)}${told(ms).padStart(16)}   ≤ 50`)
