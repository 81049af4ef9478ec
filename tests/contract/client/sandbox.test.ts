import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { TradeType } from '../../../cloudpay/protocol/enums.ts'
import {
  createCloudPay,
  fetchDeviceSetting,
  pingHosts,
  type CloudPay,
  type DeviceSetting,
  type TillIdentity,
} from '../../../cloudpay/client/client.ts'
import { readConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'
import { startSandbox, type BehaviourName, type Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'

/**
 * The client against the Cloud Pay on this machine, with hands on its controls. What any server of the protocol can be asked
 * stands in `tests/contract/suite/`.
 */

const SERIAL = 'GUITAI_A_0001'
const WECHAT = 'wechat-fang'
const ALIPAY = 'alipay-min'

let sandbox: Sandbox
let setting: DeviceSetting
let pay: CloudPay
let count = 0

function clientWith(change: Partial<TillIdentity> = {}, limits = {}): CloudPay {
  const identity = { ...setting, serialNumber: SERIAL, machineNo: '02:42:ac:11:00:02', subTerminalType: 7, ...change }
  return createCloudPay({ identity, baseUrls: [`${sandbox.origin}/cpay/`], limits })
}

function linkOf(deviceId: string) {
  const read = readConfigurationLink(sandbox.configurationLink(deviceId), [sandbox.origin])
  if (!read.ok) throw new Error(read.fault)
  return read.link
}

const freshNumber = () => `${setting.orderPrefix}77${String(++count).padStart(8, '0')}`

function payment(walletId: string, amountFen = 1280) {
  const tender = walletId === ALIPAY ? ('alipay' as const) : ('wechat' as const)
  const code = sandbox.control.freshCode(walletId)
  return {
    orderNo: freshNumber(),
    amountFen: fen(amountFen),
    paymentCode: code,
    tender,
    body: '柜台',
    remark: '三号桌',
    staffId: '1206',
  }
}

const asking = (q: { orderNo: string; tender: 'wechat' | 'alipay' }) =>
  pay.queryOrder({ ...q, tradeType: TradeType.micro, staffId: '1206' })

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'client' })
  const fetched = await fetchDeviceSetting(linkOf('A1'), SERIAL)
  if (fetched.outcome !== 'ok') throw new Error(JSON.stringify(fetched))
  setting = fetched.answer
  pay = clientWith()
})
afterAll(async () => {
  await pay.close()
  await sandbox.close()
})
beforeEach(() => {
  sandbox.control.clearFaults()
  for (const wallet of [WECHAT, ALIPAY]) sandbox.control.behave(wallet, 'paysAtOnce')
})

describe('before binding', () => {
  test('the server is found and tells its time', async () => {
    const found = await pingHosts([`${sandbox.origin}/cpay/`])
    expect(Math.abs((found?.serverTime ?? 0) - sandbox.control.now())).toBeLessThan(5000)
  })

  test('the settings came with everything a till needs', () => {
    expect(setting).toMatchObject({ orderPrefix: '01000052', deviceId: 'A1', staffId: '1206' })
    expect(setting.key).toHaveLength(32)
  })

  test('a device that has another serial is refused with 3214, an old link too', async () => {
    expect(await fetchDeviceSetting(linkOf('A1'), 'GUITAI_A_0002')).toMatchObject({
      outcome: 'refused',
      status: 104,
      internalStatus: 3214,
    })
    const old = linkOf('A2')
    sandbox.control.jump(5 * 60_000 + 1000)
    expect(await fetchDeviceSetting(old, SERIAL)).toMatchObject({ outcome: 'refused', status: 104 })
  })
})

describe('a payment', () => {
  test.each([WECHAT, ALIPAY])('by %s is paid at once, and asked about the same', async (wallet) => {
    const q = payment(wallet)
    const expected = { orderNo: q.orderNo, amountFen: 1280, tender: q.tender, state: 'paid', verdict: 'paid' }
    expect(await pay.microPay(q)).toMatchObject({ outcome: 'ok', answer: expected })
    const asked = await asking(q)
    expect(asked).toMatchObject({ outcome: 'ok', answer: { ...expected, paidFen: 1280 } })
    expect(asked.outcome === 'ok' && asked.answer.platformTxnId).toBeTruthy()
    expect(asked.outcome === 'ok' && Math.abs((asked.answer.paidAt ?? 0) - sandbox.control.now())).toBeLessThan(10_000)
  })

  test.each([
    [true, 'paid'],
    [false, 'notPaid'],
  ])('with a password is waited for, and when the customer agrees (%s) it is %s', async (agrees, verdict) => {
    sandbox.control.behave(WECHAT, 'asksPassword')
    const q = payment(WECHAT)
    expect(await pay.microPay(q)).toMatchObject({ outcome: 'ok', answer: { state: 'pendingCustomer', verdict: 'waiting' } })
    expect(sandbox.control.answer(WECHAT, q.orderNo, agrees)).toBe(true)
    expect(await asking(q)).toMatchObject({ outcome: 'ok', answer: { verdict } })
  })

  const TROUBLES: [BehaviourName, string, string | null][] = [
    ['cutButPaid', 'lost', 'paid'],
    ['cutNotPaid', 'lost', null],
    ['unknownButPaid', 'serverUnsure', 'paid'],
    ['tamperedAnswer', 'notTrusted', 'paid'],
    ['wrongSignature', 'notTrusted', 'paid'],
    ['otherOrder', 'notTrusted', null],
    ['serverError', 'unreadable', 'paid'],
    ['oversized', 'unreadable', 'paid'],
    ['tryLaterThenPaid', 'tryLater', null],
  ]
  test.each(TROUBLES)('that meets %s is unknown (%s) and never called failed', async (behaviour, reason, truth) => {
    sandbox.control.behave(WECHAT, behaviour)
    const q = payment(WECHAT)
    expect(await pay.microPay(q)).toMatchObject({ outcome: 'unknown', reason })
    if (truth !== null) expect(await asking(q)).toMatchObject({ outcome: 'ok', answer: { verdict: truth, amountFen: 1280 } })
  })

  test('that is slow beyond the limit has no answer, and is found paid', async () => {
    sandbox.control.behave(WECHAT, 'slowAnswer', 600)
    const hasty = clientWith({}, { payMs: 200 })
    const q = payment(WECHAT)
    expect(await hasty.microPay(q)).toMatchObject({ outcome: 'unknown', reason: 'noAnswer' })
    expect(await asking(q)).toMatchObject({ outcome: 'ok', answer: { verdict: 'paid' } })
  })

  test('without the prefix, with a wrong key or from a till with another serial is refused', async () => {
    const q = payment(WECHAT)
    expect(await pay.microPay({ ...q, orderNo: '9900000000000001' })).toMatchObject({ outcome: 'refused' })
    expect(await clientWith({ key: 'wrong' }).microPay(q)).toMatchObject({
      outcome: 'refused',
      status: 101,
      internalStatus: 7,
      signed: false,
    })
    expect(await clientWith({ serialNumber: 'GUITAI_A_0002' }).microPay(q)).toMatchObject({ outcome: 'refused' })
    expect(sandbox.control.orders().some((order) => order.number === q.orderNo)).toBe(false)
  })
})

describe('a QR order', () => {
  const order = () => ({
    orderNo: freshNumber(),
    amountFen: fen(500),
    tender: 'wechat' as const,
    body: '柜台',
    remark: '',
    staffId: '1206',
  })
  const look = (orderNo: string) => pay.queryOrder({ orderNo, tender: 'wechat', tradeType: TradeType.scanCode, staffId: '1206' })

  test('is drawn, scanned, paid', async () => {
    const q = order()
    const made = await pay.scanCodePay(q)
    expect(made).toMatchObject({ outcome: 'ok', answer: { orderNo: q.orderNo } })
    expect(await look(q.orderNo)).toMatchObject({ outcome: 'ok', answer: { verdict: 'waiting' } })
    sandbox.control.scanQr(WECHAT, made.outcome === 'ok' ? made.answer.codeUrl : '')
    expect(await look(q.orderNo)).toMatchObject({ outcome: 'ok', answer: { verdict: 'paid', amountFen: 500 } })
  })
})

describe('a refund', () => {
  test.each([WECHAT, ALIPAY])('of %s in two parts ends the order; more is refused', async (wallet) => {
    const q = payment(wallet, 200)
    await pay.microPay(q)
    const base = {
      orderNo: q.orderNo,
      orderFen: fen(200),
      tender: q.tender,
      reason: '退货',
      staffId: '1206',
      isAdmin: false,
    } as const
    const right = { authorizedBy: { staffId: '1206', name: '李婷' } }
    for (const part of [50, 150]) {
      const refundNo = freshNumber()
      const asked = await pay.refund({ ...base, ...right, refundNo, amountFen: fen(part) })
      expect(asked).toMatchObject({ outcome: 'ok', answer: { refundNo, amountFen: part } })
      sandbox.control.jump(60_000)
      const found = await pay.queryRefundOrder({ orderNo: q.orderNo, refundNo, tender: q.tender, staffId: '1206' })
      expect(found).toMatchObject({ outcome: 'ok', answer: { state: 'refunded', verdict: 'done', amountFen: part } })
    }
    const more = await pay.refund({ ...base, ...right, refundNo: freshNumber(), amountFen: fen(1) })
    expect(more).toMatchObject({ outcome: 'refused', status: 104 })
    const ended = await asking(q)
    expect(ended).toMatchObject({ outcome: 'ok', answer: { state: wallet === ALIPAY ? 'closedOrRefunded' : 'refunded' } })
    expect(ended.outcome === 'ok' && ['refunded', 'ambiguous'].includes(ended.answer.verdict)).toBe(true)
  })
})

describe('an approval by phone', () => {
  test('is asked for, granted on the phone, and covers one refund of that amount', async () => {
    const { orderNo, tender } = payment(WECHAT, 200)
    await pay.microPay({ ...payment(WECHAT, 200), orderNo })
    const asked = await pay.startApproval({ orderNo, amountFen: fen(150), staffId: '1207' })
    if (asked.outcome !== 'ok') throw new Error(JSON.stringify(asked))
    const { activator, qrText, ttl } = asked.answer
    expect(ttl).toBe(120_000)
    const look = () => pay.checkApproval({ activator, orderNo, amountFen: fen(150) })
    expect(await look()).toMatchObject({ outcome: 'ok', answer: { state: 'waiting' } })
    const ticket = new URL(qrText).searchParams.get('t') ?? ''
    const password = sandbox.control.staff().find((one) => one.staffId === '0001')?.trainingPassword ?? ''
    expect(sandbox.control.answerApproval(ticket, '0001', password, true)).toBe('granted')
    const granted = await look()
    expect(granted).toMatchObject({ answer: { state: 'granted', approver: { staffId: '0001', name: '陈经理' } } })
    const refund = {
      orderNo,
      tender,
      orderFen: fen(200),
      reason: '',
      staffId: '1207',
      isAdmin: false,
      authorizedBy: { staffId: '0001', name: '陈经理' },
    }
    const give = (amountFen: number) => pay.refund({ ...refund, refundNo: freshNumber(), amountFen: fen(amountFen) })
    expect(await give(50)).toMatchObject({ outcome: 'refused', status: 104 })
    expect(await give(150)).toMatchObject({ outcome: 'ok' })
    expect(await look()).toMatchObject({ answer: { state: 'expired' } })
    expect(await give(50)).toMatchObject({ outcome: 'refused', status: 104 })
  })
})

describe('looking things up', () => {
  test('lists, totals and shops come whole', async () => {
    const span = { from: sandbox.control.now() - 3_600_000, until: sandbox.control.now() + 60_000, thisDeviceOnly: true }
    const q = payment(ALIPAY, 4321)
    await pay.microPay(q)
    const list = await pay.queryOrderList({ ...span, kind: 'payments', page: 1, pageSize: 100 })
    const row = list.outcome === 'ok' ? list.answer.orders.find((one) => one.orderNo === q.orderNo) : undefined
    expect(row).toMatchObject({
      amountFen: 4321,
      refundedFen: 0,
      deviceId: 'A1',
      staffId: '1206',
      tender: 'alipay',
      verdict: 'paid',
    })
    const totals = await pay.queryOrderListOverview(span)
    expect(totals.outcome === 'ok' && totals.answer.length).toBeGreaterThan(0)
    const shops = await pay.queryShopInfo({ page: 1, pageSize: 50 })
    const staff = shops.outcome === 'ok' ? shops.answer.shops[0]?.staff_infos : undefined
    expect(staff?.map((person) => person.staff_id)).toContain('1206')
  })
})

describe('people', () => {
  test('sign in with their password, and with no other', async () => {
    const [person] = sandbox.control.staff().filter((one) => one.staffId === '1206')
    const good = await pay.staffLogin({ staffId: '1206', password: person?.trainingPassword ?? '' })
    expect(good).toMatchObject({ outcome: 'ok', answer: { staffId: '1206', name: '李婷', mayRefund: true, admin: false } })
    expect(await pay.staffLogin({ staffId: '1206', password: 'wrong' })).toMatchObject({ outcome: 'refused', signed: true })
  })
})

test('a line that is refused or cut in the back office is lost, not failed', async () => {
  for (const line of ['refused', 'cut'] as const) {
    sandbox.control.setFaults({ line })
    expect(await pay.queryShopInfo({ page: 1, pageSize: 50 })).toMatchObject({ outcome: 'unknown', reason: 'lost' })
  }
})
