import type { Sandbox } from '../../cloudpay/sandbox/sandbox.ts'
import type { Dice } from '../simulation/world/dice.ts'

/** The customers' wallets that pay by code and hold deposits. */
export const WALLETS = { wechat: 'wechat-fang', alipay: 'alipay-min' } as const

/** When the customer answers the phone's question: while the till is down, or once it is up again. */
export interface CustomerAnswer {
  readonly when: 'down' | 'up'
  readonly pays: boolean
}

/** A customer whose phone still asks about a sale, or a deposit, of so many fen when the till is killed. */
export interface AskedCustomer {
  readonly walletId: string
  readonly amountFen: number
  readonly answer: CustomerAnswer
}

export const answerOf = (drawn: Dice): CustomerAnswer => ({ when: drawn.pick(['down', 'up']), pays: drawn.chance(0.7) })

/** The customer whose phone still asks gives the answer. */
export function answerPhone({ control }: Sandbox, { walletId, amountFen, answer }: AskedCustomer): void {
  const order = control.orders().find((one) => one.totalFee === amountFen && one.asking)
  const hold = control.holds().find((one) => one.fee === amountFen && one.asking)
  const number = order?.number ?? hold?.number
  if (number !== undefined) control.answer(walletId, number, answer.pays)
}

/** Whoever stands before a QR that nobody has scanned yet does so, and pays at once. */
export function scanWaiting({ control }: Sandbox): void {
  const shown = [...control.orders(), ...control.holds()].filter(
    ({ phase, walletId }) => phase === 'waiting' && walletId === undefined,
  )
  for (const { codeUrl, tender } of shown) {
    if (codeUrl === undefined) continue
    const walletId = tender === 'alipay' ? WALLETS.alipay : WALLETS.wechat
    control.behave(walletId, 'paysAtOnce')
    control.scanQr(walletId, codeUrl)
  }
}
