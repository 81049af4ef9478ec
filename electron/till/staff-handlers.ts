import { ok, refuse, type Fault, type Outcome } from '../../contract/faults.ts'
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
  /** Whether people may sign in by phone. */
  readonly byPhone: () => boolean
  readonly changed: () => void
}

type Coming = Pick<StaffHandlersParts, 'presence' | 'leave'>

/** The shift goes on, or the one of whoever locked the till ends and theirs begins. Throws when the disk refuses it. */
function comeIn(selling: Selling, person: Person, { presence, leave }: Coming): void {
  const before = presence.lockedFor()
  if (before && before.staffId !== person.staffId) leave({ selling, person: before }, person)
  presence.came({ ...person, since: selling.shifts.came(person) })
  selling.phoneSignIn.hide()
}

/** Lets somebody in whom Cloud Pay knows by their phone, while nobody is at the till. Faults: `request.forbidden`, `book.notWritten`. */
export const admitter =
  ({ selling, changed, ...coming }: Coming & Pick<StaffHandlersParts, 'selling' | 'changed'>) =>
  (person: Person): Outcome<null> => {
    const shop = selling()
    if (!shop || coming.presence.person()) return refuse('request.forbidden')
    const noted = shop.staff.admit(person, coming.presence.lockedFor()?.staffId ?? '')
    if (!noted.ok) return noted
    try {
      comeIn(shop, person, coming)
    } catch (error) {
      return refuse('book.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })
    }
    changed()
    return ok(null)
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
      // While it was asked, somebody else may have come.
      const lockedFor = () => (presence.person() ? null : { over: presence.lockedFor()?.staffId ?? '' })
      const outcome = await shop.staff.signIn(staffId, password, lockedFor)
      if (!outcome.ok) return outcome
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
