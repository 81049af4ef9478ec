import type { HoldView } from '../../cloudpay/sandbox/sandbox.ts'
import type { Cashier } from '../../build/demo/cashier.ts'
import type { AuthorityWish } from '../../contract/request-shape.ts'
import type { HoldTender } from '../../contract/states.ts'
import { isOpen, isOpenRelease } from '../../electron/till/sale-state.ts'
import { isOut } from './book.ts'
import { WALLETS, type AskedCustomer } from './customer.ts'
import type { CapturePlan, DepositPlan, HoldPlan, ReleasePlan } from './deposit-plan.ts'
import type { Press } from './found.ts'
import { AFTER_SUM, killAt } from './kill-at.ts'
import { lasts, type Moment } from './plan.ts'
import type { Stand } from './stand.ts'

/** How long things take when nobody kills the till, ms: from the scan, or the question, to the slip. */
export interface DepositUsual {
  readonly hold: number
  readonly capture: number
  readonly release: number
}

/** How much longer than one that is done at once a capture or a release of this fate takes, ms. */
const LASTS = { done: 0, slow: 3500, failed: 3500, unheard: 2200, lost: 2500 } as const

export const APPROVER = '0001'

/** Takes deposits, and spends and returns them, up to the moment the till is killed. `takeSum`: a sum that was not used yet. */
export function createDepositActs(stand: Stand, takeSum: () => number) {
  const { control } = stand.sandbox

  async function openHold(cashier: Cashier, amountFen: number): Promise<void> {
    const wish = { amountFen, remark: `${amountFen / 100} 房`, purpose: 'hold' as const }
    const opened = await cashier.page.evaluate((asked) => window.guitai.ask('sale.start', asked), wish)
    if (!opened.ok) throw new Error(`no deposit is opened: ${opened.fault.code}`)
  }

  async function hold(cashier: Cashier, plan: HoldPlan & { moment: Moment }, usual: DepositUsual): Promise<AskedCustomer | null> {
    const walletId = WALLETS[plan.wallet]
    control.behave(walletId, plan.behaviour, 1)
    const amountFen = takeSum()
    const asked = plan.behaviour === 'asksPassword' ? { walletId, amountFen, answer: plan.answer } : null
    if (plan.moment.anchor === 'sum') {
      await killAt(stand, plan.moment, () => openHold(cashier, amountFen), AFTER_SUM)
      return asked
    }
    await openHold(cashier, amountFen)
    await cashier.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
    const code = control.freshCode(walletId)
    await killAt(stand, plan.moment, () => cashier.scan(code), usual.hold + lasts(plan.behaviour))
    return asked
  }

  const slipIsOut = (event: string) => (): boolean => stand.book().slips.some((slip) => slip.event === event && isOut(slip))

  /** A deposit that nobody interrupts, slip and all, and how long it took from the scan, ms. */
  async function takeHold(cashier: Cashier, wallet: HoldTender): Promise<{ holdNo: string; took: number }> {
    const walletId = WALLETS[wallet]
    control.behave(walletId, 'paysAtOnce')
    const amountFen = takeSum()
    await openHold(cashier, amountFen)
    await cashier.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
    const code = control.freshCode(walletId)
    const from = performance.now()
    const { sale } = await cashier.scanUntil(code, 'the deposit held', (state) => state.sale?.state === 'held')
    const holdNo = sale?.orderNo ?? ''
    await cashier.until('the slip of the deposit', slipIsOut(`payment:${holdNo}`))
    return { holdNo, took: performance.now() - from }
  }

  /** A deposit of this wallet that has something left, of which nothing is under way; a new one when there is none. */
  async function spendable(cashier: Cashier, wallet: HoldTender, share: number): Promise<HoldView> {
    const { sales, releases, deposits } = stand.book()
    const busy = new Set([
      ...sales.filter(isOpen).map((capture) => capture.holdNo),
      ...releases.filter(isOpenRelease).map((release) => release.holdNo),
    ])
    const known = new Set(deposits.map((deposit) => deposit.hold.holdNo))
    const free = control
      .holds()
      .filter(({ number, tender, leftFee }) => tender === wallet && leftFee > 0 && known.has(number) && !busy.has(number))
    const found = free[Math.floor(share * free.length)]
    if (found) return found
    const { holdNo } = await takeHold(cashier, wallet)
    const taken = control.holds().find(({ number }) => number === holdNo)
    if (!taken) throw new Error(`Cloud Pay does not have the deposit ${holdNo} that the till shows as held`)
    return taken
  }

  /** All of what is left, or a part that leaves something. */
  const amountOf = (part: number | null, { leftFee }: HoldView): number =>
    part === null || leftFee === 1 ? leftFee : Math.min(leftFee - 1, Math.max(1, Math.floor(part * leftFee)))

  async function ask(cashier: Cashier, press: Press, how: { releaseRest: boolean; authority: AuthorityWish }): Promise<void> {
    const { kind, holdNo, amountFen } = press
    const { releaseRest, authority } = how
    stand.press(press)
    const wish = { holdNo, amountFen }
    const started =
      kind === 'capture'
        ? await cashier.page.evaluate((asked) => window.guitai.ask('capture.start', asked), { ...wish, releaseRest })
        : await cashier.page.evaluate((asked) => window.guitai.ask('release.start', asked), { ...wish, authority })
    if (!started.ok) throw new Error(`the ${kind} of ${amountFen} fen of ${holdNo} is refused: ${started.fault.code}`)
  }

  async function spend(cashier: Cashier, plan: (CapturePlan | ReleasePlan) & { moment: Moment }, usual: DepositUsual) {
    const deposit = await spendable(cashier, plan.wallet, plan.hold)
    const holdNo = deposit.number
    const press = { kind: plan.subject, holdNo, amountFen: amountOf(plan.part, deposit) }
    if (plan.subject === 'capture') control.scriptCaptures(plan.fate)
    else control.scriptReleases(plan.fate)
    const approved = plan.subject === 'release' && plan.approved
    const authority: AuthorityWish = approved
      ? { kind: 'password', staffId: APPROVER, password: stand.password(APPROVER) }
      : { kind: 'own' }
    const releaseRest = plan.subject === 'capture' && !plan.keepsRest
    async function begin(): Promise<void> {
      await ask(cashier, press, { releaseRest, authority })
      if (plan.looked) await cashier.page.evaluate((number) => window.guitai.ask('deposits.find', { number }), holdNo)
    }
    await killAt(stand, plan.moment, begin, usual[plan.subject] + LASTS[plan.fate])
    control.scriptCaptures()
    control.scriptReleases()
  }

  return {
    /** A deposit, a capture of a part and a release of the rest that nobody interrupts: how long they take. */
    async rehearse(cashier: Cashier): Promise<DepositUsual> {
      const { holdNo, took } = await takeHold(cashier, 'alipay')
      const own = { releaseRest: false, authority: { kind: 'own' as const } }
      const slips = () => stand.book().slips.filter((slip) => isOut(slip) && !slip.copy).length
      async function timed(press: Press): Promise<number> {
        const before = slips()
        const from = performance.now()
        await ask(cashier, press, own)
        await cashier.until(`the slip of the ${press.kind}`, () => slips() > before)
        return performance.now() - from
      }
      const capture = await timed({ kind: 'capture', holdNo, amountFen: 100 })
      const left = control.holds().find(({ number }) => number === holdNo)?.leftFee ?? 0
      const release = await timed({ kind: 'release', holdNo, amountFen: left })
      return { hold: took, capture, release }
    },

    async perform(cashier: Cashier, plan: DepositPlan & { moment: Moment }, usual: DepositUsual): Promise<AskedCustomer | null> {
      if (plan.subject === 'hold') return hold(cashier, plan, usual)
      await spend(cashier, plan, usual)
      return null
    },
  }
}
