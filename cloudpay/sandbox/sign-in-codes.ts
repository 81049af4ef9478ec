import { z } from 'zod'
import type { MovableClock } from './movable-clock.ts'
import { done, refusal, type Outcome } from './outcome.ts'
import { lettersAndDigits, type RandomBytes } from './random.ts'
import { maybe, text } from './requests.ts'
import type { Merchant, StaffMember } from './seed.ts'

export const clientInitialize = z.strictObject({
  out_sub_mch_id: text(32),
  out_shop_id: maybe(32),
  authorize_terminal_type: z.literal([1, 2]),
})
export const clientTryGetInitializers = z.strictObject({ out_sub_mch_id: text(32), token: text(128) })

/** How long the QR can be scanned, and how long its answer can be fetched once it was. */
const CODE_MS = 120_000
const ANSWER_MS = 60_000

/** ManagerType (UNDOCUMENTED 2). */
const MANAGER_TYPE = { admin: 1, manager: 2, clerk: 3 } as const

interface Code {
  /** What the till asks by. */
  readonly token: string
  /** What the phone opens; of no use to a till. */
  readonly ticket: string
  endsAt: number
  answer: StaffMember | 'refused' | null
}

/** What the phone shows. */
export interface SignInCodeView {
  readonly ticket: string
  readonly state: 'waiting' | 'signedIn' | 'refused' | 'expired'
  readonly by: string | null
}

interface Parts {
  merchant: Merchant
  staff: readonly StaffMember[]
  clock: MovableClock
  random: RandomBytes
  changed: () => void
  /** Where links point; known once the server listens. */
  origin: () => string
}

export type SignInCodes = ReturnType<typeof createSignInCodes>

/**
 * Signing in by a QR that the phone scans. The names of the fields are public and nothing else is (UNDOCUMENTED 2): what a refusal and a dead
 * QR answer is a guess, and so is that the answer can be fetched again.
 */
export function createSignInCodes({ merchant, staff, clock, random, changed, origin }: Parts) {
  const codes: Code[] = []
  const isOver = (code: Code): boolean => clock.elapsed() >= code.endsAt

  function initialize(): Outcome {
    const code: Code = {
      token: lettersAndDigits(random, 32),
      ticket: lettersAndDigits(random, 16),
      endsAt: clock.elapsed() + CODE_MS,
      answer: null,
    }
    codes.push(code)
    clock.after(CODE_MS, changed)
    changed()
    return done({
      activator: lettersAndDigits(random, 16),
      token: code.token,
      qr_code_url: `${origin()}/sign-in?t=${code.ticket}`,
      ttl: CODE_MS / 1000,
    })
  }

  function tryGet({ token }: z.infer<typeof clientTryGetInitializers>): Outcome {
    const code = codes.find((one) => one.token === token)
    if (!code || isOver(code)) return refusal('登录二维码已失效。')
    if (code.answer === 'refused') return refusal('登录被拒绝。')
    if (code.answer === null) return done({ initialization_granted: false })
    const { staffId, name, role, refundAuth } = code.answer
    return done({
      initialization_granted: true,
      identity: name,
      staff_id: staffId,
      manager_types: [MANAGER_TYPE[role]],
      manager_entities: [
        {
          manager_type: MANAGER_TYPE[role],
          out_id: role === 'admin' ? merchant.outSubMchId : merchant.outShopId,
          staff_id: staffId,
        },
      ],
      shop_infos: [
        {
          out_shop_id: merchant.outShopId,
          shop_name: merchant.shopName,
          staffs: [{ staff_id: staffId, staff_name: name, refund_auth: refundAuth }],
        },
      ],
    })
  }

  /** Somebody's phone scanned it; without a number they refuse. False when it is over. */
  function scan(ticket: string, staffId: string | null): boolean {
    const code = codes.find((one) => one.ticket === ticket)
    const person = staffId === null ? 'refused' : staff.find((one) => one.staffId === staffId)
    if (!code || !person || isOver(code) || code.answer !== null) return false
    code.answer = person
    code.endsAt = clock.elapsed() + ANSWER_MS
    changed()
    return true
  }

  const viewOf = (code: Code): SignInCodeView => {
    const { ticket, answer } = code
    const by = answer === null || answer === 'refused' ? null : answer.name
    if (answer !== null) return { ticket, by, state: by === null ? 'refused' : 'signedIn' }
    return { ticket, by, state: isOver(code) ? 'expired' : 'waiting' }
  }

  return {
    initialize,
    tryGet,
    scan,
    /** Newest first. */
    list: (): SignInCodeView[] => codes.map(viewOf).reverse(),
  }
}
