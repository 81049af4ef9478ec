import { beforeEach, expect, test } from 'vitest'
import { ok } from '../../../contract/faults.ts'
import { systemClock } from '../../../contract/clock.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import { createOfflinePins, pinsSchema, type OfflinePins, type Pins } from '../../../electron/till/offline-pins.ts'
import { createStaff } from '../../../electron/till/staff.ts'

/** Nobody's till is locked, and nobody is at it. */
const nobody = () => ({ over: '' })

const DAY = 86_400_000
const LI = { staffId: '1206', name: '李婷', role: 'clerk', mayRefund: true } as const

let now = Date.UTC(2026, 10, 28, 4)
let kept: Pins | null = null
let refuses = false
let pins: OfflinePins
beforeEach(() => {
  kept = null
  refuses = false
  pins = createOfflinePins({
    kept: {
      read: () => ok(kept),
      write(all) {
        if (refuses) throw new Error('disk full')
        kept = pinsSchema.parse(all)
      },
    },
    clock: { now: () => now },
    log: { info() {}, warn() {}, error() {} },
  })
})

test('whoever Cloud Pay let in is let in without it, with the same rights, by the same password alone', async () => {
  pins.remember(LI, '204466')
  expect(await pins.check('1206', '204466')).toEqual({ name: '李婷', role: 'clerk', mayRefund: true })
  expect(await pins.check('1206', '204467')).toBe('wrong')
  expect(await pins.check('1207', '204466')).toBe('unknown')
})

test('what is kept holds no password, and the same password twice is not the same hash', async () => {
  pins.remember(LI, '204466')
  pins.remember({ ...LI, staffId: '1207' }, '204466')
  await pins.check('1207', '204466')
  expect(JSON.stringify(kept)).not.toContain('204466')
  expect(kept?.['1206']?.hash).not.toBe(kept?.['1207']?.hash)
})

test('seven days, then Cloud Pay has to be asked again; a clock that is set back opens nothing', async () => {
  pins.remember(LI, '204466')
  now += 7 * DAY
  expect(await pins.check('1206', '204466')).toMatchObject({ name: '李婷' })
  now += 1
  expect(await pins.check('1206', '204466')).toBe('unknown')
  now -= 30 * DAY
  expect(await pins.check('1206', '204466')).toBe('unknown')
})

test('a password that Cloud Pay calls wrong now was changed, and opens nothing any more; a mistyped one changes nothing', async () => {
  pins.remember(LI, '204466')
  await pins.refused('1206', '999999')
  expect(await pins.check('1206', '204466')).toMatchObject({ name: '李婷' })
  await pins.refused('1206', '204466')
  expect(await pins.check('1206', '204466')).toBe('unknown')
})

test('a disk that keeps nothing costs nobody the sign-in', async () => {
  refuses = true
  pins.remember(LI, '204466')
  expect(await pins.check('1206', '204466')).toBe('unknown')
})

/** A shop whose line can be cut. */
function shop() {
  const opened = openBook(':memory:', now)
  if (!opened.ok) throw new Error(opened.fault.code)
  const book: Book = opened.value
  const line = { up: true, password: '204466' }
  const person = { staffId: '1206', name: '李婷', shopManager: false, admin: false, mayRefund: true, loginAt: null }
  const staff = createStaff({
    book,
    clock: systemClock,
    shopId: 'shop1',
    pins,
    cloud: {
      offersExtensions: true,
      queryShopInfo: () => Promise.reject(new Error('nobody asks')),
      staffLogin: async ({ password }) => {
        if (!line.up) return { outcome: 'unknown', why: 'noAnswer' } as never
        return password === line.password
          ? { outcome: 'ok', answer: person, logId: 1 }
          : { outcome: 'refused', status: 104, internalStatus: 0, text: 'wrong', logId: 1, signed: true }
      },
    },
  })
  const signedIn = () => book.journal().flatMap(({ kind, body }) => (kind === 'staff.signedIn' ? [body] : []))
  return { staff, line, signedIn }
}

test('with the line cut the till goes by its memory, writes down that it did, and counts wrong tries all the same', async () => {
  const { staff, line, signedIn } = shop()
  line.up = false
  expect(await staff.signIn('1206', '204466', nobody), 'never seen here').toMatchObject({
    ok: false,
    fault: { code: 'signIn.noAnswer' },
  })
  line.up = true
  expect(await staff.signIn('1206', '204466', nobody)).toMatchObject({ ok: true, value: { offline: false } })
  line.up = false
  expect(await staff.signIn('1206', '204466', nobody)).toMatchObject({
    ok: true,
    value: { offline: true, person: { mayRefund: true } },
  })
  for (let left = 4; left > 0; left--)
    expect(await staff.signIn('1206', 'wrong', nobody)).toMatchObject({
      fault: { code: 'signIn.wrongPassword', params: { left } },
    })
  expect(await staff.signIn('1206', 'wrong', nobody)).toMatchObject({ fault: { code: 'signIn.locked' } })
  expect(await staff.signIn('1206', '204466', nobody), 'locked is locked').toMatchObject({ fault: { code: 'signIn.locked' } })
  const row = { staffId: '1206', staffName: '李婷', role: 'clerk', over: '' }
  expect(signedIn()).toEqual([row, { ...row, offline: true }])
})

test('nobody gives a word for somebody else’s refund without the line', async () => {
  const { staff, line } = shop()
  expect(await staff.signIn('1206', '204466', nobody)).toMatchObject({ ok: true })
  line.up = false
  expect(await staff.prove('1206', '204466', { staffId: '1207' })).toMatchObject({
    ok: false,
    fault: { code: 'signIn.noAnswer' },
  })
})

test('a password that was changed on the phone lets nobody in without the line, once Cloud Pay has refused it here', async () => {
  const { staff, line } = shop()
  await staff.signIn('1206', '204466', nobody)
  line.password = '881122'
  expect(await staff.signIn('1206', '204466', nobody)).toMatchObject({ fault: { code: 'signIn.wrongPassword' } })
  line.up = false
  expect(await staff.signIn('1206', '204466', nobody)).toMatchObject({ fault: { code: 'signIn.noAnswer' } })
})
