import { beforeEach, expect, test } from 'vitest'
import type { ScannedBy, SignInCode } from '../../../cloudpay/client/client.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import { ok, refuse, type Outcome } from '../../../contract/faults.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { heldClock, type HeldClock } from '../../support/held-clock.ts'
import { createPhoneSignIn, type PhoneSignIn } from '../../../electron/till/phone-sign-in.ts'

const LINK = 'https://pay.example/sign-in?t=1'
const CODE: CallResult<SignInCode> = { outcome: 'ok', answer: { token: 'secret', qrText: LINK, ttl: 120_000 }, logId: 1 }
const LI = { staffId: '1206', name: '李婷', admin: false, shopManager: false, mayRefund: true }
const says = (answer: ScannedBy): CallResult<ScannedBy> => ({ outcome: 'ok', answer, logId: 1 })
const WAITING = says({ state: 'waiting' })
const SILENT = { outcome: 'unknown', reason: 'lost', text: '', logId: null } as const
const refused = (signed: boolean) =>
  ({ outcome: 'refused', status: 104, internalStatus: 0, text: '登录被拒绝。', signed, logId: 1 }) as const

let clock: HeldClock
let begins: CallResult<SignInCode>
let answers: (CallResult<ScannedBy> | Promise<CallResult<ScannedBy>>)[]
let asked: string[]
let came: Person[]
let admits: () => Outcome<null>
let phone: PhoneSignIn

const settle = () => new Promise((resolve) => setImmediate(resolve))
const pass = (ms: number): Promise<void> => clock.passSettling(ms)

beforeEach(() => {
  clock = heldClock(0)
  begins = CODE
  answers = []
  asked = []
  came = []
  admits = () => ok(null)
  phone = createPhoneSignIn({
    cloud: {
      signInCode: () => Promise.resolve(begins),
      signInCodeScanned: async (token) => {
        asked.push(token)
        return (await answers.shift()) ?? WAITING
      },
    },
    clock,
    log: { info() {}, warn() {}, error() {} },
    admit(person) {
      const admitted = admits()
      if (admitted.ok) {
        came.push(person)
        phone.hide()
      }
      return admitted
    },
    changed() {},
  })
})

test('asks every 2 seconds until somebody has scanned it, and lets them in once', async () => {
  expect(await phone.show()).toEqual(ok(null))
  expect(phone.view()).toEqual({ qrText: LINK, expiresAt: 120_000, over: false, fault: null })
  answers = [WAITING, WAITING, says({ state: 'signedIn', person: LI })]
  await pass(1999)
  expect(asked).toEqual([])
  await pass(4001)
  expect(asked).toEqual(['secret', 'secret', 'secret'])
  expect(came).toEqual([{ staffId: '1206', name: '李婷', role: 'clerk', mayRefund: true, since: 6000 }])
  expect(phone.view()).toBeNull()
  await pass(200_000)
  expect(came).toHaveLength(1)
  expect(asked).toHaveLength(3)
})

test.each([
  [{ admin: true }, 'admin'],
  [{ shopManager: true }, 'manager'],
  [{}, 'clerk'],
] as const)('somebody who is %o comes as %s, and no right to refund is made up', async (what, role) => {
  await phone.show()
  answers = [says({ state: 'signedIn', person: { ...LI, mayRefund: false, ...what } })]
  await pass(2000)
  expect(came).toMatchObject([{ role, mayRefund: false }])
})

test('ends by itself when its time is over, and says so', async () => {
  await phone.show()
  await pass(119_999)
  expect(phone.view()).toMatchObject({ over: false })
  await pass(1)
  expect(phone.view()).toMatchObject({ over: true, fault: { code: 'signIn.codeOver' } })
  const before = asked.length
  await pass(60_000)
  expect(asked).toHaveLength(before)
})

test('no answer is told, and asked again; a refusal that nobody signed is none', async () => {
  await phone.show()
  answers = [SILENT, refused(false), WAITING, says({ state: 'signedIn', person: LI })]
  await pass(2000)
  expect(phone.view()).toMatchObject({ over: false, fault: { code: 'signIn.noAnswer' } })
  await pass(2000)
  expect(phone.view()).toMatchObject({ over: false, fault: { code: 'signIn.noAnswer' } })
  await pass(2000)
  expect(phone.view()).toMatchObject({ over: false, fault: null })
  await pass(2000)
  expect(came).toHaveLength(1)
})

test.each([
  ['who refused', refused(true), { code: 'signIn.codeOver', platformText: '登录被拒绝。' }],
  ['who does not work here', says({ state: 'stranger' }), { code: 'signIn.notOfThisShop' }],
])('somebody %s is not let in', async (_who, answer, fault) => {
  await phone.show()
  answers = [answer]
  await pass(2000)
  expect(phone.view()).toMatchObject({ over: true, fault })
  await pass(10_000)
  expect(asked).toHaveLength(1)
  expect(came).toEqual([])
})

test('a late answer about a QR that was hidden, or replaced, lets nobody in', async () => {
  let answer: (late: CallResult<ScannedBy>) => void = () => undefined
  await phone.show()
  answers = [new Promise((resolve) => (answer = resolve))]
  await pass(2000)
  phone.hide()
  answer(says({ state: 'signedIn', person: LI }))
  await settle()
  expect([came, phone.view()]).toEqual([[], null])

  await phone.show()
  answers = [new Promise((resolve) => (answer = resolve))]
  await pass(2000)
  await phone.show()
  answer(says({ state: 'signedIn', person: LI }))
  await settle()
  expect(came).toEqual([])
  expect(phone.view()).toMatchObject({ over: false })
})

test('a QR that comes after it was given up is not shown', async () => {
  const showing = phone.show()
  phone.hide()
  await showing
  expect(phone.view()).toBeNull()
})

test('without a QR nothing is shown, and the reason is told', async () => {
  begins = SILENT
  expect(await phone.show()).toEqual(refuse('signIn.noAnswer'))
  begins = { ...refused(true), text: '未开通。' }
  expect(await phone.show()).toEqual(refuse('signIn.codeNotOffered', { platformText: '未开通。', status: 104 }))
  expect(phone.view()).toBeNull()
})

test('whom the disk does not take down is not let in', async () => {
  admits = () => refuse('book.notWritten')
  await phone.show()
  answers = [says({ state: 'signedIn', person: LI })]
  await pass(2000)
  expect(came).toEqual([])
  expect(phone.view()).toMatchObject({ over: true, fault: { code: 'book.notWritten' } })
})
