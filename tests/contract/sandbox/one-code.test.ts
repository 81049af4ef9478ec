import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { get, openTill, type Answer, type Json, type Till } from './raw-till.ts'

/** Payments by the shop's own QR codes, as the wire has them (PROTOCOL 5.6, 10, 12; UNDOCUMENTED 5). */

const DOOR = '700100000001'
const POOL = '700100000002'
const ONE_CODE = { trade_type: 8 }

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.sandbox.close())

const entries = (answer: Answer) => answer.body['order_details'] as { order?: Json; refund_order?: Json }[]
const orders = (answer: Answer) => entries(answer).flatMap(({ order }) => (order ? [order] : []))
const refunds = (answer: Answer) => entries(answer).flatMap(({ refund_order: refund }) => (refund ? [refund] : []))
const numbers = (answer: Answer) =>
  entries(answer)
    .map(({ order, refund_order: refund }) => refund?.['out_refund_no'] ?? order?.['out_trade_no'])
    .sort()
const pay = (amountFen = 100, codeId = DOOR) => till.control.payOneCode({ codeId, amountFen }).number

describe('The QR codes of the shop', () => {
  it('are told with the shop: two, each with its id, name and type', async () => {
    const answer = await till.post('/cpay/query_sub_mch_shop_info', {
      out_mch_id: till.facts['out_mch_id'],
      out_sub_mch_id: till.facts['out_sub_mch_id'],
      page_num: 1,
      page_size: 10,
      nonce_str: till.nonce(),
    })
    expect(get(answer.body, 'shop_infos.0.qrcode_infos')).toEqual([
      { qrcode_id: DOOR, qrcode_name: '门口台卡', type: 1 },
      { qrcode_id: POOL, qrcode_name: '泳池吧台', type: 1 },
    ])
  })

  it('take no payment by an unknown code, of no amount, with an endless remark, or from a phone without a network', () => {
    const { control } = till
    const wrong = (more: Partial<Parameters<typeof control.payOneCode>[0]>) => () =>
      control.payOneCode({ codeId: DOOR, amountFen: 100, ...more })
    expect(wrong({ codeId: '7' })).toThrow('no such QR code')
    for (const amountFen of [0, -1, 1.5, Number.NaN]) expect(wrong({ amountFen })).toThrow('no such amount')
    expect(wrong({ remark: 'x'.repeat(128) })).toThrow('too long')
    for (const { id, tender } of control.wallets()) if (tender === 'wechat') control.setOnline(id, false)
    expect(wrong({})).toThrow('network')
    expect(control.orders()).toEqual([])
    expect(wrong({ platform: 'alipay' })).not.toThrow()
  })
})

describe('A payment by a QR code', () => {
  it('stands in the list with its code, in the states of a unified order, and without a till and a person', async () => {
    const number = till.control.payOneCode({ codeId: POOL, amountFen: 1280, remark: '三号桌' }).number
    const paidAt = Math.floor(till.clock.now() / 1000)
    till.clock.pass(5000)
    const alipay = till.control.payOneCode({ codeId: POOL, amountFen: 500, platform: 'alipay', coupon: 'shop' }).number
    const [second, first] = orders(await till.list({ qrcode_id: POOL, ...ONE_CODE, order_type: 1 }))
    expect(first).toMatchObject({
      ...{ out_trade_no: number, qrcode_id: POOL, qrcode_name: '泳池吧台', source_type: 1, trade_type: 8 },
      ...{ sub_pay_platform: 100, wxpay_current_trade_state: 3, total_fee: 1280, cash_fee: 1280, discount_fee: 0 },
      ...{ settlement_total_fee: 1280, remark: '三号桌', create_time: paidAt, time_end: paidAt, refunded_fee: 0 },
    })
    expect(second).toMatchObject({
      ...{ out_trade_no: alipay, sub_pay_platform: 200, alipay_current_trade_state: 2, total_fee: 500, cash_fee: 450 },
      ...{ discount_fee: 50, settlement_total_fee: 450, time_end: paidAt + 5 },
    })
    for (const row of [first, second]) {
      for (const absent of ['device_id', 'device_name', 'staff_id', 'staff_name', 'code_url', 'author_code']) {
        expect(row).not.toHaveProperty(absent)
      }
    }
    expect(second).not.toHaveProperty('remark')
    expect(first?.['transaction_id']).toMatch(/^42000\d{23}$/)
  })

  it('has a number of the server’s own, with no till’s prefix, and none twice within one millisecond', () => {
    const made = Array.from({ length: 300 }, () => pay())
    expect(new Set(made).size).toBe(300)
    for (const number of made) {
      expect(number).toMatch(/^\d{10,32}$/)
      expect(number.startsWith(till.prefix)).toBe(false)
    }
  })

  it('is found by its code, its kind and its source, and never among those of a device or a person', async () => {
    const counter = await till.pay('wechat-fang', 100)
    const door = pay(100, DOOR)
    const pool = pay(200, POOL)
    expect(numbers(await till.list())).toEqual([counter.no, door, pool].sort())
    expect(numbers(await till.list({ qrcode_id: DOOR }))).toEqual([door])
    expect(numbers(await till.list({ qrcode_id: '9' }))).toEqual([])
    expect(numbers(await till.list(ONE_CODE))).toEqual([door, pool].sort())
    expect(numbers(await till.list({ source_type: 1 }))).toEqual([door, pool].sort())
    expect(numbers(await till.list({ trade_type: 1 }))).toEqual([counter.no])
    expect(numbers(await till.list({ source_type: 0 }))).toEqual([counter.no])
    expect(numbers(await till.list({ device_id: 'A1' }))).toEqual([counter.no])
    expect(numbers(await till.list({ device_id: 'A1', qrcode_id: DOOR }))).toEqual([])
    expect(numbers(await till.list({ staff_id: '1206' }))).toEqual([counter.no])
    const shopless = await till.list({ qrcode_id: DOOR, out_shop_id: undefined })
    expect(shopless.head.status).toBe(101)
  })

  it('of which Cloud Pay hears late stands there by the time it was paid', async () => {
    const at = till.clock.now() - 3_600_000
    const late = till.control.payOneCode({ codeId: DOOR, amountFen: 100, at }).number
    const now = pay()
    const [first, second] = orders(await till.list({ qrcode_id: DOOR }))
    expect([first?.['out_trade_no'], second?.['out_trade_no']]).toEqual([now, late])
    expect(second).toMatchObject({ time_end: Math.floor(at / 1000), create_time: Math.floor(at / 1000) })
    expect(second?.['last_update_time']).toBe(Math.floor(till.clock.now() / 1000))
    const until = Math.floor(at / 1000)
    expect(numbers(await till.list({ qrcode_id: DOOR, start_time: until, end_time: until }))).toEqual([late])
  })

  it('comes in pages of a hundred that together hold every one once', async () => {
    const paid = Array.from({ length: 230 }, () => {
      till.clock.pass(1000)
      return pay()
    })
    for (let i = 0; i < 30; i++) pay(100, POOL)
    const pages: unknown[][] = []
    for (const page_num of [1, 2, 3, 4]) {
      const answer = await till.list({ qrcode_id: DOOR, ...ONE_CODE, order_type: 1, status: 0, page_num })
      expect(answer.body['total_count']).toBe(230)
      pages.push(numbers(answer))
    }
    expect(pages.map((page) => page.length)).toEqual([100, 100, 30, 0])
    expect(pages.flat().sort()).toEqual(paid.sort())
  })

  it('is told when it is asked about by its number', async () => {
    const number = pay(700)
    const answer = await till.query(number)
    expect(get(answer.body, 'order_content')).toMatchObject({ trade_type: 8, source_type: 1, total_fee: 700 })
    expect(get(answer.body, 'order_content.wxpay_order_content_ext.current_trade_state')).toBe(3)
    expect((await till.close(number, 8)).head.status).toBe(104)
    expect((await till.reverse(till.reverseRequest(number))).head.status).toBe(104)
  })

  it('is summed up under its code, and in nothing that is asked of a device', async () => {
    await till.pay('wechat-fang', 5000)
    pay(1000)
    pay(300)
    pay(70, POOL)
    const sums = async (more: Json) =>
      ((await till.totals(more)).body['overviews'] as Json[]).map((row) => [row['qrcode_id'], row['success_amount']])
    expect(await sums({ qrcode_id: DOOR })).toEqual([[DOOR, 1300]])
    expect((await sums(ONE_CODE)).sort()).toEqual([
      [DOOR, 1300],
      [POOL, 70],
    ])
    expect(await sums({ device_id: 'A1' })).toEqual([[undefined, 5000]])
  })
})

describe('A refund of such a payment', () => {
  it('by the back office is listed with the code, in work first, whole or in parts, and never more than is left', async () => {
    const whole = pay(1000)
    const parted = pay(1000)
    const back = till.control.giveBack(whole)
    const part = till.control.giveBack(parted, 400)
    expect(() => till.control.giveBack(parted, 601)).toThrow('more than is left')
    expect(() => till.control.giveBack(whole)).toThrow('more than is left')
    const asked = { qrcode_id: DOOR, order_type: 2 }
    expect(refunds(await till.list({ ...asked, status: 1 })).map((row) => row['wxpay_refund_state'])).toEqual([4, 4])
    expect(numbers(await till.list(asked))).toEqual([])
    till.clock.pass(3000)
    expect(numbers(await till.list(asked))).toEqual([back, part].sort())
    const rows = refunds(await till.list(asked))
    expect(rows.find((row) => row['out_refund_no'] === part)).toMatchObject({
      ...{ qrcode_id: DOOR, qrcode_name: '门口台卡', source_type: 1, trade_type: 8, out_trade_no: parted },
      ...{ total_fee: 1000, refund_fee: 400, wxpay_refund_state: 2, refund_reason: '商户后台退款' },
    })
    for (const row of rows) expect(row).not.toHaveProperty('device_id')
    const [, first] = orders(await till.list({ qrcode_id: DOOR, order_type: 1 })).sort(
      (one, other) => Number(one['refunded_fee']) - Number(other['refunded_fee']),
    )
    expect(first).toMatchObject({ out_trade_no: whole, refunded_fee: 1000, wxpay_current_trade_state: 4 })
    expect(numbers(await till.list({ qrcode_id: POOL, status: 1 }))).toEqual([])
  })

  it('that fails gives its part back, and one without funds is none', async () => {
    const number = pay(1000)
    till.control.scriptRefunds('failed', 'noFunds')
    const failed = till.control.giveBack(number, 1000)
    till.clock.pass(3000)
    expect(() => till.control.giveBack(number)).toThrow('too little money')
    const done = till.control.giveBack(number, 1000)
    till.clock.pass(3000)
    const rows = refunds(await till.list({ qrcode_id: DOOR, order_type: 2, status: 1 }))
    const states = new Map(rows.map((row) => [row['out_refund_no'], row['wxpay_refund_state']]))
    expect(states).toEqual(
      new Map([
        [failed, 3],
        [done, 2],
      ]),
    )
  })

  it('by a till is that till’s, and names the code too', async () => {
    const no = pay(1000)
    const answer = await till.post('/cpay/refund', till.refundRequest({ no, fee: 1000 }, 250))
    const refundNo = get(answer.body, 'refund_order_content.out_refund_no')
    till.clock.pass(3000)
    const [row] = refunds(await till.list({ device_id: 'A1', order_type: 2 }))
    expect(row).toMatchObject({ out_refund_no: refundNo, qrcode_id: DOOR, device_id: 'A1', staff_id: '1206', refund_fee: 250 })
  })

  it('is only for what was paid by a QR code', async () => {
    const counter = await till.pay('wechat-fang', 100)
    expect(() => till.control.giveBack(counter.no)).toThrow('no such payment')
    expect(() => till.control.giveBack('1')).toThrow('no such payment')
  })
})
