import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { masked } from '../../../cloudpay/client/answer.ts'
import { checkedBaseUrl } from '../../../cloudpay/client/network.ts'
import { orderAnswer, refundAnswer } from '../../../cloudpay/client/order-answer.ts'
import { orderContentSchema } from '../../../cloudpay/protocol/messages/order.ts'
import { passwordProof } from '../../../cloudpay/client/staff-proof.ts'

describe('an order as the till reads it', () => {
  test('has fen, epoch milliseconds and our words', () => {
    const content = {
      out_trade_no: '1',
      total_fee: 1000,
      cash_fee: 900,
      settlement_total_fee: 950,
      transaction_id: 'T',
      time_end: 1795385360,
      is_transforming: true,
      remark: '三号桌',
      card_order_content_ext: { current_trade_state: 2, membership_number: '9900' },
    }
    expect(orderAnswer(content, null)).toEqual({
      orderNo: '1',
      amountFen: 1000,
      tender: 'memberCard',
      state: 'paid',
      verdict: 'paid',
      rawState: 2,
      platformTxnId: 'T',
      paidFen: 900,
      settledFen: 950,
      paidAt: 1795385360000,
      transforming: true,
      membershipNumber: '9900',
      isTopUp: null,
      bonusFen: null,
      codeUrl: null,
      stateText: null,
      remark: '三号桌',
    })
  })

  test('says null for what was not said, and for a time of zero', () => {
    const answer = orderAnswer(
      { out_trade_no: '1', time_end: 0, transaction_id: '', alipay_order_content_ext: { current_trade_state: 4 } },
      null,
    )
    expect(answer).toMatchObject({
      amountFen: null,
      paidFen: null,
      settledFen: null,
      paidAt: null,
      platformTxnId: null,
      tender: 'alipay',
    })
  })

  test.each([
    [{ source_type: 5 }, true, null],
    [{ source_type: 0 }, false, null],
    [{ source_type: 5, is_card_recharge: true, recharge_bonus_fee: 800 }, true, 800],
    [{ is_card_recharge: false, source_type: 5 }, false, null],
    [{ recharge_bonus_fee: 0.5 }, null, null],
    [{}, null, null],
  ])('says whether it topped a card up, and with which bonus: %o', (said, isTopUp, bonusFen) => {
    const told = orderContentSchema.parse({ out_trade_no: '1', ...said, wxpay_order_content_ext: { current_trade_state: 2 } })
    expect(orderAnswer(told, null)).toMatchObject({ verdict: 'paid', isTopUp, bonusFen })
  })

  test('is none without a state, or with one that no document knows', () => {
    expect(orderAnswer({ out_trade_no: '1' }, null)).toBeNull()
    expect(orderAnswer({ out_trade_no: '1', wxpay_order_content_ext: { current_trade_state: 15 } }, null)).toBeNull()
    expect(orderAnswer({ out_trade_no: '1', alipay_order_content_ext: { current_trade_state: 3 } }, null)).toBeNull()
  })

  test.each([
    ['no trace', {}, {}, 'ambiguous'],
    ['traces of zero', { refunded_fee: 0 }, { gmt_refund: 0, refund_fee: 0 }, 'ambiguous'],
    ['a refunded amount', { refunded_fee: 1 }, {}, 'refunded'],
    ['a refund’s fee', {}, { refund_fee: 1 }, 'refunded'],
    ['a refund’s time', {}, { gmt_refund: 1795385360 }, 'refunded'],
    ['the time of payment alone', { time_end: 1795385360 }, {}, 'ambiguous'],
  ])('of Alipay in state 5 with %s', (_title, more, ext, verdict) => {
    const content = { out_trade_no: '1', ...more, alipay_order_content_ext: { current_trade_state: 5, ...ext } }
    expect(orderAnswer(content, null)).toMatchObject({ state: 'closedOrRefunded', verdict })
  })

  test('of the book takes its tender from the wire’s own number', () => {
    const content = { out_trade_no: '1', record_order_content_ext: { current_trade_state: 2 } }
    expect(orderAnswer(content, { sub_pay_platform: 402 })?.tender).toBe('cashRecord')
    expect(orderAnswer(content, { sub_pay_platform: 401 })?.tender).toBe('bankCardRecord')
    expect(orderAnswer(content, null)?.tender).toBeNull()
  })
})

test('a refund that needs a person says so', () => {
  const content = { out_trade_no: '1', out_refund_no: '2', refund_fee: 30, total_fee: 100 }
  const answer = refundAnswer({ ...content, wxpay_refund_order_content_ext: { state: 5, refund_recv_account: '零钱' } })
  expect(answer).toMatchObject({ amountFen: 30, orderFen: 100, state: 'needsPerson', verdict: 'needsPerson', receivedBy: '零钱' })
  expect(refundAnswer({ ...content, wxpay_refund_order_content_ext: { state: 9 } })).toBeNull()
})

test('a password is proved over the nonce, as the ruling writes it', () => {
  const salted = createHash('sha256').update('shop:8:秘密').digest('hex').toUpperCase()
  const proof = createHmac('sha256', salted).update('nonce').digest('hex').toUpperCase()
  expect(passwordProof('shop', '8', '秘密', 'nonce')).toBe(proof)
  expect(passwordProof('shop', '8', '秘密', 'other')).not.toBe(proof)
})

test('a text from outside loses what is secret and stays short', () => {
  expect(masked('code 134500000000000001 is used, key K', ['134500000000000001', 'K', ''])).toBe('code … is used, key …')
  for (const code of ['100000000000000000', '155555555555555555', '2512345678901234', '301234567890123456789012', '9912345678']) {
    expect(masked(`付款码${code}无效`, [])).toBe('付款码…无效')
  }
  expect(masked('01000052202611220001 log 1234567890', [])).toBe('01000052202611220001 log 1234567890')
  expect(masked(`${'文'.repeat(254)}😀`, [])).toBe('文'.repeat(254))
  expect(masked('文'.repeat(300), [])).toHaveLength(255)
})

describe('a base URL', () => {
  test.each(['https://pay.qcloud.com/cpay/', 'http://127.0.0.1:1/cpay/', 'http://localhost:1/cpay/', 'http://[::1]:1/cpay/'])(
    'may be %s',
    (url) => {
      expect(checkedBaseUrl(url).href).toBe(url)
      expect(checkedBaseUrl(url.slice(0, -1)).href).toBe(url)
    },
  )

  test.each([
    'http://pay.qcloud.com/cpay/',
    'http://10.0.0.1/cpay/',
    'ftp://127.0.0.1/',
    'pay.qcloud.com',
    '',
    'https://a:b@pay.qcloud.com/cpay/',
    'http://127.0.0.1.evil.example/',
  ])('may not be %j', (url) => {
    expect(() => checkedBaseUrl(url)).toThrow(RangeError)
  })
})
