import type { Tender } from './states.ts'

/** What of a day's list is wanted; null lets everything through (BEHAVIOUR F10). Amounts are of the order, not of its settlement. */
export interface OrderFilter {
  /** `sales`: payments and captures. `deposits`: holds, captures and releases. */
  kind: 'sales' | 'refunds' | 'deposits' | null
  tender: Tender | null
  /** `open`: not known yet. `paid`: holds that came to be as well. `refunded`: given back whole, and what was taken on to go back. */
  state: 'paid' | 'refunded' | 'open' | 'failed' | null
  /** In fen, this amount included. */
  fromFen: number | null
  toFen: number | null
  staffId: string | null
}

export const NO_FILTER: OrderFilter = { kind: null, tender: null, state: null, fromFen: null, toFen: null, staffId: null }
