import { constants, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hmacInfo, signatureInfo } from '../suite/wire.ts'
import { get, openTill, stateOf, type Json, type Till } from './raw-till.ts'

/** Taking a payment back (PROTOCOL 5.1, 5; 3.3): the former page's rules, by bare HTTP. */

let till: Till
// One start for all: each makes a key pair, which takes its time.
beforeAll(async () => {
  till = await openTill()
})
afterAll(() => till.sandbox.close())
beforeEach(() => {
  for (const { id } of till.control.wallets()) till.control.behave(id, 'paysAtOnce')
})

const reverse = (no: string, platform = 1) => till.reverse(till.reverseRequest(no, platform))
const phaseOf = (no: string) => till.control.orders().find((order) => order.number === no)?.phase
/** What all payments made, as the totals tell it, in fen. */
async function taken(): Promise<number> {
  const overviews = (await till.totals()).body['overviews'] as { success_amount: number }[]
  return overviews.reduce((sum, row) => sum + row.success_amount, 0)
}
/** An order that the customer has not answered yet. */
async function waiting(wallet = 'wechat-fang', fee = 100) {
  till.control.behave(wallet, 'asksPassword')
  return till.pay(wallet, fee)
}

describe('A reversal', () => {
  it('of an order that waits for the customer makes it void: nobody can pay it any more', async () => {
    const { no } = await waiting()
    const answer = await reverse(no)
    expect(answer.head).toMatchObject({ status: 0, internal: 0, description: '操作成功。' })
    expect(answer.codeIsRight).toBe(true)
    expect(Object.keys(answer.body)).toEqual(['nonce_str'])
    expect(stateOf(await till.query(no))).toBe(8)
    expect(till.control.answer('wechat-fang', no, true)).toBe(false)
    till.clock.pass(3_600_000)
    expect(stateOf(await till.query(no))).toBe(8)
  })

  it('of a paid order lets the money return: it is in no total, and in the list only for who asks for all', async () => {
    const takenBefore = await taken()
    const { no } = await till.pay('wechat-fang', 300)
    const kept = await till.pay('wechat-hao', 500)
    expect(stateOf(await till.query(no))).toBe(2)
    expect((await reverse(no)).head.status).toBe(0)
    expect(stateOf(await till.query(no))).toBe(8)
    const numbers = async (status: number) => {
      const rows = (await till.list({ order_type: 1, status })).body['order_details'] as { order: Json }[]
      return rows.map(({ order }) => [order['out_trade_no'], order['wxpay_current_trade_state']])
    }
    expect(await numbers(0)).toContainEqual([kept.no, 2])
    expect((await numbers(0)).flat()).not.toContain(no)
    expect(await numbers(1)).toContainEqual([no, 8])
    expect(await taken()).toBe(takenBefore + 500)
  })

  it('sent twice is one reversal, and answers the same', async () => {
    const { no } = await till.pay('wechat-fang', 300)
    expect((await reverse(no)).head.status).toBe(0)
    expect((await reverse(no)).head).toMatchObject({ status: 0, internal: 0 })
    expect(till.control.orders().find((order) => order.number === no)?.history).toEqual(['initial', 'paid', 'reversed'])
  })

  it.each(['unheard', 'lost'] as const)('that is %s has no answer; the order tells which it was', async (fate) => {
    const { no } = await waiting()
    till.control.scriptReversals(fate)
    await expect(reverse(no)).rejects.toThrow()
    expect(stateOf(await till.query(no))).toBe(fate === 'unheard' ? 8 : 9)
    expect((await reverse(no)).head.status).toBe(0)
    expect(stateOf(await till.query(no))).toBe(8)
  })

  it('of Alipay is taken while nobody was told how the payment ended, and shows its traces', async () => {
    const open = await waiting('alipay-min')
    expect((await reverse(open.no, 2)).head.status).toBe(0)
    const voided = await till.query(open.no, 2)
    expect(stateOf(voided)).toBe(5)
    expect(get(voided.body, 'order_content.alipay_order_content_ext')).toMatchObject({ gmt_refund: 0, refund_fee: 0 })

    till.control.behave('alipay-qiang', 'cutButPaid')
    const request = till.payRequest(till.control.codeOf('alipay-qiang'), 700, 2)
    await expect(till.post('/cpay/micro_pay', request)).rejects.toThrow()
    const no = get(request, 'pay_content.out_trade_no') as string
    expect(phaseOf(no)).toBe('paid')
    expect((await reverse(no, 2)).head.status).toBe(0)
    const returned = await till.query(no, 2)
    expect(stateOf(returned)).toBe(5)
    const seconds = Math.floor(till.clock.now() / 1000)
    expect(get(returned.body, 'order_content.alipay_order_content_ext')).toMatchObject({ gmt_refund: seconds, refund_fee: 700 })
    expect((await reverse(no, 2)).head.status, 'once more').toBe(0)
  })

  it('of an Alipay order known to be paid is refused: that is a refund', async () => {
    const { no } = await till.pay('alipay-min', 100)
    expect((await reverse(no, 2)).head).toMatchObject({ status: 104, description: expect.stringContaining('退款') as unknown })
    till.control.behave('alipay-qiang', 'asksPassword')
    const asked = await till.pay('alipay-qiang', 100)
    till.control.answer('alipay-qiang', asked.no, true)
    expect(stateOf(await till.query(asked.no, 2))).toBe(2)
    expect((await reverse(asked.no, 2)).head.status).toBe(104)
    expect(phaseOf(asked.no)).toBe('paid')
  })
})

describe('A reversal is refused with 104', () => {
  it('from another terminal: another device record, or another machine under its name', async () => {
    const setting: unknown = await (await fetch(`${till.sandbox.configurationLink('A2')}&sn=GUITAI_X86_0002`)).json()
    expect(get(setting, 'use_device_setting.device_id')).toBe('A2')
    const { no } = await till.pay('wechat-fang', 100)
    for (const change of [{ device_id: 'A2', sn_code: 'GUITAI_X86_0002' }, { machine_no: '020000000002' }]) {
      const request = { ...till.reverseRequest(no), order_client: { ...till.orderClient, ...change } }
      const answer = await till.reverse(request)
      expect(answer.head).toMatchObject({ status: 104, description: expect.stringContaining('终端') as unknown })
      expect(answer.codeIsRight).toBe(true)
    }
    expect(phaseOf(no)).toBe('paid')
  })

  it('when a part was given back already, also once that has arrived; not when that failed', async () => {
    const order = await till.pay('wechat-fang', 100)
    await till.post('/cpay/refund', till.refundRequest(order, 40))
    expect((await reverse(order.no)).head.status).toBe(104)
    till.clock.pass(3_000)
    expect((await reverse(order.no)).head.status).toBe(104)
    const other = await till.pay('wechat-fang', 100)
    till.control.scriptRefunds('failed')
    await till.post('/cpay/refund', till.refundRequest(other, 40))
    till.clock.pass(3_000)
    expect((await reverse(other.no)).head.status).toBe(0)
  })

  it('of a QR order, of a number nobody knows, and of one that the customer stopped', async () => {
    const request = till.scanRequest(100)
    await till.post('/cpay/scan_code_pay', request)
    const qr = get(request, 'pay_content.out_trade_no') as string
    expect((await reverse(qr)).head).toMatchObject({ status: 104, description: expect.stringContaining('付款码') as unknown })
    expect(phaseOf(qr)).toBe('waiting')
    expect((await reverse(till.number())).head.status).toBe(104)
    till.control.behave('wechat-fang', 'refuses')
    expect((await reverse((await till.pay('wechat-fang')).no)).head.status).toBe(104)
  })
})

describe('The proof of a reversal', () => {
  const signed =
    (key: KeyObject, saltLength: number, hash = 'sha256') =>
    (text: string) => {
      const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
      return { s: { sign_type: 1, sign: sign(hash, Buffer.from(text), options).toString('base64') } }
    }
  const asking = async (info: (text: string) => Json) => {
    const { no } = await waiting()
    const text = JSON.stringify(till.reverseRequest(no))
    return { answer: await till.postRaw('/cpay/reverse', text, info(text)), phase: phaseOf(no) }
  }

  it.each([0, 20, 32, 100, 222])('is a signature with a salt of %i bytes', async (saltLength) => {
    const { answer, phase } = await asking(signed(till.control.merchantPrivateKey(), saltLength))
    expect([answer.head.status, answer.codeIsRight, phase]).toEqual([0, true, 'reversed'])
  })

  it.each<[string, (text: string) => Json]>([
    ['the trading key’s code alone', (text) => hmacInfo(till.key, text)],
    ['nothing at all', () => ({})],
    ['a signature by another key', (text) => signed(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 222)(text)],
    ['a signature over another text', (text) => signatureInfo(till.control.merchantPrivateKey(), `${text} `)],
    ['a signature with another hash', (text) => signed(till.control.merchantPrivateKey(), 32, 'sha1')(text)],
    [
      'a signature of the older kind',
      (text) => ({
        s: { sign_type: 1, sign: sign('sha256', Buffer.from(text), till.control.merchantPrivateKey()).toString('base64') },
      }),
    ],
    [
      'a right signature under the name of the former sample',
      (text) => ({ s: { sign_type: 1, signature: get(signatureInfo(till.control.merchantPrivateKey(), text), 's.sign') } }),
    ],
    [
      'a right signature of an unknown type',
      (text) => ({ s: { ...(signatureInfo(till.control.merchantPrivateKey(), text)['s'] as Json), sign_type: 2 } }),
    ],
  ])('is not %s: 101 and 7, and nothing happens', async (_what, info) => {
    const { answer, phase } = await asking(info)
    expect(answer.head).toMatchObject({ status: 101, internal: 7 })
    expect([answer.signed, phase]).toEqual([false, 'waiting'])
  })

  it('comes before a code that stands beside it', async () => {
    const right = (text: string) => signatureInfo(till.control.merchantPrivateKey(), text)
    const both = await asking((text) => ({ ...hmacInfo('x'.repeat(32), text), ...right(text) }))
    expect(both.answer.head.status).toBe(0)
    const code = await asking((text) => ({ ...hmacInfo(till.key, text), ...right(`${text} `) }))
    expect(code.answer.head.internal).toBe(7)
  })

  it('is the key that the back office gives away, new at each start', async () => {
    const given = await fetch(`${till.origin}/sandbox/api/office/private-key`)
    expect(given.headers.get('content-disposition')).toContain('attachment')
    const pem = await given.text()
    const key = createPrivateKey(pem)
    expect([key.asymmetricKeyType, key.asymmetricKeyDetails?.modulusLength]).toEqual(['rsa', 2048])
    expect((await asking(signed(key, 222))).answer.head.status).toBe(0)
    const next = await openTill()
    expect(await (await fetch(`${next.origin}/sandbox/api/office/private-key`)).text()).not.toBe(pem)
    await next.sandbox.close()
  })
})

describe('A reversal with a wrong field is refused with 101 and the name of the field', () => {
  const inside = (request: Json, block: string, change: Json) => ({
    ...request,
    [block]: { ...(request[block] as Json), ...change },
  })
  it.each<[string, (request: Json) => Json, string]>([
    ['no number', (r) => ({ ...r, out_trade_no: undefined }), 'out_trade_no'],
    ['a number of 33 characters', (r) => ({ ...r, out_trade_no: '1'.repeat(33) }), 'out_trade_no'],
    ['no nonce', (r) => ({ ...r, nonce_str: undefined }), 'nonce_str'],
    ['a trade type', (r) => ({ ...r, trade_type: 1 }), 'trade_type'],
    ['an amount', (r) => ({ ...r, total_fee: 100 }), 'total_fee'],
    ['a tender of its own', (r) => inside(r, 'pay_mch_key', { sub_pay_platform: 100 }), 'pay_mch_key.sub_pay_platform'],
    ['no platform', (r) => inside(r, 'pay_mch_key', { pay_platform: undefined }), 'pay_mch_key.pay_platform'],
    ['another wallet’s platform', (r) => inside(r, 'pay_mch_key', { pay_platform: 2 }), 'pay_mch_key.pay_platform'],
    ['another shop', (r) => inside(r, 'pay_mch_key', { out_shop_id: 'other' }), 'pay_mch_key.out_shop_id'],
    ['nobody at the till', (r) => inside(r, 'order_client', { staff_id: undefined }), 'order_client.staff_id'],
    ['an empty person', (r) => inside(r, 'order_client', { staff_id: '' }), 'order_client.staff_id'],
    ['no machine', (r) => inside(r, 'order_client', { machine_no: undefined }), 'order_client.machine_no'],
    ['no device', (r) => inside(r, 'order_client', { device_id: undefined }), 'order_client.device_id'],
    ['the serial of another', (r) => inside(r, 'order_client', { sn_code: 'GUITAI_X86_0002' }), 'order_client.sn_code'],
  ])('%s', async (_what, spoil, field) => {
    const { no } = await waiting()
    const answer = await till.reverse(spoil(till.reverseRequest(no)))
    expect(answer.head).toMatchObject({ status: 101, internal: 0, description: expect.stringContaining(field) as unknown })
    expect([answer.signed, phaseOf(no)]).toEqual([false, 'waiting'])
  })

  it('a member card, which knows no reversal', async () => {
    const { no } = await waiting('member-jing')
    expect((await reverse(no, 3)).head).toMatchObject({
      status: 101,
      description: expect.stringContaining('pay_platform') as unknown,
    })
    expect(phaseOf(no)).toBe('waiting')
  })
})
