import type { Cashier } from '../../build/demo/cashier.ts'
import type { Answer } from '../../contract/requests.ts'
import { isOut } from './book.ts'
import type { CashActs } from './cash-acts.ts'
import { WALLETS, type AskedCustomer } from './customer.ts'
import { slipEvent, tornShifts, untold } from './judge-shifts.ts'
import { killAt } from './kill-at.ts'
import type { HandOverPlan, Moment } from './plan.ts'
import type { Stand } from './stand.ts'

/** How long a hand-over takes when nobody kills the till: until its slip is out and Cloud Pay knows of it, ms. */
export interface ShiftUsual {
  readonly handOver: number
}

/** How often a hand-over is begun anew because something else became unknown meanwhile. */
const MOST_LOOKS = 5

/** Hands shifts over, up to the moment the till is killed. `takeSum`: a sum that was not used yet. */
export function createShiftActs(stand: Stand, takings: Pick<CashActs, 'take'>, takeSum: () => number) {
  const { control } = stand.sandbox

  async function look(cashier: Cashier): Promise<Answer<'shift.look'>> {
    const looked = await cashier.page.evaluate(() => window.guitai.ask('shift.look', {}))
    if (!looked.ok) throw new Error(`the shift is not shown: ${looked.fault.code}`)
    return looked.value
  }

  /** Presses as the screen does, with all ticked that is not known; looks again when something else became unknown meanwhile. */
  async function press(cashier: Cashier, seen: Answer<'shift.look'>, print: boolean, looks = 1): Promise<void> {
    const { shift, unresolved } = seen
    stand.pressHandOver({ shiftNo: shift.shiftNo, staffId: shift.staffId ?? '', print })
    const wish = { acknowledged: unresolved.map(({ id }) => id), countedFen: null, print, detail: true }
    const over = await cashier.page.evaluate((asked) => window.guitai.ask('shift.handOver', asked), wish)
    if (over.ok) return
    if (over.fault.code !== 'shift.unresolved' || looks === MOST_LOOKS)
      throw new Error(`the shift is not handed over: ${over.fault.code}`)
    await press(cashier, await look(cashier), print, looks + 1)
  }

  const slipIsOut = (shiftNo: number): boolean =>
    stand.book().slips.some((slip) => slip.event === slipEvent(shiftNo) && isOut(slip))

  return {
    /** One that nobody interrupts: how long it takes. Leaves nobody at the till. */
    async rehearse(cashier: Cashier): Promise<ShiftUsual> {
      const from = performance.now()
      await press(cashier, await look(cashier), true)
      await cashier.until('the shift over', (state) => state.stage === 'signedOut')
      await cashier.until('its slip, and Cloud Pay’s word', () => {
        const { book } = stand.foundShifts()
        return slipIsOut(book.ended.at(-1)?.shiftNo ?? 0) && untold(book).length === 0
      })
      return { handOver: performance.now() - from }
    },

    async perform(cashier: Cashier, plan: HandOverPlan & { moment: Moment }, usual: ShiftUsual): Promise<AskedCustomer | null> {
      for (let sale = 0; sale < plan.cashSales; sale++) await takings.take(cashier)
      const walletId = WALLETS.alipay
      const amountFen = takeSum()
      if (plan.openSale) {
        control.behave(walletId, 'asksPassword', 1)
        const opened = await cashier.page.evaluate(
          (fen) => window.guitai.ask('sale.start', { amountFen: fen, remark: '' }),
          amountFen,
        )
        if (!opened.ok) throw new Error(`no sale is opened: ${opened.fault.code}`)
        await cashier.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
        const code = control.freshCode(walletId)
        await cashier.scanUntil(code, 'the password', (state) => state.sale?.state === 'pendingCustomer')
      }
      const seen = await look(cashier)
      // It is over in the book in the first moments of it.
      const share = plan.moment.anchor === 'act' ? plan.moment.share ** 5 : plan.moment.share
      await killAt(stand, { ...plan.moment, share }, () => press(cashier, seen, plan.print), usual.handOver, 'shift')
      return plan.openSale ? { walletId, amountFen, answer: plan.answer } : null
    },

    /** Slips of shifts that may be half on paper are asked for once more, by somebody who may see the shift; answers of which. */
    async askForTorn(cashier: Cashier, mayAll: boolean, staffId: string): Promise<number[]> {
      const torn = tornShifts(stand.foundShifts()).filter((record) => mayAll || record.staffId === staffId)
      for (const { shiftNo } of torn) {
        const asked = await cashier.page.evaluate((no) => window.guitai.ask('shift.reprint', { shiftNo: no }), shiftNo)
        if (!asked.ok) throw new Error(`shift ${shiftNo} is not printed again: ${asked.fault.code}`)
      }
      return torn.map(({ shiftNo }) => shiftNo)
    },
  }
}
