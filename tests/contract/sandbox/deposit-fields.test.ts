import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { depositsOf, type Deposits } from './raw-deposits.ts'
import { openTill, type Json, type Till } from './raw-till.ts'

let till: Till
let deposits: Deposits
beforeAll(async () => {
  till = await openTill()
  deposits = depositsOf(till)
})
afterAll(() => till.sandbox.close())

describe('A deposit call with a wrong field is refused with 101 and the name of the field', () => {
  function changed(request: Json, path: string, value: unknown): Json {
    const [first = '', ...rest] = path.split('.')
    const inner = rest.length > 0 ? changed(request[first] as Json, rest.join('.'), value) : value
    return { ...request, [first]: inner }
  }
  const hold = { no: '0100005299', platform: 1 }
  const cases: [string, 'freeze' | 'qr' | 'consume' | 'release', () => Json, string][] = [
    ['no prefix', 'freeze', () => deposits.holdRequest('1', 10, 1, { out_freeze_no: '99' }), 'freeze_content.out_freeze_no'],
    ['an amount of nothing', 'freeze', () => deposits.holdRequest('1', 0), 'freeze_content.freeze_fee'],
    ['half a fen', 'freeze', () => deposits.holdRequest('1', 1.5), 'freeze_content.freeze_fee'],
    ['an expiry with a code', 'freeze', () => deposits.holdRequest('1', 10, 1, { time_expire: 1 }), 'freeze_content.time_expire'],
    ['no code', 'freeze', () => deposits.holdRequest('1', 10, 1, { author_code: undefined }), 'freeze_content.author_code'],
    [
      'no machine',
      'freeze',
      () => changed(deposits.holdRequest('1'), 'order_client.machine_no', undefined),
      'order_client.machine_no',
    ],
    [
      'both blocks of a wallet',
      'freeze',
      () => deposits.holdRequest('1', 10, 1, { wxpay_freeze_content_ext: {}, alipay_freeze_content_ext: {} }),
      'freeze_content.alipay_freeze_content_ext',
    ],
    ['a code in a QR hold', 'qr', () => deposits.qrRequest(10, 2, { author_code: '28' }), 'freeze_content.author_code'],
    ['no prefix in a QR hold', 'qr', () => deposits.qrRequest(10, 2, { out_freeze_no: '99' }), 'freeze_content.out_freeze_no'],
    [
      'no word on the rest',
      'consume',
      () => deposits.consumeRequest(hold, 1, true, { is_confirm_unfreeze: undefined }),
      'is_confirm_unfreeze',
    ],
    [
      'a code in a capture',
      'consume',
      () => deposits.consumeRequest(hold, 1, true, { author_code: '1' }),
      'pay_content.author_code',
    ],
    ['no prefix in a capture', 'consume', () => deposits.consumeRequest(hold, 1, true, { out_trade_no: '99' }), 'out_trade_no'],
    [
      'nobody who may',
      'release',
      () => deposits.releaseRequest(hold, 1, { authorization_staff_id: undefined }),
      'authorization_staff_id',
    ],
    [
      'no word on the role',
      'release',
      () => deposits.releaseRequest(hold, 1, { is_sub_mch_admin: undefined }),
      'is_sub_mch_admin',
    ],
    [
      'the name of the approver',
      'release',
      () => deposits.releaseRequest(hold, 1, { authorization_name: '陈经理' }),
      'authorization_name',
    ],
    [
      'the serial of another',
      'release',
      () => changed(deposits.releaseRequest(hold, 1), 'order_client.sn_code', 'GUITAI_X86_0002'),
      'order_client.sn_code',
    ],
  ]

  it.each(cases)('%s (%s)', async (_what, call, request, field) => {
    const answer = await deposits[call](request())
    expect(answer.head).toMatchObject({ status: 101, description: expect.stringContaining(field) as unknown })
    expect(answer.signed).toBe(false)
  })
})
