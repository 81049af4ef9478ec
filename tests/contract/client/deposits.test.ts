import { describe, expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import type { CloudPay } from '../../../cloudpay/client/client.ts'
import { making } from './one-call.ts'
import { PAYMENT } from './scripted-server.ts'
import { HOLD, hold, LIE, look, MERCHANT, NO_ANSWER, RELEASE, TILL } from './told-deposits.ts'

/** Holds and looks at them, against a server that says what a test tells it to: the right thing, or a lie. */

const freeze = (pay: CloudPay) => pay.microFreeze({ ...hold, paymentCode: PAYMENT.paymentCode })

describe('a hold by code', () => {
  test('says all the tables ask for, and comes back in our words', async () => {
    const { result, sent } = await making('micro_freeze', { freeze_order_content: HOLD }, freeze)
    expect(sent).toEqual({
      freeze_content: {
        out_freeze_no: 'f1',
        freeze_fee: 100,
        fee_type: 'CNY',
        body: '押金',
        remark: '302房',
        author_code: PAYMENT.paymentCode,
      },
      pay_mch_key: { pay_platform: 1, sub_pay_platform: 100, ...MERCHANT },
      order_client: TILL,
      nonce_str: 'n0nce',
    })
    expect(result).toMatchObject({ outcome: 'ok', answer: { holdNo: 'f1', verdict: 'held', heldFen: 100, leftFen: 100 } })
  })

  test.each([
    ['of another number', { out_freeze_no: 'f2' }, LIE],
    ['of another sum', { freeze_fee: 99 }, LIE],
    [
      'of another wallet',
      { wxpay_freeze_order_content_ext: null, alipay_freeze_order_content_ext: { current_trade_state: 2 } },
      LIE,
    ],
    ['with more gone than was held', { total_consume_fee: 101 }, NO_ANSWER],
    ['with an amount that is no integer', { freeze_fee: 100.5 }, NO_ANSWER],
    ['with a sum that is no number', { total_consume_fee: '1' }, NO_ANSWER],
    ['in a state no document knows', { wxpay_freeze_order_content_ext: { current_trade_state: 9 } }, NO_ANSWER],
    ['in no state', { wxpay_freeze_order_content_ext: null }, NO_ANSWER],
  ])('that is answered with one %s is unknown', async (_what, change, expected) => {
    const { result } = await making('micro_freeze', { freeze_order_content: { ...HOLD, ...change } }, freeze)
    expect(result).toMatchObject(expected)
  })

  test('that waits for the password is told as waiting', async () => {
    const waiting = { ...HOLD, time_end: 0, wxpay_freeze_order_content_ext: { current_trade_state: 3 } }
    const { result } = await making('micro_freeze', { freeze_order_content: waiting }, freeze)
    expect(result).toMatchObject({ outcome: 'ok', answer: { verdict: 'waiting', leftFen: 0, heldAt: null } })
  })
})

test('a hold by QR is Alipay’s, with its expiry in seconds, and comes back as the text to draw', async () => {
  const q = { holdNo: 'f1', amountFen: fen(100), body: '押金', remark: '', staffId: '8', expiresAt: 1795385360999 }
  const { result, sent } = await making('scancode_freeze', { code_url: 'https://qr.alipay.com/x' }, (pay) =>
    pay.scanCodeFreeze(q),
  )
  expect(sent).toEqual({
    freeze_content: { out_freeze_no: 'f1', freeze_fee: 100, fee_type: 'CNY', body: '押金', time_expire: 1795385360 },
    pay_mch_key: { pay_platform: 2, sub_pay_platform: 200, ...MERCHANT },
    order_client: TILL,
    nonce_str: 'n0nce',
  })
  expect(result).toMatchObject({ outcome: 'ok', answer: { holdNo: 'f1', codeUrl: 'https://qr.alipay.com/x' } })
})

describe('a look', () => {
  test('at a hold tells where its money is', async () => {
    const content = { ...HOLD, total_consume_fee: 60, total_manual_unfreeze_fee: 40, total_refund_fee: 5 }
    const closed = { ...content, wxpay_freeze_order_content_ext: { current_trade_state: 5 } }
    const { result, sent } = await making('query_freeze_order', { freeze_order_content: closed }, (pay) =>
      pay.queryFreezeOrder(look),
    )
    expect(sent).toEqual({
      pay_mch_key: { pay_platform: 1, ...MERCHANT },
      order_client: TILL,
      out_freeze_no: 'f1',
      nonce_str: 'n0nce',
    })
    expect(result).toMatchObject({
      outcome: 'ok',
      answer: { verdict: 'closed', heldFen: 100, capturedFen: 60, releasedFen: 40, refundedFen: 5, leftFen: 0 },
    })
    const astray = await making('query_freeze_order', { freeze_order_content: { ...HOLD, out_freeze_no: 'f2' } }, (pay) =>
      pay.queryFreezeOrder(look),
    )
    expect(astray.result).toMatchObject(LIE)
    const smaller = await making('query_freeze_order', { freeze_order_content: { ...HOLD, freeze_fee: 99 } }, (pay) =>
      pay.queryFreezeOrder({ ...look, ...hold }),
    )
    expect(smaller.result).toMatchObject({ outcome: 'ok', answer: { heldFen: 99 } })
  })

  test('at the releases tells all of them, or the one that is named', async () => {
    const two = [RELEASE, { ...RELEASE, out_unfreeze_no: 'u2', unfreeze_fee: 5 }]
    const all = await making('query_unfreeze_order', { unfreeze_order_content: two }, (pay) => pay.queryUnfreezeOrder(look))
    expect(all.sent).toEqual({
      pay_mch_key: { pay_platform: 1, ...MERCHANT },
      order_client: TILL,
      out_freeze_no: 'f1',
      nonce_str: 'n0nce',
    })
    expect(all.result).toMatchObject({ outcome: 'ok', answer: [{ releaseNo: 'u1' }, { releaseNo: 'u2', amountFen: 5 }] })
    const named = (pay: CloudPay) => pay.queryUnfreezeOrder({ ...look, releaseNo: 'u2' })
    const one = await making('query_unfreeze_order', { unfreeze_order_content: two }, named)
    expect(one.sent).toMatchObject({ out_unfreeze_no: 'u2' })
    expect(one.result.outcome === 'ok' && one.result.answer.map((found) => found.releaseNo)).toEqual(['u2'])
    const single = await making('query_unfreeze_order', { unfreeze_order_content: RELEASE }, (pay) =>
      pay.queryUnfreezeOrder(look),
    )
    expect(single.result).toMatchObject({ outcome: 'ok', answer: [{ releaseNo: 'u1' }] })
    const none = await making('query_unfreeze_order', {}, (pay) => pay.queryUnfreezeOrder(look))
    expect(none.result).toMatchObject({ outcome: 'ok', answer: [] })
    const missing = await making('query_unfreeze_order', { unfreeze_order_content: [RELEASE] }, named)
    expect(missing.result).toMatchObject(LIE)
    const foreign = await making(
      'query_unfreeze_order',
      { unfreeze_order_content: [...two, { ...RELEASE, out_freeze_no: 'f2' }] },
      (pay) => pay.queryUnfreezeOrder(look),
    )
    expect(foreign.result).toMatchObject(LIE)
  })
})
