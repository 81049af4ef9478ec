import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Announcement, PrintOutcome } from '../../contract/devices.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import { openBook, type Book } from '../../electron/ledger/book.ts'
import type { Person, SellingParts } from '../../electron/till/parts.ts'
import { createRecorder } from '../../electron/till/recorder.ts'
import { createSales } from '../../electron/till/sales.ts'
import { slipSettingOf } from '../../electron/till/selling.ts'
import { createSpool } from '../../electron/till/spool.ts'
import { modelCloud, type Fate, type Weather } from '../support/model-cloud.ts'
import { virtualClock } from '../support/virtual-clock.ts'

/**
 * The real engine and the real book against a model of Cloud Pay, over random networks, customers, restarts and wrong
 * clocks. `npm run simulate` runs as many schedules as are asked for; here a few hundred.
 */
const RUNS = Number(process.env['GUITAI_SCHEDULES'] ?? 300)

const START = Date.UTC(2026, 10, 22, 9)
const person: Person = { staffId: '1206', name: '李婷', role: 'clerk', mayRefund: false, since: START }
const place = { shopName: '海风酒店', deviceId: 'd1', deviceName: 'A1', orderPrefix: '01000052', tillDigits: '0001' }

const weather = fc.constantFrom<Weather>(
  'fine',
  'fine',
  'fine',
  'notSent',
  'lostBefore',
  'lostAfter',
  'slow',
  'serverUnsureTaken',
  'serverUnsureNotTaken',
  'tryLater',
  'forged',
)
const fate = fc.constantFrom<Fate>('pays', 'paysLater', 'refuses', 'refusesLater', 'never', 'tooPoor')
const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('sell' as const), amountFen: fc.integer({ min: 1, max: 5_000_000 }), fate }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(50, 500, 3000, 20_000, 130_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('clock' as const), ms: fc.constantFrom(-86_400_000, -1000, 5000, 86_400_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('askNow' as const) }) },
)

interface World {
  sell(amountFen: number): void
  restart(): void
  askNow(): void
}

function opened(now: number): Book {
  const book = openBook(':memory:', now)
  if (!book.ok) throw new Error(book.fault.code)
  return book.value
}

async function schedule(
  deeds: readonly { do: string }[],
  storms: readonly Weather[],
  printerWorks: readonly boolean[],
): Promise<void> {
  const clock = virtualClock(START)
  const book = opened(clock.now())
  const said: Announcement[] = []
  const printed: SlipDocument[] = []
  const contents = new Map<string, string>()
  let fates: Fate[] = []
  let storm = 0
  let print = 0
  let codes = 0
  let saleIds = 0
  let calm = false

  const { cloud, orders } = modelCloud({
    clock,
    weather: () => (calm ? 'fine' : (storms[storm++ % storms.length] ?? 'fine')),
    fate: () => fates.shift() ?? 'pays',
    leaving(charge) {
      const sale = book.saleByOrderNo(charge.orderNo)
      expect(sale, 'nothing is sent that is not in the book first').toMatchObject({
        state: 'sending',
        amountFen: charge.amountFen,
      })
      const content = JSON.stringify([charge.amountFen, charge.paymentCode])
      expect(contents.get(charge.orderNo) ?? content, 'one number, one content').toBe(content)
      contents.set(charge.orderNo, content)
    },
  })

  const parts: SellingParts = {
    book,
    cloud,
    counter: {
      announce(announcement) {
        said.push(announcement)
        return Promise.resolve({ outcome: { result: 'played', detail: '' }, firstSampleAt: 0 })
      },
      print(_jobId, document) {
        const works = calm || (printerWorks[print++ % printerWorks.length] ?? true)
        const outcome: PrintOutcome = works
          ? { result: 'printed' }
          : { result: 'failed', fault: 'offline', bytesOut: 0, detail: '' }
        if (works) printed.push(document)
        return Promise.resolve({ outcome, firstByteAt: 0 })
      },
    },
    clock,
    place,
    settings: () => ({
      language: 'zh-CN',
      maxAmountFen: 10_000_000,
      autoPrint: true,
      voice: true,
      printWindow: 10 ** 9,
      voiceWindow: 60_000,
      footer: '',
      ways: { qr: false, cash: false, bankCard: false },
    }),
    training: false,
    log: { info() {}, warn() {}, error() {} },
    newId: () => `s${saleIds++}`,
    changed() {},
  }

  let spool = createSpool(parts)
  const openTill = () =>
    createSales({
      ...parts,
      recorder: createRecorder(parts, () => spool.kick()),
      slipSetting: () => slipSettingOf(place, parts),
      barred: () => null,
      recorded() {},
    })
  let sales = openTill()
  const world: World = {
    sell(amountFen) {
      const front = sales.front()
      if (front) sales.park(front.saleId)
      const started = sales.start(amountFen, '', person, true)
      if (started.ok) sales.scanned(`13${String(codes++).padStart(16, '0')}`, 'wechat')
    },
    restart() {
      sales.stop()
      spool.stop()
      spool = createSpool(parts)
      sales = openTill()
      spool.recover()
      sales.recover()
    },
    askNow() {
      for (const sale of sales.parked()) sales.askNow(sale.saleId)
    },
  }

  for (const step of deeds as { do: string; amountFen: number; fate: Fate; ms: number }[]) {
    if (step.do === 'sell') {
      fates.push(step.fate)
      world.sell(step.amountFen)
    } else if (step.do === 'pass') await clock.pass(step.ms)
    else if (step.do === 'restart') world.restart()
    else if (step.do === 'clock') clock.jump(step.ms)
    else world.askNow()
    await clock.settle()
  }
  calm = true
  await clock.pass(3_600_000)

  const all = book.salesBetween(0, Number.MAX_SAFE_INTEGER, null, 0, 1000).rows
  const numbers = all.map((sale) => sale.orderNo)
  expect(new Set(numbers).size, 'no number is used twice').toBe(numbers.length)
  for (const sale of all) {
    const order = orders.get(sale.orderNo ?? '')
    const truth = order?.state ?? 'absent'
    const allowed = truth === 'paid' ? ['paid'] : truth === 'pendingCustomer' ? ['unknown', 'pendingCustomer'] : ['failed']
    expect(allowed, `the till says ${sale.state}, Cloud Pay says ${truth}`).toContain(sale.state)
    const slips = book.slips.ofOrder(sale.orderNo ?? '')
    expect(slips.length, 'one slip for a paid sale, none for any other').toBe(sale.state === 'paid' ? 1 : 0)
    const sentences = said.filter((one) => one.id === `paid:${sale.orderNo ?? ''}`)
    expect(sentences.length, 'one sentence for a paid sale').toBe(sale.state === 'paid' ? 1 : 0)
    if (truth === 'paid')
      expect(
        said.map((one) => one.id),
        'a paid sale is never announced as failed',
      ).not.toContain(`failed:${sale.orderNo ?? ''}`)
  }
  expect(new Set(said.map((one) => one.id)).size, 'no sentence is said twice').toBe(said.length)
  expect(printed.length, 'no slip is printed twice').toBe(all.filter((sale) => sale.state === 'paid').length)
  expect(book.firstBrokenRow(), 'the journal holds together').toBeNull()
  sales.stop()
  spool.stop()
  fates = []
  book.close()
}

test('whatever the network, the customer and restarts do, the till and Cloud Pay tell the same story', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 1, maxLength: 25 }),
      fc.array(weather, { minLength: 1, maxLength: 20 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
      schedule,
    ),
    { numRuns: RUNS },
  )
}, 600_000)
