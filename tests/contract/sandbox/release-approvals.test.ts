import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { depositsOf, type Deposits } from './raw-deposits.ts'
import { get, openTill, type Json, type Till } from './raw-till.ts'

/** Approval by phone for a deposit (RULINGS 14): as for a refund, with the hold in the place of the order. */

const CLERK = '1207'
const MANAGER = '0001'
const WITHOUT_WORD = { status: 104, description: '授权无效：未批准、已过期或已使用。' }

let till: Till
let deposits: Deposits
beforeEach(async () => {
  till = await openTill()
  deposits = depositsOf(till)
})
afterEach(() => till.sandbox.close())

interface Asked {
  no: string
  platform: number
  fee: number
  activator: string
  ticket: string
}

async function askFor({ no, platform }: { no: string; platform: number }, fee: number): Promise<Asked> {
  const { body } = await till.askApproval(no, fee)
  const link = new URL(get(body, 'qr_code_url') as string)
  return { no, platform, fee, activator: get(body, 'activator') as string, ticket: link.searchParams.get('t') ?? '' }
}
const ask = async (wallet = 'wechat-fang', held = 100, fee = held) => askFor(await deposits.hold(wallet, held), fee)

const answers = ({ ticket }: Asked, grants = true, staffId = MANAGER) =>
  till.control.answerApproval(ticket, staffId, till.passwordOf(staffId), grants)
const stateOf = async ({ activator }: Asked) => get((await till.checkApproval(activator)).body, 'state')
async function granted(wallet?: string, held?: number, fee?: number): Promise<Asked> {
  const asked = await ask(wallet, held, fee)
  answers(asked)
  expect(await stateOf(asked)).toBe('granted')
  return asked
}

/** Wang Lei's release in somebody's name. */
const releaseOf = (of: { no: string; platform: number }, fee: number, approver = MANAGER, more: Json = {}): Json => ({
  ...deposits.releaseRequest(of, fee, { authorization_staff_id: approver }),
  order_client: { ...till.orderClient, staff_id: CLERK },
  ...more,
})
const give = (...wanted: Parameters<typeof releaseOf>) => deposits.release(releaseOf(...wanted))

describe('An approval of a release', () => {
  it('is asked for with the number of the hold, and is told to the phone as one of a deposit', async () => {
    const asked = await ask('alipay-min', 5000, 1200)
    expect(await stateOf(asked)).toBe('waiting')
    expect((await till.checkApproval(asked.activator)).body).toMatchObject({ out_trade_no: asked.no, refund_fee: 1200 })
    expect(till.control.approvals()[0]).toMatchObject({ kind: 'release', orderNumber: asked.no, fee: 1200 })
    const order = await till.pay('wechat-fang', 100)
    await till.askApproval(order.no, 40)
    expect(till.control.approvals()[0]).toMatchObject({ kind: 'refund', orderNumber: order.no })
  })

  it('is for no more than what is left of the hold, after captures, releases and thirty days', async () => {
    const hold = await deposits.hold('alipay-min', 100)
    const head = async (fee: number, no = hold.no) => (await till.askApproval(no, fee)).head
    expect(await head(101)).toMatchObject({ status: 104, description: '解冻金额超过剩余押金。' })
    expect((await head(100)).status).toBe(0)
    await deposits.consume(deposits.consumeRequest(hold, 30, false))
    expect((await head(71)).status).toBe(104)
    await deposits.release(deposits.releaseRequest(hold, 20, { authorization_staff_id: '1206' }))
    expect((await head(51)).status).toBe(104)
    expect((await head(50)).status).toBe(0)
    till.control.jump(30 * 86_400_000)
    expect((await head(1)).status).toBe(104)
  })

  it('is for a hold that came to be', async () => {
    till.control.behave('wechat-fang', 'asksPassword')
    const { no } = await deposits.hold('wechat-fang', 100)
    expect((await till.askApproval(no, 1)).head).toMatchObject({ status: 104, description: '押金未冻结成功，不能解冻。' })
    till.control.answer('wechat-fang', no, false)
    expect((await till.askApproval(no, 1)).head.status).toBe(104)
  })

  it('of what was captured is one of a refund', async () => {
    const hold = await deposits.hold('wechat-fang', 100)
    const { body } = await deposits.consume(deposits.consumeRequest(hold, 60))
    await till.askApproval(get(body, 'order_content.out_trade_no') as string, 60)
    expect(till.control.approvals()[0]).toMatchObject({ kind: 'refund', fee: 60 })
  })
})

describe('A release in the name of somebody who was asked by phone', () => {
  it.each(['wechat-fang', 'alipay-min'])('of %s goes through once', async (wallet) => {
    const asked = await granted(wallet, 100, 40)
    expect((await give(asked, 40)).head.status).toBe(0)
    expect(await stateOf(asked), 'used up').toBe('expired')
    expect(till.control.approvals()[0]?.state).toBe('used')
    expect((await give(asked, 40)).head).toMatchObject(WITHOUT_WORD)
    expect(await deposits.sums(asked)).toMatchObject({ released: 40 })
  })

  it('sent again under its number is the same release, though the grant is used', async () => {
    const asked = await granted()
    const request = releaseOf(asked, 100)
    expect((await deposits.release(request)).head.status).toBe(0)
    expect((await deposits.release({ ...request, nonce_str: till.nonce() })).head.status).toBe(0)
    expect(await deposits.sums(asked)).toMatchObject({ released: 100 })
  })

  it('that does not arrive leaves the grant whole', async () => {
    const asked = await granted()
    till.control.scriptReleases('lost')
    await expect(give(asked, 100)).rejects.toThrow()
    expect(await stateOf(asked)).toBe('granted')
    expect((await give(asked, 100)).head.status).toBe(0)
  })

  it.each([
    ['while nobody has answered', async () => ask()],
    [
      'after it was refused',
      async () => {
        const asked = await ask()
        answers(asked, false)
        await stateOf(asked)
        return asked
      },
    ],
    [
      'before the grant was fetched',
      async () => {
        const asked = await ask()
        answers(asked)
        return asked
      },
    ],
    [
      'two minutes after it was fetched',
      async () => {
        const asked = await granted()
        till.clock.pass(120_000)
        return asked
      },
    ],
  ])('is refused %s', async (_when, come) => {
    const asked = await come()
    expect((await give(asked, 100)).head).toMatchObject(WITHOUT_WORD)
    expect(await deposits.sums(asked)).toMatchObject({ released: 0 })
  })

  it('is refused for another amount, approver, operator, till or hold', async () => {
    const asked = await granted('wechat-fang', 100, 40)
    expect((await give(asked, 39)).head).toMatchObject(WITHOUT_WORD)
    expect((await give(asked, 40, '1000')).head).toMatchObject(WITHOUT_WORD)
    const bySun = { order_client: { ...till.orderClient, staff_id: '1211' } }
    expect((await give(asked, 40, MANAGER, bySun)).head).toMatchObject(WITHOUT_WORD)
    const fromA2 = { order_client: { ...till.orderClient, staff_id: CLERK, device_id: 'A2', sn_code: undefined } }
    expect((await give(asked, 40, MANAGER, fromA2)).head).toMatchObject(WITHOUT_WORD)
    expect(till.control.holds()[0]?.releases).toEqual([])
    expect((await give(asked, 40)).head.status).toBe(0)
    const first = await granted()
    await ask()
    expect((await give(first, 100)).head, 'asking for another ends the first').toMatchObject(WITHOUT_WORD)
  })

  it('goes through by their password at this till instead, if it was typed since', async () => {
    await till.login(MANAGER, till.passwordOf(MANAGER))
    till.clock.pass(1000)
    const asked = await ask()
    expect((await give(asked, 100)).head, 'an older sign-in is no word').toMatchObject(WITHOUT_WORD)
    await till.login(MANAGER, till.passwordOf(MANAGER))
    expect((await give(asked, 100)).head.status).toBe(0)
  })

  it('goes through by the operator’s own right whatever was asked', async () => {
    const asked = await ask()
    expect((await deposits.release(deposits.releaseRequest(asked, 100))).head.status).toBe(0)
    const admin = { is_sub_mch_admin: true, authorization_staff_id: undefined }
    const other = await ask()
    const byAdmin = { ...deposits.releaseRequest(other, 100, admin), order_client: { ...till.orderClient, staff_id: '1000' } }
    expect((await deposits.release(byAdmin)).head.status).toBe(0)
  })

  it('leaves the grant whole when less is left of the hold by then than was granted', async () => {
    const asked = await granted('alipay-min', 100, 80)
    await deposits.consume(deposits.consumeRequest(asked, 30, false))
    expect((await give(asked, 80)).head).toMatchObject({ status: 104, description: '解冻金额超过剩余押金。' })
    expect(await stateOf(asked)).toBe('granted')
  })
})
