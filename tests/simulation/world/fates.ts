import type { ToldShift } from '../../../cloudpay/client/client.ts'
import type { ShiftRecord } from '../../../contract/shift.ts'
import type { CaptureFate, ReleaseFate } from './bank-holds.ts'
import type { RefundFate } from './bank.ts'
import type { Customer } from './customer.ts'
import type { Weather } from './weather.ts'

/** What the deeds have set for what follows from them. */
export interface Fates {
  readonly customers: Map<string, Customer>
  readonly refundFates: Map<string, RefundFate>
  readonly captureFates: Map<string, CaptureFate>
  readonly releaseFates: Map<string, ReleaseFate>
  /** What hands wanted of which hold: by which deed last, and how many times in all. */
  readonly wishes: Map<string, { readonly owner: string; readonly times: number }>
  /** Top-ups by the sales that they are: the deed they belong to, and the card they are meant for; null: the payer's own. */
  readonly topUps: Map<string, { readonly owner: string; readonly cardNo: string | null }>
  /** By code: the sale that stood in front when it was scanned. */
  readonly scannedFor: Map<string, string>
  /** How often each change by hand was wanted, by its remark. */
  readonly adjustments: Map<string, number>
  /** Of the changes by hand that nobody knew of, those that somebody was told have an end, by their remarks. */
  readonly settled: Set<string>
  /** The merchant gives other bonuses than at first. */
  rulesChanged: boolean
  /** Deeds after which money may be given back. */
  readonly rights: Map<string, boolean>
  /** How often a manager has taken each sale back. */
  readonly takenBack: Map<string, number>
  /** Shifts that were handed over, as they were then. */
  readonly handedOver: ShiftRecord[]
  /** Shifts that Cloud Pay was told of, by their numbers. */
  readonly toldShifts: Map<string, ToldShift>
  printerGoneUntil: number
  rightGoneUntil: number
  /** When the clock was set last, ms of the world; null when it never was. */
  clockSetAt: number | null
  line: { readonly weather: Weather; readonly until: number } | null
}

export const noFates = (): Fates => ({
  customers: new Map(),
  refundFates: new Map(),
  captureFates: new Map(),
  releaseFates: new Map(),
  wishes: new Map(),
  topUps: new Map(),
  scannedFor: new Map(),
  settled: new Set(),
  adjustments: new Map(),
  rulesChanged: false,
  rights: new Map(),
  takenBack: new Map(),
  handedOver: [],
  toldShifts: new Map(),
  printerGoneUntil: 0,
  rightGoneUntil: 0,
  clockSetAt: null,
  line: null,
})
