import { describe, expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import type { CloudPay } from '../../../cloudpay/client/client.ts'
import { making } from './one-call.ts'

/** Asking a second person by phone (RULINGS 14, 15): what is sent, and that only a whole grant is one. */

const ids = { out_sub_mch_id: 'sub01', out_shop_id: 'shop01', device_id: 'till-1', nonce_str: 'n0nce' }
const question = { activator: 'handle', orderNo: '0100005201', amountFen: fen(1280) }
const start = (pay: CloudPay) => pay.startApproval({ orderNo: '0100005201', amountFen: fen(1280), staffId: '8' })
const check = (pay: CloudPay) => pay.checkApproval(question)
const LINK = 'https://pay.example/approval?t=1'

describe('asking for an approval', () => {
  const asking = (told: Record<string, unknown>) => making('refund_approval_start', told, start)

  test('names who asks, the order and the amount; the answer is a handle, a text for the QR and its life in ms', async () => {
    const { result, sent } = await asking({ activator: 'handle', qr_code_url: LINK, ttl: 120 })
    expect(sent).toEqual({ ...ids, staff_id: '8', out_trade_no: '0100005201', refund_fee: 1280 })
    expect(result).toMatchObject({ outcome: 'ok', answer: { activator: 'handle', qrText: LINK, ttl: 120_000 } })
  })

  test.each([
    ['no handle', { qr_code_url: LINK, ttl: 120 }],
    ['an empty handle', { activator: '', qr_code_url: LINK, ttl: 120 }],
    ['no link', { activator: 'handle', ttl: 120 }],
    ['a link that no camera reads', { activator: 'handle', qr_code_url: 'x'.repeat(513), ttl: 120 }],
    ['no time', { activator: 'handle', qr_code_url: LINK, ttl: 0 }],
    ['time without end', { activator: 'handle', qr_code_url: LINK, ttl: 3601 }],
    ['a time that is no number', { activator: 'handle', qr_code_url: LINK, ttl: '120' }],
  ])('an answer with %s is none', async (_what, told) => {
    expect((await asking(told)).result).toMatchObject({ outcome: 'unknown', reason: 'unreadable' })
  })
})

describe('asking what became of it', () => {
  const about = { activator: 'handle', out_trade_no: '0100005201', refund_fee: 1280 }
  const grant = { ...about, state: 'granted', granted: true, authorization_staff_id: '0001', authorization_name: '陈经理' }
  const asking = (told: Record<string, unknown>) => making('refund_approval_check', told, check)

  test('a grant names who gave it', async () => {
    const { result, sent } = await asking(grant)
    expect(sent).toEqual({ ...ids, activator: 'handle' })
    expect(result).toMatchObject({
      outcome: 'ok',
      answer: { state: 'granted', approver: { staffId: '0001', name: '陈经理' } },
    })
    const nameless = await asking({ ...grant, authorization_name: undefined })
    expect(nameless.result).toMatchObject({ answer: { approver: { staffId: '0001', name: '0001' } } })
  })

  test.each(['waiting', 'refused', 'expired'])('%s is told apart, and names nobody', async (state) => {
    const { result } = await asking({ ...about, state, granted: false, authorization_staff_id: '0001' })
    expect(result).toMatchObject({ outcome: 'ok' })
    expect('answer' in result && result.answer).toEqual({ state })
  })

  test.each([
    ['that waits and is granted at once', { state: 'waiting' }],
    ['that is refused and granted at once', { state: 'refused' }],
    ['that is granted and not granted at once', { granted: false }],
    ['in a state that no document knows', { state: 'approved' }],
    ['without a state', { state: undefined }],
    ['without the word itself', { granted: undefined }],
    ['whose word is no yes or no', { granted: 'true' }],
    ['of nobody', { authorization_staff_id: undefined }],
    ['of nobody by name', { authorization_staff_id: '' }],
    ['without its order', { out_trade_no: undefined }],
    ['without its amount', { refund_fee: undefined }],
  ])('a grant %s is none', async (_what, change) => {
    expect((await asking({ ...grant, ...change })).result).toMatchObject({ outcome: 'unknown', reason: 'unreadable' })
  })

  test.each([
    ['another request', { activator: 'other' }],
    ['another order', { out_trade_no: '0100005202' }],
    ['another amount', { refund_fee: 1281 }],
  ])('a grant for %s is not believed', async (_what, change) => {
    expect((await asking({ ...grant, ...change })).result).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
  })
})
