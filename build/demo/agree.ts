import type { Control } from '../../cloudpay/sandbox/control.ts'
import type { BookDeposit, BookRow } from './csv.ts'
import { hold } from './report.ts'

/** Holds the till's book against the sandbox: each order and each deposit on both sides, to the fen. */
export function agree(control: Control, rows: readonly BookRow[], deposits: readonly BookDeposit[]): void {
  const orders = new Map(control.orders().map((order) => [order.number, order.totalFee]))
  const holds = new Map(control.holds().map((one) => [one.number, one]))
  const sales = rows.filter(({ purpose }) => purpose === 'sale')
  hold(orders.size === sales.length, `the book has ${sales.length} orders and Cloud Pay ${orders.size}`)
  for (const { orderNo, amountFen } of sales) hold(orders.get(orderNo ?? '') === amountFen, `order ${orderNo ?? ''} differs`)
  // The look at the deposit right leaves a hold of one fen that nobody pays.
  const held = [...holds.values()].filter(({ heldAt }) => heldAt !== undefined)
  hold(held.length === deposits.length, `the book has ${deposits.length} deposits and Cloud Pay ${held.length}`)
  for (const { holdNo, ...sums } of deposits) {
    const { fee, capturedFee, releasedFee, leftFee } = holds.get(holdNo) ?? {}
    const there = { heldFen: fee, capturedFen: capturedFee, releasedFen: releasedFee, leftFen: leftFee }
    hold(JSON.stringify(there) === JSON.stringify(sums), `deposit ${holdNo} differs`)
  }
}
