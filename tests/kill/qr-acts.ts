import type { Cashier } from '../../build/demo/cashier.ts'
import { isOut } from './book.ts'
import { scanWaiting } from './customer.ts'
import { killAt } from './kill-at.ts'
import type { Moment, QrPlan } from './plan.ts'
import type { Stand } from './stand.ts'

/** How long a sale by QR takes when nobody kills the till: from the choice of the QR to the slip, ms. */
export interface QrUsual {
  readonly qr: number
}

/** Shows QRs, up to the moment the till is killed. `takeSum`: a sum that was not used yet. */
export function createQrActs(stand: Stand, takeSum: () => number) {
  /** Answers what is done from the choice of the QR on: it is shown, and the customer scans it. */
  async function open(cashier: Cashier, { purpose, wallet }: Omit<QrPlan, 'subject'>): Promise<() => Promise<void>> {
    const wish = { amountFen: takeSum(), remark: '', purpose }
    const opened = await cashier.page.evaluate((asked) => window.guitai.ask('sale.start', asked), wish)
    if (!opened.ok) throw new Error(`no ${purpose} is opened: ${opened.fault.code}`)
    const choice = { saleId: opened.value.saleId, tender: wallet }
    return async () => {
      const shown = await cashier.page.evaluate((asked) => window.guitai.ask('sale.showQr', asked), choice)
      if (!shown.ok) throw new Error(`no QR is shown: ${shown.fault.code}`)
      await cashier.until('the QR', (state) => (state.sale?.codeUrl ?? null) !== null)
      scanWaiting(stand.sandbox)
    }
  }

  return {
    /** One that nobody interrupts: how long it takes. */
    async rehearse(cashier: Cashier): Promise<QrUsual> {
      const scanned = await open(cashier, { purpose: 'sale', wallet: 'wechat' })
      const from = performance.now()
      await scanned()
      const { sale } = await cashier.until('paid', (state) => state.sale?.state === 'paid', 30_000)
      const slip = `payment:${sale?.orderNo ?? ''}`
      await cashier.until('its slip', () => stand.book().slips.some((one) => one.event === slip && isOut(one)))
      return { qr: performance.now() - from }
    },

    async perform(cashier: Cashier, plan: QrPlan & { moment: Moment }, usual: QrUsual): Promise<void> {
      await killAt(stand, plan.moment, await open(cashier, plan), usual.qr)
    },
  }
}
