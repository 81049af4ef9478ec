import type { Caller } from './caller.ts'
import type { orderClient, TillIdentity } from './identity.ts'
import type { Limits } from './limits.ts'

/** What every family of calls needs: who asks, through whom, and how long. */
export interface Till {
  readonly identity: TillIdentity
  readonly caller: Caller
  readonly limits: Limits
  readonly orderClient: (staffId: string) => ReturnType<typeof orderClient>
  /** At most 32 characters, fresh for every request. */
  readonly nonce: () => string
  readonly offersExtensions: boolean
}
