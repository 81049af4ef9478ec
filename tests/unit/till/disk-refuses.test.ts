import { expect, test } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import { createReprint } from '../../../electron/till/reprint.ts'
import { createStaff } from '../../../electron/till/staff.ts'
import { pinsInMemory } from '../../support/pins.ts'
import { saleOf } from '../../support/sale.ts'
import { slipSetting } from '../../support/slip-setting.ts'

/** Nobody's till is locked, and nobody is at it. */
const nobody = () => ({ over: '' })

const NOW = Date.UTC(2026, 10, 23, 9)
const FULL = { ok: false, fault: { code: 'book.notWritten', platformText: 'database or disk is full' } }

function full(): { book: Book; real: Book } {
  const opened = openBook(':memory:', NOW)
  if (!opened.ok) throw new Error(opened.fault.code)
  const refuse = (): never => {
    throw new Error('database or disk is full')
  }
  return { real: opened.value, book: { ...opened.value, write: refuse, setFact: refuse } }
}

const answer = { staffId: '1206', name: 'Li Ting', shopManager: false, admin: false, mayRefund: true, loginAt: null }
const PASSWORDS = ['right']
const staffOn = (book: Book) =>
  createStaff({
    book,
    clock: systemClock,
    cloud: {
      offersExtensions: true,
      staffLogin: async ({ password }) =>
        PASSWORDS.includes(password)
          ? { outcome: 'ok', answer, logId: 1 }
          : { outcome: 'refused', status: 104, internalStatus: 0, text: 'wrong', logId: 1, signed: true },
      queryShopInfo: () => Promise.reject(new Error('nobody asks')),
    },
    shopId: 'shop1',
    pins: pinsInMemory(() => NOW),
  })

test('a full disk is named to whoever signs in, and a wrong password that cannot be counted is no free try', async () => {
  const { book } = full()
  expect(await staffOn(book).signIn('1206', 'right', nobody)).toEqual(FULL)
  expect(await staffOn(book).prove('1206', 'wrong', { staffId: '1207' })).toEqual(FULL)
})

test('a second person’s right word needs nothing written, unless there are wrong ones to forget', async () => {
  const { book, real } = full()
  expect(await staffOn(book).prove('1206', 'right', { staffId: '1207' })).toMatchObject({ ok: true })
  await staffOn(real).prove('1206', 'wrong', { staffId: '1207' })
  expect(await staffOn(real).prove('1206', 'right', { staffId: '1207' })).toMatchObject({ ok: true })
  expect(real.fact('tries 1206')).toBeNull()
})

test('a slip that cannot be queued again is refused by its name', () => {
  const { book, real } = full()
  const orderNo = '0100005200011763802000000001'
  real.write({
    entry: { at: NOW, kind: 'sale.paid', subject: 's1', body: {} },
    sale: saleOf({ state: 'paid', orderNo, sentAt: NOW, settledAt: NOW }),
  })
  const reprint = createReprint({
    book,
    now: () => NOW,
    slipSetting,
    printWindow: () => 1000,
    kickSpool() {},
  })
  const person = { staffId: '1206', name: 'Li Ting', role: 'clerk', mayRefund: true, since: 0 } as const
  expect(reprint.print(orderNo, person)).toEqual(FULL)
})
