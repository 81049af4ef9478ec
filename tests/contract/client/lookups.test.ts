import { expect, test } from 'vitest'
import type { CloudPay } from '../../../cloudpay/client/client.ts'
import { making } from './one-call.ts'
import { clientOf, scripted, sealed } from './scripted-server.ts'

const SPAN = { from: 1795300000000, until: 1795386400000, thisDeviceOnly: true } as const

test('a list is asked for in whole seconds, the last one belonging to it, and sorted by kind', async () => {
  const order_details = [
    { order: { out_trade_no: '1', total_fee: 5, refunded_fee: 3, create_time: 7, wxpay_current_trade_state: 2 } },
    { refund_order: { out_trade_no: '1', out_refund_no: 'r1', refund_fee: 3 } },
    { freeze_order: { out_freeze_no: 'f1', freeze_fee: 9, total_manual_unfreeze_fee: 4, wxpay_current_trade_state: 2 } },
    { unfreeze_order: { out_unfreeze_no: 'u1', out_freeze_no: 'f1', unfreeze_fee: 4, wxpay_current_trade_state: 2 } },
  ]
  const { result, sent } = await making('query_order_list', { order_details, total_count: 4 }, (pay) =>
    pay.queryOrderList({ ...SPAN, kind: 'all', page: 1, pageSize: 100, tenders: ['wechat', 'cashRecord'], staffId: '8' }),
  )
  expect(sent).toEqual({
    sub_pay_platforms: [100, 402],
    out_sub_mch_id: 'sub01',
    out_shop_id: 'shop01',
    device_id: 'till-1',
    staff_id: '8',
    order_type: 3,
    start_time: 1795300000,
    end_time: 1795386399,
    pay_time_type: 2,
    refund_time_type: 2,
    time_filter: 2,
    status: 0,
    page_num: 1,
    page_size: 100,
    nonce_str: 'n0nce',
  })
  expect(result).toMatchObject({
    outcome: 'ok',
    answer: {
      total: 4,
      orders: [{ orderNo: '1', amountFen: 5, refundedFen: 3, createdAt: 7000, state: 'paid', verdict: 'paid', tender: 'wechat' }],
      refunds: [{ refundNo: 'r1', orderNo: '1', amountFen: 3, verdict: 'ambiguous' }],
      holds: [{ holdNo: 'f1', tender: 'wechat', verdict: 'held', amounts: { heldFen: 9, releasedFen: 4, leftFen: 5 } }],
      releases: [{ releaseNo: 'u1', holdNo: 'f1', amountFen: 4, verdict: 'done' }],
    },
  })
})

test('a row that says no state, or sums that cannot be, is in doubt and hides no other', async () => {
  const base = { freeze_fee: 9, alipay_current_trade_state: 2 }
  const order_details = [
    { freeze_order: { ...base, out_freeze_no: 'f1', total_consume_fee: 10 } },
    { freeze_order: { out_freeze_no: 'f2', freeze_fee: 9 } },
    { freeze_order: { ...base, out_freeze_no: 'f3', time_end: 7, staff_id: '8', shop_name: '店', sub_pay_platform: 200 } },
    { unfreeze_order: { out_unfreeze_no: 'u1' } },
    { unfreeze_order: { out_unfreeze_no: 'u2', unfreeze_fee: 2, alipay_current_trade_state: 3 } },
  ]
  const { result } = await making('query_order_list', { order_details }, (pay) =>
    pay.queryOrderList({ ...SPAN, kind: 'holds', page: 1, pageSize: 100 }),
  )
  expect(result).toMatchObject({
    outcome: 'ok',
    answer: {
      holds: [
        { holdNo: 'f1', verdict: 'ambiguous', amounts: null, state: 'held' },
        { holdNo: 'f2', verdict: 'ambiguous', state: null, tender: null, amounts: { leftFen: 0 } },
        { holdNo: 'f3', verdict: 'held', tender: 'alipay', heldAt: 7000, staffId: '8', shopName: '店', amounts: { leftFen: 9 } },
      ],
      releases: [
        { releaseNo: 'u1', holdNo: null, amountFen: null, verdict: 'ambiguous' },
        { releaseNo: 'u2', amountFen: 2, verdict: 'failed' },
      ],
    },
  })
})

test('a list may be long: past the ordinary limit, and with a capital Internal_status', async () => {
  const order_details = Array.from({ length: 100 }, (_row, index) => ({
    order: { out_trade_no: `${index}`, remark: '长'.repeat(2000) },
  }))
  const content = `{"status":0,"log_id":1,"Internal_status":0,"query_order_list":${JSON.stringify({ order_details })}}`
  expect(content.length * 3).toBeGreaterThan(256 * 1024)
  const server = await scripted((_request, response) => response.end(sealed(content)))
  const { pay } = clientOf([server.baseUrl])
  const result = await pay.queryOrderList({ ...SPAN, kind: 'payments', page: 1, pageSize: 100 })
  expect(result.outcome === 'ok' && result.answer.orders.length).toBe(100)
})

test('totals come as rows', async () => {
  const { result, sent } = await making(
    'query_order_list_overview',
    { overviews: [{ success_amount: -5, poundage: -1 }] },
    (pay) => pay.queryOrderListOverview({ ...SPAN, by: 'creation', includeUnsuccessful: true }),
  )
  expect(sent).toMatchObject({ time_filter: 1, status: 1, order_type: 3 })
  expect(result).toMatchObject({ outcome: 'ok', answer: [{ success_amount: -5, poundage: -1 }] })
})

test('shops come with their people', async () => {
  const shop_infos = [{ out_shop_id: 'shop01', staff_infos: [{ staff_id: '8', staff_name: '小李', shop_manager: false }] }]
  const { result, sent } = await making('query_sub_mch_shop_info', { shop_infos, total_count: 1 }, (pay) =>
    pay.queryShopInfo({ page: 1, pageSize: 50 }),
  )
  expect(sent).toEqual({ out_mch_id: 'mch01', out_sub_mch_id: 'sub01', page_num: 1, page_size: 50, nonce_str: 'n0nce' })
  expect(result).toMatchObject({ outcome: 'ok', answer: { total: 1, shops: [{ staff_infos: [{ staff_name: '小李' }] }] } })
})

test('a device is freed with its serial, and answers no object of its own', async () => {
  const { result, sent } = await making('unbind_device_sn_code', {}, (pay) => pay.unbindDevice())
  expect(sent).toMatchObject({ out_sub_mch_id: 'sub01', out_shop_id: 'shop01', device_id: 'till-1', sn_code: 'GUITAI_A_0001' })
  expect(result).toMatchObject({ outcome: 'ok' })
})

test('a sign-in proves the password and never sends it; rights not given are none', async () => {
  const login = (pay: CloudPay) => pay.staffLogin({ staffId: '8', password: '口令1234' })
  const { result, sent } = await making(
    'staff_login',
    { staff_id: '8', staff_name: '小李', refund_auth: true, login_time: 1795385360 },
    login,
  )
  expect(sent).toEqual({
    out_sub_mch_id: 'sub01',
    out_shop_id: 'shop01',
    device_id: 'till-1',
    staff_id: '8',
    password_proof: expect.stringMatching(/^[0-9A-F]{64}$/) as unknown,
    nonce_str: 'n0nce',
  })
  expect(result).toMatchObject({
    outcome: 'ok',
    answer: { staffId: '8', name: '小李', shopManager: false, admin: false, mayRefund: true, loginAt: 1795385360000 },
  })
  const other = await making('staff_login', { staff_id: '9' }, login)
  expect(other.result).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
})
