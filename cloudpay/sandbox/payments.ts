import { TradeType } from '../protocol/enums.ts'
import type { Bank, Wallet } from './bank.ts'
import type { LineAct } from './behaviours.ts'
import { nextLine, playCustomer, playScan } from './customer.ts'
import type { MovableClock } from './movable-clock.ts'
import { tenderOfCode, tenderOfPlatform } from './order-states.ts'
import { mchKeyOf, orderContent, tradeTypeOf } from './order-wire.ts'
import type { NewOrder, Order, OrderBook } from './orders.ts'
import { done, numberUsed, refusal, sameContentKey, wrongCall, type Outcome } from './outcome.ts'
import { lettersAndDigits, type RandomBytes } from './random.ts'
import type { CloseOrder, MicroPay, QueryOrder, ScanCodePay } from './requests.ts'
import type { Merchant } from './seed.ts'

/** When no expiry is named (PROTOCOL 4). */
export const DEFAULT_LIFE_MS = 120_000
export const CODE_WORDS = {
  unknown: '付款码无效，请刷新后再试。',
  expired: '付款码已过期，请刷新后再试。',
  used: '付款码已被使用，请刷新后再试。',
} as const

export type Payments = ReturnType<typeof createPayments>

interface Parts {
  merchant: Merchant
  bank: Bank
  book: OrderBook
  clock: MovableClock
  random: RandomBytes
}

/** An order that a payer's code is charged for. */
type CodeCharge = Omit<NewOrder, 'trade' | 'codeUrl' | 'expiresAt' | 'authorCode'> & { authorCode: string }

/** Taking, reading and closing orders (PROTOCOL 5.1 to 5.3, 5.7). */
export function createPayments({ merchant, bank, book, clock, random }: Parts) {
  const actsOf = (order: Order, wallet: Wallet) => ({
    pay: () => book.pay(order, wallet),
    stop: () => book.stop(order),
    fail: (text: string) => book.fail(order, text),
    wait: (ask: boolean) => book.wait(order, ask),
    later: (ms: number, act: () => unknown) => book.later(order, ms, () => void act()),
  })

  function told(order: Order): void {
    if (order.phase === 'paid') order.toldPaid = true
  }

  function answerFor(order: Order, line: LineAct): Outcome {
    const slowMs = order.behaviour?.slowMs ?? 0
    if (order.refusal !== undefined) return { ...refusal(order.refusal), line, slowMs }
    if (line === 'fine') told(order)
    const bonus = order.topUp ? { recharge_bonus_fee: order.topUp.bonusFee } : {}
    return { ...done({ order_content: orderContent(order), pay_mch_key: mchKeyOf(order, merchant), ...bonus }), line, slowMs }
  }

  /** A paid order that is not the one asked about, to be answered in its place. */
  function anotherOrder(order: Order): Record<string, unknown> {
    const other = book.all().findLast((candidate) => candidate !== order && candidate.phase === 'paid')
    if (other) return orderContent(other)
    const number = merchant.prefix + order.number.slice(merchant.prefix.length).replace(/\d/g, (d) => String(9 - Number(d)))
    const paidAt = clock.now()
    return orderContent({ ...order, number, totalFee: order.totalFee + 100, phase: 'paid', paidAt, transactionId: '42000' })
  }

  function repeated(number: string, content: string): Outcome | Order | undefined {
    const known = book.contentOf(number)
    if (known === undefined) return undefined
    return known === content ? (book.get(number) ?? numberUsed()) : numberUsed()
  }
  const isOrder = (found: Outcome | Order): found is Order => 'refunds' in found

  /** What stands under a number already: an order's answer again, or that the number is used. Undefined: nothing. */
  function again(number: string, content: string): Outcome | undefined {
    const found = repeated(number, content)
    return found && isOrder(found) ? answerFor(found, nextLine(found)) : found
  }

  /** Charges a payer's code: what a sale and a top-up have in common once the call itself is sound. */
  function charge(init: CodeCharge): Outcome {
    const code = bank.check(init.authorCode)
    if (code.known && code.wallet.behaviour.line === 'lost') {
      const { times = Infinity } = code.wallet.behaviour
      if (code.countLoss() <= times) return { ...done(), line: 'lost' }
    }
    const order = book.open({ ...init, trade: 'micro', codeUrl: undefined, expiresAt: clock.now() + DEFAULT_LIFE_MS })
    if (!code.known) {
      book.fail(order, CODE_WORDS[code.why])
      return answerFor(order, 'fine')
    }
    code.use()
    order.wallet = code.wallet
    order.behaviour = code.wallet.behaviour
    playCustomer(code.wallet.behaviour, actsOf(order, code.wallet))
    const line = nextLine(order)
    if (line !== 'otherOrder') return answerFor(order, line)
    return { ...done({ order_content: anotherOrder(order), pay_mch_key: mchKeyOf(order, merchant) }), line }
  }

  function microPay(request: MicroPay): Outcome {
    const { pay_content: pay, pay_mch_key: key } = request
    const content = sameContentKey('micro_pay', request)
    const found = again(pay.out_trade_no, content)
    if (found) return found

    const tender = tenderOfCode(pay.author_code)
    if (!tender) return wrongCall('参数pay_content.author_code不是付款码。')
    if (tender !== tenderOfPlatform(key.pay_platform)) {
      return wrongCall('参数pay_mch_key.pay_platform与pay_content.author_code不符。')
    }
    return charge({
      number: pay.out_trade_no,
      content,
      tender,
      totalFee: pay.total_fee,
      body: pay.body,
      detail: pay.detail,
      remark: pay.remark,
      flowId: pay.client_flow_id,
      attach: pay.wxpay_pay_content_ext?.attach,
      goodsTag: pay.wxpay_pay_content_ext?.goods_tag,
      authorCode: pay.author_code,
      nonce: request.nonce_str,
      client: request.order_client,
    })
  }

  function scanCodePay(request: ScanCodePay): Outcome {
    const { pay_content: pay, pay_mch_key: key } = request
    const content = sameContentKey('scan_code_pay', request)
    const found = repeated(pay.out_trade_no, content)
    if (found) return isOrder(found) ? done({ code_url: found.codeUrl }) : found

    const tender = tenderOfPlatform(key.pay_platform)
    if (tender !== 'wechat' && tender !== 'alipay') return wrongCall('参数pay_mch_key.pay_platform不支持扫码支付。')
    const expiresAt = pay.time_expire === undefined ? clock.now() + DEFAULT_LIFE_MS : pay.time_expire * 1000
    if (expiresAt <= clock.now()) return wrongCall('参数pay_content.time_expire已过期。')
    const token = lettersAndDigits(random, 20)
    const order = book.open({
      number: pay.out_trade_no,
      content,
      tender,
      trade: 'scan',
      totalFee: pay.total_fee,
      body: pay.body,
      detail: pay.detail,
      remark: pay.remark,
      flowId: pay.client_flow_id,
      attach: pay.wxpay_pay_content_ext?.attach,
      goodsTag: pay.wxpay_pay_content_ext?.goods_tag,
      authorCode: undefined,
      codeUrl: tender === 'wechat' ? `weixin://wxpay/bizpayurl?pr=${token}` : `https://qr.alipay.com/${token}`,
      nonce: request.nonce_str,
      client: request.order_client,
      expiresAt,
    })
    book.wait(order, false)
    book.later(order, expiresAt - clock.now(), () => book.close(order))
    return done({ code_url: order.codeUrl })
  }

  function queryOrder(request: QueryOrder): Outcome {
    const order = book.get(request.out_trade_no)
    if (!order) return refusal('订单不存在。')
    const platform = request.pay_mch_key.pay_platform
    if (platform !== undefined && tenderOfPlatform(platform) !== order.tender) {
      return wrongCall('参数pay_mch_key.pay_platform与订单不符。')
    }
    if (request.trade_type !== undefined && request.trade_type !== tradeTypeOf(order)) {
      return wrongCall('参数trade_type与订单不符。')
    }
    told(order)
    return done({ order_content: orderContent(order), pay_mch_key: mchKeyOf(order, merchant), order_client: order.client })
  }

  function closeOrder(request: CloseOrder): Outcome {
    const order = book.get(request.out_trade_no)
    if (!order) return refusal('订单不存在。')
    if (tenderOfPlatform(request.pay_mch_key.pay_platform) !== order.tender) {
      return wrongCall('参数pay_mch_key.pay_platform与订单不符。')
    }
    if (request.trade_type !== tradeTypeOf(order)) return wrongCall('参数trade_type与订单不符。')
    if (request.trade_type === TradeType.micro) return refusal('付款码订单不能关闭。')
    if (order.phase === 'paid') return refusal('订单已支付，不能关闭。')
    book.close(order)
    return done()
  }

  /** The customer holds the phone before the QR on the till. His wallet's behaviour decides, as with a payment code. */
  function scanQr(wallet: Wallet, codeUrl: string): Order {
    const order = book.all().find((candidate) => candidate.codeUrl === codeUrl)
    if (!order) throw new Error('no such QR')
    if (order.tender !== wallet.tender) throw new Error('this QR is for another wallet')
    if (order.phase !== 'waiting') throw new Error('this QR is no longer open')
    order.wallet = wallet
    playScan(wallet.behaviour, actsOf(order, wallet))
    return order
  }

  /** The customer answers the question on the phone. False when there is none, or when the phone has no network. */
  function answerQuestion(wallet: Wallet, number: string, pays: boolean): boolean {
    const order = book.get(number)
    if (!order?.asking || order.wallet !== wallet || !wallet.online) return false
    if (pays) return book.pay(order, wallet)
    if (order.trade === 'micro') return book.stop(order)
    order.asking = false
    return true
  }

  return { again, charge, microPay, scanCodePay, queryOrder, closeOrder, scanQr, answerQuestion }
}
