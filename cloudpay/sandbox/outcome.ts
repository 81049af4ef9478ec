import { InternalStatus, MemberRefusal, Status, type MemberRefusalName, type ValueOf } from '../protocol/enums.ts'
import type { LineAct } from './behaviours.ts'

/** How a call ended, before it is put into an envelope. */
export interface Outcome {
  status: ValueOf<typeof Status>
  internal: number
  description: string
  /** The object named after the call, without its nonce. Only with status 0 (RULINGS 4). */
  content: Record<string, unknown> | undefined
  /** What the line does to this answer. */
  line: LineAct
  slowMs: number
}

export const done = (content: Record<string, unknown> = {}): Outcome => ({
  status: Status.ok,
  internal: InternalStatus.fine,
  description: '',
  content,
  line: 'fine',
  slowMs: 0,
})

const refused = (status: Outcome['status'], description: string, internal: number): Outcome => ({
  status,
  internal,
  description,
  content: undefined,
  line: 'fine',
  slowMs: 0,
})

/** 101: the call itself is wrong. The description names the field. */
export const wrongCall = (description: string, internal: number = InternalStatus.fine) =>
  refused(Status.refused, description, internal)
/** 104: the call is right, the matter is not. The description is meant for people. */
export const refusal = (description: string, internal: number = InternalStatus.fine) =>
  refused(Status.refusedSeeText, description, internal)
/** The number belongs to something else (PROTOCOL 3.5). */
export const numberUsed = () => refusal('订单号已被使用，且内容不一致。', InternalStatus.numberUsed)
/** What a merchant without the right, or on the other channel, is told of deposits (PROTOCOL 5.5). */
export const depositsFail = () => refusal('系统内部异常。')
const MEMBER_WORDS: Readonly<Record<MemberRefusalName, string>> = {
  unknownCard: '会员卡不存在。',
  notActivated: '会员卡未激活，请先在微信领取并激活。',
  expired: '会员卡已过期。',
  notATier: '充值金额不在可选金额之内。',
  aboveMost: '充值金额超过单笔上限。',
  aboveCeiling: '充值后超过商户总余额上限，请减少充值金额。',
  paidByCard: '不能用会员卡为会员卡充值，请使用微信或支付宝付款码。',
  topUpSpent: '会员卡余额不足以扣回本次充值和赠送金额，不能退款。',
  wholeOnly: '会员卡充值只能全额退款。',
  notAdmin: '只有商户管理员可以修改会员卡余额。',
  belowZero: '修改后会员卡余额小于零，未修改。',
}
/** What is refused about a member's card, told apart by its number. */
export const memberRefusal = (why: MemberRefusalName) => refusal(MEMBER_WORDS[why], MemberRefusal[why])
export const serverDoesNotKnow = () => refused(Status.unknown, '系统繁忙，结果未知。', InternalStatus.fine)
export const tryLater = () => refused(Status.tryLater, '系统繁忙，请稍后再试。', InternalStatus.fine)

/** The same content is everything but the nonce and the till that sends it (RULINGS 2); the order of keys says nothing. */
export function sameContentKey(path: string, request: Record<string, unknown>): string {
  const content = { ...request, nonce_str: undefined, order_client: undefined }
  return `${path} ${JSON.stringify(sorted(content))}`
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
