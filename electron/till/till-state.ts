import type { Fault } from '../../contract/faults.ts'
import type { SaleView } from '../../contract/views.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { Person } from './parts.ts'
import { isUnconfirmed } from './sale-state.ts'
import type { Selling } from './selling.ts'

/** The part of the snapshot that selling knows. */
export type TillState = Pick<
  Snapshot,
  | 'stage'
  | 'stop'
  | 'lockedFor'
  | 'signInByPhone'
  | 'signInCode'
  | 'place'
  | 'staff'
  | 'person'
  | 'sale'
  | 'parked'
  | 'refunds'
  | 'refundsAway'
  | 'captures'
  | 'releases'
  | 'deposits'
  | 'depositCheck'
  | 'resolved'
  | 'approval'
  | 'barred'
  | 'members'
  | 'oneCode'
  | 'reconciliation'
  | 'lastSale'
  | 'unconfirmed'
  | 'exported'
  | 'slipsWaiting'
> & {
  readonly network: Snapshot['lamps']['network']
  /** Set while the book refuses to be written. */
  readonly trouble: Fault | null
}

export const NO_DEPOSITS: Snapshot['deposits'] = { count: 0, leftFen: 0, endingCount: 0, endingFen: 0 }

const unsureBeside = ({ captures, releases, refunds }: Selling): number =>
  captures.unconfirmed() + releases.unconfirmed() + refunds.unconfirmed()

/**
 * What selling tells the page. Whoever is signed in sees everything that is not known yet, whoever began it: it is this
 * till's money. Before sign-in nobody sees anybody's sales; how many are not known is no secret.
 */
export function sellingState(
  selling: Selling | null,
  person: Person | null,
  lastPaid: SaleRecord | null,
  shown: (sale: SaleRecord) => SaleView,
): Omit<TillState, 'stage' | 'stop' | 'lockedFor' | 'signInByPhone' | 'exported' | 'slipsWaiting' | 'network'> {
  const sale = selling?.sales.front() ?? null
  const parked = selling?.sales.parked() ?? []
  const bar = selling?.reconciliation.bar() ?? null
  const seen = person ? selling : null
  const unsureSales = [sale, ...parked].filter((one) => one !== null && isUnconfirmed(one)).length
  return {
    place: selling
      ? { shopName: selling.place.shopName, deviceId: selling.place.deviceId, deviceName: selling.place.deviceName }
      : null,
    staff: selling?.staff.list() ?? [],
    signInCode: selling?.phoneSignIn.view() ?? null,
    person: person ? { ...person } : null,
    members: selling?.members.offered() ? 'offered' : 'notOffered',
    oneCode: seen?.oneCode.view() ?? null,
    sale: sale ? shown(sale) : null,
    parked: person ? parked.map(shown) : [],
    lastSale: lastPaid ? shown(lastPaid) : null,
    unconfirmed: unsureSales + (selling ? unsureBeside(selling) : 0),
    refunds: seen?.refunds.list() ?? [],
    refundsAway: seen?.refunds.putAway() ?? [],
    captures: seen?.captures.list() ?? [],
    releases: seen?.releases.list() ?? [],
    deposits: seen?.holds.figures() ?? NO_DEPOSITS,
    depositCheck: seen?.depositCheck.last() ?? null,
    resolved: seen?.resolved() ?? [],
    approval: seen?.approval.view() ?? null,
    barred: bar === null ? null : { code: bar },
    reconciliation: seen?.reconciliation.last() ?? null,
    trouble: selling?.trouble() ?? null,
  }
}
