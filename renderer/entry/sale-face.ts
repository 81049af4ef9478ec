import type { SaleView } from '../../contract/views.ts'
import type { SaleState } from '../../contract/states.ts'

/** The shape that stands for a state, also where colour is not seen. */
export type Shape = 'scan' | 'ring' | 'paid' | 'unknown' | 'failed' | 'back' | 'held'

export interface Face {
  readonly shape: Shape
  /** How the word is coloured on paper. */
  readonly tone: 'waiting' | 'paid' | 'unknown' | 'failed' | 'calm'
  /** The field of colour that fills the looking side; null where the paper stays. */
  readonly field: 'paid' | 'unknown' | 'failed' | null
}

const FACES: Record<SaleState, Face> = {
  waitingForCode: { shape: 'scan', tone: 'waiting', field: null },
  sending: { shape: 'ring', tone: 'waiting', field: null },
  pendingCustomer: { shape: 'ring', tone: 'waiting', field: null },
  closing: { shape: 'ring', tone: 'waiting', field: null },
  reversing: { shape: 'ring', tone: 'waiting', field: null },
  unknown: { shape: 'unknown', tone: 'unknown', field: 'unknown' },
  conflict: { shape: 'unknown', tone: 'unknown', field: 'unknown' },
  held: { shape: 'held', tone: 'calm', field: null },
  paid: { shape: 'paid', tone: 'paid', field: 'paid' },
  failed: { shape: 'failed', tone: 'failed', field: 'failed' },
  refunded: { shape: 'back', tone: 'calm', field: null },
  cancelled: { shape: 'back', tone: 'calm', field: null },
}

export const faceOf = (state: SaleState): Face => FACES[state]

/** Not paid, because it was taken back: the money may have been paid, and goes back then. */
const isReversed = ({ state, fault }: Pick<SaleView, 'state' | 'fault'>): boolean =>
  state === 'failed' && fault?.code === 'sale.reversed'

/** As `faceOf`, for a sale of which more is known than its state. */
export const faceOfSale = (sale: Pick<SaleView, 'state' | 'fault'>): Face => FACES[isReversed(sale) ? 'refunded' : sale.state]

/** Of a hold, and of what is taken from one, some states have words of their own: not confirmed is a deposit, not a payment. */
const HOLD_WORDS = {
  sending: 'hold.states.sending',
  pendingCustomer: 'hold.states.pendingCustomer',
  unknown: 'hold.states.unknown',
  failed: 'hold.states.failed',
} as const satisfies Partial<Record<SaleState, string>>
const CAPTURE_WORDS = {
  sending: 'capture.states.sending',
  paid: 'capture.states.paid',
  unknown: 'capture.states.unknown',
  failed: 'capture.states.failed',
} as const satisfies Partial<Record<SaleState, string>>
const TOP_UP_WORDS = {
  sending: 'topUp.states.sending',
  paid: 'topUp.states.paid',
  unknown: 'topUp.states.unknown',
  failed: 'topUp.states.failed',
  refunded: 'topUp.states.refunded',
} as const satisfies Partial<Record<SaleState, string>>
const OWN_WORDS = { sale: {}, hold: HOLD_WORDS, capture: CAPTURE_WORDS, topUp: TOP_UP_WORDS } as const

/** What a movement of the sale's table is: a hold, a capture and a top-up are taken like a sale, and are called by other names. */
export type SaleKind = keyof typeof OWN_WORDS

type Words<T> = T[keyof T]
type StateWord =
  'reverse.done' | `states.${SaleState}` | Words<typeof HOLD_WORDS> | Words<typeof CAPTURE_WORDS> | Words<typeof TOP_UP_WORDS>

/** The word for a state of a sale, a hold, a capture or a top-up. */
export function wordOfKind(kind: SaleKind, state: SaleState): StateWord {
  const own: Partial<Record<SaleState, StateWord>> = OWN_WORDS[kind]
  return own[state] ?? `states.${state}`
}

export const kindOfSale = ({ purpose, way }: Pick<SaleView, 'purpose' | 'way'>): SaleKind =>
  purpose === 'sale' && way === 'capture' ? 'capture' : purpose

/** The word that a sale's state is called by. */
export const stateWord = (sale: Pick<SaleView, 'state' | 'fault' | 'purpose' | 'way'>): StateWord =>
  isReversed(sale) ? 'reverse.done' : wordOfKind(kindOfSale(sale), sale.state)

/** What a finished row of the list is called: there the kind has to be said with it. */
export function rowWord(sale: Pick<SaleView, 'state' | 'fault' | 'purpose' | 'way'>): StateWord | 'hold.row' | 'capture.row' {
  if (sale.state === 'held') return 'hold.row'
  return sale.way === 'capture' && sale.state === 'paid' ? 'capture.row' : stateWord(sale)
}

/** Cash was taken for a member's card: what hangs is the card, not the money. */
export const isCashTopUp = ({ purpose, way }: Pick<SaleView, 'purpose' | 'way'>): boolean =>
  purpose === 'topUp' && way === 'record'

/** How long the till asks a waiting sale before it says that it is not confirmed, ms (BEHAVIOUR 2.3). */
const ASKING_TIME = 120_000

/** How far the waiting ring is filled, 0 to 1, by the sale's own times. All in epoch ms. */
export function waitedShare(sale: Pick<SaleView, 'startedAt' | 'sentAt' | 'askedUntil'>, now: number): number {
  const from = sale.sentAt ?? sale.startedAt
  const until = sale.askedUntil ?? from + ASKING_TIME
  if (until <= from) return 1
  return Math.min(1, Math.max(0, (now - from) / (until - from)))
}

/** How long a sale has been waiting, and how long it will at most, ms. */
export function waitOf(
  sale: Pick<SaleView, 'startedAt' | 'sentAt' | 'askedUntil'>,
  now: number,
): { waited: number; limit: number } {
  const from = sale.sentAt ?? sale.startedAt
  return { waited: Math.max(0, now - from), limit: Math.max(0, (sale.askedUntil ?? from + ASKING_TIME) - from) }
}

/** Paid, and some of it given back since. */
export const isPartlyRefunded = ({ state, refundedFen }: Pick<SaleView, 'state' | 'refundedFen'>): boolean =>
  state === 'paid' && refundedFen > 0
