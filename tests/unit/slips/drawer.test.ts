import { describe, expect, it } from 'vitest'
import { encodeSlip } from '../../../drivers/printer/encode.ts'
import { generic80 } from '../../../drivers/printer/profiles/generic-80.ts'
import { refundRecordSchema, type RefundRecord } from '../../../electron/ledger/records.ts'
import { paymentSlip } from '../../../electron/slips/payment.ts'
import { refundSlip } from '../../../electron/slips/refund.ts'
import type { SlipOrigin } from '../../../electron/slips/rows.ts'
import { slipSettingOf } from '../../../electron/till/selling.ts'
import { saleOf } from '../../support/sale.ts'
import { settingsSchema } from '../../../electron/kiosk/settings-schema.ts'
import { slipSetting } from '../../support/slip-setting.ts'

const PAID = saleOf({ state: 'paid', orderNo: '0100005200011763802000000008', settledAt: 1_795_385_730_000 })
const REFUND: RefundRecord = refundRecordSchema.parse({
  ...{ refundId: 'r1', refundNo: '0100005200011763802000000010', orderNo: PAID.orderNo, saleId: 's1', tender: 'wechat' },
  ...{ orderFen: 2000, amountFen: 500, reason: '', state: 'succeeded', startedAt: 1, sentAt: 2, acceptedAt: 3, settledAt: 4 },
  ...{ platformRefundId: null, receivedBy: null, fault: null, staffId: '0001', staffName: '陈经理', isAdmin: false },
  ...{ authority: 'own', approver: null },
})
const KICK = Buffer.from(generic80.commands.drawer ?? [0])

/** Whether the bytes of both slips, made so, open the drawer. */
function opens(openDrawer: boolean, origin: SlipOrigin): boolean[] {
  const setting = slipSetting({ openDrawer })
  return [paymentSlip(PAID, setting, origin), refundSlip(REFUND, setting, origin)].map((slip) =>
    Buffer.from(encodeSlip(slip, generic80).bytes).includes(KICK),
  )
}

describe('The cash drawer', () => {
  it('opens with the slips of a sale and of a refund, where it is set so', () => {
    expect(opens(true, 'auto')).toEqual([true, true])
    expect(opens(false, 'auto')).toEqual([false, false])
  })

  it('never with a copy: whoever prints one would have the cash', () => {
    expect(opens(true, 'copy')).toEqual([false, false])
  })

  it('once a sale: with the first of several slips, and with none of the others', () => {
    expect([1, 2, 3].map((nth) => opens(true, { nth, of: 3 }))).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ])
  })

  it('follows the setting of the till', () => {
    const place = { shopName: '海风', deviceName: 'A1' }
    for (const openDrawer of [true, false]) {
      const settings = () => settingsSchema.parse({ receipt: { openDrawer } })
      expect(slipSettingOf(place, { settings, training: false }).openDrawer).toBe(openDrawer)
    }
  })
})
