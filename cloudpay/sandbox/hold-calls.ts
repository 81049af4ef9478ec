import type { Bank, Wallet } from './bank.ts'
import type { LineAct } from './behaviours.ts'
import { nextLine, playCustomer, playScan } from './customer.ts'
import type { MicroFreeze, QueryFreezeOrder, ScancodeFreeze } from './deposit-requests.ts'
import type { DepositRight } from './deposit-right.ts'
import type { HoldTender } from './hold-states.ts'
import { freezeContent } from './hold-wire.ts'
import type { Hold, HoldBook } from './holds.ts'
import type { MovableClock } from './movable-clock.ts'
import { tenderOfCode, tenderOfPlatform } from './order-states.ts'
import { mchKeyOf } from './order-wire.ts'
import type { OrderBook } from './orders.ts'
import { depositsFail, done, numberUsed, refusal, sameContentKey, wrongCall, type Outcome } from './outcome.ts'
import { CODE_WORDS, DEFAULT_LIFE_MS } from './payments.ts'
import { lettersAndDigits, type RandomBytes } from './random.ts'
import type { Merchant } from './seed.ts'

interface Parts {
  merchant: Merchant
  bank: Bank
  book: OrderBook
  holds: HoldBook
  right: DepositRight
  clock: MovableClock
  random: RandomBytes
}

export type HoldCalls = ReturnType<typeof createHoldCalls>

/** Taking and reading holds, and the customer's part in it (PROTOCOL 5.5). */
export function createHoldCalls({ merchant, bank, book, holds, right, clock, random }: Parts) {
  const actsOf = (hold: Hold, wallet: Wallet) => ({
    pay: () => holds.hold(hold, wallet),
    stop: () => holds.stop(hold),
    fail: (text: string) => holds.fail(hold, text),
    wait: (ask: boolean) => holds.wait(hold, ask),
    later: (ms: number, act: () => unknown) => holds.later(hold, ms, () => void act()),
  })

  function answerFor(hold: Hold, line: LineAct): Outcome {
    const slowMs = hold.behaviour?.slowMs ?? 0
    if (hold.refusal !== undefined) return { ...refusal(hold.refusal), line, slowMs }
    return { ...done({ freeze_order_content: freezeContent(hold), pay_mch_key: mchKeyOf(hold, merchant) }), line, slowMs }
  }

  /** A hold that stands and is not the one asked about, to be answered in its place. */
  function anotherHold(hold: Hold): Record<string, unknown> {
    const other = holds.all().findLast((candidate) => candidate !== hold && candidate.phase === 'held')
    if (other) return freezeContent(other)
    const number = merchant.prefix + hold.number.slice(merchant.prefix.length).replace(/\d/g, (d) => String(9 - Number(d)))
    return freezeContent({ ...hold, number, fee: hold.fee + 100, phase: 'held', heldAt: clock.now(), freezeId: '42000' })
  }

  /** What a number that was used before leads to; undefined: it is new. */
  function repeated(number: string, content: string): Hold | Outcome | undefined {
    const known = book.contentOf(number)
    if (known === undefined) return undefined
    return known === content ? (holds.get(number) ?? numberUsed()) : numberUsed()
  }
  const isHold = (found: Hold | Outcome): found is Hold => 'captures' in found

  function opened(request: MicroFreeze | ScancodeFreeze, content: string, tender: HoldTender) {
    const asked = request.freeze_content
    return {
      number: asked.out_freeze_no,
      content,
      tender,
      fee: asked.freeze_fee,
      body: asked.body,
      detail: asked.detail,
      remark: asked.remark,
      attach: asked.wxpay_freeze_content_ext?.attach,
      goodsTag: asked.wxpay_freeze_content_ext?.goods_tag,
      nonce: request.nonce_str,
      client: request.order_client,
    }
  }

  function microFreeze(request: MicroFreeze): Outcome {
    const { freeze_content: asked, pay_mch_key: key } = request
    const content = sameContentKey('micro_freeze', request)
    const found = repeated(asked.out_freeze_no, content)
    if (found) return isHold(found) ? answerFor(found, nextLine(found)) : found

    const tender = tenderOfCode(asked.author_code)
    if (!tender) return wrongCall('参数freeze_content.author_code不是付款码。')
    if (tender !== tenderOfPlatform(key.pay_platform)) {
      return wrongCall('参数pay_mch_key.pay_platform与freeze_content.author_code不符。')
    }
    if (tender === 'memberCard') return wrongCall('参数pay_mch_key.pay_platform不支持押金。')
    if (!right.works()) return depositsFail()
    const code = bank.check(asked.author_code)
    if (code.known && code.wallet.behaviour.line === 'lost') {
      const { times = Infinity } = code.wallet.behaviour
      if (code.countLoss() <= times) return { ...done(), line: 'lost' }
    }
    const hold = holds.open({
      ...opened(request, content, tender),
      trade: 'micro',
      authorCode: asked.author_code,
      codeUrl: undefined,
      expiresAt: clock.now() + DEFAULT_LIFE_MS,
    })
    if (!code.known) {
      holds.fail(hold, CODE_WORDS[code.why])
      return answerFor(hold, 'fine')
    }
    code.use()
    hold.wallet = code.wallet
    hold.behaviour = code.wallet.behaviour
    playCustomer(code.wallet.behaviour, actsOf(hold, code.wallet))
    const line = nextLine(hold)
    if (line !== 'otherOrder') return answerFor(hold, line)
    return { ...done({ freeze_order_content: anotherHold(hold), pay_mch_key: mchKeyOf(hold, merchant) }), line }
  }

  function scancodeFreeze(request: ScancodeFreeze): Outcome {
    const { freeze_content: asked, pay_mch_key: key } = request
    const content = sameContentKey('scancode_freeze', request)
    const found = repeated(asked.out_freeze_no, content)
    if (found) return isHold(found) ? done({ code_url: found.codeUrl }) : found

    if (tenderOfPlatform(key.pay_platform) !== 'alipay') return wrongCall('参数pay_mch_key.pay_platform不支持扫码冻结。')
    const expiresAt = asked.time_expire === undefined ? clock.now() + DEFAULT_LIFE_MS : asked.time_expire * 1000
    if (expiresAt <= clock.now()) return wrongCall('参数freeze_content.time_expire已过期。')
    if (!right.works()) return depositsFail()
    const hold = holds.open({
      ...opened(request, content, 'alipay'),
      trade: 'scan',
      authorCode: undefined,
      codeUrl: `https://qr.alipay.com/${lettersAndDigits(random, 20)}`,
      expiresAt,
    })
    holds.wait(hold, false)
    holds.later(hold, expiresAt - clock.now(), () => holds.timeOut(hold))
    return done({ code_url: hold.codeUrl })
  }

  function queryFreeze(request: QueryFreezeOrder): Outcome {
    const hold = holds.get(request.out_freeze_no)
    if (!hold) return refusal('冻结单不存在。')
    if (tenderOfPlatform(request.pay_mch_key.pay_platform) !== hold.tender) {
      return wrongCall('参数pay_mch_key.pay_platform与冻结单不符。')
    }
    return done({
      freeze_order_content: freezeContent(hold),
      pay_mch_key: mchKeyOf(hold, merchant),
      order_client: hold.client,
    })
  }

  /** The customer holds the phone before the QR on the till. */
  function scanQr(wallet: Wallet, hold: Hold): void {
    if (hold.tender !== wallet.tender) throw new Error('this QR is for another wallet')
    if (hold.phase !== 'waiting') throw new Error('this QR is no longer open')
    hold.wallet = wallet
    playScan(wallet.behaviour, actsOf(hold, wallet))
  }

  /** The customer answers the question on the phone. False when there is none, or when the phone has no network. */
  function answerQuestion(wallet: Wallet, hold: Hold, pays: boolean): boolean {
    if (!hold.asking || hold.wallet !== wallet || !wallet.online) return false
    if (pays) return holds.hold(hold, wallet)
    if (hold.trade === 'micro') return holds.stop(hold)
    hold.asking = false
    return true
  }

  return { microFreeze, scancodeFreeze, queryFreeze, scanQr, answerQuestion }
}
