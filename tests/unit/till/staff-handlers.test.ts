import { beforeEach, expect, test } from 'vitest'
import { ok, type Fault, type Outcome } from '../../../contract/faults.ts'
import { behindSignIn, type AtTill } from '../../../electron/till/handlers.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { createPresence, type Presence } from '../../../electron/till/presence.ts'
import type { Selling } from '../../../electron/till/selling.ts'
import type { SignedIn } from '../../../electron/till/staff.ts'
import { staffHandlers } from '../../../electron/till/staff-handlers.ts'

const LI: Person = { staffId: '1206', name: '李婷', role: 'clerk', mayRefund: false, since: 0 }
const WANG: Person = { ...LI, staffId: '1207', name: '王磊' }
const WORD = { staffId: '1206', password: '204466' }

let presence: Presence
let busy = false
/** What happened, in order. */
let steps: string[] = []
let told: Fault[] = []
let byPhone = false
/** What became of the QR to sign in by. */
let codes: string[] = []
/** Answers of Cloud Pay, given when the test says so. */
let answers: ((outcome: Outcome<SignedIn>) => void)[] = []
let handlers: ReturnType<typeof staffHandlers>

beforeEach(() => {
  busy = false
  steps = []
  told = []
  byPhone = false
  codes = []
  answers = []
  presence = createPresence({
    clock: { elapsed: () => 0, after: () => () => {} },
    lockAfter: () => 0,
    busy: () => busy,
    locked: ({ staffId }) => steps.push(`locked ${staffId}`),
  })
  const selling = {
    phoneSignIn: {
      show() {
        codes.push('shown')
        return Promise.resolve(ok(null))
      },
      hide: () => void codes.push('hidden'),
    },
    staff: { signIn: () => new Promise((answer) => answers.push(answer)) },
    shifts: {
      came({ staffId }: Person) {
        steps.push(`came ${staffId}`)
        return 77
      },
    },
  } as unknown as Selling
  const behind = behindSignIn(() => {
    const person = presence.person()
    return person ? { person, selling } : null
  })
  handlers = staffHandlers(behind, {
    selling: () => selling,
    presence,
    leave({ person }: AtTill) {
      steps.push(`left ${person.staffId}`)
      presence.left()
    },
    notify: (fault) => told.push(fault),
    byPhone: () => byPhone,
    changed() {},
  })
})

async function signIn(person: Person, offline = false): Promise<Outcome<null>> {
  const outcome = handlers['staff.signIn'](WORD)
  answers.shift()?.(ok({ person, offline }))
  return outcome
}

test('whoever comes has the till, since their shift began', async () => {
  expect(await signIn(LI)).toEqual(ok(null))
  expect(presence.person()).toEqual({ ...LI, since: 77 })
  expect(told).toEqual([])
})

test('the same person goes on after a lock, and nobody left', async () => {
  await signIn(LI)
  expect(await handlers['staff.lock']({})).toEqual(ok(null))
  await signIn(LI)
  expect(steps).toEqual(['came 1206', 'locked 1206', 'came 1206'])
})

test('another person after a lock: the first has left before the next one comes', async () => {
  await signIn(LI)
  await handlers['staff.lock']({})
  await signIn(WANG)
  expect(steps).toEqual(['came 1206', 'locked 1206', 'left 1206', 'came 1207'])
  expect(presence.person()?.staffId).toBe('1207')
})

test('of two who sign in at once the first answer counts; the other one is not at the till', async () => {
  const [first, second] = [handlers['staff.signIn'](WORD), handlers['staff.signIn'](WORD)]
  answers[1]?.(ok({ person: WANG, offline: false }))
  expect(await second).toEqual(ok(null))
  answers[0]?.(ok({ person: LI, offline: false }))
  expect(await first).toMatchObject({ ok: false, fault: { code: 'request.forbidden' } })
  expect(steps).toEqual(['came 1207'])
  expect(await handlers['staff.signIn'](WORD), 'somebody is there').toMatchObject({ fault: { code: 'request.forbidden' } })
})

test('whoever was let in without the network is told so; nothing is locked in the middle of a payment, or by nobody', async () => {
  expect(await handlers['staff.lock']({})).toMatchObject({ fault: { code: 'request.forbidden' } })
  await signIn(LI, true)
  expect(told).toEqual([{ code: 'signIn.offline', params: { name: '李婷' } }])
  busy = true
  expect(await handlers['staff.lock']({})).toMatchObject({ fault: { code: 'signIn.finishFirst' } })
  expect(presence.person()?.staffId).toBe('1206')
})

test('a QR to sign in by is shown where that is set, while nobody is at the till, and goes when somebody comes', async () => {
  expect(await handlers['staff.showCode']({})).toMatchObject({ fault: { code: 'request.forbidden' } })
  byPhone = true
  expect(await handlers['staff.showCode']({})).toEqual(ok(null))
  await handlers['staff.hideCode']({})
  expect(codes).toEqual(['shown', 'hidden'])
  await handlers['staff.showCode']({})
  await signIn(LI)
  expect(codes).toEqual(['shown', 'hidden', 'shown', 'hidden'])
  expect(await handlers['staff.showCode']({}), 'somebody is there').toMatchObject({ fault: { code: 'request.forbidden' } })
})
