import { z } from 'zod'

/**
 * What this server takes, written from the field tables of the documents and from nothing else: it must be able to find
 * fault with a client that got them wrong. Every field has its type and length; an unknown field is refused.
 */
export const text = (longest: number) => z.string().min(1).max(longest)
export const maybe = (longest: number) => z.string().max(longest).optional()
export const amount = z.int32().min(1)
export const unixSeconds = z.int().min(0)
const oneOf = <const T extends readonly number[]>(values: T) => z.literal(values)

const platform = oneOf([1, 2, 3, 4])
const subPlatform = oneOf([100, 200, 300, 401, 402])
const tradeType = oneOf([1, 2, 3, 4, 5, 6, 7, 8, 9])

export const mchKey = {
  pay_platform: platform,
  sub_pay_platform: subPlatform.optional(),
  out_mch_id: text(32),
  out_sub_mch_id: text(32),
  out_shop_id: text(32),
}
export const payMchKey = z.strictObject(mchKey)

const client = {
  shop_id: maybe(64),
  device_id: text(64),
  staff_id: maybe(64),
  terminal_type: oneOf([1, 2, 3, 4, 100]),
  sub_terminal_type: z.int32().optional(),
  machine_no: text(32),
  sdk_version: text(10),
  spbill_create_ip: z.ipv4(),
  sn_code: maybe(127),
}
export const clientOfTill = z.strictObject(client)
export const clientOfDevice = z.strictObject({ ...client, machine_no: maybe(32) })
export const anyClient = z.strictObject({ ...client, machine_no: maybe(32), device_id: text(64).optional() })
export type OrderClient = z.infer<typeof anyClient>

export const json = z
  .string()
  .max(6000)
  .refine((value) => {
    try {
      return typeof JSON.parse(value) === 'object'
    } catch {
      return false
    }
  })
const order = {
  out_trade_no: text(32),
  total_fee: amount,
  fee_type: z.literal('CNY'),
  client_flow_id: maybe(64),
  caller_notify_url: maybe(1024),
  body: text(128),
  detail: json.optional(),
  remark: maybe(127),
}
const wxpayExt = { attach: maybe(127), goods_tag: maybe(32), limit_pay: z.literal('no_credit').optional() }
const alipayExt = z.strictObject({
  discountable_amount: z.int().min(0).optional(),
  undiscountable_amount: z.int().min(0).optional(),
  product_code: maybe(128),
  royalty_info: maybe(256),
  extend_params: maybe(256),
  disable_pay_channels: maybe(128),
  timeout_express: maybe(32),
})
const notBoth = (content: { wxpay_pay_content_ext?: unknown; alipay_pay_content_ext?: unknown }) =>
  content.wxpay_pay_content_ext === undefined || content.alipay_pay_content_ext === undefined
const notBothPath = { path: ['alipay_pay_content_ext'] }

export const microPay = z.strictObject({
  pay_content: z
    .strictObject({
      ...order,
      author_code: text(256),
      wxpay_pay_content_ext: z.strictObject(wxpayExt).optional(),
      alipay_pay_content_ext: alipayExt.optional(),
    })
    .refine(notBoth, notBothPath),
  pay_mch_key: payMchKey,
  order_client: clientOfTill,
  nonce_str: text(32),
})
export type MicroPay = z.infer<typeof microPay>

export const scanCodePay = z.strictObject({
  pay_content: z
    .strictObject({
      ...order,
      time_expire: unixSeconds.optional(),
      wxpay_pay_content_ext: z.strictObject({ ...wxpayExt, product_id: maybe(32) }).optional(),
      alipay_pay_content_ext: alipayExt.optional(),
    })
    .refine(notBoth, notBothPath),
  pay_mch_key: payMchKey,
  order_client: clientOfTill,
  nonce_str: text(32),
})
export type ScanCodePay = z.infer<typeof scanCodePay>

export const queryOrder = z.strictObject({
  pay_mch_key: z.strictObject({ ...mchKey, pay_platform: platform.optional() }),
  order_client: anyClient,
  out_trade_no: text(32),
  trade_type: tradeType.optional(),
  nonce_str: text(32),
})
export type QueryOrder = z.infer<typeof queryOrder>

export const closeOrder = z.strictObject({
  pay_mch_key: payMchKey,
  order_client: clientOfDevice,
  out_trade_no: text(32),
  trade_type: tradeType,
  nonce_str: text(32),
})
export type CloseOrder = z.infer<typeof closeOrder>

/** The former page's table: it names the person, and no tender of its own. */
export const reverse = z.strictObject({
  pay_mch_key: payMchKey.omit({ sub_pay_platform: true }),
  order_client: clientOfTill.extend({ staff_id: text(64) }),
  out_trade_no: text(32),
  nonce_str: text(32),
})
export type Reverse = z.infer<typeof reverse>

export const refund = z.strictObject({
  refund_content: z.strictObject({
    out_trade_no: text(32),
    out_refund_no: text(32),
    total_fee: amount,
    refund_fee: amount,
    refund_fee_type: z.literal('CNY'),
    refund_reason: maybe(64),
    client_refund_flow_id: z.union([z.int(), z.string().max(64)]).optional(),
    out_freeze_no: maybe(32),
    wx_pay_refund_content_ext: z
      .strictObject({
        refund_account: z.literal(['REFUND_SOURCE_UNSETTLED_FUNDS', 'REFUND_SOURCE_RECHARGE_FUNDS']).optional(),
      })
      .optional(),
  }),
  pay_mch_key: z
    .strictObject({
      ...mchKey,
      is_sub_mch_admin: z.boolean(),
      authorization_staff_id: maybe(64),
      authorization_name: maybe(32),
    })
    .refine((key) => key.is_sub_mch_admin || Boolean(key.authorization_staff_id), { path: ['authorization_staff_id'] }),
  order_client: anyClient,
  api_version: oneOf([1, 2]).optional(),
  nonce_str: text(32),
})
export type Refund = z.infer<typeof refund>

export const queryRefundOrder = z.strictObject({
  pay_mch_key: payMchKey,
  order_client: anyClient,
  out_trade_no: text(32),
  out_refund_no: text(32),
  nonce_str: text(32),
})
export type QueryRefundOrder = z.infer<typeof queryRefundOrder>

const conditions = {
  sub_pay_platforms: z.array(subPlatform).optional(),
  out_sub_mch_id: text(32),
  out_shop_id: text(32).optional(),
  staff_id: text(64).optional(),
  device_id: text(64).optional(),
  qrcode_id: text(64).optional(),
  source_type: z.int32().min(0).max(7).optional(),
  start_time: unixSeconds,
  end_time: unixSeconds,
  trade_type: tradeType.optional(),
  pay_time_type: oneOf([1, 2]).optional(),
  refund_time_type: oneOf([1, 2]).optional(),
  time_filter: oneOf([1, 2]).optional(),
  status: oneOf([0, 1]).optional(),
  nonce_str: text(32),
}
const orderType = oneOf([1, 2, 3, 4, 5])
const withShop = (asked: { [K in 'out_shop_id' | 'staff_id' | 'device_id' | 'qrcode_id']?: string | undefined }) =>
  asked.out_shop_id !== undefined || !(asked.staff_id ?? asked.device_id ?? asked.qrcode_id)
const shopPath = { path: ['out_shop_id'] }

export const queryOrderList = z
  .strictObject({ ...conditions, order_type: orderType, page_num: z.int32().min(1), page_size: z.int32().min(1).max(100) })
  .refine(withShop, shopPath)
export type QueryOrderList = z.infer<typeof queryOrderList>

export const queryOrderListOverview = z
  .strictObject({
    ...conditions,
    order_type: orderType.optional(),
    out_trade_no: text(32).optional(),
    out_refund_no: text(32).optional(),
  })
  .refine(withShop, shopPath)
export type QueryOrderListOverview = z.infer<typeof queryOrderListOverview>

export const querySubMchShopInfo = z.strictObject({
  out_mch_id: text(32),
  out_sub_mch_id: text(32),
  nonce_str: text(32),
  page_num: z.int32().min(1),
  page_size: z.int32().min(1).max(100),
  out_shop_id: text(32).optional(),
})
export type QuerySubMchShopInfo = z.infer<typeof querySubMchShopInfo>

export const unbindDevice = z.strictObject({
  out_sub_mch_id: text(20),
  out_shop_id: text(20),
  device_id: text(64),
  sn_code: text(64),
  nonce_str: text(32).optional(),
})
export type UnbindDevice = z.infer<typeof unbindDevice>

export const useDeviceSetting = z.strictObject({
  osi: text(20),
  si: text(20),
  /** MAKER_MODEL_serial, the first two in capitals. */
  sn: z
    .string()
    .max(64)
    .regex(/^[A-Z0-9-]+_[A-Z0-9-]+_[0-9A-Za-z_-]+$/),
})

export const staffLogin = z.strictObject({
  out_sub_mch_id: text(32),
  out_shop_id: text(32),
  device_id: text(64),
  staff_id: text(64),
  password_proof: z.string().regex(/^[0-9A-F]{64}$/),
  nonce_str: text(32),
})
export type StaffLogin = z.infer<typeof staffLogin>

export const refundApprovalStart = z.strictObject({
  out_sub_mch_id: text(32),
  out_shop_id: text(32),
  device_id: text(64),
  staff_id: text(64),
  out_trade_no: text(32),
  refund_fee: amount,
  nonce_str: text(32),
})
export type RefundApprovalStart = z.infer<typeof refundApprovalStart>

export const refundApprovalCheck = z.strictObject({
  out_sub_mch_id: text(32),
  out_shop_id: text(32),
  device_id: text(64),
  activator: text(128),
  nonce_str: text(32),
})
export type RefundApprovalCheck = z.infer<typeof refundApprovalCheck>
