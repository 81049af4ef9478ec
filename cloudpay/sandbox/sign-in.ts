import { createHash } from 'node:crypto'
import { hmacMatches } from '../protocol/envelope.ts'
import type { MovableClock } from './movable-clock.ts'
import { done, refusal, type Outcome } from './outcome.ts'
import type { StaffLogin } from './requests.ts'
import type { StaffMember } from './seed.ts'

const MOST_TRIES = 5
const LOCK_MS = 300_000

export type SignIn = ReturnType<typeof createSignIn>

/** `staff_login`, our extension (RULINGS 13): the password itself is never sent, and five wrong tries lock the number. */
export function createSignIn(staff: readonly StaffMember[], clock: MovableClock, changed: () => void) {
  const wrongTries = new Map<string, number>()
  const lockedUntil = new Map<string, number>()

  const saltedHash = (shop: string, id: string, password: string) =>
    createHash('sha256').update(`${shop}:${id}:${password}`, 'utf8').digest('hex').toUpperCase()
  const isLocked = (id: string) => (lockedUntil.get(id) ?? -Infinity) > clock.elapsed()

  function login(asked: StaffLogin): Outcome {
    const id = asked.staff_id
    if (isLocked(id)) return refusal('密码错误次数过多，请5分钟后再试。')
    const person = staff.find((candidate) => candidate.staffId === id)
    const hash = person && saltedHash(asked.out_shop_id, id, person.trainingPassword)
    if (!person || !hash || !hmacMatches(hash, asked.nonce_str, asked.password_proof)) {
      const tries = (wrongTries.get(id) ?? 0) + 1
      wrongTries.set(id, tries)
      if (tries >= MOST_TRIES) {
        wrongTries.delete(id)
        lockedUntil.set(id, clock.elapsed() + LOCK_MS)
        changed()
      }
      return refusal('店员编号或密码错误。')
    }
    wrongTries.delete(id)
    return done({
      staff_id: id,
      staff_name: person.name,
      shop_manager: person.role === 'manager',
      sub_mch_admin: person.role === 'admin',
      refund_auth: person.refundAuth,
      login_time: clock.seconds(),
    })
  }

  return { login, isLocked }
}
