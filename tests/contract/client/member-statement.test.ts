import { describe, expect, test } from 'vitest'
import type { CloudPay } from '../../../cloudpay/client/client.ts'
import { making } from './one-call.ts'

/** What happened on a member's card, as it is read (UNDOCUMENTED 1, RULINGS 15). */

const ids = { out_sub_mch_id: 'sub01', out_shop_id: 'shop01', nonce_str: 'n0nce' }
const NO = '0100005201'
const CARD = '880001206'

describe('a statement', () => {
  test('is read row by row; what is not known of one is null', async () => {
    const rows = [
      {
        kind: 'recharge',
        out_trade_no: NO,
        amount_fee: 10_800,
        bonus_fee: 800,
        balance_fee: 99_600,
        credits: 0,
        create_time: 1_800_000_000,
        staff_id: '8',
        staff_name: '李婷',
      },
      { kind: 'bonus of the house', amount_fee: -1, remark: '' },
    ]
    const flow = (pay: CloudPay) => pay.memberFlow({ number: CARD, page: 2, pageSize: 20 })
    const { result, sent } = await making('member_flow', { total_count: 22, rows }, flow)
    expect(sent).toEqual({ ...ids, membership_number: CARD, page_num: 2, page_size: 20 })
    const nothing = {
      kind: null,
      orderNo: null,
      refundNo: null,
      adjustNo: null,
      amountFen: null,
      bonusFen: null,
      balanceFen: null,
      points: null,
      at: null,
      remark: null,
      staffId: null,
      staffName: null,
    }
    expect('answer' in result && result.answer).toEqual({
      total: 22,
      rows: [
        {
          ...nothing,
          kind: 'recharge',
          orderNo: NO,
          amountFen: 10_800,
          bonusFen: 800,
          balanceFen: 99_600,
          points: 0,
          at: 1_800_000_000_000,
          staffId: '8',
          staffName: '李婷',
        },
        { ...nothing, amountFen: -1 },
      ],
    })
  })
})
