import { createHash } from 'node:crypto'
import { hmacMatches } from '../protocol/envelope.ts'
import type { MovableClock } from './movable-clock.ts'
import { done, refusal, type Outcome } from './outcome.ts'
import type { StaffLogin } from './requests.ts'
import type { StaffMember } from './seed.ts'

const MOST_TRIES = 5
const LOCK_MS = 300_000

export type SignIn = ReturnType<typeof createSignIn>

/**
 * Who somebody is: by `staff_login`, our extension (RULINGS 13), which never sends the password itself, or by the password
 * typed on Cloud Pay's own page. Five wrong tries, here or there, lock the number.
 */
export function createSignIn(staff: readonly StaffMember[], clock: MovableClock, changed: () => void) {
  const wrongTries = new Map<string, number>()
  const lockedUntil = new Map<string, number>()
  /** When a number was last proven at a device, by both names. */
  const signedIn = new Map<string, number>()

  const saltedHash = (shop: string, id: string, password: string) =>
    createHash('sha256').update(`${shop}:${id}:${password}`, 'utf8').digest('hex').toUpperCase()
  const isLocked = (id: string) => (lockedUntil.get(id) ?? -Infinity) > clock.elapsed()
  const atDevice = (id: string, deviceId: string) => `${deviceId} ${id}`

  function attempt(id: string, isRight: (person: StaffMember) => boolean): StaffMember | 'locked' | 'wrongPassword' {
    if (isLocked(id)) return 'locked'
    const person = staff.find((candidate) => candidate.staffId === id)
    if (person && isRight(person)) {
      wrongTries.delete(id)
      return person
    }
    const tries = (wrongTries.get(id) ?? 0) + 1
    wrongTries.set(id, tries)
    if (tries >= MOST_TRIES) {
      wrongTries.delete(id)
      lockedUntil.set(id, clock.elapsed() + LOCK_MS)
      changed()
    }
    return 'wrongPassword'
  }

  function login(asked: StaffLogin): Outcome {
    const id = asked.staff_id
    const person = attempt(id, ({ trainingPassword }) =>
      hmacMatches(saltedHash(asked.out_shop_id, id, trainingPassword), asked.nonce_str, asked.password_proof),
    )
    if (person === 'locked') return refusal('密码错误次数过多，请5分钟后再试。')
    if (person === 'wrongPassword') return refusal('店员编号或密码错误。')
    signedIn.set(atDevice(id, asked.device_id), clock.elapsed())
    return done({
      staff_id: id,
      staff_name: person.name,
      shop_manager: person.role === 'manager',
      sub_mch_admin: person.role === 'admin',
      refund_auth: person.refundAuth,
      login_time: clock.seconds(),
    })
  }

  return {
    login,
    isLocked,
    prove: (id: string, password: string) => attempt(id, (person) => person.trainingPassword === password),
    /** When this number last signed in at this device, on the scale of `elapsed`; long ago when never. */
    lastAt: (id: string | undefined, deviceId: string | undefined): number =>
      signedIn.get(atDevice(id ?? '', deviceId ?? '')) ?? -Infinity,
  }
}
