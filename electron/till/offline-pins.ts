import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../contract/clock.ts'
import type { Outcome } from '../../contract/faults.ts'
import { ROLES, type Role } from '../../contract/states.ts'
import type { Log, Person } from './parts.ts'

/** How slow a guess is: about 32 MB and a tenth of a second (RULINGS 13). */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const LENGTH = 32
/** A password that Cloud Pay has not seen for so long opens nothing, ms: somebody may have left the shop meanwhile. */
const GOOD_FOR = 7 * 86_400_000

const hex = z.string().regex(/^[0-9a-f]{64}$/)
export const pinsSchema = z.record(
  z.string().min(1).max(64),
  z.strictObject({
    name: z.string().max(64),
    role: z.enum(ROLES),
    mayRefund: z.boolean(),
    salt: hex,
    hash: hex,
    /** When Cloud Pay last said that it was right, epoch ms. */
    at: z.number().int(),
  }),
)
export type Pins = z.infer<typeof pinsSchema>

export interface OfflinePinsParts {
  /** Kept sealed: a password of six figures is soon found by somebody who has its hash. */
  readonly kept: { read(): Outcome<Pins | null>; write(pins: Pins): void }
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

const hashOf = (password: string, salt: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), Buffer.from(salt, 'hex'), LENGTH, COST, (error, hash) => {
      if (error) reject(error)
      else resolve(hash)
    })
  })

/**
 * Lets people in while there is no network (BEHAVIOUR F02): of each password that Cloud Pay found right this till keeps a slow
 * hash with a salt of its own, for seven days.
 */
export function createOfflinePins({ kept, clock, log }: OfflinePinsParts) {
  const all = (): Pins => {
    const read = kept.read()
    return read.ok ? (read.value ?? {}) : {}
  }
  /** What cannot be kept costs nobody the sign-in that is under way. */
  function keep(pins: Pins): void {
    try {
      kept.write(pins)
    } catch (error) {
      log.error('pins.notKept', { why: error instanceof Error ? error.message : String(error) })
    }
  }
  let remembered: Promise<void> = Promise.resolve()
  async function fits(staffId: string, password: string): Promise<boolean> {
    await remembered
    const pin = all()[staffId]
    return pin !== undefined && timingSafeEqual(await hashOf(password, pin.salt), Buffer.from(pin.hash, 'hex'))
  }

  return {
    /** Settles once everything that was to be remembered is. */
    settled: (): Promise<void> => remembered,

    /** Cloud Pay found this password right. Nobody waits for the slow hash but whoever asks for it next. */
    remember({ staffId, name, role, mayRefund }: Omit<Person, 'since'>, password: string): void {
      const at = clock.now()
      const salt = randomBytes(LENGTH).toString('hex')
      const hashed = hashOf(password, salt)
      remembered = Promise.all([remembered, hashed]).then(([, hash]) => {
        keep({ ...all(), [staffId]: { name, role, mayRefund, salt, hash: hash.toString('hex'), at } })
      })
    },

    /** Cloud Pay found this password wrong: where it is the one that is kept, it was changed, and opens nothing any more. */
    async refused(staffId: string, password: string): Promise<void> {
      if (!(await fits(staffId, password))) return
      keep(Object.fromEntries(Object.entries(all()).filter(([id]) => id !== staffId)))
    },

    /**
     * Without Cloud Pay: who it is, `wrong`, or `unknown` where this till cannot say, because the person never signed in here or
     * not within seven days.
     */
    async check(
      staffId: string,
      password: string,
    ): Promise<{ name: string; role: Role; mayRefund: boolean } | 'wrong' | 'unknown'> {
      await remembered
      const pin = all()[staffId]
      const age = pin ? clock.now() - pin.at : Number.POSITIVE_INFINITY
      // A clock that was set back makes nothing younger than it is.
      if (!pin || age > GOOD_FOR || age < -86_400_000) return 'unknown'
      if (!(await fits(staffId, password))) return 'wrong'
      return { name: pin.name, role: pin.role, mayRefund: pin.mayRefund }
    },
  }
}
export type OfflinePins = ReturnType<typeof createOfflinePins>
