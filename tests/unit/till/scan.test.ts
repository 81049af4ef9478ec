import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readScan } from '../../../electron/till/scan.ts'

const prefix = '01000052'
const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), minLength: min, maxLength: max })

describe('a scan is told by what it is', () => {
  test.each([
    ['134567890123456789', { kind: 'paymentCode', code: '134567890123456789', tender: 'wechat' }],
    ['287654321098765432', { kind: 'paymentCode', code: '287654321098765432', tender: 'alipay' }],
    ['991234567890', { kind: 'paymentCode', code: '991234567890', tender: 'memberCard' }],
    ['0100005212341763812345000001', { kind: 'orderNumber', orderNo: '0100005212341763812345000001' }],
    [
      'https://pay.qcloud.com/cpay/use_device_setting?osi=a&si=b',
      { kind: 'link', text: 'https://pay.qcloud.com/cpay/use_device_setting?osi=a&si=b' },
    ],
    ['6901234567892', { kind: 'rubbish' }],
    ['hello', { kind: 'rubbish' }],
    ['13456789012345678', { kind: 'rubbish' }],
    ['1345678901234567890', { kind: 'rubbish' }],
    ['161234567890123456', { kind: 'rubbish' }],
    ['２８７６５４３２１０９８７６５４３２', { kind: 'rubbish' }],
    ['13456789012345678😀', { kind: 'rubbish' }],
    ['\u0000\u0001\u00ff134567890123456789', { kind: 'rubbish' }],
    ['1'.repeat(10_000), { kind: 'rubbish' }],
    ['0100005212341763812345000001'.repeat(2), { kind: 'rubbish' }],
    ['ftp://pay.qcloud.com/134567890123456789', { kind: 'rubbish' }],
  ])('%s', (text, kind) => {
    expect(readScan(` ${text}\r`, prefix)).toEqual(kind)
  })

  test('no order number is ever taken for a payment code, whatever the prefix', () => {
    fc.assert(
      fc.property(digits(8, 10), digits(20, 22), (head, rest) => {
        expect(readScan(head + rest, head).kind).toBe('orderNumber')
      }),
    )
  })

  test('rubbish never becomes a payment code', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const scan = readScan(text, prefix)
        if (scan.kind === 'paymentCode') expect(scan.code).toMatch(/^(1[0-5]\d{16}|(2[5-9]|30)\d{14,22}|99\d{8,22})$/)
      }),
    )
  })
})
