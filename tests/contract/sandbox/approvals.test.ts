import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { get, openTill, type Json, type Till } from './raw-till.ts'

/** Approval by phone, our extension (RULINGS 14): what this server lets through, and above all what it does not. */

const CLERK = '1207'
const MANAGER = '0001'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.sandbox.close())

interface Asked {
  no: string
  fee: number
  activator: string
  ticket: string
}

async function ask(paid = 100, fee = 40, more: Json = {}): Promise<Asked> {
  const order = await till.pay('wechat-fang', paid)
  return askFor(order.no, fee, more)
}
async function askFor(no: string, fee: number, more: Json = {}): Promise<Asked> {
  const started = await till.askApproval(no, fee, more)
  const link = new URL(get(started.body, 'qr_code_url') as string)
  return { no, fee, activator: get(started.body, 'activator') as string, ticket: link.searchParams.get('t') ?? '' }
}
const answers = ({ ticket }: Asked, grants = true, staffId = MANAGER, password = till.passwordOf(staffId)) =>
  till.control.answerApproval(ticket, staffId, password, grants)
const stateOf = async ({ activator }: Asked) => get((await till.checkApproval(activator)).body, 'state')

/** Wang Lei's refund in somebody's name. */
const give = (of: { no: string }, fee: number, approver: string, more: Json = {}, paid = 100) =>
  till.post('/cpay/refund', {
    ...till.refundRequest({ no: of.no, fee: paid }, fee, { authorization_staff_id: approver, authorization_name: '陈经理' }),
    order_client: { ...till.orderClient, staff_id: CLERK },
    ...more,
  })
const WITHOUT_WORD = { status: 104, description: '授权无效：未批准、已过期或已使用。' }

describe('An approval', () => {
  it('is an extension: a handle for the till, a link for the phone, two minutes to live', async () => {
    const { no } = await till.pay('wechat-fang', 100)
    const { head, body, codeIsRight } = await till.askApproval(no, 40)
    expect(head).toMatchObject({ status: 0 })
    expect(codeIsRight).toBe(true)
    expect(body['ttl']).toBe(120)
    const link = new URL(get(body, 'qr_code_url') as string)
    expect(link.origin + link.pathname).toBe(`${till.origin}/approval`)
    expect(link.href).not.toContain(body['activator'])
    expect(await (await fetch(link)).text()).toContain('data-page="approver"')
  })

  it('waits, is granted by somebody with the right, and then names them and what they granted', async () => {
    const asked = await ask()
    const before = await till.checkApproval(asked.activator)
    expect(before.body).toMatchObject({ state: 'waiting', granted: false, out_trade_no: asked.no, refund_fee: 40 })
    expect(before.body['authorization_staff_id']).toBe('')
    expect(answers(asked)).toBe('granted')
    const granted = { state: 'granted', granted: true, authorization_staff_id: MANAGER, authorization_name: '陈经理' }
    expect((await till.checkApproval(asked.activator)).body).toMatchObject(granted)
    expect((await till.checkApproval(asked.activator)).body, 'a lost answer may be asked for again').toMatchObject(granted)
  })

  it('can be refused, and then nobody can grant it any more', async () => {
    const asked = await ask()
    expect(answers(asked, false)).toBe('refused')
    expect(await stateOf(asked)).toBe('refused')
    expect(answers(asked)).toBe('over')
    expect((await give(asked, 40, MANAGER)).head).toMatchObject(WITHOUT_WORD)
  })

  it.each([
    ['not by the person who asks', '1206', '1206', undefined, 'own'],
    ['not by somebody without the right', CLERK, '1211', undefined, 'noRight'],
    ['not with a wrong password', CLERK, MANAGER, 'wrong', 'wrongPassword'],
    ['not by nobody', CLERK, '4711', 'any', 'wrongPassword'],
  ])('is granted %s', async (_what, operator, approver, password, end) => {
    const asked = await ask(100, 40, { staff_id: operator })
    expect(answers(asked, true, approver, password ?? till.passwordOf(approver))).toBe(end)
    expect(await stateOf(asked)).toBe('waiting')
  })

  it('shares the count of wrong passwords with the sign-in', async () => {
    const asked = await ask()
    for (let tries = 0; tries < 5; tries++) expect(answers(asked, true, MANAGER, 'wrong')).toBe('wrongPassword')
    expect(answers(asked)).toBe('locked')
    expect((await till.login(MANAGER, till.passwordOf(MANAGER))).head.description).toContain('次数过多')
  })

  it('runs out after two minutes, and when the till asks for something else', async () => {
    const asked = await ask()
    till.clock.pass(119_999)
    expect(await stateOf(asked)).toBe('waiting')
    till.clock.pass(1)
    expect(await stateOf(asked)).toBe('expired')
    expect(answers(asked)).toBe('over')
    const next = await askFor(asked.no, 40)
    await askFor(asked.no, 41)
    expect(answers(next)).toBe('over')
    expect(await stateOf(next)).toBe('expired')
  })

  it('is for an order that is paid and has so much left, by a person and a device that exist', async () => {
    const { no } = await till.pay('wechat-fang', 100)
    expect((await till.askApproval(no, 101)).head).toMatchObject({ status: 104, description: '退款金额超过可退金额。' })
    expect((await till.askApproval(till.number(), 1)).head.status).toBe(104)
    till.control.behave('wechat-fang', 'neverAnswers')
    expect((await till.askApproval((await till.pay('wechat-fang', 100)).no, 1)).head.status).toBe(104)
    expect((await till.askApproval(no, 1, { staff_id: '4711' })).head).toMatchObject({ status: 101 })
    expect((await till.askApproval(no, 1, { device_id: 'B9' })).head).toMatchObject({ status: 101 })
  })

  it.each([
    ['refund_fee', { refund_fee: 0 }],
    ['refund_fee', { refund_fee: '40' }],
    ['staff_id', { staff_id: undefined }],
    ['out_trade_no', { out_trade_no: '1'.repeat(33) }],
    ['more', { more: 1 }],
  ])('with a fault in %s is refused by name', async (field, change) => {
    const { no } = await till.pay('wechat-fang', 100)
    const { head } = await till.askApproval(no, 40, change)
    expect(head).toMatchObject({ status: 101, description: expect.stringContaining(field) as unknown })
  })

  it('is told to the till that asked and to no other', async () => {
    const asked = await ask()
    expect((await till.checkApproval(asked.activator, { device_id: 'A2' })).head.status).toBe(104)
    expect((await till.checkApproval('nothing')).head.status).toBe(104)
    expect((await till.checkApproval(asked.activator, { staff_id: CLERK })).head.status).toBe(101)
    expect((await till.checkApproval(asked.ticket)).head.status, 'what the phone has is no handle').toBe(104)
  })
})

describe('A refund in the name of somebody who was asked by phone', () => {
  async function granted(fetched = true): Promise<Asked> {
    const asked = await ask()
    answers(asked)
    if (fetched) expect(await stateOf(asked)).toBe('granted')
    return asked
  }

  it('goes through once', async () => {
    const asked = await granted()
    const done = await give(asked, 40, MANAGER)
    expect(done.head.status).toBe(0)
    expect(get(done.body, 'refund_order_content.refund_reason')).toBe('多收\n操作者：王磊\n授权者：陈经理')
    expect(await stateOf(asked), 'used up').toBe('expired')
    expect((await give(asked, 40, MANAGER)).head).toMatchObject(WITHOUT_WORD)
    expect(till.control.approvals()[0]?.state).toBe('used')
  })

  it('sent again under its number is the same refund, though the grant is used', async () => {
    const asked = await granted()
    const request = {
      ...till.refundRequest({ no: asked.no, fee: 100 }, 40, { authorization_staff_id: MANAGER }),
      order_client: { ...till.orderClient, staff_id: CLERK },
    }
    await till.post('/cpay/refund', request)
    expect((await till.post('/cpay/refund', { ...request, nonce_str: till.nonce() })).head.status).toBe(0)
    expect(till.control.orders()[0]?.refundedFee).toBe(40)
  })

  it('that does not arrive leaves the grant whole', async () => {
    const asked = await granted()
    till.control.scriptRefunds('lost')
    await give(asked, 40, MANAGER).catch(() => undefined)
    expect(await stateOf(asked)).toBe('granted')
    expect((await give(asked, 40, MANAGER)).head.status).toBe(0)
  })

  it.each([
    ['while nobody has answered', async () => ask()],
    ['before the grant was fetched', async () => granted(false)],
    [
      'two minutes after it was fetched',
      async () => {
        const asked = await granted()
        till.clock.pass(120_000)
        return asked
      },
    ],
  ])('is refused %s', async (_when, come) => {
    expect((await give(await come(), 40, MANAGER)).head).toMatchObject(WITHOUT_WORD)
  })

  it('holds for nearly two minutes from the first fetch, not from the last', async () => {
    const asked = await granted()
    till.clock.pass(60_000)
    expect(await stateOf(asked)).toBe('granted')
    till.clock.pass(59_999)
    expect(await stateOf(asked)).toBe('granted')
    till.clock.pass(1)
    expect(await stateOf(asked)).toBe('expired')
  })

  it('is refused for another amount, another approver, another operator or another till', async () => {
    const asked = await granted()
    expect((await give(asked, 39, MANAGER)).head).toMatchObject(WITHOUT_WORD)
    expect((await give(asked, 40, '1206')).head).toMatchObject(WITHOUT_WORD)
    expect((await give(asked, 40, '1000')).head).toMatchObject(WITHOUT_WORD)
    expect((await give(asked, 40, '1211')).head.description).toContain('没有退款权限')
    const bySun = { order_client: { ...till.orderClient, staff_id: '1211' } }
    expect((await give(asked, 40, MANAGER, bySun)).head).toMatchObject(WITHOUT_WORD)
    const fromA2 = { order_client: { ...till.orderClient, staff_id: CLERK, device_id: 'A2', sn_code: undefined } }
    expect((await give(asked, 40, MANAGER, fromA2)).head).toMatchObject(WITHOUT_WORD)
    expect(till.control.orders()[0]?.refunds).toEqual([])
    expect((await give(asked, 40, MANAGER)).head.status).toBe(0)
  })

  it('of another order is none', async () => {
    const asked = await granted()
    const other = await ask()
    expect((await give(other, 40, MANAGER)).head).toMatchObject(WITHOUT_WORD)
    expect((await give(asked, 40, MANAGER)).head, 'and asking for another has ended the first').toMatchObject(WITHOUT_WORD)
  })

  it('goes through by their password at this till instead, if it was typed since', async () => {
    await till.login(MANAGER, till.passwordOf(MANAGER))
    till.clock.pass(1000)
    const asked = await ask()
    expect((await give(asked, 40, MANAGER)).head, 'an older sign-in is no word').toMatchObject(WITHOUT_WORD)
    expect((await till.login(MANAGER, 'wrong')).head.status).toBe(104)
    expect((await give(asked, 40, MANAGER)).head).toMatchObject(WITHOUT_WORD)
    await till.login(MANAGER, till.passwordOf(MANAGER))
    expect((await give(asked, 40, MANAGER)).head.status).toBe(0)
  })

  it('goes through by the operator’s own right whatever was asked', async () => {
    const asked = await ask()
    const own = till.refundRequest({ no: asked.no, fee: 100 }, 40)
    expect((await till.post('/cpay/refund', own)).head.status).toBe(0)
  })
})
