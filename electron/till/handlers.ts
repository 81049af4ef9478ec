import type { z } from 'zod'
import { refuse, type Outcome } from '../../contract/faults.ts'
import type { Answer, REQUESTS, RequestName } from '../../contract/requests.ts'
import type { Person } from './parts.ts'
import type { Selling } from './selling.ts'

/** What the till answers; the rest is answered by who owns the window, the vault and the devices. */
type Served = Exclude<
  RequestName,
  `app.${string}` | `camera.${string}` | `customer.${string}` | `devices.${string}` | `vault.${string}`
>
type Handler<N extends RequestName> = (
  question: z.output<(typeof REQUESTS)[N]['question']>,
) => Outcome<Answer<N>> | Promise<Outcome<Answer<N>>>
export type TillHandlers = { readonly [N in Served]: Handler<N> }

/** Somebody at a till that is bound. */
export interface AtTill {
  readonly person: Person
  readonly selling: Selling
}

/** Lets an act happen only while somebody is signed in at a till that sells; else `request.forbidden`. */
export function behindSignIn(signedIn: () => AtTill | null) {
  const inSelling = <T>(act: (at: AtTill) => Outcome<T>): Outcome<T> => {
    const at = signedIn()
    return at ? act(at) : refuse('request.forbidden')
  }
  /** As `inSelling`, for what takes its time. */
  const meanwhile = async <T>(act: (at: AtTill) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const at = signedIn()
    return at ? act(at) : refuse('request.forbidden')
  }
  return { inSelling, meanwhile }
}
export type BehindSignIn = ReturnType<typeof behindSignIn>
