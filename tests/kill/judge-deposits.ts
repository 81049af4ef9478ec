import type { HoldView } from '../../cloudpay/sandbox/sandbox.ts'
import type { SaleRecord } from '../../electron/ledger/records.ts'
import { isOpen, kindOf } from '../../electron/till/sale-state.ts'
import { moreThanOnce, type Found, type Press, type Violation } from './found.ts'

/** Cloud Pay has, or had, the customer's money. */
export const wasHeld = ({ phase }: HoldView): boolean => phase === 'held' || phase === 'spent'

/** Over, without having been held. */
const cameToNothing = ({ phase }: HoldView): boolean => phase === 'stopped' || phase === 'failed' || phase === 'timedOut'
/** Alipay's word for a deposit that came to nothing may still turn: it is believed after two minutes of one till's life. */
export const isDoubted = (hold: HoldView): boolean => hold.tender === 'alipay' && cameToNothing(hold)

type ThereRelease = HoldView['releases'][number] & { readonly holdNo: string }
type ThereCapture = HoldView['captures'][number] & { readonly holdNo: string }
const releasesThere = (holds: readonly HoldView[]): ThereRelease[] =>
  holds.flatMap(({ number, releases }) => releases.map((release) => ({ ...release, holdNo: number })))
const capturesThere = (holds: readonly HoldView[]): ThereCapture[] =>
  holds.flatMap(({ number, captures }) => captures.map((capture) => ({ ...capture, holdNo: number })))

/** All numbers under which Cloud Pay has a hold or a release; captures are among its orders. */
export const depositNumbers = (holds: readonly HoldView[]): string[] => [
  ...holds.map(({ number }) => number),
  ...releasesThere(holds).map(({ number }) => number),
]

const SUMS = [
  ['captured', 'capturedFen', 'capturedFee'],
  ['released', 'releasedFen', 'releasedFee'],
  ['released by itself', 'autoReleasedFen', 'autoReleasedFee'],
  ['left', 'leftFen', 'leftFee'],
] as const

function* brokenHolds({ book, holds }: Found): Generator<Violation> {
  const sales = new Map(book.sales.map((sale) => [sale.orderNo, sale]))
  const there = new Map(holds.map((hold) => [hold.number, hold]))
  for (const hold of holds) {
    const { number, fee } = hold
    const sale = sales.get(number)
    if (sale?.purpose !== 'hold') yield `Cloud Pay has the deposit ${number}, and the book does not`
    else if (sale.amountFen !== fee) yield `deposit ${number} is of ${fee} fen at Cloud Pay and of ${sale.amountFen} in the book`
    else if (wasHeld(hold) && (sale.state === 'failed' || sale.state === 'cancelled'))
      yield `deposit ${number} was held, and the book calls it ${sale.state}`
  }
  // Every deposit of a run has an amount of its own, so two of one amount are one that was sent under two numbers.
  yield* moreThanOnce(
    'a deposit of so many fen:',
    holds.filter(wasHeld).map((hold) => String(hold.fee)),
  )
  const deposits = new Map(book.deposits.map(({ hold }) => [hold.holdNo, hold]))
  for (const { orderNo, state } of book.sales.filter((sale) => sale.state === 'held')) {
    const hold = there.get(orderNo ?? '')
    if (!hold || !wasHeld(hold)) yield `the book calls ${orderNo} ${state}, and Cloud Pay holds no such money`
    if (!deposits.has(orderNo ?? '')) yield `the book calls ${orderNo} ${state}, and has no deposit of that number`
  }
  for (const { holdNo, heldFen } of deposits.values()) {
    const sale = sales.get(holdNo)
    if (sale?.state !== 'held' || sale.amountFen !== heldFen)
      yield `the book has the deposit ${holdNo} of ${heldFen} fen, taken as ${sale?.state ?? 'nothing'} of ${sale?.amountFen ?? 0}`
  }
}

function* brokenCaptures({ book, holds }: Found): Generator<Violation> {
  const known = new Map(book.sales.map((sale) => [sale.orderNo, sale]))
  const there = new Map(capturesThere(holds).map((capture) => [capture.number, capture]))
  // That its number and amount are in the book is asked of every order, and a capture is one.
  for (const { number, holdNo, releasedFee } of there.values()) {
    const ours = known.get(number)
    if (ours && ours.holdNo !== holdNo)
      yield `${number} is a capture of ${holdNo}, and the book has it of ${ours.holdNo ?? 'no deposit'}`
    if (ours?.state === 'paid' && ours.returnedFen !== releasedFee)
      yield `with the capture ${number} ${releasedFee} fen went back, and the book says ${ours.returnedFen}`
  }
  for (const { orderNo, state } of book.sales.filter((sale) => sale.way === 'capture'))
    if (state === 'paid' && !there.has(orderNo ?? ''))
      yield `the book calls the capture ${orderNo} ${state}, and Cloud Pay has none`
}

function* brokenReleases({ book, holds }: Found): Generator<Violation> {
  const known = new Map(book.releases.map((release) => [release.releaseNo, release]))
  const there = releasesThere(holds)
  for (const { number, fee, phase, holdNo } of there) {
    const ours = known.get(number)
    if (!ours) yield `Cloud Pay has the release ${number} of deposit ${holdNo}, and the book does not`
    else if (ours.amountFen !== fee || ours.holdNo !== holdNo)
      yield `release ${number} is ${fee} fen of ${holdNo} at Cloud Pay, ${ours.amountFen} of ${ours.holdNo} in the book`
    else if (ours.state === 'failed' && phase !== 'failed')
      yield `release ${number} is ${phase} at Cloud Pay, and the book calls it failed`
  }
  const phases = new Map(there.map(({ number, phase }) => [number, phase]))
  for (const { releaseNo, state } of book.releases) {
    const phase = phases.get(releaseNo)
    if (state === 'accepted' && phase === undefined)
      yield `the book calls release ${releaseNo} accepted, and Cloud Pay never took it`
    if (state === 'succeeded' && phase !== 'done')
      yield `the book calls release ${releaseNo} succeeded, and Cloud Pay says ${phase ?? 'nothing of it'}`
  }
}

type Asked = Pick<Press, 'holdNo' | 'amountFen'>

/** What is there without having been asked for as often as it is there. */
function beyond(there: readonly Asked[], asked: readonly Asked[]): Asked[] {
  const left = asked.map(({ holdNo, amountFen }) => `${holdNo} ${amountFen}`)
  return there.filter(({ holdNo, amountFen }) => {
    const at = left.indexOf(`${holdNo} ${amountFen}`)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** One press makes one capture, or one release, of what was asked for: at Cloud Pay, and in the book. */
function* beyondPresses({ book, holds, presses }: Found): Generator<Violation> {
  const asked = (kind: Press['kind']): Press[] => presses.filter((press) => press.kind === kind)
  const fenOf = ({ holdNo, fee }: { holdNo: string; fee: number }): Asked => ({ holdNo, amountFen: fee })
  const booked = book.sales.flatMap(({ holdNo, amountFen }) => (holdNo === null ? [] : [{ holdNo, amountFen }]))
  const places = [
    ['capture', 'Cloud Pay', capturesThere(holds).map(fenOf)],
    ['capture', 'the book', booked],
    ['release', 'Cloud Pay', releasesThere(holds).map(fenOf)],
    ['release', 'the book', book.releases],
  ] as const
  for (const [kind, where, there] of places)
    for (const { holdNo, amountFen } of beyond(there, asked(kind)))
      yield `${where} has a ${kind} of ${amountFen} fen of ${holdNo} that nobody asked for, or twice what was asked for once`
}

/** Nothing is shown as spent or returned that is not; what is not known yet may be missing. */
function* brokenSums({ book, holds }: Found): Generator<Violation> {
  for (const { number, fee, capturedFee, releasedFee, autoReleasedFee, leftFee } of holds.filter(wasHeld))
    if (capturedFee + releasedFee + autoReleasedFee + leftFee !== fee || leftFee < 0)
      yield `of deposit ${number} Cloud Pay has ${capturedFee} + ${releasedFee} + ${autoReleasedFee} + ${leftFee} fen, and ${fee} held`
  for (const { hold, sums } of book.deposits) {
    const { capturedFen, releasedFen, autoReleasedFen, leftFen } = sums
    if (capturedFen + releasedFen + autoReleasedFen + leftFen !== hold.heldFen || leftFen < 0)
      yield `of deposit ${hold.holdNo} the book has ${capturedFen} + ${releasedFen} + ${autoReleasedFen} + ${leftFen} fen, and ${hold.heldFen} held`
    const there = holds.find(({ number }) => number === hold.holdNo)
    if (there && capturedFen > there.capturedFee)
      yield `of deposit ${hold.holdNo} the book has ${capturedFen} fen captured, Cloud Pay ${there.capturedFee}`
  }
}

/** What holds of deposits at every moment. */
export function* brokenDeposits(found: Found): Generator<Violation> {
  yield* brokenHolds(found)
  yield* brokenCaptures(found)
  yield* brokenReleases(found)
  yield* beyondPresses(found)
  yield* brokenSums(found)
}

const RELEASE_ENDS = { done: 'succeeded', failed: 'failed' } as const

function* unendedHolds({ book, holds, paper }: Found): Generator<Violation> {
  const sales = new Map(book.sales.map((sale) => [sale.orderNo, sale]))
  const known = new Map(book.deposits.map((deposit) => [deposit.hold.holdNo, deposit.sums]))
  for (const hold of holds) {
    const { number, phase } = hold
    const sale = sales.get(number)
    if (sale && !endsAs(sale, hold)) yield `deposit ${number} is ${phase} at Cloud Pay, and the book says ${sale.state}`
    if (!wasHeld(hold)) continue
    if (!paper.some((one) => one.number === number)) yield `deposit ${number} was held, and no slip came out`
    const sums = known.get(number)
    for (const [what, ours, theirs] of sums ? SUMS : [])
      if (sums?.[ours] !== hold[theirs])
        yield `of deposit ${number} the book has ${sums?.[ours]} fen ${what}, Cloud Pay ${hold[theirs]}`
  }
}

function endsAs(sale: SaleRecord, hold: HoldView): boolean {
  if (wasHeld(hold)) return sale.state === 'held'
  return sale.state === 'failed' || (isDoubted(hold) && isOpen(sale))
}

/** What holds of deposits beside `brokenDeposits` once a till has had the time to look. */
export function* brokenDepositsWhenSettled(found: Found): Generator<Violation> {
  yield* unendedHolds(found)
  const { book, holds, paper } = found
  for (const { number, phase } of releasesThere(holds)) {
    const ours = book.releases.find((release) => release.releaseNo === number)
    if (ours && phase !== 'inWork' && ours.state !== RELEASE_ENDS[phase])
      yield `release ${number} is ${phase} at Cloud Pay, and the book says ${ours.state}`
    if (phase === 'done' && !paper.some((one) => one.number === number)) yield `release ${number} was done, and no slip came out`
  }
  // A slip says what it is of: a deposit's looks like no payment's.
  for (const sale of book.sales) {
    const slip = paper.find((one) => one.number !== '' && one.number === sale.orderNo)
    const wanted = kindOf(sale) === 'sale' ? 'payment' : kindOf(sale)
    if (slip && slip.kind !== wanted) yield `the slip of ${sale.orderNo} is a ${slip.kind} slip, and should be a ${wanted} slip`
  }
}
