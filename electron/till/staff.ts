import type { CloudPay } from '../../cloudpay/client/client.ts'
import { InternalStatus, Status } from '../../cloudpay/protocol/enums.ts'
import { z } from 'zod'
import type { Clock } from '../../contract/clock.ts'
import { ok, refuse, type Fault, type Outcome } from '../../contract/faults.ts'
import { staffViewSchema, type StaffView } from '../../contract/snapshot.ts'
import type { Role } from '../../contract/states.ts'
import type { Book, Write } from '../ledger/book.ts'
import type { JournalEntry } from '../ledger/records.ts'
import type { OfflinePins } from './offline-pins.ts'
import type { Person } from './parts.ts'

const TRIES = 5
const LOCK = 5 * 60_000

export interface StaffParts {
  readonly book: Book
  readonly clock: Clock
  readonly cloud: Pick<CloudPay, 'staffLogin' | 'queryShopInfo' | 'offersExtensions'>
  readonly shopId: string
  readonly pins: OfflinePins
}

/** Who signed in, and whether Cloud Pay was asked. */
export interface SignedIn {
  readonly person: Person
  readonly offline: boolean
}

/** What somebody is, by what Cloud Pay says of them. */
export const roleOf = ({ admin, shopManager }: { admin: boolean; shopManager: boolean }): Role =>
  admin ? 'admin' : shopManager ? 'manager' : 'clerk'

/** Whoever asked for somebody else's word; nobody where a person signs in. */
interface Asked {
  readonly operatorId?: string
}

const triesSchema = z.object({ wrong: z.number().int(), lockedUntil: z.number().int() })
const listSchema = z.array(staffViewSchema)

const notWritten = (error: unknown) =>
  refuse('book.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })

/** Who works here, and who stands at the till (BEHAVIOUR F02). */
export function createStaff({ book, clock, cloud, shopId, pins }: StaffParts) {
  const triesOf = (staffId: string): z.infer<typeof triesSchema> => {
    const kept = book.fact(`tries ${staffId}`)
    return kept === null ? { wrong: 0, lockedUntil: 0 } : triesSchema.parse(JSON.parse(kept))
  }

  const forgetTries = (staffId: string): void => {
    if (book.fact(`tries ${staffId}`) !== null) book.setFact(`tries ${staffId}`, null)
  }

  function lockedFault(until: number) {
    return refuse('signIn.locked', { params: { seconds: Math.max(1, Math.ceil((until - clock.now()) / 1000)) } })
  }

  /** One row of the journal about this person. Throws when the disk refuses it. */
  function note(kind: string, staffId: string, body: JournalEntry['body'], facts: Write['facts'] = {}): void {
    book.write({ entry: { at: clock.now(), kind: `staff.${kind}`, subject: staffId, body: { staffId, ...body } }, facts })
  }

  /** Counts a wrong password; the fifth locks the number, over restarts too. */
  function wrong(staffId: string, text: string, asked: Asked): { ok: false; fault: Fault } {
    const counted = triesOf(staffId).wrong + 1
    const locks = counted >= TRIES
    const lockedUntil = locks ? clock.now() + LOCK : 0
    const kept = JSON.stringify({ wrong: locks ? 0 : counted, lockedUntil })
    note('wrongPassword', staffId, { counted, locks, ...asked }, { [`tries ${staffId}`]: kept })
    return locks
      ? lockedFault(lockedUntil)
      : refuse('signIn.wrongPassword', { params: { left: TRIES - counted }, ...(text === '' ? {} : { platformText: text }) })
  }

  /** What the disk refuses is said like everything else that stands in the way. */
  async function unlessNotWritten<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      return await work()
    } catch (error) {
      return notWritten(error)
    }
  }

  /**
   * Checks the password with Cloud Pay. Five wrong ones lock the number for 5 minutes. The password goes no further than
   * the client, which sends a proof of it.
   */
  async function check(staffId: string, password: string, asked: Asked): Promise<Outcome<Person>> {
    const { lockedUntil } = triesOf(staffId)
    if (lockedUntil > clock.now()) return lockedFault(lockedUntil)
    if (!cloud.offersExtensions) return refuse('signIn.notSupported')
    const result = await cloud.staffLogin({ staffId, password })
    if (result.outcome === 'unknown') return refuse('signIn.noAnswer')
    if (result.outcome === 'refused') {
      if (result.internalStatus === InternalStatus.wrongCode) return refuse('signIn.keyInvalid', { status: result.status })
      if (result.status === Status.refusedSeeText) {
        await pins.refused(staffId, password)
        return wrong(staffId, result.text, asked)
      }
      return refuse('signIn.refused', { platformText: result.text, status: result.status })
    }
    const { name, mayRefund } = result.answer
    forgetTries(staffId)
    const person = { staffId: result.answer.staffId, name, role: roleOf(result.answer), mayRefund, since: clock.now() }
    pins.remember(person, password)
    return ok(person)
  }

  /** Nobody answers: the till goes by what Cloud Pay last said of this password (BEHAVIOUR F02). */
  async function checkOffline(staffId: string, password: string): Promise<Outcome<Person>> {
    const known = await pins.check(staffId, password)
    if (known === 'unknown') return refuse('signIn.noAnswer')
    if (known === 'wrong') return wrong(staffId, '', {})
    forgetTries(staffId)
    return ok({ staffId, ...known, since: clock.now() })
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

    /**
     * The person comes to the till, or back to it. Without a network the till's own memory counts. `lockedFor` is asked when the
     * password has proven right: whose till is locked, and `null` while somebody is at it; then nobody comes. Faults: `signIn.*`,
     * `request.forbidden`, `book.notWritten`.
     */
    signIn: (staffId: string, password: string, lockedFor: () => { readonly over: string } | null): Promise<Outcome<SignedIn>> =>
      unlessNotWritten(async () => {
        const asked = await check(staffId, password, {})
        const offline = !asked.ok && asked.fault.code === 'signIn.noAnswer'
        const proven = offline ? await checkOffline(staffId, password) : asked
        if (!proven.ok) {
          const { code } = proven.fault
          // A wrong password stands in the journal by itself; while the number is locked none is tried.
          if (code !== 'signIn.wrongPassword' && code !== 'signIn.locked') note('notSignedIn', staffId, { code })
          return proven
        }
        const at = lockedFor()
        if (at === null) return refuse('request.forbidden')
        const { role, name: staffName } = proven.value
        note('signedIn', staffId, { staffName, role, over: at.over, ...(offline ? { offline } : {}) })
        return ok({ person: proven.value, offline })
      }),

    /** Somebody whom Cloud Pay knows by their phone comes to the till; `over`: whose till was locked. Faults: `book.notWritten`. */
    admit({ staffId, name: staffName, role }: Person, over: string): Outcome<null> {
      try {
        note('signedIn', staffId, { staffName, role, over, byPhone: true })
        return ok(null)
      } catch (error) {
        return notWritten(error)
      }
    },

    /** Another person gives a word for something, and does not come to the till. Faults: `signIn.*`, `book.notWritten`. */
    prove: (staffId: string, password: string, { staffId: operatorId }: Pick<Person, 'staffId'>): Promise<Outcome<Person>> =>
      unlessNotWritten(() => check(staffId, password, { operatorId })),

    /** The till locked, by itself or by its person; the shift goes on. Throws when the disk refuses it. */
    locked: ({ staffId, name: staffName }: Person, byItself: boolean): void => note('locked', staffId, { staffName, byItself }),

    /** `next`: whoever signed in at a till that was locked; empty where the person left by themself. */
    signedOut: ({ staffId, name: staffName }: Person, next: string): void => note('signedOut', staffId, { staffName, next }),
  }
}
export type Staff = ReturnType<typeof createStaff>
