import type { z } from 'zod'
import { EXTENSION_PATH } from '../protocol/enums.ts'
import type { Approvals } from './approvals.ts'
import type { Binding } from './binding.ts'
import type { Captures } from './captures.ts'
import * as deposits from './deposit-requests.ts'
import type { HoldCalls } from './hold-calls.ts'
import type { HoldBook } from './holds.ts'
import { listOrders } from './listing.ts'
import * as memberRequests from './member-requests.ts'
import type { Members } from './members.ts'
import type { OrderBook } from './orders.ts'
import type { Outcome } from './outcome.ts'
import type { Payments } from './payments.ts'
import type { Refunds } from './refunds.ts'
import type { Releases } from './releases.ts'
import * as requests from './requests.ts'
import type { Reversals } from './reversals.ts'
import type { Seed } from './seed.ts'
import { shopInfo } from './shop-info.ts'
import { shiftHandover, shiftList, type Shifts } from './shifts.ts'
import { clientInitialize, clientTryGetInitializers, type SignInCodes } from './sign-in-codes.ts'
import type { SignIn } from './sign-in.ts'
import type { TopUps } from './top-ups.ts'
import { overview } from './totals.ts'

type Fields = Record<string, unknown>

/** One enveloped call: where it is, what it takes, what it answers. */
export interface Call {
  /** From the origin, with the leading slash. */
  path: string
  extension: boolean
  /** Its fields are public, what it does is not: offered when it is asked for (UNDOCUMENTED 10). */
  guess: boolean
  /** The name of the object in the answer; null: there is none (PROTOCOL 6). */
  answerKey: string | null
  /** The list calls print `Internal_status` with a capital (PROTOCOL 2). */
  capitalInternal: boolean
  /** A bound device must show its serial here (RULINGS 5). */
  wantsSerial: boolean
  /** Whether a signature with the merchant's private key is no proof, will do as well, or is the only one (PROTOCOL 3.4). */
  signature: 'never' | 'also' | 'only'
  /** The number this call brings into the world, with the name of its field: it must begin with the order prefix. */
  newNumber: ((request: Fields) => { field: string; number: string }) | undefined
  read(content: unknown): { ok: true; request: Fields; run: () => Outcome } | { ok: false; issues: z.core.$ZodIssue[] }
}

type Extra = Partial<Omit<Call, 'path' | 'read'>>

function call<S extends z.ZodType<Fields>>(path: string, schema: S, run: (request: z.output<S>) => Outcome, extra: Extra): Call {
  return {
    path,
    extension: false,
    guess: false,
    answerKey: path.slice(path.lastIndexOf('/') + 1),
    capitalInternal: false,
    wantsSerial: false,
    signature: 'never',
    newNumber: undefined,
    ...extra,
    read(content) {
      const parsed = schema.safeParse(content)
      if (!parsed.success) return { ok: false, issues: parsed.error.issues }
      return { ok: true, request: parsed.data, run: () => run(parsed.data) }
    },
  }
}

interface Rooms {
  seed: Seed
  payments: Payments
  refunds: Refunds
  reversals: Reversals
  holdCalls: HoldCalls
  captures: Captures
  releases: Releases
  book: OrderBook
  holds: HoldBook
  binding: Binding
  signIn: SignIn
  approvals: Approvals
  shifts: Shifts
  signInCodes: SignInCodes
  members: Members
  topUps: TopUps
}

const numberIn = (block: string, name: string) => (request: Fields) => {
  const inner = request[block] as Fields
  return { field: `${block}.${name}`, number: String(inner[name]) }
}

const numberOf = (name: string) => (request: Fields) => ({ field: name, number: String(request[name]) })

/** Every enveloped call of this server, by path (PROTOCOL 6; the last ones are our extensions). */
export function createCalls(rooms: Rooms): ReadonlyMap<string, Call> {
  const {
    seed,
    payments,
    refunds,
    reversals,
    holdCalls,
    captures,
    releases,
    book,
    holds,
    binding,
    signIn,
    approvals,
    shifts,
    signInCodes,
    members,
    topUps,
  } = rooms
  const table = [
    call('/cpay/micro_pay', requests.microPay, payments.microPay, {
      wantsSerial: true,
      newNumber: numberIn('pay_content', 'out_trade_no'),
    }),
    call('/cpay/scan_code_pay', requests.scanCodePay, payments.scanCodePay, {
      newNumber: numberIn('pay_content', 'out_trade_no'),
    }),
    call('/cpay/query_order', requests.queryOrder, payments.queryOrder, { wantsSerial: true }),
    call('/cpay/close_order', requests.closeOrder, payments.closeOrder, {}),
    call('/cpay/reverse', requests.reverse, reversals.reverse, { signature: 'only' }),
    call('/cpay/refund', requests.refund, refunds.refund, {
      wantsSerial: true,
      signature: 'also',
      newNumber: numberIn('refund_content', 'out_refund_no'),
    }),
    call('/cpay/query_refund_order', requests.queryRefundOrder, refunds.queryRefund, { wantsSerial: true }),
    call('/cpay/micro_freeze', deposits.microFreeze, holdCalls.microFreeze, {
      newNumber: numberIn('freeze_content', 'out_freeze_no'),
    }),
    call('/cpay/scancode_freeze', deposits.scancodeFreeze, holdCalls.scancodeFreeze, {
      answerKey: 'scan_code_freeze',
      newNumber: numberIn('freeze_content', 'out_freeze_no'),
    }),
    call('/cpay/query_freeze_order', deposits.queryFreezeOrder, holdCalls.queryFreeze, {}),
    call('/cpay/deposit_consume', deposits.depositConsume, captures.consume, {
      newNumber: numberIn('pay_content', 'out_trade_no'),
    }),
    call('/cpay/unfreeze', deposits.unfreeze, releases.unfreeze, {
      newNumber: numberIn('unfreeze_content', 'out_unfreeze_no'),
    }),
    call('/cpay/query_unfreeze_order', deposits.queryUnfreezeOrder, releases.queryUnfreeze, {}),
    call('/cpay/query_order_list', requests.queryOrderList, (asked) => listOrders(asked, book, holds, seed), {
      capitalInternal: true,
    }),
    call(
      '/cpay/query_order_list_overview',
      requests.queryOrderListOverview,
      (asked) => overview(asked, book, holds, seed.merchant),
      {
        capitalInternal: true,
      },
    ),
    call('/cpay/query_sub_mch_shop_info', requests.querySubMchShopInfo, (asked) => shopInfo(asked, seed, binding), {
      answerKey: 'query_shop_info',
    }),
    call('/cpay/unbind_device_sn_code', requests.unbindDevice, binding.unbind, { answerKey: null }),
    call('/cpay/client_initialize', clientInitialize, signInCodes.initialize, { guess: true }),
    call('/cpay/client_try_get_initializers', clientTryGetInitializers, signInCodes.tryGet, { guess: true }),
    call(`/${EXTENSION_PATH}staff_login`, requests.staffLogin, signIn.login, { extension: true }),
    call(`/${EXTENSION_PATH}refund_approval_start`, requests.refundApprovalStart, approvals.start, { extension: true }),
    call(`/${EXTENSION_PATH}refund_approval_check`, requests.refundApprovalCheck, approvals.check, { extension: true }),
    call(`/${EXTENSION_PATH}shift_handover`, shiftHandover, shifts.handover, { extension: true }),
    call(`/${EXTENSION_PATH}shift_list`, shiftList, shifts.list, { extension: true }),
    call(`/${EXTENSION_PATH}member_query`, memberRequests.memberQuery, members.query, { extension: true }),
    call(`/${EXTENSION_PATH}member_recharge_rules`, memberRequests.memberRechargeRules, topUps.told, { extension: true }),
    call(`/${EXTENSION_PATH}member_recharge`, memberRequests.memberRecharge, topUps.recharge, {
      extension: true,
      wantsSerial: true,
      newNumber: numberOf('out_trade_no'),
    }),
    call(`/${EXTENSION_PATH}member_recharge_cash`, memberRequests.memberRechargeCash, topUps.rechargeCash, {
      extension: true,
      wantsSerial: true,
      newNumber: numberOf('out_trade_no'),
    }),
    call(`/${EXTENSION_PATH}member_flow`, memberRequests.memberFlow, members.flow, { extension: true }),
    call(`/${EXTENSION_PATH}member_adjust`, memberRequests.memberAdjust, members.adjust, {
      extension: true,
      wantsSerial: true,
      newNumber: numberOf('out_adjust_no'),
    }),
  ]
  return new Map(table.map((entry) => [entry.path, entry]))
}
