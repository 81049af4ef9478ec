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
  readonly leave: (at: AtTill, next?: Person) => void
  readonly notify: (fault: Fault) => void
  readonly changed: () => void
}

/** How people come to the till and leave it (BEHAVIOUR F02). */
export function staffHandlers(
  { inSelling }: BehindSignIn,
  { selling, presence, leave, notify, changed }: StaffHandlersParts,
): Pick<TillHandlers, 'staff.signIn' | 'staff.signOut' | 'staff.lock' | 'staff.touch'> {
  return {
    'staff.signIn': async ({ staffId, password }) => {
      const shop = selling()
      if (!shop || presence.person()) return refuse('request.forbidden')
      // While it was asked, somebody else may have come.
      const lockedFor = () => (presence.person() ? null : { over: presence.lockedFor()?.staffId ?? '' })
      const outcome = await shop.staff.signIn(staffId, password, lockedFor)
      if (!outcome.ok) return outcome
      if (presence.person()) return refuse('request.forbidden')
      const { person, offline } = outcome.value
      const before = presence.lockedFor()
      if (before && before.staffId !== person.staffId) leave({ selling: shop, person: before }, person)
      presence.came({ ...person, since: shop.shifts.came(person) })
      if (offline) notify({ code: 'signIn.offline', params: { name: person.name } })
      changed()
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
