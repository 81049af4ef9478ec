import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { captureAnswer, holdAnswer, releaseAnswer } from '../../../cloudpay/client/hold-answer.ts'

const wechat = (state: number) => ({ wxpay_freeze_order_content_ext: { current_trade_state: state } })
const alipay = (state: number) => ({ alipay_freeze_order_content_ext: { current_trade_state: state } })
const HOLD = { out_freeze_no: '1', freeze_fee: 100 }

describe('a hold as the till reads it', () => {
  test('has fen, epoch milliseconds and our words', () => {
    const content = {
      ...HOLD,
      freeze_id: 'T',
      trade_type: 1,
      create_time: 1795385350,
      time_end: 1795385360,
      is_transforming: false,
      remark: '302房',
      total_consume_fee: 60,
      total_manual_unfreeze_fee: 10,
      total_auto_unfreeze_fee: 5,
      total_refund_fee: 20,
      wxpay_freeze_order_content_ext: { current_trade_state: 2, trade_state_desc: '冻结成功' },
    }
    expect(holdAnswer(content)).toEqual({
      holdNo: '1',
      tender: 'wechat',
      state: 'held',
      verdict: 'held',
      rawState: 2,
      heldFen: 100,
      capturedFen: 60,
      releasedFen: 10,
      autoReleasedFen: 5,
      refundedFen: 20,
      leftFen: 25,
      tradeType: 1,
      platformHoldId: 'T',
      createdAt: 1795385350000,
      heldAt: 1795385360000,
      transforming: false,
      stateText: '冻结成功',
      remark: '302房',
    })
  })

  test('of which nothing was spent may leave the sums out, as the documents’ sample does', () => {
    const fresh = holdAnswer({ ...HOLD, time_end: 0, freeze_id: '', ...alipay(2) })
    expect(fresh).toMatchObject({ leftFen: 100, capturedFen: 0, heldAt: null, platformHoldId: null, tender: 'alipay' })
  })

  test.each([1, 3, 4, 5, 6, 7])('in WeChat Pay’s state %i has nothing left to spend', (state) => {
    expect(holdAnswer({ ...HOLD, ...wechat(state) })).toMatchObject({ heldFen: 100, leftFen: 0 })
  })

  test.each([
    ['a time of success', { time_end: 1795385360 }, 'closed'],
    ['something captured', { total_consume_fee: 100 }, 'closed'],
    ['something given back', { total_manual_unfreeze_fee: 1 }, 'closed'],
    ['something gone by itself', { total_auto_unfreeze_fee: 100 }, 'closed'],
    ['three sums of zero', { total_consume_fee: 0, total_manual_unfreeze_fee: 0, total_auto_unfreeze_fee: 0 }, 'notHeld'],
    ['two sums of zero', { total_consume_fee: 0, total_manual_unfreeze_fee: 0 }, 'ambiguous'],
    ['nothing', { time_end: 0 }, 'ambiguous'],
  ])('in Alipay’s one state for closed and for never held, with %s, is %s', (_what, facts, verdict) => {
    expect(holdAnswer({ ...HOLD, ...facts, ...alipay(3) })).toMatchObject({ state: 'closedOrNotHeld', verdict, leftFen: 0 })
  })

  test('whose sums contradict each other is no answer', () => {
    const held = { ...HOLD, ...wechat(2) }
    expect(holdAnswer({ ...held, total_consume_fee: 101 })).toBeNull()
    expect(holdAnswer({ ...held, total_consume_fee: 60, total_manual_unfreeze_fee: 41 })).toBeNull()
    expect(holdAnswer({ ...held, total_manual_unfreeze_fee: -1 })).toBeNull()
    expect(holdAnswer({ ...held, total_consume_fee: 60, total_refund_fee: 61 })).toBeNull()
    expect(holdAnswer({ ...held, freeze_fee: -1 })).toBeNull()
    expect(holdAnswer({ ...held, total_consume_fee: 60, total_manual_unfreeze_fee: 40, total_refund_fee: 60 })).toMatchObject({
      leftFen: 0,
    })
  })

  test('never tells another sum of its parts than what was held', () => {
    const sum = fc.option(fc.integer({ min: -5, max: 60 }))
    fc.assert(
      fc.property(sum, sum, sum, sum, (captured, released, auto, refunded) => {
        const answer = holdAnswer({
          ...HOLD,
          ...wechat(2),
          total_consume_fee: captured,
          total_manual_unfreeze_fee: released,
          total_auto_unfreeze_fee: auto,
          total_refund_fee: refunded,
        })
        if (answer === null) return
        const { capturedFen, releasedFen, autoReleasedFen, leftFen, heldFen } = answer
        expect(capturedFen + releasedFen + autoReleasedFen + leftFen).toBe(heldFen)
        expect(Math.min(capturedFen, releasedFen, autoReleasedFen, leftFen, answer.refundedFen)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('is none without a state, or with one that no document knows', () => {
    expect(holdAnswer(HOLD)).toBeNull()
    expect(holdAnswer({ ...HOLD, ...wechat(8) })).toBeNull()
    expect(holdAnswer({ ...HOLD, ...alipay(5) })).toBeNull()
  })
})

describe('a capture as the till reads it', () => {
  const order = { out_trade_no: '2', total_fee: 1, wxpay_order_content_ext: { current_trade_state: 14 } }

  test('is an order that is paid, with what it says of the hold', () => {
    const deposit = { out_freeze_no: '1', freeze_fee: 10, is_confirm_unfreeze: true, manual_unfreeze_fee: 9 }
    expect(captureAnswer({ ...order, ...deposit }, null)).toMatchObject({
      orderNo: '2',
      amountFen: 1,
      state: 'depositCaptured',
      verdict: 'paid',
      holdNo: '1',
      heldFen: 10,
      releasedFen: 9,
      restReleased: true,
    })
    expect(captureAnswer(order, null)).toMatchObject({ holdNo: null, heldFen: null, releasedFen: null, restReleased: null })
  })

  test('that took and gave back more than was held is no answer', () => {
    expect(captureAnswer({ ...order, freeze_fee: 10, manual_unfreeze_fee: 10 }, null)).toBeNull()
    expect(captureAnswer({ ...order, freeze_fee: 0 }, null)).toBeNull()
    expect(captureAnswer({ ...order, manual_unfreeze_fee: -1 }, null)).toBeNull()
    expect(captureAnswer({ ...order, wxpay_order_content_ext: { current_trade_state: 15 } }, null)).toBeNull()
  })
})

test('a release as the till reads it', () => {
  const release = { out_freeze_no: '1', out_unfreeze_no: '3', unfreeze_fee: 4, unfreeze_id: '', create_time: 7, remark: '退' }
  expect(releaseAnswer({ ...release, alipay_unfreeze_order_content_ext: { current_trade_state: 1 } })).toEqual({
    holdNo: '1',
    releaseNo: '3',
    amountFen: 4,
    state: 'created',
    verdict: 'waiting',
    rawState: 1,
    platformReleaseId: null,
    createdAt: 7000,
    transforming: false,
    remark: '退',
  })
  expect(releaseAnswer(release)).toBeNull()
  expect(releaseAnswer({ ...release, wxpay_unfreeze_order_content_ext: { current_trade_state: 5 } })).toBeNull()
})
