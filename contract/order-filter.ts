import type { Tender } from './states.ts'

/** What of a day's list is wanted; null lets everything through (BEHAVIOUR F10). Amounts are of the order, not of its settlement. */
export interface OrderFilter {
  kind: 'sales' | 'refunds' | null
  tender: Tender | null
  /** `open`: not known yet. `refunded`: given back whole, and refunds that were taken on. */
  state: 'paid' | 'refunded' | 'open' | 'failed' | null
  /** In fen, this amount included. */
  fromFen: number | null
  toFen: number | null
  staffId: string | null
}

export const NO_FILTER: OrderFilter = { kind: null, tender: null, state: null, fromFen: null, toFen: null, staffId: null }
