import { z } from 'zod'
import { EXTENSION_PATH } from '../enums.ts'
import * as deposit from './deposit.ts'
import * as device from './device.ts'
import * as lists from './lists.ts'
import * as members from './members.ts'
import * as overview from './overview.ts'
import * as pay from './pay.ts'
import * as refund from './refund.ts'
import * as shift from './shift.ts'
import * as shop from './shop.ts'
import * as signIn from './sign-in.ts'
import * as staff from './staff.ts'

/** How a call proves who sends it (PROTOCOL 3.4). Answers to both `hmac` and `rsaPss` calls carry the HMAC code. */
export type Auth = 'hmac' | 'rsaPss' | 'none'

interface Endpoint<Q extends z.ZodType, A extends z.ZodType> {
  /**
   * Beneath the base URL, without a leading slash. Extensions never lie under `/cpay/`: they resolve against the origin.
   */
  readonly path: string
  readonly extension: boolean
  readonly method: 'GET' | 'POST'
  readonly auth: Auth
  /** The name of the object in the answer; the first is right, later ones are slips of the documents (PROTOCOL 8). */
  readonly answerKeys: readonly string[]
  readonly request: Q
  /** The shape of that object when `status` is 0. Other statuses carry `nonce_str` alone (RULINGS 4). */
  readonly answer: A
}

function call<Q extends z.ZodType, A extends z.ZodType>(
  path: string,
  request: Q,
  answer: A,
  more: Partial<Pick<Endpoint<Q, A>, 'method' | 'auth' | 'answerKeys'>> = {},
): Endpoint<Q, A> {
  return { path, extension: false, method: 'POST', auth: 'hmac', answerKeys: [path], ...more, request, answer }
}

function extension<Q extends z.ZodType, A extends z.ZodType>(name: string, request: Q, answer: A): Endpoint<Q, A> {
  return { ...call(name, request, answer), path: EXTENSION_PATH + name, extension: true }
}

/** Every call the till knows, by its name on the wire (PROTOCOL 6 and our extensions). */
export const ENDPOINTS = {
  micro_pay: call('micro_pay', pay.microPayRequestSchema, pay.microPayAnswerSchema),
  scan_code_pay: call('scan_code_pay', pay.scanCodePayRequestSchema, pay.scanCodePayAnswerSchema),
  close_order: call('close_order', pay.closeOrderRequestSchema, pay.closeOrderAnswerSchema, {
    answerKeys: ['close_order', 'query_order'],
  }),
  reverse: call('reverse', pay.reverseRequestSchema, pay.reverseAnswerSchema, { auth: 'rsaPss' }),
  query_order: call('query_order', pay.queryOrderRequestSchema, pay.queryOrderAnswerSchema),
  refund: call('refund', refund.refundRequestSchema, refund.refundAnswerSchema),
  query_refund_order: call('query_refund_order', refund.queryRefundOrderRequestSchema, refund.queryRefundOrderAnswerSchema),
  micro_freeze: call('micro_freeze', deposit.microFreezeRequestSchema, deposit.microFreezeAnswerSchema),
  scancode_freeze: call('scancode_freeze', deposit.scancodeFreezeRequestSchema, deposit.scancodeFreezeAnswerSchema, {
    answerKeys: ['scan_code_freeze', 'scancode_freeze'],
  }),
  deposit_consume: call('deposit_consume', deposit.depositConsumeRequestSchema, deposit.depositConsumeAnswerSchema),
  unfreeze: call('unfreeze', deposit.unfreezeRequestSchema, deposit.unfreezeAnswerSchema),
  query_freeze_order: call('query_freeze_order', deposit.queryFreezeOrderRequestSchema, deposit.queryFreezeOrderAnswerSchema),
  query_unfreeze_order: call(
    'query_unfreeze_order',
    deposit.queryUnfreezeOrderRequestSchema,
    deposit.queryUnfreezeOrderAnswerSchema,
  ),
  query_order_list: call('query_order_list', lists.queryOrderListRequestSchema, lists.queryOrderListAnswerSchema),
  query_order_list_overview: call(
    'query_order_list_overview',
    lists.queryOrderListOverviewRequestSchema,
    overview.queryOrderListOverviewAnswerSchema,
  ),
  query_sub_mch_shop_info: call('query_sub_mch_shop_info', shop.queryShopInfoRequestSchema, shop.queryShopInfoAnswerSchema, {
    answerKeys: ['query_shop_info', 'query_sub_mch_shop_info'],
  }),
  use_device_setting: call('use_device_setting', device.useDeviceSettingRequestSchema, device.useDeviceSettingAnswerSchema, {
    method: 'GET',
    auth: 'none',
  }),
  unbind_device_sn_code: call('unbind_device_sn_code', device.unbindDeviceRequestSchema, device.unbindDeviceAnswerSchema),
  /** The body is an empty string; the four answer fields stand at the top, under no name. */
  ping: call('ping', z.literal(''), device.pingAnswerSchema, { auth: 'none', answerKeys: [] }),

  client_initialize: call('client_initialize', signIn.clientInitializeRequestSchema, signIn.clientInitializeAnswerSchema),
  client_try_get_initializers: call(
    'client_try_get_initializers',
    signIn.clientTryGetInitializersRequestSchema,
    signIn.clientTryGetInitializersAnswerSchema,
  ),
  staff_login: extension('staff_login', staff.staffLoginRequestSchema, staff.staffLoginAnswerSchema),
  refund_approval_start: extension(
    'refund_approval_start',
    staff.refundApprovalStartRequestSchema,
    staff.refundApprovalStartAnswerSchema,
  ),
  refund_approval_check: extension(
    'refund_approval_check',
    staff.refundApprovalCheckRequestSchema,
    staff.refundApprovalCheckAnswerSchema,
  ),
  member_query: extension('member_query', members.memberQueryRequestSchema, members.memberQueryAnswerSchema),
  member_recharge_rules: extension(
    'member_recharge_rules',
    members.memberRechargeRulesRequestSchema,
    members.memberRechargeRulesAnswerSchema,
  ),
  member_recharge: extension('member_recharge', members.memberRechargeRequestSchema, members.memberRechargeAnswerSchema),
  member_recharge_cash: extension(
    'member_recharge_cash',
    members.memberRechargeCashRequestSchema,
    members.memberRechargeCashAnswerSchema,
  ),
  member_flow: extension('member_flow', members.memberFlowRequestSchema, members.memberFlowAnswerSchema),
  member_adjust: extension('member_adjust', members.memberAdjustRequestSchema, members.memberAdjustAnswerSchema),
  record_pay: extension('record_pay', pay.recordPayRequestSchema, pay.recordPayAnswerSchema),
  record_refund: extension('record_refund', refund.recordRefundRequestSchema, refund.recordRefundAnswerSchema),
  shift_handover: extension('shift_handover', shift.shiftHandoverRequestSchema, shift.shiftHandoverAnswerSchema),
  shift_list: extension('shift_list', shift.shiftListRequestSchema, shift.shiftListAnswerSchema),
} as const

export type EndpointName = keyof typeof ENDPOINTS
export type RequestOf<N extends EndpointName> = z.input<(typeof ENDPOINTS)[N]['request']>
export type AnswerOf<N extends EndpointName> = z.output<(typeof ENDPOINTS)[N]['answer']>
