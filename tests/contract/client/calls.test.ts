import { generateKeyPairSync } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { pssMatches } from '../../../cloudpay/protocol/envelope.ts'
import type { CloudPay } from '../../../cloudpay/client/client.ts'
import { making } from './one-call.ts'
import { clientOf, contentIn, PAID, PAYMENT, scripted, type Scripted } from './scripted-server.ts'

let server: Scripted | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

const TILL = {
  device_id: 'till-1',
  staff_id: '8',
  terminal_type: 4,
  sub_terminal_type: 7,
  machine_no: '02:42:ac:11:00:02',
  sdk_version: 'guitai-0.1',
  sn_code: 'GUITAI_A_0001',
}
const MERCHANT = { out_mch_id: 'mch01', out_sub_mch_id: 'sub01', out_shop_id: 'shop01' }

test('a payment says everything about the till, and leaves an empty remark out', async () => {
  server = await scripted((_request, response) => response.end(PAID))
  await clientOf([server.baseUrl], { random: () => 'n0nce' }).pay.microPay(PAYMENT)
  const sent = contentIn(server.got[0])
  expect(sent).toEqual({
    pay_content: {
      out_trade_no: PAYMENT.orderNo,
      author_code: PAYMENT.paymentCode,
      total_fee: 1280,
      fee_type: 'CNY',
      body: '柜台',
    },
    pay_mch_key: { pay_platform: 1, sub_pay_platform: 100, ...MERCHANT },
    order_client: { ...TILL, spbill_create_ip: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/) as unknown },
    nonce_str: 'n0nce',
  })
})

test('a nonce is fresh for every request', async () => {
  server = await scripted((_request, response) => response.end(PAID))
  const { pay } = clientOf([server.baseUrl])
  for (let turn = 0; turn < 5; turn++) await pay.microPay(PAYMENT)
  const nonces = server.got.map((got) => contentIn(got)['nonce_str'])
  expect(new Set(nonces).size).toBe(5)
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-z]{32}$/)
})

const ORDER = { out_trade_no: '1', total_fee: 5, alipay_order_content_ext: { current_trade_state: 6 } }

test('an order is asked about with its platform, or without when nobody knows it', async () => {
  const q = { orderNo: '1', tradeType: 1, staffId: '8' }
  const known = await making('query_order', { order_content: ORDER }, (pay) => pay.queryOrder({ ...q, tender: 'alipay' }))
  expect(known.sent).toMatchObject({
    out_trade_no: '1',
    trade_type: 1,
    pay_mch_key: { pay_platform: 2, sub_pay_platform: 200, ...MERCHANT },
    order_client: TILL,
  })
  expect(known.result).toMatchObject({ outcome: 'ok', answer: { state: 'paidFinal', verdict: 'paid', tender: 'alipay' } })
  const open = await making('query_order', { order_content: ORDER }, (pay) => pay.queryOrder({ ...q, tender: null }))
  expect(open.sent['pay_mch_key']).toEqual(MERCHANT)
  const other = await making('query_order', { order_content: { ...ORDER, out_trade_no: '2' } }, (pay) =>
    pay.queryOrder({ ...q, tender: null }),
  )
  expect(other.result).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
})

test('a QR order comes back as the text to draw', async () => {
  const { result, sent } = await making('scan_code_pay', { code_url: 'weixin://wxpay/bizpayurl?pr=x' }, (pay) =>
    pay.scanCodePay({
      orderNo: '1',
      amountFen: fen(5),
      tender: 'wechat',
      body: '柜台',
      remark: '三号',
      staffId: '8',
      expiresAt: 1795385360999,
    }),
  )
  expect(sent).toMatchObject({
    pay_content: { out_trade_no: '1', total_fee: 5, remark: '三号', time_expire: 1795385360 },
    order_client: TILL,
  })
  expect(result).toMatchObject({ outcome: 'ok', answer: { orderNo: '1', codeUrl: 'weixin://wxpay/bizpayurl?pr=x' } })
})

test('an order is closed under its own name', async () => {
  const { result, sent } = await making('close_order', { nonce_str: 's' }, (pay) =>
    pay.closeOrder({ orderNo: '1', tender: 'wechat', tradeType: 2, staffId: '8' }),
  )
  expect(sent).toMatchObject({ out_trade_no: '1', trade_type: 2, order_client: TILL })
  expect(result).toMatchObject({ outcome: 'ok' })
})

test('a reversal is signed with the merchant’s own key, and with nothing else', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { result, sent, envelope } = await making('reverse', { nonce_str: 's' }, (pay) =>
    pay.reverse({ orderNo: '1', tender: 'wechat', staffId: '8', privateKey }),
  )
  expect(envelope.authen_info.a).toBeUndefined()
  expect(pssMatches(publicKey, envelope.request_content, envelope.authen_info.s?.sign ?? '')).toBe(true)
  expect(sent).toMatchObject({ out_trade_no: '1', order_client: TILL })
  expect(result).toMatchObject({ outcome: 'ok' })
})

test('a reversal with a key that cannot sign is not sent', async () => {
  server = await scripted((_request, response) => response.end(PAID))
  const { pay } = clientOf([server.baseUrl])
  const result = await pay.reverse({ orderNo: '1', tender: 'wechat', staffId: '8', privateKey: 'no key' })
  expect(result).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
  expect(server.got).toHaveLength(0)
})

const REFUND = {
  out_trade_no: '1',
  out_refund_no: 'r1',
  refund_fee: 3,
  total_fee: 5,
  wxpay_refund_order_content_ext: { state: 4 },
}

test('a refund says whose right it is, asks for the check, and names its person', async () => {
  const q = {
    orderNo: '1',
    refundNo: 'r1',
    orderFen: fen(5),
    amountFen: fen(3),
    tender: 'wechat',
    reason: '退货',
    staffId: '8',
  } as const
  const own = { isAdmin: false, authorizedBy: { staffId: '9', name: '王店长' } }
  const { result, sent } = await making('refund', { refund_order_content: REFUND }, (pay) => pay.refund({ ...q, ...own }))
  expect(sent).toEqual({
    refund_content: {
      out_trade_no: '1',
      out_refund_no: 'r1',
      total_fee: 5,
      refund_fee: 3,
      refund_fee_type: 'CNY',
      refund_reason: '退货',
    },
    pay_mch_key: {
      pay_platform: 1,
      ...MERCHANT,
      is_sub_mch_admin: false,
      authorization_staff_id: '9',
      authorization_name: '王店长',
    },
    order_client: { ...TILL, spbill_create_ip: expect.any(String) as unknown },
    api_version: 2,
    nonce_str: 'n0nce',
  })
  expect(result).toMatchObject({ outcome: 'ok', answer: { refundNo: 'r1', amountFen: 3, state: 'inWork', verdict: 'waiting' } })
  const astray = await making('refund', { refund_order_content: { ...REFUND, out_refund_no: 'r2' } }, (pay) =>
    pay.refund({ ...q, ...own }),
  )
  expect(astray.result).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
  const over = await clientOf(['http://127.0.0.1:1/cpay/']).pay.refund({ ...q, ...own, amountFen: fen(6) })
  expect(over).toMatchObject({ outcome: 'unknown', reason: 'notSent', text: expect.stringContaining('refund_fee') as unknown })
})

test('a refund is found in the list of answers, the till told as a list', async () => {
  const others = [
    { ...REFUND, out_refund_no: 'r0' },
    { ...REFUND, wxpay_refund_order_content_ext: { state: 2 } },
  ]
  const ask = (pay: CloudPay) => pay.queryRefundOrder({ orderNo: '1', refundNo: 'r1', tender: 'wechat', staffId: '8' })
  const found = await making('query_refund_order', { refund_order_content: others, order_client: [{ device_id: 'x' }] }, ask)
  expect(found.result).toMatchObject({ outcome: 'ok', answer: { refundNo: 'r1', state: 'refunded', verdict: 'done' } })
  expect(found.sent).toMatchObject({ out_trade_no: '1', out_refund_no: 'r1', order_client: TILL })
  const missing = await making('query_refund_order', { refund_order_content: others.slice(0, 1) }, ask)
  expect(missing.result).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
})
