import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { unknown } from '../../../cloudpay/client/result.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { codeOf, OFTEN, OWN } from './depositing.ts'
import { MANAGER, openCounterRoom, type CounterRoom } from './counter-room.ts'

/** Members at the till (BEHAVIOUR F15 to F17): the real engine and book, a real line, the sandbox. */

const ADMIN: Person = { staffId: '1000', name: '周航', role: 'admin', mayRefund: true, since: 0 }
/** Lin Fang's own card, and the wallet that it lies in. */
const FANG = { cardNo: '880001402', wallet: 'wechat-fang', balanceFen: 25_000 }

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('members', { speed: 20 })
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const members = () => room.selling().members
const sales = () => room.selling().sales
const balanceOf = (number: string): number =>
  bank()
    .members()
    .find((one) => one.number === number)?.balanceFee ?? -1

/** A code is shown for what stands in front, as the scan of it would be taken. */
async function scanned(wallet: string, tender: 'wechat' | 'alipay' = 'wechat') {
  const code = bank().freshCode(wallet)
  const card = await members().cardFor(code)
  return card.ok ? sales().scanned(code, tender, card.value) : card
}

async function toppedUp(amountFen: number, cardNo: string | null = FANG.cardNo, wallet = FANG.wallet): Promise<string> {
  const started = await members().topUp({ cardNo, amountFen }, MANAGER)
  if (!started.ok) throw new Error(started.fault.code)
  const taken = await scanned(wallet)
  if (!taken.ok) throw new Error(taken.fault.code)
  await vi.waitUntil(() => sales().front()?.state === 'paid', OFTEN)
  const orderNo = sales().front()?.orderNo ?? ''
  sales().close(started.value.saleId)
  return orderNo
}

describe('finding members', () => {
  test('by telephone, number, part of the name, and a code that still pays afterwards', async () => {
    const found = async (by: 'phone' | 'cardNo' | 'name' | 'code', text: string) => {
      const outcome = await members().find({ by, text })
      return outcome.ok ? outcome.value.map(({ cardNo }) => cardNo).sort() : outcome.fault.code
    }
    expect(await found('cardNo', FANG.cardNo)).toEqual([FANG.cardNo])
    expect(await found('phone', '13800001402')).toEqual(['880001402', '880001403'])
    expect(await found('name', '林')).toEqual(['880001402', '880001403'])
    expect(await found('cardNo', '880009999')).toEqual([])
    const code = bank().freshCode(FANG.wallet)
    expect(await found('code', code)).toEqual([FANG.cardNo])
    expect(await found('code', '130000000000000000')).toBe('member.codeDead')
    const [member] = await members()
      .find({ by: 'cardNo', text: FANG.cardNo })
      .then((one) => (one.ok ? one.value : []))
    expect(member).toMatchObject({ name: '林芳', balanceFen: FANG.balanceFen, state: 'active' })
    expect(member?.phone).not.toContain('13800001402')
  })

  test('a server without such calls is not asked', async () => {
    room.between(() => ({ offersExtensions: false, queryMember: () => Promise.reject(new Error('asked all the same')) }))
    await room.restart()
    expect(members().offered()).toBe(false)
    expect(codeOf(await members().find({ by: 'name', text: '林' }))).toBe('member.notOffered')
    expect(codeOf(await room.selling().adjustments.adjust({ cardNo: FANG.cardNo, amountFen: 1, remark: 'x' }, ADMIN))).toBe(
      'member.notOffered',
    )
  })

  test('without an answer nobody is called unknown', async () => {
    room.between(() => ({ queryMember: () => Promise.resolve(unknown('noAnswer', 'nothing')) }))
    await room.restart()
    expect(codeOf(await members().find({ by: 'name', text: '林' }))).toBe('member.noAnswer')
  })
})

describe('topping up', () => {
  test('a tier with its bonus: credited once, on the slip, in the figures', async () => {
    const orderNo = await toppedUp(20_000)
    const sale = room.book().saleByOrderNo(orderNo)
    expect(sale).toMatchObject({
      purpose: 'topUp',
      state: 'paid',
      amountFen: 20_000,
      topUp: { cardNo: FANG.cardNo, bonusFen: 2000 },
    })
    expect(balanceOf(FANG.cardNo)).toBe(FANG.balanceFen + 22_000)
    const slip = room.reprint().slip(orderNo)
    const text = slip.ok ? JSON.stringify(slip.value.rows) : ''
    for (const part of ['会员充值凭证', FANG.cardNo, '林芳', '赠送']) expect(text).toContain(part)
    const { figures } = room.selling().shifts.look()
    expect(figures).toMatchObject({ count: 1, fen: 20_000, netFen: 20_000, topUps: { count: 1, fen: 20_000, bonusFen: 2000 } })
    await room.selling().reconciliation.run()
    expect(room.selling().reconciliation.last()?.differences).toEqual([])
  })

  test('by the payer’s code alone goes on the payer’s own card; who has none is not charged', async () => {
    const orderNo = await toppedUp(10_000, null)
    expect(room.book().saleByOrderNo(orderNo)?.topUp).toMatchObject({ cardNo: FANG.cardNo, byPayer: true, bonusFen: 800 })
    expect(balanceOf(FANG.cardNo)).toBe(FANG.balanceFen + 10_800)

    const started = await members().topUp({ cardNo: null, amountFen: 10_000 }, MANAGER)
    expect(started.ok).toBe(true)
    const before = bank().orders().length
    expect(codeOf(await scanned('alipay-min', 'alipay'))).toBe('topUp.noCard')
    expect(codeOf(await scanned('wechat-hao'))).toBe('topUp.noCard')
    expect(bank().orders()).toHaveLength(before)
    expect(sales().front()?.state).toBe('waitingForCode')
  })

  test('what cannot be is refused before anything is opened', async () => {
    const why = async (cardNo: string | null, amountFen: number) => codeOf(await members().topUp({ cardNo, amountFen }, MANAGER))
    expect(await why('880009999', 10_000)).toBe('member.cardUnknown')
    expect(await why('880001505', 10_000)).toBe('member.notActivated')
    expect(await why('880001608', 10_000)).toBe('member.expired')
    expect(await why(FANG.cardNo, 12_345)).toBe('topUp.notATier')
    expect(await why(FANG.cardNo, 0)).toBe('amount.zero')
    bank().setTopUpRules({ mode: 'any', mostFee: 50_000 })
    expect(await why(FANG.cardNo, 50_001)).toBe('topUp.tooMuch')
    expect(sales().front()).toBeNull()
    expect(await why(FANG.cardNo, 12_345)).toBe('taken')
    expect(codeOf(sales().showQr(sales().front()?.saleId ?? '', 'wechat'))).toBe('topUp.onlyCode')
    expect(codeOf(sales().record(sales().front()?.saleId ?? '', 'bankCardRecord', null))).toBe('topUp.onlyCode')
    expect(codeOf(sales().scanned(bank().freshCode('member-jing'), 'memberCard'))).toBe('topUp.paidByCard')
  })

  test('above the ceiling Cloud Pay refuses it, by that reason, and nothing is credited', async () => {
    bank().setTopUpRules({ mode: 'any', mostFee: 90_000_000, ceilingFee: 200_000 })
    const started = await members().topUp({ cardNo: FANG.cardNo, amountFen: 150_000 }, MANAGER)
    expect(started.ok).toBe(true)
    await scanned(FANG.wallet)
    await vi.waitUntil(() => sales().front()?.state === 'failed', OFTEN)
    expect(sales().front()?.fault?.code).toBe('member.aboveCeiling')
    expect(balanceOf(FANG.cardNo)).toBe(FANG.balanceFen)
  })

  test('an unknown answer and a restart: known by asking, credited once', async () => {
    let lost = 0
    room.between((cloud) => ({
      async recharge(q) {
        await cloud.recharge(q)
        lost += 1
        return unknown('noAnswer', 'the answer was lost')
      },
    }))
    await room.restart()
    const started = await members().topUp({ cardNo: FANG.cardNo, amountFen: 20_000 }, MANAGER)
    if (!started.ok) throw new Error(started.fault.code)
    await scanned(FANG.wallet)
    await vi.waitUntil(() => lost > 0, OFTEN)
    const orderNo = sales().front()?.orderNo ?? ''
    await room.restart()
    await vi.waitUntil(() => room.book().saleByOrderNo(orderNo)?.state === 'paid', OFTEN)
    expect(balanceOf(FANG.cardNo)).toBe(FANG.balanceFen + 22_000)
  })
})

describe('giving a top-up back', () => {
  const refund = async (orderNo: string, amountFen: number) =>
    room.selling().refunds.start({ orderNo, amountFen, reason: '', authority: OWN }, MANAGER)

  test('whole only, with its bonus, and only while the card covers both', async () => {
    const orderNo = await toppedUp(20_000)
    const prepared = await room.selling().refunds.prepare(orderNo, MANAGER)
    expect(prepared).toMatchObject({ ok: true, value: { isTopUp: true, leftFen: 20_000 } })
    expect(codeOf(await refund(orderNo, 100))).toBe('topUp.wholeOnly')
    const adjusted = await room.selling().adjustments.adjust({ cardNo: FANG.cardNo, amountFen: -30_000, remark: '更正' }, ADMIN)
    expect(adjusted).toMatchObject({ ok: true, value: { balanceFen: 17_000 } })
    const spent = await refund(orderNo, 20_000)
    if (!spent.ok) throw new Error(spent.fault.code)
    const refundOf = (id: string) =>
      room
        .selling()
        .refunds.list()
        .find(({ refundId }) => refundId === id)
    await vi.waitUntil(() => refundOf(spent.value.refundId)?.state === 'failed', OFTEN)
    expect(refundOf(spent.value.refundId)?.fault?.code).toBe('topUp.spent')
    expect(balanceOf(FANG.cardNo)).toBe(17_000)

    await room.selling().adjustments.adjust({ cardNo: FANG.cardNo, amountFen: 30_000, remark: '更正回来' }, ADMIN)
    const whole = await refund(orderNo, 20_000)
    if (!whole.ok) throw new Error(whole.fault.code)
    await vi.waitUntil(() => ['accepted', 'succeeded'].includes(refundOf(whole.value.refundId)?.state ?? ''), OFTEN)
    expect(balanceOf(FANG.cardNo)).toBe(FANG.balanceFen)
  })
})

describe('changing a balance by hand', () => {
  const adjust = (amountFen: number, remark = '更正', cardNo = FANG.cardNo) =>
    room.selling().adjustments.adjust({ cardNo, amountFen, remark }, ADMIN)
  const acts = () =>
    room
      .book()
      .journal()
      .filter(({ kind }) => kind.startsWith('member.adjust'))
      .map(({ kind }) => kind)

  test('with a remark; refused below nought and for an unknown card; each stands in the journal', async () => {
    expect(await adjust(5000)).toMatchObject({ ok: true, value: { balanceFen: 30_000, name: '林芳' } })
    expect(codeOf(await adjust(-30_001))).toBe('member.belowZero')
    expect(codeOf(await adjust(1, '更正', '880009999'))).toBe('member.cardUnknown')
    expect(codeOf(await adjust(0))).toBe('amount.zero')
    expect(acts()).toEqual([
      ...['member.adjust.began', 'member.adjust.done'],
      ...['member.adjust.began', 'member.adjust.refused', 'member.adjust.began', 'member.adjust.refused'],
    ])
    const statement = await members().statement({ cardNo: FANG.cardNo, kind: 'adjustment', page: 1, pageSize: 10 })
    expect(statement).toMatchObject({
      ok: true,
      value: { total: 1, rows: [{ amountFen: 5000, balanceFen: 30_000, remark: '更正' }] },
    })
  })

  test('not known over a restart: asked again under its number, done once; another one waits for it', async () => {
    let answers = false
    room.between((cloud) => ({
      async adjustMember(q) {
        const result = await cloud.adjustMember(q)
        return answers ? result : unknown('noAnswer', 'the answer was lost')
      },
    }))
    await room.restart()
    expect(codeOf(await adjust(5000))).toBe('member.notKnown')
    await room.restart()
    expect(codeOf(await adjust(700, '另一笔'))).toBe('member.adjustOpen')
    answers = true
    expect(await adjust(5000)).toMatchObject({ ok: true, value: { balanceFen: 30_000 } })
    expect(balanceOf(FANG.cardNo)).toBe(30_000)
    expect(await adjust(700, '另一笔')).toMatchObject({ ok: true, value: { balanceFen: 30_700 } })
  })

  test('one that another press has made known is told of, and is not done again with it', async () => {
    let answers = false
    room.between((cloud) => ({
      async adjustMember(q) {
        const result = await cloud.adjustMember(q)
        return answers ? result : unknown('noAnswer', 'the answer was lost')
      },
    }))
    await room.restart()
    expect(codeOf(await adjust(5000))).toBe('member.notKnown')
    answers = true
    const other = await adjust(700, '另一笔')
    expect(other).toMatchObject({
      ok: false,
      fault: { code: 'member.adjustSettled', params: { cardNo: FANG.cardNo, amountFen: 5000 } },
    })
    expect(balanceOf(FANG.cardNo)).toBe(30_000)
    expect(await adjust(700, '另一笔')).toMatchObject({ ok: true, value: { balanceFen: 30_700 } })
  })
})
