import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ACTS, type Act } from '../../../contract/acts.ts'
import type { AuditEntry, AuditWish } from '../../../contract/audit.ts'
import { createAuditLog, type AuditLog } from '../../../electron/till/audit-log.ts'
import { keptFiles } from '../../../electron/till/kept-files.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { CLERK, MANAGER, openCounterRoom, wish, type CounterRoom } from './counter-room.ts'
import { depositing, OFTEN, sold as soldIn } from './depositing.ts'

/** Each act of a person leaves one row of the journal, and the audit log finds it: the real engine and book, a real line, the sandbox. */

const WECHAT = 'wechat-fang'
const ADMIN: Person = { ...MANAGER, staffId: '1000', name: '管理员', role: 'admin' }
const nobody = () => ({ over: '' })

let room: CounterRoom
let audit: AuditLog
let by: Person | null = MANAGER
beforeEach(async () => {
  room = await openCounterRoom('audit')
  by = MANAGER
  const keepFile = (name: string, content: string): string => {
    room.files.set(name, content)
    return `/exports/${name}`
  }
  audit = createAuditLog({
    book: room.book(),
    chain: () => ({ state: 'whole', at: 0, rows: 0, row: null }),
    staff: () => room.selling().staff.list(),
    language: () => 'en',
    beginFile: keptFiles({ book: room.book(), clock: { now: Date.now }, keepFile }, () => by).begin,
  })
})
afterEach(() => room.close())

const { held, captured, released } = depositing(() => room)
const bank = () => room.sandbox.control
const passwordOf = (staffId: string) =>
  bank()
    .staff()
    .find((one) => one.staffId === staffId)?.trainingPassword ?? ''

const ALL: AuditWish = { from: 0, until: Number.MAX_SAFE_INTEGER, staffId: null, group: null }
const page = (more: Partial<AuditWish> = {}) => audit.list({ ...ALL, before: null, limit: 200, ...more })
const found = (...acts: Act[]): AuditEntry[] => page().entries.filter(({ act }) => acts.includes(act))
const mine = { staffId: '0001', staffName: '陈经理' }

const sold = (amountFen = 5000): Promise<string> => soldIn(room, amountFen)
function begun(amountFen: number): string {
  const started = room.selling().sales.start(wish(amountFen, { anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  return started.value.saleId
}

describe('each act leaves one entry', () => {
  test('whoever signs in, tries to, takes over, locks and leaves', async () => {
    const { staff } = room.selling()
    await staff.signIn('1207', 'wrong', nobody)
    await staff.signIn('1207', passwordOf('1207'), nobody)
    staff.locked(CLERK, false)
    await staff.signIn('1207', passwordOf('1207'), () => ({ over: '1207' }))
    staff.locked(CLERK, true)
    await staff.signIn('0001', passwordOf('0001'), () => ({ over: '1207' }))
    staff.signedOut(CLERK, '0001')
    staff.signedOut(MANAGER, '')
    expect(
      page()
        .entries.reverse()
        .map(({ act, staffId }) => [act, staffId]),
    ).toEqual([
      ['staff.wrongPassword', '1207'],
      ['staff.signedIn', '1207'],
      ['staff.locked', '1207'],
      ['staff.unlocked', '1207'],
      ['staff.lockedItself', '1207'],
      ['staff.tookOver', '0001'],
      ['staff.signedOutByNext', '1207'],
      ['staff.signedOut', '0001'],
    ])
  })

  test('whoever was not let in because somebody came first did not sign in; five wrong passwords lock the number', async () => {
    const { staff } = room.selling()
    expect(await staff.signIn('1207', passwordOf('1207'), () => null)).toMatchObject({ fault: { code: 'request.forbidden' } })
    expect(page().entries).toEqual([])
    for (let nth = 0; nth < 6; nth++) await staff.signIn('1206', 'wrong', nobody)
    expect(found('staff.lockedOut')).toMatchObject([{ staffId: '1206', facts: { counted: 5 } }])
    expect(found('staff.wrongPassword')).toHaveLength(4)
  })

  test('a refund: by whom, by whose word, and what became of it', async () => {
    const orderNo = await sold()
    const authority = { kind: 'password', staffId: '0001', password: passwordOf('0001') } as const
    const wishOf = { orderNo, amountFen: 1200, reason: '', authority }
    expect(await room.selling().refunds.start(wishOf, CLERK)).toMatchObject({ ok: true })
    await vi.waitUntil(() => found('refund.accepted', 'refund.succeeded').length > 0, OFTEN)
    const facts = { orderNo, amountFen: 1200, authority: 'password', approver: '0001', approverName: '陈经理' }
    expect(found('refund.started')).toMatchObject([{ staffId: '1207', staffName: '王磊', facts }])
    expect(found('refund.accepted', 'refund.succeeded')).toMatchObject([{ staffId: '1207', facts: { orderNo, amountFen: 1200 } }])
  })

  test('a word that was given wrongly, or without the right, and one that was asked for by phone', async () => {
    const orderNo = await sold()
    const byWord = (staffId: string, password: string) =>
      room
        .selling()
        .refunds.start({ orderNo, amountFen: 100, reason: '', authority: { kind: 'password', staffId, password } }, CLERK)
    await byWord('0001', 'wrong')
    expect(await byWord('1211', passwordOf('1211'))).toMatchObject({
      fault: { code: 'refund.approverHasNoRight' },
    })
    expect(found('staff.wrongWord')).toMatchObject([{ staffId: '0001', facts: { operatorId: '1207' } }])
    expect(found('approval.noRight')).toMatchObject([{ staffId: '1207', facts: { approver: '1211', orderNo } }])

    const { approval } = room.selling()
    await approval.ask(orderNo, 100, CLERK)
    const ticket = new URL(approval.view()?.qrText ?? '').searchParams.get('t') ?? ''
    bank().answerApproval(ticket, '0001', passwordOf('0001'), false)
    await vi.waitUntil(() => approval.view()?.state === 'refused', OFTEN)
    expect(found('approval.asked', 'approval.refused')).toMatchObject([
      { act: 'approval.refused', staffId: '1207' },
      { act: 'approval.asked', staffId: '1207', facts: { orderNo, amountFen: 100 } },
    ])
  })

  test('a capture and a release of a deposit; the deposit itself stands in the list of orders', async () => {
    const first = await held(10_000, 'alipay')
    const second = await held(8000, 'wechat')
    expect(page().entries).toEqual([])
    await captured(first, 4000)
    await released(second, 8000)
    await vi.waitUntil(() => found('release.succeeded').length > 0, OFTEN)
    expect(found('capture.started', 'capture.succeeded')).toMatchObject([
      { ...mine, act: 'capture.succeeded', facts: { holdNo: first, amountFen: 4000 } },
      { ...mine, act: 'capture.started' },
    ])
    expect(found('release.started')).toMatchObject([{ ...mine, facts: { holdNo: second, amountFen: 8000, authority: 'own' } }])
  })

  test('another way to take money: a QR and its taking back, cash, a bank card; a sale by code leaves none', async () => {
    const { sales } = room.selling()
    await sold()
    expect(page().entries).toEqual([])
    const qr = begun(300)
    sales.showQr(qr, 'alipay')
    await vi.waitUntil(() => sales.front()?.state === 'pendingCustomer', OFTEN)
    sales.takeBackQr(qr)
    await vi.waitUntil(() => sales.front()?.state === 'failed', OFTEN)
    sales.close(qr)
    const cash = begun(400)
    sales.record(cash, 'cashRecord', 500)
    sales.close(cash)
    sales.record(begun(600), 'bankCardRecord', null)
    expect(page().entries).toMatchObject([
      { ...mine, act: 'sale.bankCard', facts: { amountFen: 600 } },
      { ...mine, act: 'sale.cash', facts: { amountFen: 400 } },
      { ...mine, act: 'sale.qrTakenBack', facts: { amountFen: 300 } },
      { ...mine, act: 'sale.qr', facts: { amountFen: 300, tender: 'alipay' } },
    ])
  })

  test('a conflict that a manager dismissed', async () => {
    bank().behave(WECHAT, 'numberUsedAnswer')
    const { sales } = room.selling()
    const saleId = begun(900)
    sales.scanned(bank().freshCode(WECHAT), 'wechat')
    await vi.waitUntil(() => sales.front()?.state === 'conflict', OFTEN)
    sales.dismiss(saleId, MANAGER)
    expect(found('sale.dismissed')).toMatchObject([{ ...mine, facts: { amountFen: 900 } }])
  })

  test('a till that stopped itself, and whoever let it go on', async () => {
    const orderNo = await sold(900)
    const sale = room.book().saleByOrderNo(orderNo)
    if (!sale) throw new Error('not sold')
    const entry = { at: Date.now(), kind: 'test', subject: 'test', body: {} }
    room.book().write({ entry, sale: { ...sale, amountFen: 901, paidFen: 901 } })
    await room.selling().reconciliation.run()
    expect(room.selling().reconciliation.bar()).toBe('sale.stoppedByDifference')
    room.selling().reconciliation.resume(MANAGER)
    expect(room.selling().reconciliation.bar()).toBeNull()
    const facts = { code: 'sale.stoppedByDifference' }
    expect(found('till.barred', 'till.resumed')).toMatchObject([
      { ...mine, act: 'till.resumed', facts },
      { act: 'till.barred', staffId: '', facts },
    ])
  })

  test('a shift that is handed over, printed and copied; one that ends when the next person comes; a slip once more', async () => {
    const { shifts, depositCheck } = room.selling()
    const orderNo = await sold()
    shifts.came(CLERK)
    shifts.came(MANAGER)
    shifts.printNow(false, MANAGER)
    const over = shifts.handOver({ acknowledged: [], countedFen: null, print: false, detail: false }, MANAGER, () => undefined)
    if (!over.ok) throw new Error(over.fault.code)
    shifts.reprint(over.value.shiftNo, MANAGER)
    room.reprint().print(orderNo, MANAGER)
    await depositCheck.run(MANAGER)
    expect(page().entries.map(({ act, staffId }) => [act, staffId])).toEqual([
      ['deposit.checking', '0001'],
      ['slip.reprinted', '0001'],
      ['shift.copied', '0001'],
      ['shift.handedOver', '0001'],
      ['shift.printed', '0001'],
      ['shift.endedByNext', '1207'],
    ])
  })

  test('a list that was taken away as a file', () => {
    const files = keptFiles({ book: room.book(), clock: { now: Date.now }, keepFile: (name) => name }, () => by)
    files.keep('orders-2026-11-28.csv', 'a,b')
    expect(found('file.exported')).toMatchObject([{ ...mine, facts: { file: 'orders-2026-11-28.csv' } }])
  })
})

/** So many acts of three people, one a minute, of all that is not followed by something else. */
const KINDS = ['staff.locked', 'till.resumed', 'slip.reprint', 'approval.asked', 'setting.changed'] as const
const PEOPLE = [CLERK, MANAGER, ADMIN] as const
const MINUTE = 60_000
function fill(rows: number): void {
  for (let nth = 0; nth < rows; nth++) {
    const kind = KINDS[nth % KINDS.length] ?? 'staff.locked'
    const person = PEOPLE[nth % PEOPLE.length] ?? CLERK
    const body = { staffId: person.staffId, staffName: person.name, orderNo: String(nth), code: 'x', setting: 'theme' }
    room.book().write({ entry: { at: nth * MINUTE, kind, subject: person.staffId, body } })
    room
      .book()
      .write({ entry: { at: nth * MINUTE, kind: 'sale.paid', subject: `s${nth}`, body: { event: 'paid', way: 'code' } } })
  }
}

describe('the log', () => {
  test('is read page by page, newest first, without a gap and without anything twice', () => {
    fill(205)
    const seen: AuditEntry[] = []
    let before: { at: number; seq: number } | null = null
    for (let turn = 0; turn < 30; turn++) {
      const { entries, more }: { entries: AuditEntry[]; more: boolean } = audit.list({ ...ALL, before, limit: 20 })
      seen.push(...entries)
      const last = entries.at(-1)
      before = last ? { at: last.at, seq: last.seq } : null
      if (!more) break
    }
    expect(seen).toHaveLength(205)
    expect(seen.map(({ at }) => at)).toEqual(Array.from({ length: 205 }, (_, nth) => (204 - nth) * MINUTE))
  })

  test('is filtered by time, person and what it is about, and by all of them together', () => {
    fill(150)
    const some = { from: 10 * MINUTE, until: 70 * MINUTE }
    expect(page(some).entries.map(({ at }) => at / MINUTE)).toEqual(Array.from({ length: 60 }, (_, nth) => 69 - nth))
    expect(page({ ...some, staffId: '1207' }).entries.map(({ at }) => at / MINUTE)).toEqual(
      Array.from({ length: 20 }, (_, nth) => 69 - 3 * nth),
    )
    expect(new Set(page({ ...some, group: 'approval' }).entries.map(({ act }) => act))).toEqual(new Set(['approval.asked']))
    const both = page({ ...some, staffId: '1207', group: 'signIn' }).entries
    expect(both.map(({ at }) => at / MINUTE)).toEqual([60, 45, 30, 15])
    for (const { act } of both) expect(ACTS[act]).toBe('signIn')
    expect(page({ staffId: '9999' })).toMatchObject({ entries: [], more: false })
  })

  test('tells several of one moment in their order, over the end of a page', () => {
    for (let nth = 0; nth < 5; nth++)
      room.book().write({ entry: { at: 9, kind: KINDS[nth] ?? '', subject: '1207', body: { staffId: '1207', n: nth } } })
    const first = audit.list({ ...ALL, before: null, limit: 3 })
    const last = first.entries.at(-1)
    const second = audit.list({ ...ALL, before: last ? { at: last.at, seq: last.seq } : null, limit: 3 })
    const seqs = [...first.entries, ...second.entries].map(({ seq }) => seq)
    expect(seqs).toEqual([...seqs].sort((one, other) => other - one))
    expect([seqs.length, first.more, second.more]).toEqual([5, true, false])
  })

  test('knows who was ever here, by the name of the last time', async () => {
    const { staff } = room.selling()
    await staff.signIn('1207', passwordOf('1207'), nobody)
    await staff.signIn('1206', 'wrong', nobody)
    expect(page().people, 'a number that was only tried is nobody').toEqual([{ staffId: '1207', name: '王磊' }])
  })

  test('is taken away as a file whose rows anybody can hold against their hashes, and the file stands in the log', async () => {
    fill(40)
    room.book().write({ entry: { at: 5, kind: 'file.exported', subject: '=cmd', body: { staffId: '=1+1', file: '=cmd' } } })
    const outcome = await audit.export({ ...ALL, until: 30 * MINUTE })
    expect(outcome).toMatchObject({ ok: true })
    const [name] = [...room.files.keys()]
    const lines = csvLines(room.files.get(name ?? '') ?? '')
    const [rows, last] = [lines.slice(1, -1), lines.at(-1) ?? []]
    expect(rows).toHaveLength(31)
    for (const line of rows) {
      const [seq, at, kind, subject, body, before, hash] = line.slice(5).map((one) => one.replace(/^'(?=[=+\-@])/, ''))
      const chained = JSON.stringify([before, Number(seq), Number(at), kind, subject, body])
      expect(createHash('sha256').update(chained).digest('hex'), `row ${seq}`).toBe(hash)
    }
    const head = room.book().journal().at(-1)
    expect(head).toMatchObject({ kind: 'file.exported', body: { staffId: '0001', file: name } })
    expect([last[1], last[3], last.at(-1)]).toEqual([
      `${rows[0]?.[5]} – ${Math.max(...rows.map((row) => Number(row[5])))}`,
      String(head?.seq),
      head?.hash,
    ])
    expect(
      lines.flat().filter((field) => /^[=+@]/.test(field)),
      'nothing that a spreadsheet runs',
    ).toEqual([])
  })
})

/** Fields of a file by RFC 4180. */
function csvLines(text: string): string[][] {
  const rest = text.replace(/^\uFEFF/, '').trimEnd()
  return rest
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
      ),
    )
}
