import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CLERK, MANAGER, openCounterRoom, type CounterRoom } from './counter-room.ts'
import { codeOf, depositing, OFTEN, OWN } from './depositing.ts'

/** Captures and releases (BEHAVIOUR F07, F08; PROTOCOL 5.4, 5.5): the real engine and book, a real line, the sandbox. */

const UNANSWERED = { outcome: 'unknown', reason: 'lost', text: '', logId: null } as const

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('spending', { speed: 5 })
})
afterEach(() => room.close())

const { bank, held, found, captured, released, there, calls } = depositing(() => room)
const captures = () => room.selling().captures
const releases = () => room.selling().releases
const passwordOf = (staffId: string) =>
  bank()
    .staff()
    .find((one) => one.staffId === staffId)?.trainingPassword ?? ''
const capture = async (holdNo: string, amountFen: number, releaseRest = true, person = MANAGER) =>
  codeOf(await captures().start({ holdNo, amountFen, releaseRest }, person))
const release = async (holdNo: string, amountFen: number, person = MANAGER) =>
  codeOf(await releases().start({ holdNo, amountFen, authority: OWN }, person))

describe('a capture', () => {
  test('of a deposit of 10 takes 1 and gives 9 back at once; the slip shows all three (BEHAVIOUR 11, 17)', async () => {
    const holdNo = await held(1000)
    const orderNo = await captured(holdNo, 100)
    expect(there(holdNo)).toMatchObject({ capturedFee: 100, releasedFee: 900, leftFee: 0, phase: 'spent' })
    expect(room.book().saleByOrderNo(orderNo)).toMatchObject({ way: 'capture', holdNo, amountFen: 100, returnedFen: 900 })
    const jobs = room.book().slips.ofOrder(orderNo)
    expect(jobs).toHaveLength(1)
    expect(jobs[0]?.document.kind).toBe('capture')
    const sums = jobs[0]?.document.rows.flatMap((row) => (row.kind === 'money' ? [row.amountFen] : []))
    expect(sums).toEqual(expect.arrayContaining([100, 1000, 900]))
    expect((await found(holdNo)).hold).toMatchObject({ capturedFen: 100, releasedFen: 900, leftFen: 0 })
  })

  test('is the only one on WeChat Pay: a second is refused, with nothing sent', async () => {
    const holdNo = await held(1000)
    await captured(holdNo, 100)
    expect(await capture(holdNo, 1)).toBe('deposit.nothingLeft')
    expect(calls('deposit_consume')).toHaveLength(1)
  })

  test('zero, fractions and more than is left are refused, and nothing is sent', async () => {
    const holdNo = await held(1000)
    for (const [amountFen, code] of [
      [0, 'capture.zero'],
      [-5, 'capture.zero'],
      [0.5, 'capture.zero'],
      [1001, 'capture.tooMuch'],
      [Number.MAX_SAFE_INTEGER, 'capture.tooMuch'],
    ] as const)
      expect(await capture(holdNo, amountFen), String(amountFen)).toBe(code)
    expect(calls('deposit_consume')).toEqual([])
  })

  test('keeps no rest on WeChat Pay; on Alipay a manager may, and captures again', async () => {
    const wechat = await held(1000)
    expect(await capture(wechat, 100, false)).toBe('capture.restMustGoBack')
    const alipay = await held(1000, 'alipay')
    expect(await capture(alipay, 100, false, CLERK)).toBe('capture.onlyManagerKeepsRest')
    await captured(alipay, 100, false)
    expect((await found(alipay)).hold).toMatchObject({ capturedFen: 100, releasedFen: 0, leftFen: 900 })
    await captured(alipay, 300, false)
    await captured(alipay, 200, true)
    expect((await found(alipay)).hold).toMatchObject({ heldFen: 1000, capturedFen: 600, releasedFen: 400, leftFen: 0 })
    expect((await found(alipay)).captures.map(({ amountFen }) => amountFen)).toEqual([100, 300, 200])
  })

  test.each(['unheard', 'lost'] as const)('whose answer is lost (%s) is asked about, and taken once', async (fate) => {
    const holdNo = await held(1000, 'alipay')
    bank().scriptCaptures(fate)
    await captured(holdNo, 400)
    expect(there(holdNo)?.captures).toHaveLength(1)
    expect(new Set(calls('deposit_consume').map(({ number }) => number)).size).toBe(1)
  })

  test('that is in work is waited for; meanwhile nothing else moves of that deposit', async () => {
    const holdNo = await held(1000, 'alipay')
    bank().scriptCaptures('slow')
    expect(await capture(holdNo, 400, false)).toBe('taken')
    expect(await capture(holdNo, 100)).toBe('deposit.underWay')
    expect(await release(holdNo, 100)).toBe('deposit.underWay')
    bank().jump(4000)
    await vi.waitUntil(() => captures().list()[0]?.state === 'paid', OFTEN)
    expect(there(holdNo)?.captures).toHaveLength(1)
  })

  test('two at the same moment are one', async () => {
    const holdNo = await held(1000, 'alipay')
    const both = await Promise.all([capture(holdNo, 400, false), capture(holdNo, 400, false)])
    expect(both.sort()).toEqual(['deposit.underWay', 'taken'])
    await vi.waitUntil(() => captures().list()[0]?.state === 'paid', OFTEN)
    expect(there(holdNo)?.capturedFee).toBe(400)
  })

  test('of a merchant who lost the right is refused with the platform’s words, and nothing moved', async () => {
    const holdNo = await held(1000)
    bank().setDeposits({ channel: 'maidan' })
    await captured(holdNo, 100, true, 'failed')
    expect(captures().list()[0]?.fault).toMatchObject({ code: 'capture.refused', platformText: '系统内部异常。' })
    expect((await found(holdNo)).hold).toMatchObject({ capturedFen: 0, leftFen: 1000 })
  })

  test('that was on its way when the till stopped is asked about when it is back, and booked with its slip', async () => {
    const holdNo = await held(1000, 'alipay')
    bank().scriptCaptures('slow')
    expect(await capture(holdNo, 400)).toBe('taken')
    await room.restart()
    bank().jump(4000)
    await vi.waitUntil(() => captures().list()[0]?.state === 'paid', OFTEN)
    expect(calls('deposit_consume')).toHaveLength(1)
    expect(room.book().slips.ofOrder(captures().list()[0]?.orderNo ?? '')).toHaveLength(1)
  })

  // Cloud Pay refuses a refund of a capture that does not name its hold.
  test('can be refunded in parts, with the hold’s number, and never beyond what was captured', async () => {
    const holdNo = await held(1000)
    const orderNo = await captured(holdNo, 600)
    const { refunds } = room.selling()
    const give = (amountFen: number) => refunds.start({ orderNo, amountFen, reason: '', authority: OWN }, MANAGER)
    expect(codeOf(await give(601))).toBe('refund.tooMuch')
    for (const amountFen of [200, 400]) {
      expect(codeOf(await give(amountFen))).toBe('taken')
      await vi.waitUntil(() => {
        bank().jump(3000)
        for (const one of refunds.list()) refunds.askNow(one.refundId)
        return refunds.list().at(-1)?.state === 'succeeded'
      }, OFTEN)
    }
    expect(codeOf(await give(1))).toBe('refund.notRefundable')
    expect((await found(holdNo)).hold).toMatchObject({ capturedFen: 600, refundedFen: 600, releasedFen: 400 })
  })
})

describe('a release', () => {
  test('gives all of it back, with a slip, and is in the book and at Cloud Pay', async () => {
    const holdNo = await held(1000, 'wechat', { remark: '1208' })
    const releaseNo = await released(holdNo, 1000)
    expect(there(holdNo)).toMatchObject({ releasedFee: 1000, leftFee: 0, phase: 'spent' })
    expect(
      room
        .book()
        .slips.ofOrder(releaseNo)
        .map((job) => job.document.kind),
    ).toEqual(['release'])
    const { hold, releases: told } = await found(holdNo)
    expect(hold).toMatchObject({ releasedFen: 1000, leftFen: 0 })
    expect(told).toMatchObject([{ releaseNo, state: 'succeeded', remark: '1208' }])
  })

  test('in parts is Alipay’s; WeChat Pay gives back the whole', async () => {
    const wechat = await held(1000)
    expect(await release(wechat, 999)).toBe('release.onlyWhole')
    const alipay = await held(1000, 'alipay')
    await released(alipay, 300)
    expect((await found(alipay)).hold).toMatchObject({ releasedFen: 300, leftFen: 700 })
    await released(alipay, 700)
    expect((await found(alipay)).hold.leftFen).toBe(0)
    expect(calls('unfreeze')).toHaveLength(2)
  })

  test('zero, too much, and of a deposit of which nothing is left: refused, and nothing is sent', async () => {
    const holdNo = await held(1000)
    expect(await release(holdNo, 0)).toBe('release.zero')
    expect(await release(holdNo, 1001)).toBe('release.tooMuch')
    await released(holdNo, 1000)
    expect(await release(holdNo, 1)).toBe('deposit.nothingLeft')
    expect(calls('unfreeze')).toHaveLength(1)
  })

  test('needs the refund right, or somebody who has it; the approver stands on the record', async () => {
    const holdNo = await held(1000)
    expect(await release(holdNo, 1000, CLERK)).toBe('release.needsApproval')
    const by = (staffId: string, password: string) =>
      releases().start({ holdNo, amountFen: 1000, authority: { kind: 'password', staffId, password } }, CLERK)
    expect(codeOf(await by(CLERK.staffId, passwordOf(CLERK.staffId)))).toBe('refund.approverIsOperator')
    expect(codeOf(await by(MANAGER.staffId, 'wrong'))).toBe('signIn.wrongPassword')
    expect(calls('unfreeze')).toEqual([])
    const taken = await by(MANAGER.staffId, passwordOf(MANAGER.staffId))
    expect(codeOf(taken)).toBe('taken')
    await vi.waitUntil(() => releases().list()[0]?.state === 'succeeded', OFTEN)
    const [record] = room.book().holds.releases(holdNo)
    expect(record).toMatchObject({ authority: 'password', approver: { staffId: MANAGER.staffId }, staffId: CLERK.staffId })
  })

  test('is approved on the phone for exactly this deposit and amount, once', async () => {
    const holdNo = await held(1000, 'alipay')
    const { approval } = room.selling()
    expect(codeOf(await approval.ask(holdNo, 600, CLERK))).toBe('taken')
    const ticket = new URL(approval.view()?.qrText ?? '').searchParams.get('t') ?? ''
    expect(bank().answerApproval(ticket, MANAGER.staffId, passwordOf(MANAGER.staffId), true)).toBe('granted')
    await vi.waitUntil(() => approval.view()?.state === 'granted', OFTEN)
    const give = (amountFen: number) => releases().start({ holdNo, amountFen, authority: { kind: 'phone' } }, CLERK)
    expect(codeOf(await give(500))).toBe('refund.notApproved')
    expect(codeOf(await give(600))).toBe('taken')
    await vi.waitUntil(() => releases().list()[0]?.state === 'succeeded', OFTEN)
    expect(codeOf(await give(400))).toBe('refund.notApproved')
    expect(there(holdNo)?.releasedFee).toBe(600)
  })

  test.each(['unheard', 'lost', 'slow'] as const)(
    'whose answer is lost or late (%s) goes back once, under one number',
    async (fate) => {
      const holdNo = await held(1000)
      bank().scriptReleases(fate)
      expect(await release(holdNo, 1000)).toBe('taken')
      await vi.waitUntil(() => {
        bank().jump(1000)
        for (const one of releases().list()) releases().askNow(one.releaseId)
        return releases().list()[0]?.state === 'succeeded'
      }, OFTEN)
      expect(there(holdNo)?.releases).toHaveLength(1)
    },
  )

  test('that fails at the platform gives the part back to the deposit, and says so; it can be tried again', async () => {
    const holdNo = await held(1000)
    bank().scriptReleases('failed')
    expect(await release(holdNo, 1000)).toBe('taken')
    await vi.waitUntil(() => {
      bank().jump(1000)
      for (const one of releases().list()) releases().askNow(one.releaseId)
      return releases().list()[0]?.state === 'failed'
    }, OFTEN)
    expect(releases().list()[0]?.fault?.code).toBe('release.failed')
    expect((await found(holdNo)).hold.leftFen).toBe(1000)
    expect(room.printed).not.toContain('release')
    await released(holdNo, 1000)
  })

  test('that was looked at while it was in work, and failed when nobody answered, leaves a deposit that is asked about again', async () => {
    const holdNo = await held(1000)
    bank().scriptReleases('failed')
    expect(await release(holdNo, 1000)).toBe('taken')
    await vi.waitUntil(() => releases().list()[0]?.state === 'accepted', OFTEN)
    expect((await found(holdNo)).hold.leftFen).toBe(0)
    room.between(() => ({ queryFreezeOrder: () => Promise.resolve(UNANSWERED) }))
    await room.restart()
    bank().jump(4000)
    await vi.waitUntil(() => room.book().holds.releases(holdNo)[0]?.state === 'failed', OFTEN)
    room.between(() => ({}))
    await room.restart()
    await vi.waitUntil(() => room.selling().holds.figures().leftFen === 1000, OFTEN)
  })

  test('that fails while the till is being told of the deposit as it was before leaves nothing of that behind', async () => {
    const holdNo = await held(1000)
    bank().scriptReleases('failed')
    const waiting: (() => void)[] = []
    room.between((cloud) => ({
      async queryFreezeOrder(q) {
        const answer = await cloud.queryFreezeOrder(q)
        if (room.book().holds.releases(holdNo)[0]?.state === 'accepted' && waiting.length === 0)
          await new Promise<void>((go) => waiting.push(go))
        return answer
      },
    }))
    await room.restart()
    expect(await release(holdNo, 1000)).toBe('taken')
    await vi.waitUntil(() => releases().list()[0]?.state === 'accepted', OFTEN)
    const looked = found(holdNo)
    await vi.waitUntil(() => waiting.length === 1, OFTEN)
    bank().jump(4000)
    await vi.waitUntil(() => releases().list()[0]?.state === 'failed', OFTEN)
    waiting[0]?.()
    await looked
    await vi.waitUntil(() => room.selling().holds.figures().leftFen === 1000, OFTEN)
  })
})

test('the comparison of the day agrees on deposits, captures and releases, and a lost one is found by it', async () => {
  const first = await held(1000, 'alipay')
  await captured(first, 300, false)
  await released(first, 200)
  await room.selling().reconciliation.run()
  expect(room.selling().reconciliation.last()?.differences).toEqual([])
  expect(room.selling().reconciliation.bar()).toBeNull()
  await room.reinstall()
  await room.selling().reconciliation.run()
  const kinds = room
    .selling()
    .reconciliation.last()
    ?.differences.map(({ kind, theirsFen }) => [kind, theirsFen])
  expect(kinds).toEqual(
    expect.arrayContaining([
      ['onlyThere', 1000],
      ['onlyThere', 300],
      ['onlyThere', 200],
    ]),
  )
})
