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
 * till against the sandbox. Floors of the same run: the call alone, and the page's next picture. Needs `npm run build`.
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
  look: (began: number, selector: string, drawn: (ms: number) => void) => void
  untilDrawn: (selector: string) => Promise<number>
}

/**
 * Runs inside the page, and has no named parts: presses Enter and answers how long it takes until what it brings stands in a picture that was
 * drawn, ms, by the page's own clock. An empty selector presses nothing and waits for the next picture.
 */
function watch(): void {
  const page = window as unknown as Watching
  page.look = (began, selector, drawn) => {
    const there = selector === '' || document.querySelector(selector) !== null
    // The frame in which it stands is drawn when the next task runs.
    if (there) requestAnimationFrame(() => setTimeout(() => drawn(performance.now() - began)))
    else requestAnimationFrame(() => page.look(began, selector, drawn))
  }
  page.untilDrawn = (selector) =>
    new Promise((drawn) => {
      const began = performance.now()
      const enter = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }
      if (selector !== '') document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', enter))
      page.look(began, selector, drawn)
    })
}

const untilDrawn = ({ page }: Cashier, selector: string): Promise<number> =>
  page.evaluate((wanted) => (window as unknown as Watching).untilDrawn(wanted), selector)

async function inTheTill(till: Cashier): Promise<{ cards: number[]; pictures: number[] }> {
  const cards: number[] = []
  const pictures: number[] = []
  await till.page.evaluate(watch)
  await till.press('F5')
  await till.page.locator('main.members').waitFor()
  for (let nth = 0; nth < times; nth += 1) {
    await till.press('Escape')
    await till.page.locator(CARD).waitFor({ state: 'detached' })
    await till.type(PHONE)
    await till.putDown()
    pictures.push(await untilDrawn(till, ''))
    cards.push(await untilDrawn(till, CARD))
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
  row('the next picture of the page (floor)', pictures)
  if (Math.max(...cards) > TARGET) process.exitCode = 1
} finally {
  await sandbox.close()
  await display.stop()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}
