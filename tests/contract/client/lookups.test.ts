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

test('a row tells everything of an order that F11 names; what is left out, empty or unknown is null', async () => {
  const detail = JSON.stringify({ goods_detail: [{ goods_id: 'g1', goods_name: '拿铁', quantity: 2, price: 900 }] })
  const order = {
    out_trade_no: '1',
    client_flow_id: 'POS-7',
    trade_type: 8,
    source_type: 4,
    total_fee: 2000,
    cash_fee: 1800,
    discount_fee: 200,
    settlement_total_fee: 1800,
    remaining_settlement_fee: 1300,
    income_fee: 1789,
    poundage: 11,
    refunded_fee: 500,
    refund_create_time: 1795300100,
    refund_time: 1795300200,
    create_time: 1795300000,
    time_end: 1795300005,
    last_update_time: 1795300200,
    shop_name: '南山店',
    device_name: 'A1 前台',
    staff_id: '8',
    staff_name: '小李',
    qrcode_name: '大堂立牌',
    membership_number: '880001206',
    is_card_recharge: true,
    recharge_bonus_fee: 50,
    credits: 3,
    remark: '1208 房',
    body: '海风酒店',
    detail,
    out_freeze_no: 'f1',
    freeze_fee: 9000,
    manual_unfreeze_fee: 7000,
    coupon_infos: [
      { coupon_fee: 150, coupon_type: 'NO_CASH', contribute_type: 1 },
      { coupon_fee: 50, coupon_type: 'CASH', contribute_type: 2 },
      { coupon_fee: 1, coupon_type: 'NEW', contribute_type: 9 },
      { coupon_id: 'without a sum' },
    ],
  }
  const refund_order = {
    out_trade_no: '1',
    out_refund_no: 'r1',
    refund_fee: 500,
    settlement_refund_fee: 450,
    poundage: -3,
    income_fee: -447,
    refund_reason: '多收\n操作者：小李\n授权者：陈经理',
    client_refund_flow_id: 77,
    pay_last_update_time: 1795300005,
    create_time: 1795300100,
    last_update_time: 1795300200,
  }
  const bare = {
    order: { out_trade_no: '2', detail: '{not json', client_flow_id: '', trade_type: 99, source_type: 0, time_end: 0 },
  }
  const { result } = await making('query_order_list', { order_details: [{ order }, { refund_order }, bare] }, (pay) =>
    pay.queryOrderList({ ...SPAN, kind: 'all', page: 1, pageSize: 100 }),
  )
  if (result.outcome !== 'ok') throw new Error(result.outcome)
  const { orders, refunds } = result.answer
  expect(orders[0]?.facts).toEqual({
    kind: 'sale',
    externalRef: 'POS-7',
    tradeType: 'staticQr',
    source: 'fixedQr',
    paidFen: 1800,
    discountFen: 200,
    settledFen: 1800,
    netFen: 1300,
    incomeFen: 1789,
    feeFen: 11,
    coupons: [
      { amountFen: 150, funder: 'merchant', prepaid: false },
      { amountFen: 50, funder: 'platform', prepaid: true },
      { amountFen: 1, funder: null, prepaid: null },
    ],
    refundedFen: 500,
    lastRefundAt: 1795300100000,
    refundArrivedAt: 1795300200000,
    createdAt: 1795300000000,
    paidAt: 1795300005000,
    updatedAt: 1795300200000,
    shopName: '南山店',
    deviceName: 'A1 前台',
    staffId: '8',
    staffName: '小李',
    qrName: '大堂立牌',
    membershipNumber: '880001206',
    isTopUp: true,
    bonusFen: 50,
    points: 3,
    remark: '1208 房',
    description: '海风酒店',
    goods: [{ name: '拿铁', quantity: 2, priceFen: 900 }],
    holdNo: 'f1',
    heldFen: 9000,
    returnedFen: 7000,
  })
  expect(refunds[0]?.facts).toMatchObject({
    kind: 'refund',
    settledBackFen: 450,
    feeFen: -3,
    incomeFen: -447,
    reason: '多收\n操作者：小李\n授权者：陈经理',
    externalRef: '77',
    orderPaidAt: 1795300005000,
    coupons: [],
    holdNo: null,
  })
  const { kind, coupons, goods, ...rest } = orders[1]?.facts ?? { kind: '', coupons: null, goods: null }
  expect([kind, coupons, goods]).toEqual(['sale', [], []])
  expect(new Set(Object.values(rest))).toEqual(new Set([null]))
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
