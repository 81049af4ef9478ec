import type { Subject } from './world/deeds.ts'

/** What the till promises, as the simulation holds it to it. */
export const PROMISES = {
  once: 'at most one charge a sale, of its amount',
  first: 'what leaves is in the book first',
  shown: 'nothing is shown, said or printed that is not so',
  known: 'everything ends known, and as the bank has it',
  totals: 'book, bank and totals agree to the fen',
  deposits: 'of a hold no more moves than is left, each movement once, and its sums are those of the bank',
  cards:
    'each top-up is credited once, with its bonus, on its card, each change by hand is done once, and book, figures and balances agree',
  refunds: 'no more is given back than was taken, and only by a right',
  copies: 'each slip and each sentence comes once, or as a copy',
  numbers: 'no number is used twice with other content',
  reverse: 'nothing is taken back but by a manager, after 2 minutes, never after 407',
  stopped: 'where an amount differs, nothing moves until a manager has looked',
  journal: 'the journal holds together',
} as const

/** A fault put into the engine on purpose: in this file, these words become those. The simulation has to catch it. */
export interface Mutant {
  readonly name: string
  /** The promise that it breaks. */
  readonly breaks: keyof typeof PROMISES
  readonly file: string
  readonly from: string
  readonly to: string
  /** Played against schedules of this kind alone; of all kinds when left out. */
  readonly only?: Subject
}
