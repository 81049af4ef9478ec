import type { Cashier } from '../../build/demo/cashier.ts'
import { isOut } from './book.ts'
import { WALLETS, type AskedCustomer } from './customer.ts'
import { AFTER_SUM, killAt } from './kill-at.ts'
import { lasts, type Moment, type TopUpPlan } from './plan.ts'
import type { Stand } from './stand.ts'

/** The card in the wallet that pays by WeChat Pay here. */
const OWN = '880001402'

/** How long a top-up takes when nobody kills the till: from the scan to the slip, ms. */
export interface TopUpUsual {
  readonly topUp: number
}

/** Puts money on members' cards, up to the moment the till is killed. `takeSum`: a sum that was not used yet. */
export function createTopUpActs(stand: Stand, takeSum: () => number) {
  const { control } = stand.sandbox

  /** A member that the cashier has found: not the payer. */
  function foundCard(): string {
    const card = control.members().find(({ claimed, activated, over, number }) => claimed && activated && !over && number !== OWN)
    if (!card) throw new Error('there is no card that can be topped up')
    return card.number
  }

  /** The sum becomes the one tier that there is, so that each top-up has an amount of its own, and a bonus. */
  function open(cashier: Cashier, own: boolean, amountFen: number): Promise<void> {
    control.setTopUpRules({ mode: 'fixed', tiers: [{ fee: amountFen, bonusFee: Math.floor(amountFen / 7) }] })
    return cashier.page
      .evaluate((wish) => window.guitai.ask('members.topUp', wish), { cardNo: own ? null : foundCard(), amountFen })
      .then((opened) => {
        if (!opened.ok) throw new Error(`no top-up is opened: ${opened.fault.code}`)
      })
  }

  return {
    /** One that nobody interrupts: how long it takes. */
    async rehearse(cashier: Cashier): Promise<TopUpUsual> {
      control.behave(WALLETS.wechat, 'paysAtOnce')
      const amountFen = takeSum()
      await open(cashier, true, amountFen)
      const code = control.freshCode(WALLETS.wechat)
      const from = performance.now()
      await cashier.scanUntil(code, 'the slip of the top-up', () => {
        const { sales, slips } = stand.book()
        const orderNo = sales.find((sale) => sale.amountFen === amountFen)?.orderNo
        return slips.some((slip) => slip.event === `payment:${orderNo ?? ''}` && isOut(slip))
      })
      return { topUp: performance.now() - from }
    },

    async perform(cashier: Cashier, plan: TopUpPlan & { moment: Moment }, usual: TopUpUsual): Promise<AskedCustomer | null> {
      const walletId = WALLETS[plan.wallet]
      control.behave(walletId, plan.behaviour, 1)
      const amountFen = takeSum()
      const asked = plan.behaviour === 'asksPassword' ? { walletId, amountFen, answer: plan.answer } : null
      const opening = (): Promise<void> => open(cashier, plan.own, amountFen)
      if (plan.moment.anchor === 'sum') {
        await killAt(stand, plan.moment, opening, AFTER_SUM)
        return asked
      }
      await opening()
      const code = control.freshCode(walletId)
      await killAt(stand, plan.moment, () => cashier.scan(code), usual.topUp + lasts(plan.behaviour))
      return asked
    },
  }
}
