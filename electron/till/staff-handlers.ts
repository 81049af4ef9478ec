import { ok, refuse, type Fault } from '../../contract/faults.ts'
import type { AtTill, BehindSignIn, TillHandlers } from './handlers.ts'
import type { Person } from './parts.ts'
import type { Presence } from './presence.ts'
import type { Selling } from './selling.ts'

export interface StaffHandlersParts {
  /** Null while the till is not bound. */
  readonly selling: () => Selling | null
  readonly presence: Presence
  /** The person goes; the shift goes on or is over. */
  readonly leave: (at: AtTill) => void
  readonly notify: (fault: Fault) => void
  /** Whether people may sign in by phone. */
  readonly byPhone: () => boolean
  readonly changed: () => void
}

/**
 * Somebody was let in, and nobody is at the till: the shift goes on, or the one of whoever locked it ends and theirs begins. Throws when the
 * disk refuses it.
 */
export function comeIn(
  selling: Selling,
  person: Person,
  { presence, leave }: Pick<StaffHandlersParts, 'presence' | 'leave'>,
): void {
  const before = presence.lockedFor()
  if (before && before.staffId !== person.staffId) leave({ selling, person: before })
  presence.came({ ...person, since: selling.shifts.came(person) })
  selling.phoneSignIn.hide()
}

/** How people come to the till and leave it (BEHAVIOUR F02). */
export function staffHandlers(
  { inSelling }: BehindSignIn,
  { selling, presence, leave, notify, byPhone, changed }: StaffHandlersParts,
): Pick<TillHandlers, 'staff.signIn' | 'staff.showCode' | 'staff.hideCode' | 'staff.signOut' | 'staff.lock' | 'staff.touch'> {
  return {
    'staff.signIn': async ({ staffId, password }) => {
      const shop = selling()
      if (!shop || presence.person()) return refuse('request.forbidden')
      const outcome = await shop.staff.signIn(staffId, password)
      if (!outcome.ok) return outcome
      // While it was asked, somebody else came.
      if (presence.person()) return refuse('request.forbidden')
      const { person, offline } = outcome.value
      comeIn(shop, person, { presence, leave })
      if (offline) notify({ code: 'signIn.offline', params: { name: person.name } })
      changed()
      return ok(null)
    },
    'staff.showCode': async () => {
      const shop = selling()
      return shop && !presence.person() && byPhone() ? shop.phoneSignIn.show() : refuse('request.forbidden')
    },
    'staff.hideCode': () => {
      selling()?.phoneSignIn.hide()
      return ok(null)
    },
    'staff.signOut': () =>
      inSelling((at) => {
        leave(at)
        return ok(null)
      }),
    'staff.lock': () => inSelling(() => (presence.lock() ? ok(null) : refuse('signIn.finishFirst'))),
    'staff.touch': () =>
      inSelling(() => {
        presence.touched()
        return ok(null)
      }),
  }
}
