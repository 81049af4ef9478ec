import type { Cashier } from '../../build/demo/cashier.ts'
import { isOpenRefund } from '../../electron/till/sale-state.ts'
import { isOut } from './book.ts'
import { WALLETS, type AskedCustomer } from './customer.ts'
import { createCashActs, type CashUsual } from './cash-acts.ts'
import { APPROVER, createDepositActs, type DepositUsual } from './deposit-acts.ts'
import { AFTER_SUM, killAt } from './kill-at.ts'
import { createQrActs, type QrUsual } from './qr-acts.ts'
import { lasts, type Moment, type Plan, type SalePlan } from './plan.ts'
import { createShiftActs, type ShiftUsual } from './shift-acts.ts'
import type { Stand } from './stand.ts'
import { createTopUpActs, type TopUpUsual } from './top-up-acts.ts'

/** How long things take on this machine when nobody kills the till, ms. */
export interface Usual extends CashUsual, DepositUsual, QrUsual, ShiftUsual, TopUpUsual {
  /** From the scan to the slip. */
  readonly sale: number
  /** From the question to the slip. */
  readonly refund: number
  readonly signOut: number
  /** From the start of the program to its first screen. */
  readonly start: number
}

/** How long it takes at most until the till has heard what a phone said, ms. */
const PHONE_LOOKED_AT = 2500

/** The sums of sales and deposits, in fen: each is used once in a run, so that what is charged or held is known by it. */
function* sums(): Generator<number> {
  for (let yuan = 2; ; yuan++) yield yuan * 100
}

/** Does what the plans say at a real till, up to the moment it is killed. */
export function createActs(stand: Stand) {
  const { line, sandbox } = stand
  const { control } = sandbox
  const nextSum = sums()
  const takeSum = (): number => nextSum.next().value as number
  const deposits = createDepositActs(stand, takeSum)
  const takings = createCashActs(stand, takeSum)
  const qrs = createQrActs(stand, takeSum)
  const topUps = createTopUpActs(stand, takeSum)
  const shifts = createShiftActs(stand, takings, takeSum)

  async function openSale(cashier: Cashier, amountFen: number): Promise<void> {
    await cashier.type(String(amountFen / 100))
    await cashier.press('Enter')
    await cashier.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  }

  async function sale(cashier: Cashier, plan: SalePlan & { moment: Moment }, usual: Usual): Promise<AskedCustomer | null> {
    const walletId = WALLETS[plan.wallet]
    control.behave(walletId, plan.behaviour, 1)
    const amountFen = takeSum()
    const asked = plan.behaviour === 'asksPassword' ? { walletId, amountFen, answer: plan.answer } : null
    if (plan.moment.anchor === 'sum') {
      await cashier.type(String(amountFen / 100))
      await killAt(stand, plan.moment, () => cashier.press('Enter'), AFTER_SUM)
      return asked
    }
    await openSale(cashier, amountFen)
    const code = control.freshCode(walletId)
    await killAt(stand, plan.moment, () => cashier.scan(code), usual.sale + lasts(plan.behaviour))
    return asked
  }

  /** Asks for a refund as the screen for it will. */
  async function startRefund(cashier: Cashier, orderNo: string, amountFen: number, kind: 'own' | 'phone' = 'own'): Promise<void> {
    const wish = { orderNo, amountFen, reason: '', authority: { kind } }
    const started = await cashier.page.evaluate((asked) => window.guitai.ask('refund.start', asked), wish)
    if (!started.ok) throw new Error(`order ${orderNo} is not refunded: ${started.fault.code}`)
  }

  /** The phone is asked, and its answer awaited only once the till may be killed. Answers what is done then. */
  async function askPhone(cashier: Cashier, orderNo: string, amountFen: number): Promise<() => Promise<void>> {
    const asked = await cashier.page.evaluate((wish) => window.guitai.ask('refund.askApproval', wish), { orderNo, amountFen })
    if (!asked.ok) throw new Error(`nobody is asked to approve a refund of ${orderNo}: ${asked.fault.code}`)
    await cashier.until('the phone asked', (state) => state.approval?.state === 'waiting')
    const ticket = control.approvals()[0]?.ticket ?? ''
    return async () => {
      const said = control.answerApproval(ticket, APPROVER, stand.password(APPROVER), true)
      if (said !== 'granted') throw new Error(`the phone's word is ${said}`)
      await cashier.until('the word', (state) => state.approval?.state === 'granted')
      await startRefund(cashier, orderNo, amountFen, 'phone')
    }
  }

  /** An order that has something left to give back, and how much of it. */
  async function refundable(
    cashier: Cashier,
    share: number,
    part: number,
  ): Promise<{ orderNo: string; amountFen: number } | null> {
    // While a refund of an order is not known there is no other.
    const busy = new Set(
      stand
        .book()
        .refunds.filter(isOpenRefund)
        .map((one) => one.orderNo),
    )
    const orders = control
      .orders()
      .filter(({ number, phase, refundedFee, totalFee }) => phase === 'paid' && refundedFee < totalFee && !busy.has(number))
    const order = orders[Math.floor(share * orders.length)]
    if (!order) return null
    const prepared = await cashier.page.evaluate((orderNo) => window.guitai.ask('refund.prepare', { orderNo }), order.number)
    if (!prepared.ok) throw new Error(`order ${order.number} cannot be refunded: ${prepared.fault.code}`)
    const { leftFen, isTopUp } = prepared.value
    // A third of the refunds gives back everything; a top-up goes back whole.
    return { orderNo: order.number, amountFen: isTopUp || part < 1 / 3 ? leftFen : Math.max(1, Math.floor(part * leftFen)) }
  }

  async function refund(cashier: Cashier, plan: Plan & { subject: 'refund' }, usual: Usual): Promise<void> {
    const wish = await refundable(cashier, plan.order, plan.part)
    if (wish === null) throw new Error('nothing was ever paid that could be given back')
    control.scriptRefunds(plan.fate)
    const { orderNo, amountFen } = wish
    const byPhone = plan.byPhone ? await askPhone(cashier, orderNo, amountFen) : null
    if (plan.answerLost) line.loseNextAnswer()
    const begin = byPhone ?? (() => startRefund(cashier, orderNo, amountFen))
    await killAt(stand, plan.moment, begin, usual.refund + (byPhone ? PHONE_LOOKED_AT : 0))
    control.scriptRefunds()
  }

  async function signOut(cashier: Cashier, plan: Plan & { subject: 'signOut' }, usual: Usual): Promise<AskedCustomer | null> {
    const walletId = WALLETS.alipay
    const amountFen = takeSum()
    if (plan.openSale) {
      control.behave(walletId, 'asksPassword')
      await openSale(cashier, amountFen)
      const code = control.freshCode(walletId)
      await cashier.scanUntil(code, 'the password', (state) => state.sale?.state === 'pendingCustomer')
    }
    const leave = () => cashier.page.evaluate(() => window.guitai.ask('staff.signOut', {}))
    // It is in the book in the first moment of it.
    await killAt(stand, { ...plan.moment, share: plan.moment.share ** 2 }, leave, usual.signOut)
    return plan.openSale ? { walletId, amountFen, answer: plan.answer } : null
  }

  return {
    /** One of each that nobody interrupts: how long they take. `person` is at the till; leaves nobody there. */
    async rehearse(cashier: Cashier, person: string, startTook: number): Promise<Usual> {
      control.behave(WALLETS.wechat, 'paysAtOnce')
      for (let paid = 0; ; paid++) {
        const amountFen = takeSum()
        await openSale(cashier, amountFen)
        const code = control.freshCode(WALLETS.wechat)
        const scanned = performance.now()
        // On a slow machine the green screen makes way before the slip is out; the last sale is then still this one.
        await cashier.scanUntil(code, 'the slip', ({ sale, lastSale }) =>
          [sale, lastSale].some(
            (one) => one?.amountFen === amountFen && one.state === 'paid' && (one.slip === 'printed' || one.slip === 'sent'),
          ),
        )
        const sale = performance.now() - scanned
        // The first of everything is slower than the rest.
        if (paid < 2) continue
        const wish = await refundable(cashier, 0, 0.5)
        if (wish === null) throw new Error('what was just paid cannot be given back')
        const asked = performance.now()
        await startRefund(cashier, wish.orderNo, wish.amountFen)
        const slipOut = () => stand.book().slips.some((slip) => slip.event.startsWith('refund:') && isOut(slip))
        await cashier.until('the slip of the refund', slipOut)
        const refund = performance.now() - asked
        const spent = await deposits.rehearse(cashier)
        const cash = await takings.rehearse(cashier)
        const qr = await qrs.rehearse(cashier)
        const topUp = await topUps.rehearse(cashier)
        const over = await shifts.rehearse(cashier)
        await cashier.signIn(person, stand.password(person))
        await cashier.until('the till', (state) => state.stage === 'selling')
        const leaves = performance.now()
        await cashier.page.evaluate(() => window.guitai.ask('staff.signOut', {}))
        await cashier.until('nobody at the till', (state) => state.stage === 'signedOut')
        return {
          ...spent,
          ...cash,
          ...qr,
          ...topUp,
          ...over,
          sale,
          refund,
          signOut: performance.now() - leaves,
          start: startTook,
        }
      }
    },

    /** Does what the plan says until the till is killed. For all but a start, somebody is at the till. */
    async perform(cashier: Cashier, plan: Plan, usual: Usual): Promise<AskedCustomer | null> {
      if (plan.subject === 'sale') return sale(cashier, plan, usual)
      if (plan.subject === 'topUp') return topUps.perform(cashier, plan, usual)
      if (plan.subject === 'signOut') return signOut(cashier, plan, usual)
      if (plan.subject === 'handOver') return shifts.perform(cashier, plan, usual)
      if (plan.subject === 'hold' || plan.subject === 'capture' || plan.subject === 'release')
        return deposits.perform(cashier, plan, usual)
      if (plan.subject === 'qr') await qrs.perform(cashier, plan, usual)
      if (plan.subject === 'cash') await takings.perform(cashier, plan.moment, usual)
      if (plan.subject === 'refund') await refund(cashier, plan, usual)
      return null
    },

    askForTornShifts: shifts.askForTorn,

    /** Starts the till and kills it while it comes up. */
    async comeUpTo(moment: Moment, usual: Usual): Promise<void> {
      await killAt(stand, moment, async () => stand.start(), usual.start)
    },
  }
}
export type Acts = ReturnType<typeof createActs>
