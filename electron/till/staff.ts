import type { CloudPay } from '../../cloudpay/client/client.ts'
import { InternalStatus, Status } from '../../cloudpay/protocol/enums.ts'
import { z } from 'zod'
import type { Clock } from '../../contract/clock.ts'
import { ok, refuse, type Fault, type Outcome } from '../../contract/faults.ts'
import { staffViewSchema, type StaffView } from '../../contract/snapshot.ts'
import type { Role } from '../../contract/states.ts'
import type { Book } from '../ledger/book.ts'
import type { Person } from './parts.ts'

const TRIES = 5
const LOCK = 5 * 60_000

export interface StaffParts {
  readonly book: Book
  readonly clock: Clock
  readonly cloud: Pick<CloudPay, 'staffLogin' | 'queryShopInfo' | 'offersExtensions'>
  readonly shopId: string
}

const triesSchema = z.object({ wrong: z.number().int(), lockedUntil: z.number().int() })
const listSchema = z.array(staffViewSchema)

/** Who works here, and who stands at the till (BEHAVIOUR F02). */
export function createStaff({ book, clock, cloud, shopId }: StaffParts) {
  const triesOf = (staffId: string): z.infer<typeof triesSchema> => {
    const kept = book.fact(`tries ${staffId}`)
    return kept === null ? { wrong: 0, lockedUntil: 0 } : triesSchema.parse(JSON.parse(kept))
  }

  function lockedFault(until: number) {
    return refuse('signIn.locked', { params: { seconds: Math.max(1, Math.ceil((until - clock.now()) / 1000)) } })
  }

  /** Counts a wrong password; the fifth locks the number, over restarts too. */
  function wrong(staffId: string, text: string): { ok: false; fault: Fault } {
    const counted = triesOf(staffId).wrong + 1
    const locks = counted >= TRIES
    const lockedUntil = locks ? clock.now() + LOCK : 0
    book.setFact(`tries ${staffId}`, JSON.stringify({ wrong: locks ? 0 : counted, lockedUntil }))
    book.write({ entry: { at: clock.now(), kind: 'staff.wrongPassword', subject: staffId, body: { counted } } })
    return locks
      ? lockedFault(lockedUntil)
      : refuse('signIn.wrongPassword', { params: { left: TRIES - counted }, platformText: text })
  }

  /** What the disk refuses is said like everything else that stands in the way. */
  async function unlessNotWritten<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      return await work()
    } catch (error) {
      return refuse('book.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })
    }
  }

  /**
   * Checks the password with Cloud Pay. Five wrong ones lock the number for 5 minutes. The password goes no further than
   * the client, which sends a proof of it.
   */
  async function check(staffId: string, password: string): Promise<Outcome<Person>> {
    const { lockedUntil } = triesOf(staffId)
    if (lockedUntil > clock.now()) return lockedFault(lockedUntil)
    if (!cloud.offersExtensions) return refuse('signIn.notSupported')
    const result = await cloud.staffLogin({ staffId, password })
    if (result.outcome === 'unknown') return refuse('signIn.noAnswer')
    if (result.outcome === 'refused') {
      if (result.internalStatus === InternalStatus.wrongCode) return refuse('signIn.keyInvalid', { status: result.status })
      if (result.status === Status.refusedSeeText) return wrong(staffId, result.text)
      return refuse('signIn.refused', { platformText: result.text, status: result.status })
    }
    const { name, admin, shopManager, mayRefund } = result.answer
    const role: Role = admin ? 'admin' : shopManager ? 'manager' : 'clerk'
    if (book.fact(`tries ${staffId}`) !== null) book.setFact(`tries ${staffId}`, null)
    return ok({ staffId: result.answer.staffId, name, role, mayRefund, since: clock.now() })
  }

  return {
    /** The people for the sign-in screen, as last heard; none before the first answer. */
    list(): StaffView[] {
      const kept = book.fact('staff')
      return kept === null ? [] : listSchema.parse(JSON.parse(kept))
    },

    /** Asks Cloud Pay who works in this shop and keeps the answer for days without a network. */
    async refresh(): Promise<void> {
      const result = await cloud.queryShopInfo({ page: 1, pageSize: 50 })
      if (result.outcome !== 'ok') return
      const shop = result.answer.shops.find((one) => one.out_shop_id === shopId) ?? result.answer.shops[0]
      const list = (shop?.staff_infos ?? []).map((one) => ({
        staffId: one.staff_id,
        name: one.staff_name ?? one.staff_id,
        role: one.shop_manager === true ? ('manager' as const) : ('clerk' as const),
      }))
      if (list.length > 0) book.setFact('staff', JSON.stringify(list))
    },

    /** The person comes to the till. Faults: `signIn.*`, `book.notWritten`. */
    signIn: (staffId: string, password: string): Promise<Outcome<Person>> =>
      unlessNotWritten(async () => {
        const proven = await check(staffId, password)
        if (proven.ok)
          book.write({ entry: { at: clock.now(), kind: 'staff.signedIn', subject: staffId, body: { role: proven.value.role } } })
        return proven
      }),

    /** Another person gives a word for something, and does not come to the till. Faults: `signIn.*`, `book.notWritten`. */
    prove: (staffId: string, password: string): Promise<Outcome<Person>> => unlessNotWritten(() => check(staffId, password)),

    signedOut(person: Person): void {
      book.write({ entry: { at: clock.now(), kind: 'staff.signedOut', subject: person.staffId, body: {} } })
    },
  }
}
export type Staff = ReturnType<typeof createStaff>
