import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ApprovalAnswer, CheckApproval, StartApproval, StartedApproval } from '../../../cloudpay/client/client.ts'
import { unknown, type CallResult } from '../../../cloudpay/client/result.ts'
import { systemClock } from '../../../contract/clock.ts'
import { createApproval } from '../../../electron/till/approval.ts'
import type { JournalEntry } from '../../../electron/ledger/records.ts'
import type { Person } from '../../../electron/till/parts.ts'

/** Asking a second person by phone, in a time of its own and against a Cloud Pay that says what it is told to. */

const CLERK: Person = { staffId: '1207', name: '王磊', role: 'clerk', mayRefund: false, since: 0 }
const OTHER: Person = { ...CLERK, staffId: '1211' }
const MANAGER = { staffId: '0001', name: '陈经理' }
const NO = '0100005201'

beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 9) }))
afterEach(() => vi.useRealTimers())

type Check = CallResult<ApprovalAnswer>
const said = (answer: ApprovalAnswer): Check => ({ outcome: 'ok', answer, logId: 1 })
const WAITING = said({ state: 'waiting' })
const GRANTED = said({ state: 'granted', approver: MANAGER })
const refusal = (status: number, signed: boolean): Check => {
  return { outcome: 'refused', status, internalStatus: 0, text: '不行', logId: 1, signed }
}
const started = (ttl = 120_000): CallResult<StartedApproval> => ({
  outcome: 'ok',
  answer: { activator: 'handle', qrText: 'https://pay.example/a', ttl },
  logId: 1,
})

function world({ offersExtensions = true } = {}) {
  let start = started()
  let answer: Check | Promise<Check> = WAITING
  const starts: StartApproval[] = []
  const checks: CheckApproval[] = []
  let changes = 0
  const journal: JournalEntry[] = []
  const disk = { refuses: false }
  const approval = createApproval({
    book: {
      write({ entry }) {
        if (disk.refuses) throw new Error('disk full')
        journal.push(entry)
        return { slipQueued: false, mayAnnounce: false }
      },
    },
    cloud: {
      offersExtensions,
      startApproval(q) {
        starts.push(q)
        return Promise.resolve(start)
      },
      checkApproval(q) {
        checks.push(q)
        return Promise.resolve(answer)
      },
    },
    clock: systemClock,
    log: { info() {}, warn() {}, error() {} },
    changed: () => (changes += 1),
  })
  const codeOf = (outcome: { ok: boolean; fault?: { code: string } }) => (outcome.ok ? 'given' : outcome.fault?.code)
  return {
    approval,
    disk,
    /** What stands in the journal, each as its kind and whose act it is. */
    told: () => journal.map(({ kind, body }) => [kind.slice('approval.'.length), body['staffId'], body['approver'] ?? null]),
    starts,
    checks,
    changes: () => changes,
    startsWith: (next: typeof start) => (start = next),
    /** What is answered from now on. */
    answers: (next: Check | Promise<Check>) => (answer = next),
    ask: async (amountFen = 2000, orderNo = NO) => codeOf(await approval.ask(orderNo, amountFen, CLERK)),
    ready: (amountFen = 2000, orderNo = NO, person = CLERK) => codeOf(approval.ready(orderNo, amountFen, person)),
    take: (amountFen = 2000, orderNo = NO, person = CLERK) => codeOf(approval.take(orderNo, amountFen, person)),
  }
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('a QR is shown and Cloud Pay is asked two seconds after each answer, until somebody has answered', async () => {
  const { approval, ask, answers, checks, starts } = world()
  expect(await ask()).toBe('given')
  expect(starts).toEqual([{ orderNo: NO, amountFen: 2000, staffId: '1207' }])
  const shown = { orderNo: NO, amountFen: 2000, state: 'waiting', qrText: 'https://pay.example/a', approverName: null }
  expect(approval.view()).toEqual({ ...shown, expiresAt: Date.now() + 120_000, fault: null })
  await pass(1999)
  expect(checks).toEqual([])
  await pass(1)
  expect(checks).toEqual([{ activator: 'handle', orderNo: NO, amountFen: 2000 }])
  await pass(10_000)
  expect(checks).toHaveLength(6)
  answers(GRANTED)
  await pass(2000)
  expect(approval.view()).toMatchObject({ state: 'granted', approverName: '陈经理', fault: null })
  await pass(60_000)
  expect(checks, 'no more questions').toHaveLength(7)
})

test('one question at a time: while an answer is on its way, no other leaves', async () => {
  const { ask, answers, checks } = world()
  await ask()
  let give: (check: Check) => void = () => undefined
  answers(new Promise((resolve) => (give = resolve)))
  await pass(30_000)
  expect(checks).toHaveLength(1)
  give(WAITING)
  answers(WAITING)
  await pass(2000)
  expect(checks).toHaveLength(2)
})

describe('a grant', () => {
  async function granted() {
    const at = world()
    await at.ask()
    at.answers(GRANTED)
    await pass(2000)
    return at
  }

  test('is used once', async () => {
    const { approval, ready, take } = await granted()
    expect(ready()).toBe('given')
    expect(ready(), 'looking does not use it').toBe('given')
    const given = approval.take(NO, 2000, CLERK)
    expect(given).toEqual({ ok: true, value: MANAGER })
    expect(approval.view()).toBeNull()
    expect(take()).toBe('refund.notApproved')
    await pass(200_000)
    expect(approval.view(), 'nothing comes of it later').toBeNull()
  })

  test('is in the journal with whoever gave it, after whoever asked; what the disk does not take is no grant', async () => {
    const { told } = await granted()
    expect(told()).toEqual([
      ['asked', '1207', null],
      ['granted', '1207', '0001'],
    ])
    const full = world()
    await full.ask()
    full.answers(GRANTED)
    full.disk.refuses = true
    await pass(2000)
    expect(full.ready()).toBe('book.notWritten')
    expect(await full.ask(), 'nobody is asked what is not written down').toBe('book.notWritten')
    expect(full.starts).toHaveLength(1)
  })

  test('is for that order, that amount and that operator, and stays whole when something else is asked', async () => {
    const { take } = await granted()
    expect(take(2001)).toBe('refund.notApproved')
    expect(take(1999)).toBe('refund.notApproved')
    expect(take(2000, '0100005202')).toBe('refund.notApproved')
    expect(take(2000, NO, OTHER)).toBe('refund.notApproved')
    expect(take()).toBe('given')
  })

  test('is over two minutes after it can have been fetched', async () => {
    const { approval, take, told } = await granted()
    await pass(119_999)
    expect(approval.view()).toMatchObject({ state: 'granted' })
    await pass(1)
    expect(approval.view()).toMatchObject({ state: 'expired', approverName: null, fault: { code: 'refund.approvalExpired' } })
    expect(take()).toBe('refund.approvalExpired')
    expect(told().at(-1)).toEqual(['expired', '1207', null])
  })

  test('is counted from the first question whose answer was lost: that one may have fetched it', async () => {
    const { approval, ask, answers } = world()
    await ask()
    await pass(2000)
    answers(unknown('lost', ''))
    await pass(30_000)
    answers(GRANTED)
    await pass(2000)
    expect(approval.view()).toMatchObject({ state: 'granted', expiresAt: Date.now() + 120_000 - 30_000 })
    await pass(90_000)
    expect(approval.view()).toMatchObject({ state: 'expired' })
  })

  test('whose answer took longer than the grant lasts is none', async () => {
    const { approval, ask, answers, startsWith } = world()
    startsWith(started(600_000))
    await ask()
    answers(unknown('noAnswer', ''))
    await pass(130_000)
    answers(GRANTED)
    await pass(2000)
    expect(approval.view()).toMatchObject({ state: 'expired', approverName: null })
  })

  test('by the operator is none, whoever says so', async () => {
    const { approval, ask, answers, take } = world()
    await ask()
    answers(said({ state: 'granted', approver: { staffId: '1207', name: '王磊' } }))
    await pass(2000)
    const fault = { code: 'refund.approverIsOperator' }
    expect(approval.view()).toMatchObject({ state: 'refused', approverName: null, fault })
    expect(take()).toBe('refund.approverIsOperator')
  })

  test('is gone when it is dropped, and when something else is asked for', async () => {
    const first = await granted()
    first.approval.drop()
    expect(first.approval.view()).toBeNull()
    expect(first.take()).toBe('refund.notApproved')
    const second = await granted()
    await second.ask(3000)
    await pass(2000)
    expect(second.take()).toBe('refund.notApproved')
    expect(second.take(3000)).toBe('given')
  })
})

describe('no grant', () => {
  test.each([
    ['refused', 'refused', 'refund.approvalRefused'],
    ['expired', 'expired', 'refund.approvalExpired'],
  ] as const)('%s ends the asking with its own sentence', async (state, shown, code) => {
    const { approval, ask, answers, checks, take } = world()
    await ask()
    answers(said({ state }))
    await pass(2000)
    expect(approval.view()).toMatchObject({ state: shown, fault: { code }, approverName: null })
    expect(take()).toBe(code)
    answers(GRANTED)
    await pass(20_000)
    expect(checks).toHaveLength(1)
    expect(take()).toBe(code)
  })

  test('while nobody has answered', async () => {
    const { ask, take } = world()
    expect(take()).toBe('refund.notApproved')
    await ask()
    await pass(10_000)
    expect(take()).toBe('refund.notApproved')
  })

  test('a QR that has run out is not asked about any more, and a late answer is not heard', async () => {
    const { approval, ask, answers, checks } = world()
    await ask()
    await pass(117_000)
    let give: (check: Check) => void = () => undefined
    answers(new Promise((resolve) => (give = resolve)))
    await pass(3000)
    expect(approval.view()).toMatchObject({ state: 'expired', fault: { code: 'refund.approvalExpired' } })
    const asked = checks.length
    give(GRANTED)
    await pass(60_000)
    expect(approval.view()).toMatchObject({ state: 'expired' })
    expect(checks).toHaveLength(asked)
  })

  test.each([
    ['lost', unknown('lost', '')],
    ['not believed', unknown('notTrusted', '')],
    ['not understood', unknown('unreadable', '')],
    ['unsure', unknown('serverUnsure', '')],
    ['a refusal anybody could have sent', refusal(101, false)],
  ])('an answer that is %s is asked for again, is said, and is forgotten when one comes', async (_what, check) => {
    const { approval, ask, answers, checks, take, changes } = world()
    await ask()
    answers(check)
    await pass(2000)
    expect(approval.view()).toMatchObject({ state: 'waiting', fault: { code: 'refund.approvalNoAnswer' } })
    expect(take()).toBe('refund.notApproved')
    const told = changes()
    await pass(4000)
    expect(checks).toHaveLength(3)
    expect(changes(), 'the screen hears of it once').toBe(told)
    answers(WAITING)
    await pass(2000)
    expect(approval.view()).toMatchObject({ state: 'waiting', fault: null })
    answers(GRANTED)
    await pass(2000)
    expect(take()).toBe('given')
  })

  test('a server that knows nothing of it ends the asking', async () => {
    const { approval, ask, answers } = world()
    await ask()
    answers(refusal(104, true))
    await pass(2000)
    expect(approval.view()).toMatchObject({ state: 'expired' })
  })

  test('after a drop, even if the answer was already on its way', async () => {
    const { approval, ask, answers, take, checks } = world()
    await ask()
    let give: (check: Check) => void = () => undefined
    answers(new Promise((resolve) => (give = resolve)))
    await pass(2000)
    approval.drop()
    give(GRANTED)
    await pass(60_000)
    expect(approval.view()).toBeNull()
    expect(take()).toBe('refund.notApproved')
    expect(checks).toHaveLength(1)
  })

  test('is begun when it was dropped before it began', async () => {
    const { approval, ask, checks } = world()
    const asking = ask()
    approval.drop()
    expect(await asking).toBe('refund.notApproved')
    await pass(60_000)
    expect(approval.view()).toBeNull()
    expect(checks).toEqual([])
  })

  test('is begun where it cannot be: each reason has its own sentence, and no question leaves', async () => {
    const real = world({ offersExtensions: false })
    expect(await real.ask()).toBe('refund.approvalNotOffered')
    expect(real.take()).toBe('refund.approvalNotOffered')
    expect(real.starts).toEqual([])
    const { approval, ask, startsWith, checks } = world()
    for (const amount of [0, -1, 0.5, Number.NaN]) expect(await ask(amount)).toBe('refund.zero')
    startsWith(unknown('noAnswer', ''))
    expect(await ask()).toBe('refund.approvalNoAnswer')
    startsWith({ outcome: 'refused', status: 104, internalStatus: 0, text: '订单未支付', logId: 1, signed: true })
    expect(await approval.ask(NO, 1, CLERK)).toMatchObject({
      fault: { code: 'refund.notApproved', platformText: '订单未支付' },
    })
    await pass(60_000)
    expect(approval.view()).toBeNull()
    expect(checks).toEqual([])
  })

  test('is left behind by a till that ends', async () => {
    const { approval, ask, checks } = world()
    await ask()
    approval.stop()
    await pass(200_000)
    expect(checks).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})
