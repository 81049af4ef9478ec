import type { HoldView, OrderView } from '../../cloudpay/sandbox/sandbox.ts'
import type { FoundBook } from './book.ts'
import type { Paper } from './paper.ts'

/** Somebody asked for a capture or a release, once. */
export interface Press {
  readonly kind: 'capture' | 'release'
  readonly holdNo: string
  readonly amountFen: number
}

/** The three that have to tell the same story: the book, Cloud Pay, and the paper; and what people asked for. */
export interface Found {
  readonly book: FoundBook
  readonly orders: readonly OrderView[]
  readonly holds: readonly HoldView[]
  readonly paper: readonly Paper[]
  readonly presses: readonly Press[]
}

/** A promise of the till that was broken, in one sentence. */
export type Violation = string

export function* moreThanOnce(what: string, names: readonly (string | null)[]): Generator<Violation> {
  const seen = new Set<string>()
  for (const name of names) {
    if (name !== null && seen.has(name)) yield `${what} ${name} is there more than once`
    if (name !== null) seen.add(name)
  }
}
