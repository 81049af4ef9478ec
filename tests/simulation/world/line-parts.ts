import type { StaffAnswer, ToldShift } from '../../../cloudpay/client/client.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import type { Bank } from './bank.ts'
import type { Dice } from './dice.ts'
import type { BankAnswer } from './numbers.ts'
import type { Time } from './time.ts'
import type { Weather } from './weather.ts'
import type { Wire } from './wire.ts'

/** What leaves: money that moves. */
export type Leaving =
  | {
      readonly kind: 'sale' | 'hold' | 'refund' | 'release'
      readonly number: string
      readonly amountFen: number
      /** The customer showed it. */
      readonly code?: string
      /** Of a QR: when it dies, epoch ms. */
      readonly expiresAt?: number | undefined
    }
  | {
      readonly kind: 'capture'
      readonly number: string
      readonly amountFen: number
      readonly holdNo: string
      readonly keepsRest: boolean
    }
  | {
      readonly kind: 'topUp'
      readonly number: string
      readonly amountFen: number
      readonly cardNo: string
      /** Whoever pays showed it. */
      readonly code: string
    }
  | {
      readonly kind: 'adjustment'
      readonly number: string
      readonly amountFen: number
      readonly cardNo: string
      readonly remark: string
    }
  | { readonly kind: 'reversal'; readonly number: string }

export interface LineParts {
  readonly time: Time
  readonly bank: Bank
  readonly wire: Wire
  readonly key: string
  /** What happens to an exchange, all in all: a line that is down, or chance. */
  readonly weather: (dice: Dice) => Weather
  readonly diceFor: (matter: string) => Dice
  readonly note: (text: string) => void
  readonly alive: () => boolean
  /** Looks at what is about to leave, with the till still standing still. */
  readonly leaving: (what: Leaving) => void
  /** A shift that is over has arrived. */
  readonly shiftTold: (shift: ToldShift) => void
  /** A charge, a hold, a capture or a release has arrived, so many ms after it left. */
  readonly arrived: (number: string, travelled: number) => void
  /** The till is told what bonus came with this top-up. */
  readonly bonusTold: (number: string) => void
  /** The till is told that another order stands under this number (407). */
  readonly toldUsed: (number: string) => void
  /** Who signs in with this number and password, by the bank; null for nobody. */
  readonly staff: (staffId: string, password: string) => StaffAnswer | null
}

/** What a call is to the line. `T` is what the bank says, `A` what the client makes of it. */
export interface Asked<T, A> {
  readonly name: string
  readonly about: string
  readonly limitMs: number
  /** As the bank has it; called when the request arrives, perhaps more than once. */
  readonly arrive: () => BankAnswer<T>
  /** What comes of an answer that is whole. Made when the bank answers, not when the answer comes. */
  readonly answer: (told: T) => A
  /** How the bank writes it under the call's name, and the client's own call that reads what came of it. */
  readonly write?: (told: T) => object
  readonly call?: () => Promise<CallResult<A>>
  /** Never minutes late: a till cannot know of what is taken back after it was told that it is paid, so that rule is trusted. */
  readonly neverVeryLate?: true
  /** Comes at most once at a time: what comes again by itself would be another request. */
  readonly once?: true
  /** What the bank would say of another matter under this call's name; null when there is none. By the call's name when left out. */
  readonly another?: () => object | null
  /** Puts another order under this number. */
  readonly foreign?: (dice: Dice) => void
}

export type Exchange = <T, A>(asked: Asked<T, A>) => Promise<CallResult<A>>
/** What the client reads from what the bank writes; it must be able to. */
export function must<T>(read: T | null): T {
  if (read === null) throw new Error('the bank of this world writes what the client cannot read')
  return read
}
