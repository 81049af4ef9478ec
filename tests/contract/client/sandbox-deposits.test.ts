import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { createCloudPay, fetchDeviceSetting, type CloudPay, type DeviceSetting } from '../../../cloudpay/client/client.ts'
import { readConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'
import { startSandbox, type BehaviourName, type Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'

/** The deposit calls of the client against the Cloud Pay on this machine, with hands on its controls. */

const SERIAL = 'GUITAI_A_0001'
const WALLETS = { wechat: 'wechat-fang', alipay: 'alipay-min' } as const
type HoldTender = keyof typeof WALLETS
const BOTH = ['wechat', 'alipay'] as const
const DAY = 86_400_000

let sandbox: Sandbox
let setting: DeviceSetting
let pay: CloudPay
let count = 0

const freshNumber = () => `${setting.orderPrefix}78${String(++count).padStart(8, '0')}`
const RIGHT = { isAdmin: false, authorizedBy: { staffId: '1206', name: '李婷' } } as const

const asked = (tender: HoldTender, amountFen = 100) => ({
  holdNo: freshNumber(),
  amountFen: fen(amountFen),
  tender,
  paymentCode: sandbox.control.freshCode(WALLETS[tender]),
  body: '押金',
  remark: '302房',
  staffId: '1206',
})
const capture = (hold: { holdNo: string; tender: HoldTender }, amountFen: number, releaseRest = true) => ({
  orderNo: freshNumber(),
  holdNo: hold.holdNo,
  amountFen: fen(amountFen),
  tender: hold.tender,
  body: '房费',
  remark: '',
  staffId: '1206',
  releaseRest,
})
const release = (hold: { holdNo: string; tender: HoldTender }, amountFen: number) => ({
  holdNo: hold.holdNo,
  releaseNo: freshNumber(),
  amountFen: fen(amountFen),
  tender: hold.tender,
  remark: '',
  staffId: '1206',
  ...RIGHT,
})
async function held(tender: HoldTender, amountFen = 100) {
  const q = asked(tender, amountFen)
  expect(await pay.microFreeze(q)).toMatchObject({ outcome: 'ok', answer: { verdict: 'held', leftFen: amountFen } })
  return q
}

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'deposits' })
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
beforeEach(() => {
  for (const wallet of Object.values(WALLETS)) sandbox.control.behave(wallet, 'paysAtOnce')
})

describe('a hold', () => {
  test.each(BOTH)('by %s comes to be, and is asked about the same', async (tender) => {
    const q = await held(tender, 12_800)
    const found = await pay.queryFreezeOrder(q)
    expect(found).toMatchObject({
      outcome: 'ok',
      answer: { holdNo: q.holdNo, tender, state: 'held', heldFen: 12_800, leftFen: 12_800, remark: '302房', tradeType: 1 },
    })
    expect(found.outcome === 'ok' && Math.abs((found.answer.heldAt ?? 0) - sandbox.control.now())).toBeLessThan(10_000)
  })

  test.each([
    ['wechat', true, 'held'],
    ['wechat', false, 'notHeld'],
    ['alipay', true, 'held'],
    ['alipay', false, 'notHeld'],
  ] as const)('by %s waits for the password; the customer agrees (%s): %s', async (tender, agrees, verdict) => {
    sandbox.control.behave(WALLETS[tender], 'asksPassword')
    const q = asked(tender)
    expect(await pay.microFreeze(q)).toMatchObject({ outcome: 'ok', answer: { verdict: 'waiting', leftFen: 0 } })
    expect(sandbox.control.answer(WALLETS[tender], q.holdNo, agrees)).toBe(true)
    expect(await pay.queryFreezeOrder(q)).toMatchObject({ outcome: 'ok', answer: { verdict } })
  })

  const TROUBLES: [BehaviourName, string, string | null][] = [
    ['cutButPaid', 'lost', 'held'],
    ['cutNotPaid', 'lost', null],
    ['unknownButPaid', 'serverUnsure', 'held'],
    ['tamperedAnswer', 'notTrusted', 'held'],
    ['wrongSignature', 'notTrusted', 'held'],
    ['otherOrder', 'notTrusted', 'waiting'],
    ['serverError', 'unreadable', 'held'],
    ['oversized', 'unreadable', 'held'],
  ]
  test.each(TROUBLES)('that meets %s is unknown (%s) and never called failed', async (behaviour, reason, truth) => {
    sandbox.control.behave(WALLETS.wechat, behaviour)
    const q = asked('wechat')
    expect(await pay.microFreeze(q)).toMatchObject({ outcome: 'unknown', reason })
    const found = await pay.queryFreezeOrder(q)
    if (truth === null) expect(found).toMatchObject({ outcome: 'refused', status: 104 })
    else expect(found).toMatchObject({ outcome: 'ok', answer: { verdict: truth } })
  })

  test('by QR waits until the customer has scanned it', async () => {
    const q = asked('alipay', 500)
    const made = await pay.scanCodeFreeze(q)
    expect(made).toMatchObject({ outcome: 'ok', answer: { holdNo: q.holdNo } })
    expect(await pay.queryFreezeOrder(q)).toMatchObject({ outcome: 'ok', answer: { verdict: 'waiting', state: 'created' } })
    sandbox.control.scanQr(WALLETS.alipay, made.outcome === 'ok' ? made.answer.codeUrl : '')
    expect(await pay.queryFreezeOrder(q)).toMatchObject({
      outcome: 'ok',
      answer: { verdict: 'held', leftFen: 500, tradeType: 2 },
    })
  })

  test('in a shop without deposits is refused in the platform’s words', async () => {
    sandbox.control.setDeposits({ granted: false })
    const refused = { outcome: 'refused', status: 104, internalStatus: 0, signed: true, text: '系统内部异常。' }
    expect(await pay.microFreeze(asked('wechat'))).toMatchObject(refused)
    sandbox.control.setDeposits({ granted: true })
  })
})

describe('what is held', () => {
  test('by WeChat Pay is captured once, and the rest goes back; the capture is refunded with the hold’s number', async () => {
    const hold = await held('wechat')
    const q = capture(hold, 60)
    const expected = { orderNo: q.orderNo, holdNo: hold.holdNo, amountFen: 60, heldFen: 100, releasedFen: 40, verdict: 'paid' }
    expect(await pay.depositConsume(q)).toMatchObject({ outcome: 'ok', answer: expected })
    expect(await pay.queryCapture(q)).toMatchObject({ outcome: 'ok', answer: { ...expected, restReleased: true } })
    expect(await pay.depositConsume(capture(hold, 1))).toMatchObject({ outcome: 'refused', status: 104 })
    const refund = {
      orderNo: q.orderNo,
      orderFen: fen(60),
      amountFen: fen(10),
      tender: 'wechat',
      reason: '',
      staffId: '1206',
    } as const
    const without = await pay.refund({ ...refund, refundNo: freshNumber(), ...RIGHT })
    expect(without).toMatchObject({ outcome: 'refused', status: 101 })
    expect(await pay.refund({ ...refund, refundNo: freshNumber(), ...RIGHT, freezeNo: hold.holdNo })).toMatchObject({
      outcome: 'ok',
    })
    expect(await pay.queryFreezeOrder(hold)).toMatchObject({
      outcome: 'ok',
      answer: { verdict: 'closed', capturedFen: 60, releasedFen: 40, refundedFen: 10, leftFen: 0 },
    })
  })

  test('by Alipay is captured in parts, and released in parts', async () => {
    const hold = await held('alipay')
    expect(await pay.depositConsume(capture(hold, 20, false))).toMatchObject({ outcome: 'ok', answer: { releasedFen: 0 } })
    const q = release(hold, 30)
    const told = { outcome: 'ok', answer: { releaseNo: q.releaseNo, amountFen: 30, verdict: 'done' } }
    expect(await pay.unfreeze(q)).toMatchObject(told)
    expect(await pay.unfreeze(q)).toMatchObject(told)
    expect(await pay.unfreeze({ ...q, amountFen: fen(31) })).toMatchObject({ outcome: 'refused', internalStatus: 407 })
    expect(await pay.unfreeze(release(hold, 51))).toMatchObject({ outcome: 'refused', status: 104, internalStatus: 0 })
    expect(await pay.queryFreezeOrder(hold)).toMatchObject({ outcome: 'ok', answer: { verdict: 'held', leftFen: 50 } })
    expect(await pay.depositConsume(capture(hold, 50))).toMatchObject({ outcome: 'ok' })
    expect(await pay.queryFreezeOrder(hold)).toMatchObject({
      outcome: 'ok',
      answer: { verdict: 'closed', capturedFen: 70, releasedFen: 30, leftFen: 0 },
    })
    expect(await pay.queryUnfreezeOrder(hold)).toMatchObject({ outcome: 'ok', answer: [{ releaseNo: q.releaseNo }] })
    expect(await pay.queryUnfreezeOrder({ ...hold, releaseNo: freshNumber() })).toMatchObject({ outcome: 'refused' })
  })

  test('whose capture or release goes unheard is found under the same number, done once', async () => {
    const hold = await held('alipay')
    sandbox.control.scriptCaptures('unheard')
    const spent = capture(hold, 20, false)
    expect(await pay.depositConsume(spent)).toMatchObject({ outcome: 'unknown', reason: 'lost' })
    expect(await pay.depositConsume(spent)).toMatchObject({ outcome: 'ok', answer: { verdict: 'paid' } })
    sandbox.control.scriptReleases('unheard')
    const back = release(hold, 30)
    expect(await pay.unfreeze(back)).toMatchObject({ outcome: 'unknown', reason: 'lost' })
    expect(await pay.queryUnfreezeOrder({ ...hold, releaseNo: back.releaseNo })).toMatchObject({
      outcome: 'ok',
      answer: [{ verdict: 'done', amountFen: 30 }],
    })
    expect(await pay.queryFreezeOrder(hold)).toMatchObject({ outcome: 'ok', answer: { leftFen: 50 } })
  })

  test('and slow is told as in work, then as done', async () => {
    const hold = await held('wechat')
    sandbox.control.scriptReleases('slow')
    const back = release(hold, 30)
    expect(await pay.unfreeze(back)).toMatchObject({ outcome: 'ok', answer: { verdict: 'waiting', transforming: true } })
    sandbox.control.scriptCaptures('slow')
    const spent = capture(hold, 20)
    expect(await pay.depositConsume(spent)).toMatchObject({ outcome: 'ok', answer: { verdict: 'waiting', releasedFen: 50 } })
    sandbox.control.jump(3_000)
    expect(await pay.queryUnfreezeOrder(hold)).toMatchObject({ outcome: 'ok', answer: [{ verdict: 'done' }] })
    expect(await pay.queryCapture(spent)).toMatchObject({ outcome: 'ok', answer: { verdict: 'paid', state: 'depositCaptured' } })
  })

  test.each(BOTH)('by %s goes back by itself after 30 days', async (tender) => {
    const hold = await held(tender)
    sandbox.control.jump(30 * DAY)
    expect(await pay.queryFreezeOrder(hold)).toMatchObject({
      outcome: 'ok',
      answer: { verdict: 'closed', autoReleasedFen: 100, releasedFen: 0, leftFen: 0 },
    })
  })
})

test('lists and totals tell the holds', async () => {
  const from = sandbox.control.now() + 1000
  sandbox.control.jump(2000)
  const hold = await held('wechat')
  const back = release(hold, 30)
  await pay.unfreeze(back)
  await pay.depositConsume(capture(hold, 50))
  const span = { from, until: sandbox.control.now() + 60_000, thisDeviceOnly: true }
  const list = await pay.queryOrderList({ ...span, kind: 'all', page: 1, pageSize: 100 })
  expect(list).toMatchObject({
    outcome: 'ok',
    answer: {
      total: 3,
      orders: [{ amountFen: 50, state: 'depositCaptured', verdict: 'paid' }],
      holds: [
        {
          holdNo: hold.holdNo,
          tender: 'wechat',
          verdict: 'closed',
          staffName: '李婷',
          amounts: { heldFen: 100, capturedFen: 50, releasedFen: 50, leftFen: 0 },
        },
      ],
      releases: [{ releaseNo: back.releaseNo, holdNo: hold.holdNo, amountFen: 30, verdict: 'done' }],
    },
  })
  expect(await pay.queryOrderListOverview(span)).toMatchObject({
    outcome: 'ok',
    answer: [{ freeze_amount: 100, direct_unfreeze_amount: 30, consumed_unfreeze_amount: 20, success_amount: 50 }],
  })
})
