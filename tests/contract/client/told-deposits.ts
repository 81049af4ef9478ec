import { expect } from 'vitest'
import { fen } from '../../../contract/money.ts'

/** What is asked in the tests of deposits, and what an honest server tells of it. */

export const TILL = {
  device_id: 'till-1',
  staff_id: '8',
  terminal_type: 4,
  sub_terminal_type: 7,
  machine_no: '02:42:ac:11:00:02',
  sdk_version: 'guitai-0.1',
  sn_code: 'GUITAI_A_0001',
  spbill_create_ip: expect.any(String) as unknown,
}
export const MERCHANT = { out_mch_id: 'mch01', out_sub_mch_id: 'sub01', out_shop_id: 'shop01' }
export const HOLD = {
  out_freeze_no: 'f1',
  freeze_fee: 100,
  trade_type: 1,
  time_end: 1795385360,
  wxpay_freeze_order_content_ext: { current_trade_state: 2 },
}
export const ORDER = {
  out_trade_no: 'o1',
  total_fee: 60,
  out_freeze_no: 'f1',
  freeze_fee: 100,
  is_confirm_unfreeze: true,
  manual_unfreeze_fee: 40,
  wxpay_order_content_ext: { current_trade_state: 14 },
}
export const RELEASE = {
  out_freeze_no: 'f1',
  out_unfreeze_no: 'u1',
  unfreeze_fee: 30,
  wxpay_unfreeze_order_content_ext: { current_trade_state: 2 },
}
export const LIE = { outcome: 'unknown', reason: 'notTrusted' }
export const NO_ANSWER = { outcome: 'unknown', reason: 'unreadable' }

export const hold = { holdNo: 'f1', amountFen: fen(100), tender: 'wechat', body: '押金', remark: '302房', staffId: '8' } as const
export const capture = {
  orderNo: 'o1',
  holdNo: 'f1',
  amountFen: fen(60),
  tender: 'wechat',
  body: '房费',
  remark: '',
  staffId: '8',
  releaseRest: true,
} as const
export const release = {
  holdNo: 'f1',
  releaseNo: 'u1',
  amountFen: fen(30),
  tender: 'wechat',
  remark: '',
  staffId: '8',
  isAdmin: false,
  authorizedBy: { staffId: '9', name: '王店长' },
} as const
export const look = { holdNo: 'f1', tender: 'wechat', staffId: '8' } as const
