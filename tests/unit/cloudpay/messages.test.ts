import { describe, expect, test } from 'vitest'
import { EXTENSION_PATH } from '../../../cloudpay/protocol/enums.ts'
import { ENDPOINTS, type EndpointName, type RequestOf } from '../../../cloudpay/protocol/messages/endpoints.ts'
import { answerHeadSchema } from '../../../cloudpay/protocol/messages/head.ts'
import { orderContentSchema } from '../../../cloudpay/protocol/messages/order.ts'

const microPay = (): RequestOf<'micro_pay'> => ({
  pay_content: {
    out_trade_no: '01000052202611220001',
    author_code: '134500000000000001',
    total_fee: 1,
    fee_type: 'CNY',
    body: '柜台-深圳-一号店',
  },
  pay_mch_key: { pay_platform: 1, sub_pay_platform: 100, out_mch_id: 'mch', out_sub_mch_id: 'sub', out_shop_id: 'shop' },
  order_client: {
    device_id: 'till-1',
    staff_id: '8',
    terminal_type: 4,
    sub_terminal_type: 1,
    machine_no: '02:42:ac:11:00:02',
    sdk_version: '0.1',
    spbill_create_ip: '10.0.0.7',
    sn_code: 'GUITAI_A_1',
  },
  nonce_str: 'n1',
})

const check = (name: EndpointName, content: unknown) => ENDPOINTS[name].request.safeParse(content)
const faultsOf = (name: EndpointName, content: unknown) =>
  check(name, content).error?.issues.map((issue) => issue.path.join('.')) ?? []

describe('a request', () => {
  test('as the tables ask for it is sound', () => {
    expect(faultsOf('micro_pay', microPay())).toEqual([])
  })

  test.each([
    ['nonce_str', { nonce_str: undefined }],
    ['nonce_str', { nonce_str: 'x'.repeat(33) }],
    ['', { more: 1 }],
    ['pay_content.total_fee', { pay_content: { ...microPay().pay_content, total_fee: 0 } }],
    ['pay_content.total_fee', { pay_content: { ...microPay().pay_content, total_fee: -1 } }],
    ['pay_content.total_fee', { pay_content: { ...microPay().pay_content, total_fee: 0.5 } }],
    ['pay_content.total_fee', { pay_content: { ...microPay().pay_content, total_fee: 2_147_483_648 } }],
    ['pay_content.total_fee', { pay_content: { ...microPay().pay_content, total_fee: '1' } }],
    ['pay_content.fee_type', { pay_content: { ...microPay().pay_content, fee_type: 'USD' } }],
    ['pay_content.out_trade_no', { pay_content: { ...microPay().pay_content, out_trade_no: '1'.repeat(33) } }],
    ['pay_content.author_code', { pay_content: { ...microPay().pay_content, author_code: '' } }],
    ['pay_content.body', { pay_content: { ...microPay().pay_content, body: '店'.repeat(129) } }],
    ['pay_content', { pay_content: { ...microPay().pay_content, caller_notify_url: 'https://x.example' } }],
    ['pay_content', { pay_content: { ...microPay().pay_content, wxpay_pay_content_ext: {}, alipay_pay_content_ext: {} } }],
    ['pay_mch_key.pay_platform', { pay_mch_key: { ...microPay().pay_mch_key, pay_platform: 5 } }],
    ['order_client.machine_no', { order_client: { ...microPay().order_client, machine_no: undefined } }],
    ['order_client.sdk_version', { order_client: { ...microPay().order_client, sdk_version: '12345678901' } }],
    ['order_client.spbill_create_ip', { order_client: { ...microPay().order_client, spbill_create_ip: '::1' } }],
    ['order_client.terminal_type', { order_client: { ...microPay().order_client, terminal_type: 5 } }],
  ])('with a fault in %j is not (%j)', (where, change) => {
    expect(faultsOf('micro_pay', { ...microPay(), ...change })).toEqual([where])
  })

  test('for a refund never passes the order, and names who may', () => {
    const refund = (fee: number, key: Record<string, unknown>) => ({
      refund_content: { out_trade_no: '1', out_refund_no: '2', total_fee: 100, refund_fee: fee, refund_fee_type: 'CNY' },
      pay_mch_key: { pay_platform: 1, out_mch_id: 'mch', out_sub_mch_id: 'sub', out_shop_id: 'shop', ...key },
      order_client: microPay().order_client,
      api_version: 2,
      nonce_str: 'n',
    })
    expect(faultsOf('refund', refund(100, { is_sub_mch_admin: true }))).toEqual([])
    expect(faultsOf('refund', refund(101, { is_sub_mch_admin: true }))).toEqual(['refund_content.refund_fee'])
    expect(faultsOf('refund', refund(1, { is_sub_mch_admin: false }))).toEqual(['pay_mch_key.authorization_staff_id'])
    expect(faultsOf('refund', refund(1, { is_sub_mch_admin: false, authorization_staff_id: '8' }))).toEqual([])
    expect(faultsOf('refund', refund(1, {}))).toEqual(['pay_mch_key.is_sub_mch_admin'])
  })

  test('for a list of one person or device names the shop too', () => {
    const list = { out_sub_mch_id: 'sub', order_type: 3, start_time: 1, end_time: 2, page_num: 1, page_size: 100, nonce_str: 'n' }
    expect(faultsOf('query_order_list', list)).toEqual([])
    expect(faultsOf('query_order_list', { ...list, staff_id: '8' })).toEqual(['out_shop_id'])
    expect(faultsOf('query_order_list', { ...list, device_id: 'd', out_shop_id: 'shop' })).toEqual([])
    expect(faultsOf('query_order_list', { ...list, page_size: 101 })).toEqual(['page_size'])
  })

  test('for a member names exactly one way to find them', () => {
    const asked = { out_sub_mch_id: 'sub', out_shop_id: 'shop', nonce_str: 'n' }
    expect(check('member_query', { ...asked, mobile_phone: '1' }).success).toBe(true)
    expect(check('member_query', asked).success).toBe(false)
    expect(check('member_query', { ...asked, mobile_phone: '1', name: '王' }).success).toBe(false)
  })
})

describe('an answer', () => {
  /** Shaped as the documents show theirs: fields of samples, none that the tables have dropped left out. */
  const order = {
    out_trade_no: '01000052202611220001',
    transaction_id: '4200000000202611220000000001',
    trade_type: 1,
    code_url: '',
    time_expire: 1795385476,
    time_end: 1795385360,
    nonce_str: 'n1',
    create_time: 1795385356,
    last_update_time: 1795385360,
    is_transforming: false,
    total_fee: 1,
    fee_type: 'CNY',
    cash_fee: 1,
    cash_fee_type: 'CNY',
    settlement_total_fee: 1,
    exchange_rate: 100000000,
    trade_state: 4,
    coupon_infos: [],
    wxpay_order_content_ext: { current_trade_state: 2, bank_type: 'CFT', trade_state_desc: '支付成功' },
  }

  test('in its published shape keeps every field, known or not', () => {
    const told = ENDPOINTS.micro_pay.answer.parse({
      order_content: { ...order, something_new: { a: 1 } },
      pay_mch_key: { pay_platform: 1, sub_pay_platform: 100, out_mch_id: 'mch', new_id: 'x' },
      nonce_str: 'n2',
    })
    expect(told.order_content).toEqual({ ...order, something_new: { a: 1 } })
    expect(told.pay_mch_key).toMatchObject({ sub_pay_platform: 100, new_id: 'x' })
  })

  test('is not hidden by a misshapen side field, and never bent where money hangs on it', () => {
    const side = orderContentSchema.safeParse({ ...order, coupon_infos: 'none', bank: 1, transaction_id: null, remark: 7 })
    expect(side.success && [side.data.coupon_infos, side.data.transaction_id, side.data.remark]).toEqual([
      undefined,
      null,
      undefined,
    ])
    expect(orderContentSchema.safeParse({ ...order, total_fee: '1' }).success).toBe(false)
    expect(orderContentSchema.safeParse({ ...order, total_fee: 1.5 }).success).toBe(false)
    expect(orderContentSchema.safeParse({ ...order, wxpay_order_content_ext: { current_trade_state: '2' } }).success).toBe(false)
    expect(orderContentSchema.safeParse({ ...order, out_trade_no: undefined }).success).toBe(false)
  })

  test('takes the till as an object or as a list', () => {
    const one = { device_id: 'till-1', terminal_type: 4 }
    const refund = { out_refund_no: '2', out_trade_no: '1', refund_fee: 1, wxpay_refund_order_content_ext: { state: 4 } }
    for (const order_client of [one, [one]]) {
      for (const refund_order_content of [refund, [refund]]) {
        const told = ENDPOINTS.query_refund_order.answer.parse({ refund_order_content, order_client })
        expect(told.order_client).toEqual([one])
        expect(told.refund_order_content).toEqual([refund])
      }
    }
  })

  test('says internal_status in small letters or with a capital', () => {
    const head = { status: 104, description: '', log_id: 3_000_000_000 }
    expect(answerHeadSchema.parse({ ...head, internal_status: 407 }).internalStatus).toBe(407)
    expect(answerHeadSchema.parse({ ...head, Internal_status: 407 }).internalStatus).toBe(407)
    expect(answerHeadSchema.parse({ ...head }).internalStatus).toBe(0)
    expect(answerHeadSchema.parse(head).logId).toBe(3_000_000_000)
    expect(answerHeadSchema.safeParse({ ...head, status: '104' }).success).toBe(false)
  })
})

describe('the table of endpoints', () => {
  test('keeps our own calls out of Cloud Pay’s path, and only those', () => {
    for (const [name, { path, extension }] of Object.entries(ENDPOINTS)) {
      expect(path, name).toBe(extension ? `${EXTENSION_PATH}${name}` : name)
    }
    const ours = Object.values(ENDPOINTS).filter((endpoint) => endpoint.extension)
    expect(ours).toHaveLength(13)
  })

  test('signs nothing but reverse with the merchant’s own key, and leaves two calls open', () => {
    const by = (auth: string) =>
      Object.entries(ENDPOINTS)
        .filter(([, endpoint]) => endpoint.auth === auth)
        .map(([name]) => name)
    expect(by('rsaPss')).toEqual(['reverse'])
    expect(by('none')).toEqual(['use_device_setting', 'ping'])
  })

  test('looks for the QR hold under the name with one underscore more', () => {
    expect(ENDPOINTS.scancode_freeze.answerKeys[0]).toBe('scan_code_freeze')
    expect(ENDPOINTS.query_sub_mch_shop_info.answerKeys[0]).toBe('query_shop_info')
  })
})
