import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfigurationLink } from '../../cloudpay/client/configuration-link.ts'
import { createCloudPay, fetchDeviceSetting } from '../../cloudpay/client/client.ts'
import { startSandbox, type Sandbox } from '../../cloudpay/sandbox/sandbox.ts'
import { openTill, type Cashier } from '../demo/cashier.ts'
import { withDisplay } from '../display.ts'

/**
 * `npm run measure:member-lookup [-- --times N]`: how long it takes from the Enter after a telephone number until the card is drawn, in the real
 * till against the sandbox. Floors of the same run: the call alone, and a picture that the page draws for a key. Needs `npm run build`.
 */

const { values } = parseArgs({ options: { times: { type: 'string', default: '30' } } })
const times = Number(values.times)
if (!Number.isInteger(times) || times < 3) {
  console.error('usage: npm run measure:member-lookup [-- --times N]   (N at least 3)')
  process.exit(2)
}

const CLERK = '1206'
/** One member has it, so the card opens by itself. */
const PHONE = '13600001206'
const CARD = 'article.member-card'
const TARGET = 300

/** The call alone, by a client of its own over HTTP, ms. */
async function callAlone(sandbox: Sandbox): Promise<number[]> {
  const link = readConfigurationLink(sandbox.configurationLink('A2'), [sandbox.origin])
  if (!link.ok) throw new Error(link.fault)
  const serialNumber = 'GUITAI_M_0002'
  const setting = await fetchDeviceSetting(link.link, serialNumber)
  if (setting.outcome !== 'ok') throw new Error('the settings were not given')
  const cloud = createCloudPay({
    identity: { ...setting.answer, serialNumber, machineNo: '02:42:ac:11:00:02', subTerminalType: 7 },
    baseUrls: [`${sandbox.origin}/cpay/`],
    limits: {},
  })
  const took: number[] = []
  for (let nth = 0; nth < times; nth += 1) {
    const began = performance.now()
    const found = await cloud.queryMember({ by: 'phone', text: PHONE })
    took.push(performance.now() - began)
    if (found.outcome !== 'ok' || found.answer.length !== 1) throw new Error('nobody was found')
  }
  await cloud.close()
  return took
}

interface Watching {
  begin: (selector: string) => void
  drawn: Promise<number>
}
interface Wanted {
  at: number
  readonly selector: string
  readonly drawn: (ms: number) => void
}

/**
 * Runs inside the page, and has no named parts: from the next press of a key until what it brings stands in a picture that was drawn, ms, by the
 * page's own clock. An empty `selector` waits for no more than the next picture.
 */
function watch(): void {
  const page = window as unknown as Watching & { look: (wanted: Wanted) => void }
  page.look = (wanted) => {
    const there = wanted.at > 0 && (wanted.selector === '' || document.querySelector(wanted.selector) !== null)
    // The frame in which it stands is drawn when the next task runs.
    if (there) requestAnimationFrame(() => setTimeout(() => wanted.drawn(performance.now() - wanted.at)))
    else requestAnimationFrame(() => page.look(wanted))
  }
  page.begin = (selector) => {
    page.drawn = new Promise((drawn) => {
      const wanted = { at: 0, selector, drawn }
      addEventListener('keydown', (event) => (wanted.at = event.timeStamp), { capture: true, once: true })
      page.look(wanted)
    })
  }
}

async function untilDrawn(till: Cashier, key: string, selector: string): Promise<number> {
  await till.page.evaluate((wanted) => (window as unknown as Watching).begin(wanted), selector)
  await till.press(key)
  return till.page.evaluate(() => (window as unknown as Watching).drawn)
}

async function inTheTill(till: Cashier): Promise<{ cards: number[]; pictures: number[] }> {
  const cards: number[] = []
  const pictures: number[] = []
  await till.page.evaluate(watch)
  await till.press('F5')
  await till.page.locator('main.members').waitFor()
  for (let nth = 0; nth < times; nth += 1) {
    await till.press('Escape')
    await till.page.locator(CARD).waitFor({ state: 'detached' })
    await till.type(PHONE.slice(0, -1))
    pictures.push(await untilDrawn(till, PHONE.slice(-1), ''))
    cards.push(await untilDrawn(till, 'Enter', CARD))
  }
  return { cards, pictures }
}

const home = mkdtempSync(join(tmpdir(), 'guitai-member-lookup-'))
const display = await withDisplay({ width: 1400, height: 800 })
const sandbox = await startSandbox({})
try {
  const till = await openTill({ home, cloud: sandbox.origin, env: display.env })
  await till.until('a start', (state) => state.stage === 'unbound', 60_000)
  await till.scanUntil(sandbox.configurationLink('A1'), 'the till bound', (state) => state.stage === 'signedOut')
  const password = sandbox.control.staff().find(({ staffId }) => staffId === CLERK)?.trainingPassword ?? ''
  await till.signIn(CLERK, password)
  await till.until('the till', (state) => state.stage === 'selling')
  const { cards, pictures } = await inTheTill(till)
  await till.close()
  const calls = await callAlone(sandbox)
  const row = (what: string, took: readonly number[], target = ''): void => {
    const sorted = [...took].sort((one, other) => one - other)
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
    const worst = sorted.at(-1) ?? 0
    console.log(`${what.padEnd(48)}${middle.toFixed(1).padStart(8)}${worst.toFixed(1).padStart(10)}   ${target}`)
  }
  console.log(`${`${times} look-ups, ms`.padEnd(48)}${'median'.padStart(8)}${'worst'.padStart(10)}   target`)
  row('Enter → the card is drawn', cards, `≤ ${TARGET}`)
  row('the call alone (floor)', calls)
  row('a figure of the number → drawn (floor)', pictures)
  if (Math.max(...cards) > TARGET) process.exitCode = 1
} finally {
  await sandbox.close()
  await display.stop()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}
