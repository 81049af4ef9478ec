import type { Bank } from './bank.ts'
import type { Printed } from './counter.ts'
import type { Rows } from './rows.ts'

/** A promise of the till that was broken, in one sentence. */
export type Violation = string

/** What came out of the till, over all its lives. */
export interface Heard {
  readonly said: Set<string>
  /** By the job of the slip. */
  readonly printed: Map<string, Printed>
}

export interface World {
  readonly bank: Bank
  readonly rows: Rows
  readonly heard: Heard
  /** The till knows that what stands under this number is another's. */
  readonly notOurs: (orderNo: string) => boolean
  /** The till was told what bonus came with this top-up, and could write it down. */
  readonly knowsBonus: (orderNo: string) => boolean
  /** Since when nothing on the line goes wrong any more, epoch ms; null while it does. */
  readonly wellSince: () => number | null
  /** Orders whose charge arrived within the time that Cloud Pay allows it. */
  readonly lawful: ReadonlySet<string>
}
