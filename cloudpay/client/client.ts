import { randomBytes } from 'node:crypto'
import { HOSTS } from '../protocol/enums.ts'
import { approvalCalls } from './approvals.ts'
import { createCaller } from './caller.ts'
import { depositCalls } from './deposits.ts'
import { orderClient, type TillIdentity } from './identity.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { lookupCalls } from './lookups.ts'
import { memberCalls } from './members.ts'
import { checkedBaseUrl, openNetwork, type Way } from './network.ts'
import { orderCalls } from './orders.ts'
import { peopleCalls } from './people.ts'
import { refundCalls } from './refunds.ts'
import type { CallLogEntry } from './result.ts'
import { shiftCalls } from './shifts.ts'
import { signInCodeCalls } from './sign-in-codes.ts'
import type { Till } from './till.ts'

export type { ApprovalAnswer, CheckApproval, StartApproval, StartedApproval } from './approvals.ts'
export type { TillIdentity } from './identity.ts'
export type { Limits } from './limits.ts'
export type { OrderAnswer, RefundAnswer } from './order-answer.ts'
export type { DepositConsume, MicroFreeze, QueryCapture, QueryFreezeOrder, ScanCodeFreeze, Unfreeze } from './deposits.ts'
export type { HoldAmounts } from './hold-amounts.ts'
export type { CaptureAnswer, HoldAnswer, ReleaseAnswer } from './hold-answer.ts'
export type { ListedHold, ListedRelease } from './listed-hold.ts'
export type { CloseOrder, MicroPay, QueryOrder, Reverse, ScanCodePay } from './orders.ts'
export type { QueryRefundOrder, Refund } from './refunds.ts'
export type { ListedOrder, ListedRefund } from './listed-order.ts'
export type { Conditions, OrderList, QueryOrderList, ToldTotals } from './lookups.ts'
export {
  memberRefusalOf,
  type AdjustedMember,
  type AdjustMember,
  type CashCredited,
  type MemberAnswer,
  type MemberFlow,
  type MemberMovement,
  type QueryMember,
  type Recharge,
  type RechargeAnswer,
  type TopUpRules,
} from './members.ts'
export type { ScannedBy, SignInCode } from './sign-in-codes.ts'
export type { ToldShift } from './shifts.ts'
export type { StaffAnswer, StaffLogin } from './people.ts'
export { fetchDeviceSetting, pingHosts, type DeviceSetting, type Pinged } from './before-binding.ts'

/** Cloud Pay as the till uses it: one function a call. None of them throws for what the network does. */
export interface CloudPay
  extends
    ReturnType<typeof orderCalls>,
    ReturnType<typeof refundCalls>,
    ReturnType<typeof approvalCalls>,
    ReturnType<typeof depositCalls>,
    ReturnType<typeof lookupCalls>,
    ReturnType<typeof memberCalls>,
    ReturnType<typeof peopleCalls>,
    ReturnType<typeof shiftCalls>,
    ReturnType<typeof signInCodeCalls> {
  /** False on Cloud Pay's own hosts: buttons that need our extensions are hidden there. */
  readonly offersExtensions: boolean
  /** One cheap real exchange, so that the next call finds an open line; true when anything came back. */
  warm(): Promise<boolean>
  /** The base URL that calls go to just now. */
  host(): string
  /** Another of the base URLs takes over: the same numbers and contents, another host (PROTOCOL 2). */
  useHost(baseUrl: string): void
  /** Waits for calls under way, then closes all lines. */
  close(): Promise<void>
}

export interface CloudPayParts extends Way {
  identity: TillIdentity
  /** For example `https://pay.qcloud.com/cpay/`; asked in this order. Plain http only on this machine. */
  baseUrls: readonly string[]
  limits?: Partial<Limits>
  random?: () => string
  /** Ms; only differences are used. */
  now?: () => number
  log?: (entry: CallLogEntry) => void
}

/** Opens no connection yet. Throws a RangeError for base URLs that are not sound: that is a fault of the set-up. */
export function createCloudPay(parts: CloudPayParts): CloudPay {
  const { identity } = parts
  const [first, ...more] = parts.baseUrls.map(checkedBaseUrl)
  if (first === undefined) throw new RangeError('at least one base URL is needed')
  const limits = { ...DEFAULT_LIMITS, ...parts.limits }
  const network = openNetwork(limits, parts)
  const caller = createCaller({
    key: identity.key,
    baseUrls: [first, ...more],
    network,
    limits,
    now: parts.now ?? (() => performance.now()),
    log: parts.log ?? (() => undefined),
  })
  const real: readonly string[] = HOSTS
  const till: Till = {
    identity,
    caller,
    limits,
    orderClient: (staffId) => orderClient(identity, staffId, network.ownAddress()),
    nonce: parts.random ?? (() => randomBytes(16).toString('hex')),
    offersExtensions: ![first, ...more].some((url) => real.includes(url.hostname)),
  }
  return {
    ...orderCalls(till),
    ...refundCalls(till),
    ...approvalCalls(till),
    ...depositCalls(till),
    ...lookupCalls(till),
    ...memberCalls(till),
    ...peopleCalls(till),
    ...shiftCalls(till),
    ...signInCodeCalls(till),
    offersExtensions: till.offersExtensions,
    warm: () => caller.warm(),
    host: () => caller.host(),
    useHost: (baseUrl) => caller.useHost(baseUrl),
    close: () => network.close(),
  }
}
