import { sumsOf, type HoldBook } from './holds.ts'
import type { MovableClock } from './movable-clock.ts'
import { refundedFee, type OrderBook } from './orders.ts'
import { done, refusal, wrongCall, type Outcome } from './outcome.ts'
import { lettersAndDigits, type RandomBytes } from './random.ts'
import type { RefundApprovalCheck, RefundApprovalStart } from './requests.ts'
import type { DeviceRecord, StaffMember } from './seed.ts'
import type { SignIn } from './sign-in.ts'

/** How long the QR on the till can be answered, and how long a grant covers what it is for once the till has fetched it. */
export const APPROVAL_TTL_MS = 120_000
export const GRANT_MS = 120_000

/** What is to be given back: of an order that was paid, or of a deposit that is held. */
export type ApprovalKind = 'refund' | 'release'

interface Request {
  readonly kind: ApprovalKind
  /** What the till asks by. */
  readonly activator: string
  /** What the phone opens; of no use to a till. */
  readonly ticket: string
  /** Of the order, or of the hold: both count on together, so that a number is of one of the two. */
  readonly orderNumber: string
  readonly fee: number
  readonly operatorId: string
  readonly deviceId: string
  /** On the scale of `elapsed`. */
  readonly startedAt: number
  answer: 'none' | 'granted' | 'refused'
  answeredBy: StaffMember | undefined
  fetchedAt: number | undefined
  used: boolean
  /** The till has asked for something else since. */
  replaced: boolean
}

/** What the approver's phone shows. Amounts are fen. */
export interface ApprovalView {
  ticket: string
  kind: ApprovalKind
  orderNumber: string
  fee: number
  askedBy: { staffId: string; name: string }
  deviceName: string
  /** `used`: the money has been given back with it. */
  state: 'waiting' | 'granted' | 'refused' | 'expired' | 'used'
  remainingMs: number
  lifeMs: number
  answeredBy: string | undefined
  /** Who may answer: everybody with the right but the person who asks. */
  people: readonly { staffId: string; name: string; role: StaffMember['role'] }[]
}

/** How an answer on the phone ended. `over`: it is not open any more. */
export type ApprovalEnd = 'granted' | 'refused' | 'wrongPassword' | 'locked' | 'noRight' | 'own' | 'over'

/** A refund or a release as it asks whether somebody else gave their word for it. */
export interface WordFor {
  orderNumber: string
  fee: number
  operatorId: string | undefined
  approverId: string | undefined
  deviceId: string | undefined
}

interface Parts {
  staff: readonly StaffMember[]
  devices: readonly DeviceRecord[]
  book: OrderBook
  holds: HoldBook
  signIn: SignIn
  clock: MovableClock
  random: RandomBytes
  changed: () => void
  /** Where links point; known once the server listens. */
  origin: () => string
}

export type Approvals = ReturnType<typeof createApprovals>

/**
 * Asking a second person by phone, our extension (RULINGS 14): one fetched grant covers one refund of that order, or one release
 * of that hold, and that amount, for two minutes, by another person than the operator, who must have the right at the moment of the answer.
 */
export function createApprovals({ staff, devices, book, holds, signIn, clock, random, changed, origin }: Parts) {
  const requests: Request[] = []
  const person = (id: string | undefined) => staff.find((candidate) => candidate.staffId === id)

  function endOf({ startedAt, fetchedAt }: Request): number {
    return fetchedAt === undefined ? startedAt + APPROVAL_TTL_MS : fetchedAt + GRANT_MS
  }
  function stateOf(request: Request): ApprovalView['state'] {
    if (request.used) return 'used'
    if (request.answer === 'refused') return 'refused'
    if (request.replaced || clock.elapsed() >= endOf(request)) return 'expired'
    return request.answer === 'granted' ? 'granted' : 'waiting'
  }

  function notToRefund({ out_trade_no, refund_fee }: RefundApprovalStart): string | null {
    const order = book.get(out_trade_no)
    if (!order) return '原订单不存在。'
    if (order.phase !== 'paid') return '订单未支付，不能退款。'
    return refund_fee > order.totalFee - refundedFee(order) ? '退款金额超过可退金额。' : null
  }
  function notToRelease({ out_trade_no, refund_fee }: RefundApprovalStart): string | null {
    const hold = holds.get(out_trade_no)
    if (hold?.phase !== 'held') return '押金未冻结成功，不能解冻。'
    return refund_fee > sumsOf(hold).leftFee ? '解冻金额超过剩余押金。' : null
  }

  function start(asked: RefundApprovalStart): Outcome {
    if (!person(asked.staff_id)) return wrongCall('参数staff_id不存在。')
    const kind = holds.get(asked.out_trade_no) ? 'release' : 'refund'
    const why = kind === 'release' ? notToRelease(asked) : notToRefund(asked)
    if (why !== null) return refusal(why)
    // A till asks for one thing at a time.
    for (const earlier of requests) if (earlier.deviceId === asked.device_id) earlier.replaced = true
    const request: Request = {
      kind,
      activator: lettersAndDigits(random, 32),
      ticket: lettersAndDigits(random, 16),
      orderNumber: asked.out_trade_no,
      fee: asked.refund_fee,
      operatorId: asked.staff_id,
      deviceId: asked.device_id,
      startedAt: clock.elapsed(),
      answer: 'none',
      answeredBy: undefined,
      fetchedAt: undefined,
      used: false,
      replaced: false,
    }
    requests.push(request)
    clock.after(APPROVAL_TTL_MS, changed)
    changed()
    return done({
      activator: request.activator,
      qr_code_url: `${origin()}/approval?t=${request.ticket}`,
      ttl: APPROVAL_TTL_MS / 1000,
    })
  }

  function check(asked: RefundApprovalCheck): Outcome {
    const request = requests.find((one) => one.activator === asked.activator && one.deviceId === asked.device_id)
    if (!request) return refusal('授权请求不存在。')
    const state = stateOf(request)
    const granted = state === 'granted'
    if (granted && request.fetchedAt === undefined) {
      request.fetchedAt = clock.elapsed()
      clock.after(GRANT_MS, changed)
      changed()
    }
    return done({
      activator: request.activator,
      out_trade_no: request.orderNumber,
      refund_fee: request.fee,
      state: state === 'used' ? 'expired' : state,
      granted,
      authorization_staff_id: granted ? request.answeredBy?.staffId : '',
      authorization_name: granted ? request.answeredBy?.name : '',
    })
  }

  /** What the approver does on the phone, with their own number and password. */
  function answer(ticket: string, staffId: string, password: string, grants: boolean): ApprovalEnd {
    const request = requests.find((one) => one.ticket === ticket)
    if (!request || stateOf(request) !== 'waiting') return 'over'
    if (staffId === request.operatorId) return 'own'
    const proven = signIn.prove(staffId, password)
    if (typeof proven === 'string') return proven
    if (!proven.refundAuth) return 'noRight'
    request.answer = grants ? 'granted' : 'refused'
    request.answeredBy = proven
    changed()
    return request.answer
  }

  const grantFor = (word: WordFor): Request | undefined =>
    requests.find(
      (one) =>
        stateOf(one) === 'granted' &&
        one.fetchedAt !== undefined &&
        one.orderNumber === word.orderNumber &&
        one.fee === word.fee &&
        one.operatorId === word.operatorId &&
        one.deviceId === word.deviceId &&
        one.answeredBy?.staffId === word.approverId,
    )

  /**
   * Whether a second person's name on a refund or a release is their word. Once its order or hold was asked about by phone only
   * a fetched grant counts, or the person's password at that device since; of any other the documents ask for the right alone.
   */
  function hasWord(word: WordFor): boolean {
    if (word.approverId === word.operatorId) return true
    const lastAsked = requests.findLast((one) => one.orderNumber === word.orderNumber)
    if (!lastAsked || grantFor(word)) return true
    return signIn.lastAt(word.approverId, word.deviceId) >= lastAsked.startedAt
  }

  function viewOf(request: Request): ApprovalView {
    const { ticket, kind, orderNumber, fee, operatorId, deviceId, answeredBy } = request
    return {
      ticket,
      kind,
      orderNumber,
      fee,
      askedBy: { staffId: operatorId, name: person(operatorId)?.name ?? operatorId },
      deviceName: devices.find((device) => device.deviceId === deviceId)?.name ?? deviceId,
      state: stateOf(request),
      remainingMs: Math.max(0, Math.ceil(endOf(request) - clock.elapsed())),
      lifeMs: APPROVAL_TTL_MS,
      answeredBy: answeredBy?.name,
      people: staff
        .filter((one) => one.refundAuth && one.staffId !== operatorId)
        .map(({ staffId, name, role }) => ({ staffId, name, role })),
    }
  }

  return {
    start,
    check,
    answer,
    hasWord,
    /** The refund or the release was taken on: its grant is spent. */
    use(word: WordFor): void {
      const grant = grantFor(word)
      if (grant) grant.used = true
    },
    /** Newest first. */
    list: (): ApprovalView[] => requests.map(viewOf).reverse(),
  }
}
