import { ok, refuse, type FaultCode, type Outcome } from '../../contract/faults.ts'
import type { AuthorityWish } from '../../contract/request-shape.ts'
import type { RefundRecord } from '../ledger/records.ts'
import type { Approval } from './approval.ts'
import type { Person, SellingParts } from './parts.ts'

/** By whose right money goes back; written down with it. */
export type Right = Pick<RefundRecord, 'authority' | 'approver' | 'isAdmin'>

/** What goes back: so many fen of an order, or of a hold. */
export interface GivenBack {
  /** Of the order, or of the hold. */
  readonly number: string
  readonly amountFen: number
}

export interface RightsParts extends Pick<SellingParts, 'book' | 'clock'> {
  /** Proves who a second person is, by number and password. */
  readonly prove: (staffId: string, password: string, operator: Person) => Promise<Outcome<Person>>
  /** What a second person said on the phone. */
  readonly approval: Pick<Approval, 'offered' | 'ready' | 'take'>
}

export const mayAlone = (person: Person): boolean => person.mayRefund || person.role === 'admin'

const ofPhone = (approver: ReturnType<Approval['ready']>): Outcome<Right> =>
  approver.ok ? ok({ authority: 'phone', approver: approver.value, isAdmin: false }) : approver

/**
 * Who may give money back (BEHAVIOUR F08, F12): the operator with the right, or a second person with it. A release asks for the
 * same right as a refund (PROTOCOL 5.5).
 */
export function createRights({ book, clock, prove, approval }: RightsParts) {
  /** Somebody gave their word who has no right to: the journal keeps it. */
  function refusedFor({ number: orderNo, amountFen }: GivenBack, operator: Person, approver: Person): Outcome<never> {
    const by = { staffId: operator.staffId, staffName: operator.name }
    const body = { ...by, orderNo, amountFen, approver: approver.staffId, approverName: approver.name, noRight: true }
    try {
      book.write({ entry: { at: clock.now(), kind: 'approval.refused', subject: orderNo, body } })
    } catch {
      return refuse('book.notWritten')
    }
    return refuse('refund.approverHasNoRight', { params: { name: approver.name } })
  }

  return {
    byPhone: approval.offered,

    /**
     * The right for exactly this. Faults: `needs` when the operator has none, `refund.approverIsOperator`,
     * `refund.approverHasNoRight`, `refund.notApproved`, `refund.approval…`, `signIn.*` of the approver.
     */
    async proven(authority: AuthorityWish, what: GivenBack, person: Person, needs: FaultCode): Promise<Outcome<Right>> {
      if (authority.kind === 'own') {
        if (!mayAlone(person)) return refuse(needs)
        return ok({ authority: 'own', approver: null, isAdmin: person.role === 'admin' })
      }
      if (authority.kind === 'phone') return ofPhone(approval.ready(what.number, what.amountFen, person))
      if (authority.staffId === person.staffId) return refuse('refund.approverIsOperator')
      const proof = await prove(authority.staffId, authority.password, person)
      if (!proof.ok) return proof
      const { staffId, name } = proof.value
      if (!mayAlone(proof.value)) return refusedFor(what, person, proof.value)
      return ok({ authority: 'password', approver: { staffId, name }, isAdmin: false })
    },

    /** A grant by phone is used up here, for this and nothing else, whatever becomes of it. Faults: as `proven`. */
    used: (right: Right, what: GivenBack, person: Person): Outcome<Right> =>
      right.authority === 'phone' ? ofPhone(approval.take(what.number, what.amountFen, person)) : ok(right),
  }
}
export type Rights = ReturnType<typeof createRights>

/** Whose right it is, as the calls say it (RULINGS 7). */
export function saidRight({ authority, approver, isAdmin, staffId, staffName }: Right & { staffId: string; staffName: string }) {
  const own = authority === 'own' && !isAdmin ? { staffId, name: staffName } : null
  return { isAdmin: isAdmin && authority === 'own', authorizedBy: approver ?? own }
}
