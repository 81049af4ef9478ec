import type { Cashier } from '../../build/demo/cashier.ts'
import { fen, formatYuan } from '../../contract/money.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import { OPEN_RELEASE_STATES, OPEN_SALE_STATES } from '../../contract/states.ts'
import type { FoundBook } from './book.ts'
import type { Violation } from './found.ts'

const UNCONFIRMED: readonly string[] = ['unknown', 'conflict', 'closing', 'reversing']
const isUnconfirmed = ({ state }: { readonly state: string }): boolean => UNCONFIRMED.includes(state)

/** Where what the till shows of deposits and its book differ. */
function* brokenDeposits(shown: Snapshot, book: FoundBook): Generator<Violation> {
  for (const release of book.releases.filter(({ state }) => OPEN_RELEASE_STATES.includes(state)))
    if (!shown.releases.some((view) => view.releaseId === release.releaseId))
      yield `the book has the release ${release.releaseNo} open as ${release.state}, and the screen does not show it`
  for (const view of shown.releases) {
    const release = book.releases.find((one) => one.releaseId === view.releaseId)
    if (release?.state !== view.state || release.amountFen !== view.amountFen || release.releaseNo !== view.releaseNo)
      yield `the screen shows release ${view.releaseNo} as ${view.state}, the book has it as ${release?.state ?? 'nothing'}`
  }
  const open = book.deposits.map(({ sums }) => sums.leftFen).filter((left) => left > 0)
  const leftFen = open.reduce((sum, left) => sum + left, 0)
  const { count, leftFen: shownFen } = shown.deposits
  if (count !== open.length || shownFen !== leftFen)
    yield `the screen counts ${count} deposits with ${shownFen} fen left, the book ${open.length} with ${leftFen}`
}

/** Ends that the till tells of, and that the book has otherwise. */
function* brokenEnds({ resolved }: Snapshot, book: FoundBook): Generator<Violation> {
  const states = new Map<string | null, string>([
    ...book.sales.map((sale) => [sale.orderNo, sale.state] as const),
    ...book.refunds.map((refund) => [refund.refundNo, refund.state] as const),
    ...book.releases.map((release) => [release.releaseNo, release.state] as const),
  ])
  for (const { kind, number, state } of resolved)
    if (states.get(number) !== state)
      yield `the screen tells that the ${kind} ${number} ended as ${state}, the book says ${states.get(number) ?? 'nothing'}`
}

/** Where what the till shows and what its book says differ. Both are of one moment. */
export function brokenSnapshot(shown: Snapshot, book: FoundBook, staffId: string): Violation[] {
  const broken: Violation[] = []
  const hold = (holds: boolean, sentence: string): void => void (holds || broken.push(sentence))
  const open = book.sales.filter((sale) => OPEN_SALE_STATES.includes(sale.state))
  const inSight = [...(shown.sale ? [shown.sale] : []), ...shown.parked, ...shown.captures]
  hold(shown.stage === 'selling' && shown.stop === null, `the till stands at ${shown.stage}: ${shown.stop?.code ?? ''}`)
  hold(shown.person?.staffId === staffId, `${staffId} signed in, and the till shows ${shown.person?.staffId ?? 'nobody'}`)
  for (const sale of open)
    hold(
      inSight.some((view) => view.saleId === sale.saleId),
      `the book has ${sale.orderNo} open as ${sale.state}, and the screen does not show it`,
    )
  for (const view of inSight) {
    const sale = book.sales.find((one) => one.saleId === view.saleId)
    const same = sale?.state === view.state && sale.amountFen === view.amountFen && sale.orderNo === view.orderNo
    hold(same, `the screen shows ${view.orderNo} as ${view.state}, the book has it as ${sale?.state ?? 'nothing'}`)
  }
  for (const view of shown.refunds) {
    const refund = book.refunds.find((one) => one.refundId === view.refundId)
    const same = refund?.state === view.state && refund.amountFen === view.amountFen && refund.refundNo === view.refundNo
    hold(same, `the screen shows refund ${view.refundNo} as ${view.state}, the book has it as ${refund?.state ?? 'nothing'}`)
  }
  const unconfirmed = [...open, ...book.refunds, ...book.releases].filter(isUnconfirmed).length
  hold(shown.unconfirmed === unconfirmed, `the screen counts ${shown.unconfirmed} not confirmed, the book ${unconfirmed}`)
  const last = book.sales.findLast((sale) => sale.state === 'paid' && sale.way !== 'capture')
  const sameLast = shown.lastSale?.saleId === last?.saleId && shown.lastSale?.amountFen === last?.amountFen
  hold(sameLast, `the screen shows ${shown.lastSale?.orderNo ?? 'nothing'} as the last sale, the book ${last?.orderNo}`)
  const waiting = book.slips.filter((slip) => slip.state === 'waiting').length
  hold(shown.slipsWaiting === waiting, `the screen counts ${shown.slipsWaiting} slips that wait, the book ${waiting}`)
  return [...broken, ...brokenDeposits(shown, book), ...brokenEnds(shown, book)]
}

/** What has to stand on the page, word for word, when the till says this. */
function wordsFor({ lastSale, parked, unconfirmed }: Snapshot): string[] {
  return [
    ...(unconfirmed > 0 ? [`${unconfirmed} 笔待确认`] : []),
    ...(lastSale ? [`¥${formatYuan(fen(lastSale.amountFen))}`] : []),
    ...(parked.length > 0 ? [`挂起 ${parked.length} 笔`] : []),
    ...parked.slice(0, 2).map((sale) => `¥${formatYuan(fen(sale.amountFen))}`),
  ]
}

/** How long the page may take to draw what the till told it, ms. */
const DRAWN_WITHIN = 3000

/** Looks at the till until snapshot and book are of one moment, then compares them with each other and with the page. */
export async function brokenScreen(cashier: Cashier, book: () => FoundBook, staffId: string): Promise<Violation[]> {
  for (;;) {
    const before = await cashier.snapshot()
    const found = book()
    if ((await cashier.snapshot()).revision !== before.revision) continue
    const words = wordsFor(before)
    const drawn = await cashier.page
      .waitForFunction((wanted) => wanted.every((one) => document.body.innerText.includes(one)), words, { timeout: DRAWN_WITHIN })
      .then(() => true)
      .catch(() => false)
    if (!drawn && (await cashier.snapshot()).revision !== before.revision) continue
    const page = drawn ? [] : [`the page does not show ${words.join(', ')}, which the till says it does`]
    return [...brokenSnapshot(before, found, staffId), ...page]
  }
}
