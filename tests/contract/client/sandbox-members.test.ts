import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import {
  createCloudPay,
  fetchDeviceSetting,
  memberRefusalOf,
  type CloudPay,
  type DeviceSetting,
} from '../../../cloudpay/client/client.ts'
import { readConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'
import { startSandbox, type BehaviourName, type Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'

/** The calls about members against the Cloud Pay on this machine, with hands on its controls. */

const SERIAL = 'GUITAI_A_0001'
const JING = '880001206'
const YANG = '880001311'
const PAYER = 'wechat-hao'

let sandbox: Sandbox
let setting: DeviceSetting
let pay: CloudPay
let count = 0

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'members' })
  const read = readConfigurationLink(sandbox.configurationLink('A1'), [sandbox.origin])
  const fetched = read.ok ? await fetchDeviceSetting(read.link, SERIAL) : undefined
  if (fetched?.outcome !== 'ok') throw new Error('the sandbox gives no settings')
  setting = fetched.answer
  const identity = { ...setting, serialNumber: SERIAL, machineNo: '02:42:ac:11:00:02', subTerminalType: 7 }
  pay = createCloudPay({ identity, baseUrls: [`${sandbox.origin}/cpay/`] })
})
afterAll(async () => {
  await pay.close()
  await sandbox.close()
})
beforeEach(() => sandbox.control.behave(PAYER, 'paysAtOnce'))
afterEach(() => sandbox.control.setTopUpRules({ mode: 'fixed', mostFee: 500_000, ceilingFee: 100_000_000 }))

const freshNumber = () => `${setting.orderPrefix}79${String(++count).padStart(8, '0')}`
const topUpOf = (number: string, amountFen = 10_000, walletId = PAYER) => ({
  orderNo: freshNumber(),
  number,
  amountFen: fen(amountFen),
  paymentCode: sandbox.control.freshCode(walletId),
  staffId: '1206',
})
const adjustmentOf = (number: string, amountFen: number, staffId = '1000') => ({
  adjustNo: freshNumber(),
  number,
  amountFen: fen(amountFen),
  remark: '补差额',
  staffId,
})
async function balance(number: string): Promise<number> {
  const found = await pay.queryMember({ by: 'number', text: number })
  if (found.outcome !== 'ok') throw new Error(JSON.stringify(found))
  return found.answer[0]?.balanceFen ?? -1
}
const ask = (orderNo: string) => pay.queryOrder({ orderNo, tender: null, tradeType: null, staffId: '1206' })
const refundOf = (orderNo: string, orderFen = 10_000, amountFen = orderFen) => ({
  orderNo,
  refundNo: freshNumber(),
  orderFen: fen(orderFen),
  amountFen: fen(amountFen),
  tender: 'wechat' as const,
  reason: '充错',
  staffId: '1206',
  isAdmin: false,
  authorizedBy: { staffId: '1206', name: '李婷' },
})

test('a member is found in every way, and a code that was looked up still pays', async () => {
  const code = sandbox.control.freshCode('wechat-fang')
  const numbers = async (by: 'code' | 'number' | 'phone' | 'name', text: string) => {
    const found = await pay.queryMember({ by, text })
    return found.outcome === 'ok' ? found.answer.map((one) => one.number) : found
  }
  expect(await numbers('code', code)).toEqual(['880001402'])
  expect(await numbers('phone', '13800001402')).toEqual(['880001402', '880001403'])
  expect(await numbers('name', '静')).toEqual([JING])
  expect(await numbers('number', '880009999')).toEqual([])
  expect(await pay.recharge({ ...topUpOf('880001402'), paymentCode: code })).toMatchObject({ answer: { verdict: 'paid' } })
})

test('a top-up is paid, credited, and told by query, list and statement', async () => {
  const before = await balance(JING)
  const q = topUpOf(JING, 20_000)
  expect(await pay.recharge(q)).toMatchObject({
    outcome: 'ok',
    answer: { orderNo: q.orderNo, amountFen: 20_000, tender: 'wechat', verdict: 'paid', isTopUp: true, bonusFen: 2000 },
  })
  expect(await balance(JING)).toBe(before + 22_000)
  expect(await ask(q.orderNo)).toMatchObject({ answer: { verdict: 'paid', isTopUp: true, bonusFen: null } })
  const span = { from: sandbox.control.now() - 3_600_000, until: sandbox.control.now() + 60_000, thisDeviceOnly: true }
  const list = await pay.queryOrderList({ ...span, kind: 'payments', page: 1, pageSize: 100 })
  const row = list.outcome === 'ok' ? list.answer.orders.find((one) => one.orderNo === q.orderNo) : undefined
  expect(row).toMatchObject({
    tender: 'wechat',
    verdict: 'paid',
    facts: { isTopUp: true, bonusFen: 2000, membershipNumber: JING, source: 'topUp' },
  })
  const flow = await pay.memberFlow({ number: JING, page: 1, pageSize: 1 })
  expect(flow).toMatchObject({
    answer: { rows: [{ kind: 'recharge', orderNo: q.orderNo, amountFen: 22_000, bonusFen: 2000, balanceFen: before + 22_000 }] },
  })
})

test('an ordinary sale says that it is no top-up', async () => {
  const q = { orderNo: freshNumber(), amountFen: fen(100), tender: 'wechat' as const, body: '柜台', remark: '', staffId: '1206' }
  const paid = await pay.microPay({ ...q, paymentCode: sandbox.control.freshCode(PAYER) })
  expect(paid).toMatchObject({ answer: { isTopUp: false, bonusFen: null } })
})

test('a password is waited for, and the card credited when the payer agrees', async () => {
  sandbox.control.behave(PAYER, 'asksPassword')
  const before = await balance(JING)
  const q = topUpOf(JING)
  expect(await pay.recharge(q)).toMatchObject({ answer: { verdict: 'waiting', bonusFen: 800 } })
  expect(await balance(JING)).toBe(before)
  sandbox.control.answer(PAYER, q.orderNo, true)
  expect(await ask(q.orderNo)).toMatchObject({ answer: { verdict: 'paid' } })
  expect(await balance(JING)).toBe(before + 10_800)
})

const TROUBLES: [BehaviourName, string][] = [
  ['cutButPaid', 'lost'],
  ['unknownButPaid', 'serverUnsure'],
  ['tamperedAnswer', 'notTrusted'],
  ['wrongSignature', 'notTrusted'],
  ['serverError', 'unreadable'],
  ['oversized', 'unreadable'],
]
test.each(TROUBLES)(
  'a top-up that meets %s is unknown (%s), and known by sending the same again: credited once',
  async (behaviour, reason) => {
    sandbox.control.behave(PAYER, behaviour)
    const before = await balance(JING)
    const q = topUpOf(JING)
    expect(await pay.recharge(q)).toMatchObject({ outcome: 'unknown', reason })
    expect(await ask(q.orderNo)).toMatchObject({ outcome: 'ok', answer: { verdict: 'paid', amountFen: 10_000 } })
    for (let times = 0; times < 2; times++) {
      expect(await pay.recharge(q)).toMatchObject({ outcome: 'ok', answer: { verdict: 'paid', bonusFen: 800 } })
    }
    expect(await balance(JING)).toBe(before + 10_800)
  },
)

test('an answer about another order is not believed', async () => {
  sandbox.control.behave(PAYER, 'otherOrder')
  expect(await pay.recharge(topUpOf(JING))).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
})

describe('what is refused says why', () => {
  const whyOf = async (q: Parameters<CloudPay['recharge']>[0]) => memberRefusalOf(await pay.recharge(q))

  test('of the card and of the amount', async () => {
    expect(await whyOf(topUpOf('880009999'))).toBe('unknownCard')
    expect(await whyOf(topUpOf('880001505'))).toBe('notActivated')
    expect(await whyOf(topUpOf('880001608'))).toBe('expired')
    expect(await whyOf(topUpOf(JING, 12_300))).toBe('notATier')
    expect(await whyOf(topUpOf(JING, 10_000, 'member-yang'))).toBe('paidByCard')
    sandbox.control.setTopUpRules({ mode: 'any', mostFee: 5000 })
    expect(await pay.rechargeRules()).toMatchObject({ answer: { mode: 'any', mostFen: 5000 } })
    expect(await whyOf(topUpOf(JING, 5001))).toBe('aboveMost')
    sandbox.control.setTopUpRules({ ceilingFee: 1000 })
    expect(await whyOf(topUpOf(JING, 5000))).toBe('aboveCeiling')
    sandbox.control.behave(PAYER, 'lowBalance')
    sandbox.control.setTopUpRules({ ceilingFee: 100_000_000 })
    expect(await pay.recharge(topUpOf(JING, 5000))).toMatchObject({ outcome: 'refused', status: 104, internalStatus: 0 })
  })

  test('of the refund of a top-up', async () => {
    const q = topUpOf(YANG)
    await pay.recharge(q)
    const sale = {
      orderNo: freshNumber(),
      amountFen: fen(700),
      tender: 'memberCard' as const,
      body: '柜台',
      remark: '',
      staffId: '1206',
    }
    await pay.microPay({ ...sale, paymentCode: sandbox.control.freshCode('member-yang') })
    expect(memberRefusalOf(await pay.refund(refundOf(q.orderNo, 10_000, 1)))).toBe('wholeOnly')
    const poor = await pay.refund(refundOf(q.orderNo))
    expect(memberRefusalOf(poor)).toBe('topUpSpent')
    expect(poor).toMatchObject({ text: '会员卡余额不足以扣回本次充值和赠送金额，不能退款。' })
    await pay.adjustMember(adjustmentOf(YANG, 100))
    expect(await pay.refund(refundOf(q.orderNo))).toMatchObject({ outcome: 'ok' })
    expect(await balance(YANG)).toBe(0)
  })

  test('of a change by hand', async () => {
    expect(memberRefusalOf(await pay.adjustMember(adjustmentOf(JING, 1, '1206')))).toBe('notAdmin')
    expect(memberRefusalOf(await pay.adjustMember(adjustmentOf(YANG, -1_000_000)))).toBe('belowZero')
    expect(memberRefusalOf(await pay.adjustMember(adjustmentOf('880009999', 1)))).toBe('unknownCard')
  })
})

test('cash goes on a card once, however often it is sent, and a refusal stays one', async () => {
  const before = await balance(JING)
  const q = { orderNo: freshNumber(), number: JING, amountFen: fen(10_000), staffId: '1206' }
  for (let times = 0; times < 3; times++)
    expect(await pay.rechargeCash(q)).toMatchObject({ outcome: 'ok', answer: { bonusFen: 800, balanceFen: before + 10_800 } })
  expect(await balance(JING)).toBe(before + 10_800)
  const refused = { ...q, orderNo: freshNumber(), amountFen: fen(12_300) }
  for (let times = 0; times < 2; times++) expect(memberRefusalOf(await pay.rechargeCash(refused))).toBe('notATier')
  expect(await pay.rechargeCash({ ...q, amountFen: fen(20_000) })).toMatchObject({ outcome: 'refused', internalStatus: 407 })
})

test('a change by hand is done once, however often it is sent', async () => {
  const before = await balance(JING)
  const q = adjustmentOf(JING, -50)
  for (let times = 0; times < 3; times++) {
    expect(await pay.adjustMember(q)).toMatchObject({ outcome: 'ok', answer: { balanceFen: before - 50, amountFen: -50 } })
  }
  expect(await balance(JING)).toBe(before - 50)
  const [row] = sandbox.control.members().find((one) => one.number === JING)?.rows ?? []
  expect(row).toMatchObject({ kind: 'adjustment', fee: -50, remark: '补差额', staffId: '1000' })
})
