import type { Cashier } from '../../build/demo/cashier.ts'
import { charge } from './counter.ts'

/** Takes this sum, and opens its refund. */
export async function toRefund(till: Cashier, yuan: string, code: string): Promise<void> {
  await charge(till, yuan, code)
  const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid')
  await openRefund(till, sale?.orderNo ?? '')
}

/** Opens the refund of this order by its slip, as at the counter. */
export async function openRefund(till: Cashier, orderNo: string): Promise<void> {
  await till.scan(orderNo)
  await till.page.getByRole('button', { name: /F9/ }).waitFor()
  await till.press('F9')
  await till.page.getByRole('region', { name: '退款' }).waitFor()
}

/** The refund made last, once it is in this state. */
export async function refunded(till: Cashier, state: string) {
  const { refunds } = await till.until(`a refund ${state}`, (now) => now.refunds.at(-1)?.state === state, 30_000)
  return refunds.at(-1)
}
