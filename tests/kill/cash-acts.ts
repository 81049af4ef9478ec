import type { Cashier } from '../../build/demo/cashier.ts'
import { isOut } from './book.ts'
import { killAt } from './kill-at.ts'
import type { Moment } from './plan.ts'
import type { Stand } from './stand.ts'

/** How long a sale in cash takes when nobody kills the till: from the sum to the slip, ms. */
export interface CashUsual {
  readonly cash: number
}

/** Takes cash, up to the moment the till is killed. `takeSum`: a sum that was not used yet. */
export function createCashActs(stand: Stand, takeSum: () => number) {
  /** Answers the sum, once the till has said that it is taken. */
  async function take(cashier: Cashier): Promise<number> {
    const amountFen = takeSum()
    const said = stand.pressCash(amountFen)
    const outcome = await cashier.page.evaluate(async (fen) => {
      const opened = await window.guitai.ask('sale.start', { amountFen: fen, remark: '' })
      if (!opened.ok) return opened
      const { saleId } = opened.value
      return window.guitai.ask('sale.record', { saleId, tender: 'cashRecord', receivedFen: fen })
    }, amountFen)
    if (!outcome.ok) throw new Error(`no cash is taken: ${outcome.fault.code}`)
    said()
    return amountFen
  }

  return {
    take,

    /** One that nobody interrupts: how long it takes. */
    async rehearse(cashier: Cashier): Promise<CashUsual> {
      const from = performance.now()
      const amountFen = await take(cashier)
      await cashier.until('the slip of the cash', () => {
        const { sales, slips } = stand.book()
        const orderNo = sales.find((sale) => sale.amountFen === amountFen)?.orderNo
        return slips.some((slip) => slip.event === `payment:${orderNo ?? ''}` && isOut(slip))
      })
      return { cash: performance.now() - from }
    },

    async perform(cashier: Cashier, moment: Moment, usual: CashUsual): Promise<void> {
      // It is in the book in the first moments of it.
      const share = moment.anchor === 'act' ? moment.share ** 5 : moment.share
      await killAt(stand, { ...moment, share }, () => take(cashier), usual.cash)
    },
  }
}
export type CashActs = ReturnType<typeof createCashActs>
