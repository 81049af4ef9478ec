import { expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { ok } from '../../../contract/faults.ts'
import { unknown, type CallResult } from '../../../cloudpay/client/result.ts'
import type { AdjustedMember } from '../../../cloudpay/client/members.ts'
import { bookOn } from '../../../electron/ledger/book.ts'
import { openDatabase } from '../../../electron/ledger/open.ts'
import { createAdjustments } from '../../../electron/till/adjustments.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { heldClock } from '../../support/held-clock.ts'

const ADMIN: Person = { staffId: '1000', name: '周航', role: 'admin', mayRefund: false, since: 0 }
const WISH = { cardNo: '800001', amountFen: -3000, remark: '更正' }
const BELOW_ZERO = {
  outcome: 'refused',
  status: 104,
  internalStatus: 9311,
  text: '余额不足',
  logId: 1,
  signed: true,
} as const
const DONE = { outcome: 'ok', answer: { balanceFen: fen(0), amountFen: fen(-3000) }, logId: 1 } as const
const LOST = unknown('noAnswer', 'it may still be on its way')
const NEVER_LEFT = unknown('notSent', 'no connection')

/** A till at a Cloud Pay that answers these one after the other. `again` starts it anew on the same book. */
function till(...answers: CallResult<AdjustedMember>[]) {
  const opened = openDatabase(':memory:', 0)
  if (!opened.ok) throw new Error(opened.fault.code)
  const book = bookOn(opened.value.database, () => undefined)
  const clock = heldClock()
  const sent: string[] = []
  const log = { info() {}, warn() {}, error() {} }
  const again = () =>
    createAdjustments({
      book,
      clock,
      log,
      serverNow: clock.now,
      place: { shopName: '', deviceId: 'd1', deviceName: '', orderPrefix: '01000052', tillDigits: '0037' },
      cloud: {
        offersExtensions: true,
        adjustMember({ adjustNo }) {
          sent.push(adjustNo)
          return Promise.resolve(answers[sent.length - 1] ?? LOST)
        },
      },
      members: { find: () => Promise.resolve(ok([])) },
    })
  const ends = () =>
    book
      .journal()
      .map(({ kind }) => kind)
      .filter((kind) => kind !== 'member.adjust.began')
  return { again, clock, sent, ends, first: again() }
}
const codeOf = (outcome: { ok: boolean; fault?: { code: string } }): string | undefined => outcome.fault?.code

test('a refusal proves nothing while an earlier call may still arrive', async () => {
  const { first, clock, sent, ends } = till(LOST, BELOW_ZERO, BELOW_ZERO, BELOW_ZERO)
  expect(codeOf(await first.adjust(WISH, ADMIN))).toBe('member.notKnown')
  expect(codeOf(await first.adjust(WISH, ADMIN))).toBe('member.notKnown')
  clock.pass(119_999)
  expect(codeOf(await first.adjust(WISH, ADMIN))).toBe('member.notKnown')
  expect(ends()).toEqual([])
  clock.pass(1)
  expect(codeOf(await first.adjust(WISH, ADMIN))).toBe('member.belowZero')
  expect(ends()).toEqual(['member.adjust.refused'])
  expect(new Set(sent).size).toBe(1)
})

test('over a restart it is waited for anew: when it left, only the time of day would tell', async () => {
  const { first, again, clock, ends } = till(LOST, BELOW_ZERO, BELOW_ZERO)
  await first.adjust(WISH, ADMIN)
  clock.pass(600_000)
  const second = again()
  expect(codeOf(await second.adjust(WISH, ADMIN))).toBe('member.notKnown')
  clock.pass(120_000)
  expect(codeOf(await second.adjust(WISH, ADMIN))).toBe('member.belowZero')
  expect(ends()).toEqual(['member.adjust.refused'])
})

test('what never left again makes nobody wait longer', async () => {
  const { first, clock } = till(LOST, NEVER_LEFT, BELOW_ZERO)
  await first.adjust(WISH, ADMIN)
  clock.pass(120_000)
  expect(codeOf(await first.adjust(WISH, ADMIN))).toBe('member.notKnown')
  expect(codeOf(await first.adjust(WISH, ADMIN))).toBe('member.belowZero')
})

test('another press that makes it known tells of it, and does nothing itself', async () => {
  const { first, sent, ends } = till(LOST, DONE, DONE)
  await first.adjust(WISH, ADMIN)
  const other = { cardNo: '800002', amountFen: -3000, remark: '另一笔' }
  const told = await first.adjust(other, ADMIN)
  expect(told).toMatchObject({ ok: false, fault: { code: 'member.adjustSettled', params: { cardNo: '800001' } } })
  expect(ends()).toEqual(['member.adjust.done'])
  expect(new Set(sent).size).toBe(1)
  expect(await first.adjust(other, ADMIN)).toMatchObject({ ok: true })
  expect(new Set(sent).size).toBe(2)
})
