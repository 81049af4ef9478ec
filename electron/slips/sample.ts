import type { Receipt } from '../../contract/receipt.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import { saleRecordSchema } from '../ledger/records.ts'
import { paymentSlip } from './payment.ts'
import type { SlipSetting } from './rows.ts'
import { SLIP_WORDS } from './words.ts'

/** No order’s, and as long as one, so that the barcode is as wide. */
const NO_ORDER = '9900000000000000000000000001'

/** What a payment slip looks like with these settings, for the settings page: of a sale that never was, and it says so. */
export function sampleSlip(setting: SlipSetting, copies: Receipt['copies'], at: number): SlipDocument {
  const sale = saleRecordSchema.parse({
    saleId: 'sample',
    orderNo: NO_ORDER,
    amountFen: 128_000,
    remark: SLIP_WORDS[setting.language].sample,
    state: 'paid',
    orderState: 'paid',
    tender: 'wechat',
    startedAt: at,
    sentAt: at,
    settledAt: at,
    platformTxnId: null,
    membershipNumber: null,
    paidFen: 127_000,
    discountFen: 1_000,
    fault: null,
    staffId: '0000',
    staffName: SLIP_WORDS[setting.language].sample,
  })
  return paymentSlip(sale, setting, { nth: 1, of: copies.payment })
}
