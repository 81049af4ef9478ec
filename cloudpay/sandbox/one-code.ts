import { TerminalType } from '../protocol/enums.ts'
import type { Bank } from './bank.ts'
import type { MovableClock } from './movable-clock.ts'
import { DEFAULT_LIFE_MS } from './payments.ts'
import type { Order, OrderBook, RefundRecord } from './orders.ts'
import { digits, lettersAndDigits, type RandomBytes } from './random.ts'
import type { Refunds } from './refunds.ts'
import type { OrderClient } from './requests.ts'
import type { Merchant, QrCode } from './seed.ts'
import type { CouponKind } from './settlement.ts'

/** Orders that no till made begin with this, and never with the prefix of a till (PROTOCOL 4). */
const SERVER_PREFIX = '09000000'
/** The customer's own phone, and the back office's browser: no till, so without a device. */
const NO_TILL: OrderClient = { terminal_type: TerminalType.other, sdk_version: '0', spbill_create_ip: '127.0.0.1' }
const MOST_REMARK = 127

/** A customer pays by a QR code on the wall. */
export interface OneCodePayment {
  codeId: string
  amountFen: number
  remark?: string
  /** WeChat Pay when left out. */
  platform?: 'wechat' | 'alipay'
  coupon?: CouponKind
  /** When the wallet paid, epoch ms, where Cloud Pay hears of it only now; now when left out. */
  at?: number
}

interface Parts {
  merchant: Merchant
  qrCodes: readonly QrCode[]
  bank: Bank
  book: OrderBook
  refunds: Refunds
  clock: MovableClock
  random: RandomBytes
}

export type OneCode = ReturnType<typeof createOneCode>

/** One-code pay (BEHAVIOUR F19, UNDOCUMENTED 5): the customer scans the shop's own QR code, types the amount and pays. No till has a hand in it. */
export function createOneCode({ merchant, qrCodes, bank, book, refunds, clock, random }: Parts) {
  function freshNumber(): string {
    let number = ''
    do number = `${SERVER_PREFIX}${clock.now()}${digits(random, 6)}`
    while (book.contentOf(number) !== undefined)
    return number
  }

  /** Throws for what the customer's page would not let through. */
  function pay({ codeId, amountFen, remark, platform = 'wechat', coupon, at }: OneCodePayment): Order {
    const code = qrCodes.find(({ id }) => id === codeId)
    if (!code) throw new Error('no such QR code')
    if (!Number.isInteger(amountFen) || amountFen < 1) throw new Error('no such amount')
    if ((remark?.length ?? 0) > MOST_REMARK) throw new Error('the remark is too long')
    const wallet = bank.wallets.find(({ tender, online }) => tender === platform && online)
    if (!wallet) throw new Error('no phone of this wallet has a network')
    const number = freshNumber()
    const order = book.open({
      number,
      content: `one_code ${number}`,
      tender: platform,
      trade: 'oneCode',
      qrCode: code,
      totalFee: amountFen,
      body: `${merchant.shopName} - ${code.name}`,
      detail: undefined,
      remark: remark === '' ? undefined : remark,
      flowId: undefined,
      attach: undefined,
      goodsTag: undefined,
      authorCode: undefined,
      codeUrl: undefined,
      nonce: lettersAndDigits(random, 32),
      client: NO_TILL,
      expiresAt: clock.now() + DEFAULT_LIFE_MS,
    })
    order.behaviour = { customer: 'pays', ...(coupon === undefined ? {} : { coupon }) }
    book.pay(order, wallet)
    if (at !== undefined) {
      order.createdAt = at
      order.paidAt = at
    }
    return order
  }

  /** The merchant gives so many fen of it back, or all that is left. Throws when that cannot be. */
  function giveBack(number: string, feeFen?: number): RefundRecord {
    const order = book.get(number)
    if (order?.trade !== 'oneCode') throw new Error('no such payment by a QR code')
    const refundNo = freshNumber()
    const asked = { number: refundNo, content: `give_back ${refundNo}`, flowId: undefined, reason: '商户后台退款' }
    return refunds.giveBack(order, feeFen, { ...asked, nonce: lettersAndDigits(random, 32), client: NO_TILL })
  }

  return { qrCodes: () => qrCodes, pay, giveBack }
}
