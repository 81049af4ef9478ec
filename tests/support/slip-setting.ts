import { receiptSchema, type Receipt } from '../../contract/receipt.ts'
import type { SlipSetting } from '../../electron/slips/rows.ts'

/** The part of a slip's setting that is the receipt's, as it is at first. */
export const PLAIN: Pick<Receipt, 'barcode' | 'amountSize' | 'rowGap' | 'openDrawer' | 'footer'> = {
  barcode: true,
  amountSize: 2,
  rowGap: 0,
  openDrawer: false,
  footer: '',
}

export const slipSetting = (more: Partial<SlipSetting> = {}): SlipSetting => ({
  shopName: '海风酒店',
  deviceName: 'A1',
  language: 'zh-CN',
  training: false,
  ...PLAIN,
  ...more,
})

export const receipt = (more: Partial<Parameters<typeof receiptSchema.parse>[0] & object> = {}): Receipt =>
  receiptSchema.parse(more)
