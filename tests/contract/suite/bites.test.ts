import { afterEach, describe, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'
import { judge, type Check, type Finding } from './check.ts'
import { givenOf } from './given-sandbox.ts'
import { DEPOSIT_LIES } from './deposit-lies.ts'
import { changed, lyingServer, type Lie } from './lying-server.ts'
import { MEMBER_LIES } from './member-lies.ts'
import { openProbe, type Given } from './probe.ts'
import { SUITE } from './suite.ts'
import type { Json } from './wire.ts'

/** The suite against servers that break one promise each: what it is for is to notice. */

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function runSuite(given: Given, checks: readonly Check[] = SUITE): Promise<Finding[]> {
  const probe = openProbe(given)
  endings.push(() => probe.close())
  const findings: Finding[] = []
  for (const check of checks) findings.push(await judge(check, probe))
  return findings
}
async function sandboxAlone(): Promise<Sandbox> {
  const sandbox = await startSandbox({ seed: 'bites' })
  endings.push(() => sandbox.close())
  return sandbox
}
async function findingsWith(lie: Lie, checks: readonly Check[] = SUITE): Promise<Finding[]> {
  const sandbox = await sandboxAlone()
  const liar = await lyingServer(sandbox.origin, lie)
  endings.push(() => liar.close())
  const given = givenOf(sandbox)
  const { bind } = given
  if (!('link' in bind)) throw new Error('no link')
  const baseUrl = `${liar.origin}/cpay/`
  return runSuite({ ...given, baseUrl, bind: { link: { ...bind.link, baseUrl } } }, checks)
}
const titles = (findings: readonly Finding[], verdict: Finding['verdict']) =>
  findings.filter((one) => one.verdict === verdict).map((one) => one.title)

const order = 'order_content'
let count = 0
let accepted: Json = {}

const LIES: readonly (readonly [string, Lie, string])[] = [
  [
    'tells milliseconds',
    { answer: (_call, told) => changed(told, 'timestamp', (at) => Number(at) * 1000) },
    'a ping is answered',
  ],
  [
    'gives no order prefix',
    { answer: (_call, told) => changed(told, 'use_device_setting.cloud_cashier_id', () => '') },
    'a configuration link gives',
  ],
  ['binds any serial number', { search: (query) => query.set('sn', 'GUITAI_SUITE_0001') }, 'a device that is bound refuses'],
  ['looks at no code', { signsForAnybody: true }, 'a code made with another key'],
  [
    'names a wrong call wrongly',
    { answer: (_call, told) => (told['status'] === 101 && told['internal_status'] === 0 ? { ...told, status: 104 } : null) },
    'an order without the prefix',
  ],
  [
    'tells another sum',
    {
      answer: (call, told) =>
        call === 'query_order' ? changed(told, `${call}.${order}.total_fee`, (fee) => Number(fee) + 1) : null,
    },
    'Alipay: a query tells the same',
  ],
  [
    'tells another number',
    {
      answer: (call, told) => (call === 'micro_pay' ? changed(told, `${call}.${order}.out_trade_no`, () => '0100005299') : null),
    },
    'Alipay: a payment code is charged',
  ],
  [
    'charges twice',
    {
      answer: (call, told) =>
        call === 'micro_pay' ? changed(told, `${call}.${order}.transaction_id`, () => `t${++count}`) : null,
    },
    'WeChat Pay: the same number with the same content',
  ],
  [
    'knows no 407',
    { answer: (_call, told) => changed(told, 'internal_status', (told) => (told === 407 ? 0 : told)) },
    'WeChat Pay: the same number with another sum',
  ],
  [
    'lists nothing',
    { answer: (call, told) => (call === 'query_order_list' ? changed(told, `${call}.order_details`, () => []) : null) },
    'WeChat Pay: the list of orders shows the payment',
  ],
  [
    'closes nothing',
    {
      answer: (call, told) =>
        call === 'query_order'
          ? changed(told, `${call}.${order}.wxpay_order_content_ext.current_trade_state`, (state) => (state === 7 ? 6 : state))
          : null,
    },
    'WeChat Pay: a QR is made',
  ],
  [
    'gives back more than was paid',
    {
      answer(call, told, request) {
        if (call !== 'refund') return null
        if (told['status'] === 0) accepted = told['refund'] as Json
        if (told['status'] !== 104) return null
        const asked = request['refund_content'] as Json
        const made = {
          ...(accepted['refund_order_content'] as Json),
          out_refund_no: asked['out_refund_no'],
          refund_fee: asked['refund_fee'],
        }
        return { ...told, status: 0, refund: { ...accepted, refund_order_content: made } }
      },
    },
    'WeChat Pay: more than what is left',
  ],
  ...DEPOSIT_LIES,
  ...MEMBER_LIES,
  ['marks no extension', { answer: (_call, told) => changed(told, 'x_extension', () => false) }, 'sign-in: a wrong password'],
  [
    'frees a device again and again',
    { answer: (call, told) => (call === 'unbind_device_sn_code' ? { ...told, status: 0 } : null) },
    'a device is freed once',
  ],
]

describe('a server that', () => {
  test.each(LIES)('%s is found out', async (_what, lie, title) => {
    const checks = SUITE.filter((check) => check.title.startsWith(title))
    expect(await findingsWith(lie, checks)).toMatchObject([{ verdict: 'failed', reason: expect.stringMatching(/./) as unknown }])
  })

  test('tells no lie is not accused', async () => {
    expect(titles(await findingsWith({}), 'failed')).toEqual([])
  })

  test('signs with a wrong key is found out, and nothing rests on its answers', async () => {
    const sandbox = await sandboxAlone()
    sandbox.control.setFaults({ badHmac: true })
    const findings = await runSuite(givenOf(sandbox))
    expect(titles(findings, 'failed')).toContain(
      'an answer carries the right code over its text as it was sent, and our client takes it',
    )
    expect(titles(findings, 'passed').filter((title) => /^(WeChat Pay|Alipay): /.test(title))).toEqual([])
  })
})

describe('what cannot be asked', () => {
  test('for want of a payment code is not checked, and nothing is charged', async () => {
    const sandbox = await sandboxAlone()
    const findings = await runSuite(givenOf(sandbox, { nextCode: () => null, staff: null, unbind: false }))
    expect(titles(findings, 'failed')).toEqual([])
    const payment = findings.find((one) => one.title.startsWith('Alipay: a payment code is charged'))
    expect(payment).toMatchObject({ verdict: 'notChecked', reason: 'needs a payment code' })
    const passed = titles(findings, 'passed').filter((title) => /^(WeChat Pay|Alipay): /.test(title))
    expect(passed).toEqual([expect.stringContaining('a QR is made'), expect.stringContaining('a QR is made')])
    expect(titles(findings, 'notChecked')).toEqual(
      expect.arrayContaining([
        'sign-in: the right password is taken',
        'a device is freed once, and is free the second time (3215)',
      ]),
    )
    expect(sandbox.control.orders().filter((one) => one.phase === 'paid')).toEqual([])
    expect(titles(findings, 'passed').filter((title) => title.startsWith('deposits: '))).toHaveLength(4)
    expect(sandbox.control.holds().map((one) => one.heldAt)).toEqual([undefined])
  })

  test('because the merchant takes no deposits is not checked, and nobody is accused', async () => {
    const sandbox = await sandboxAlone()
    sandbox.control.setDeposits({ granted: false })
    const findings = await runSuite(givenOf(sandbox, { unbind: false }))
    expect(titles(findings, 'failed')).toEqual([])
    const asked = findings.filter((one) => /deposit is held|deposits: a QR/.test(one.title))
    expect(asked.map((one) => [one.verdict, one.reason])).toEqual(
      Array(3).fill(['notChecked', 'this merchant takes no deposits: 系统内部异常。']),
    )
  })

  test('because the till could not be bound is not checked either', async () => {
    const sandbox = await sandboxAlone()
    const given = givenOf(sandbox)
    sandbox.control.jump(300_001)
    const findings = await runSuite(given)
    expect(titles(findings, 'failed')).toEqual(['a configuration link gives what a till needs'])
    expect(titles(findings, 'passed')).toEqual([
      'a ping is answered, with the time in seconds',
      'a link that nobody made gives nothing',
    ])
  })

  test('with a wrong password, a member of staff or a link is told without a secret', async () => {
    const sandbox = await sandboxAlone()
    const given = givenOf(sandbox, { staff: { id: '1206', password: 's3cretPassword' } })
    const setting = await (await fetch(`${sandbox.configurationLink('A1')}&sn=GUITAI_SUITE_0001`)).json()
    const findings = await runSuite(given)
    expect(titles(findings, 'failed')).toEqual(['sign-in: the right password is taken'])
    const text = JSON.stringify(findings)
    const link = 'link' in given.bind ? given.bind.link.settingId : ''
    for (const secret of [
      's3cretPassword',
      link,
      (setting as { use_device_setting: Json }).use_device_setting['authen_key'] as string,
    ])
      expect(text).not.toContain(secret)
  })
})
