import type { DepositConsume } from './deposit-requests.ts'
import type { DepositRight } from './deposit-right.ts'
import { sumsOf, type Hold, type HoldBook } from './holds.ts'
import type { MovableClock } from './movable-clock.ts'
import { tenderOfPlatform } from './order-states.ts'
import { mchKeyOf, orderContent } from './order-wire.ts'
import type { Order, OrderBook } from './orders.ts'
import { depositsFail, done, numberUsed, refusal, sameContentKey, serverDoesNotKnow, wrongCall, type Outcome } from './outcome.ts'
import { DEFAULT_LIFE_MS } from './payments.ts'
import type { Merchant } from './seed.ts'

/** How long a capture that is slow stays in work. */
export const CAPTURE_TAKES_MS = 3000

/**
 * What becomes of the next capture. `slow`: in work first, then done. `unheard`: done, and the answer is lost; `lost`: not
 * even the call arrives.
 */
export type CaptureFate = 'done' | 'slow' | 'unheard' | 'lost'

interface Parts {
  merchant: Merchant
  book: OrderBook
  holds: HoldBook
  right: DepositRight
  clock: MovableClock
}

export type Captures = ReturnType<typeof createCaptures>

/**
 * Spending from a hold, as an order of its own number (PROTOCOL 5.5). WeChat Pay gives the rest back with it, so there is
 * one; Alipay may keep the rest for another.
 */
export function createCaptures({ merchant, book, holds, right, clock }: Parts) {
  let nextFates: CaptureFate[] = []

  const answer = (order: Order): Outcome => done({ order_content: orderContent(order), pay_mch_key: mchKeyOf(order, merchant) })

  function pay(order: Order, hold: Hold): void {
    book.pay(order, hold.wallet)
    // At WeChat Pay a hold and what is spent from it are one transaction.
    if (hold.tender === 'wechat') order.transactionId = hold.freezeId
  }

  function consume(request: DepositConsume): Outcome {
    const { pay_content: asked, pay_mch_key: key } = request
    const content = sameContentKey('deposit_consume', request)
    const known = book.contentOf(asked.out_trade_no)
    if (known !== undefined) {
      const same = known === content ? book.get(asked.out_trade_no) : undefined
      return same ? answer(same) : numberUsed()
    }
    if (tenderOfPlatform(key.pay_platform) === 'wechat' && !asked.is_confirm_unfreeze) {
      return wrongCall('参数pay_content.is_confirm_unfreeze必须为true。')
    }
    const hold = holds.get(asked.out_freeze_no)
    if (!hold) return refusal('冻结单不存在。')
    if (tenderOfPlatform(key.pay_platform) !== hold.tender) return wrongCall('参数pay_mch_key.pay_platform与冻结单不符。')
    if (!right.works()) return depositsFail()
    if (hold.phase !== 'held') return refusal('押金未冻结成功，不能消费。')
    const { leftFee } = sumsOf(hold)
    if (asked.total_fee > leftFee) return refusal('消费金额超过剩余押金。')
    const fate = nextFates.shift() ?? 'done'
    if (fate === 'lost') return { ...serverDoesNotKnow(), line: 'lost' }

    const order = book.open({
      number: asked.out_trade_no,
      content,
      tender: hold.tender,
      trade: 'capture',
      capture: {
        holdNumber: hold.number,
        holdFee: hold.fee,
        freezeId: hold.freezeId ?? '',
        releasesRest: asked.is_confirm_unfreeze,
        releasedFee: asked.is_confirm_unfreeze ? leftFee - asked.total_fee : 0,
      },
      totalFee: asked.total_fee,
      body: asked.body,
      detail: asked.detail,
      remark: asked.remark,
      flowId: undefined,
      attach: asked.wxpay_pay_content_ext?.attach,
      goodsTag: asked.wxpay_pay_content_ext?.goods_tag,
      authorCode: undefined,
      codeUrl: undefined,
      nonce: request.nonce_str,
      client: request.order_client,
      expiresAt: clock.now() + DEFAULT_LIFE_MS,
    })
    order.wallet = hold.wallet
    holds.capture(hold, order)
    if (fate === 'slow') book.later(order, CAPTURE_TAKES_MS, () => pay(order, hold))
    else pay(order, hold)
    return { ...answer(order), line: fate === 'unheard' ? 'cut' : 'fine' }
  }

  return {
    consume,
    /** Scripts what becomes of the next captures, one each. */
    scriptNext: (...fates: CaptureFate[]) => {
      nextFates = fates
    },
  }
}
