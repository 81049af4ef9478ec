import type { Tender } from '../../contract/states.ts'

/** The drawing that stands for a tender, `#m-…` in the sprite. Always beside its name. */
export const TENDER_MARKS: Readonly<Record<Tender, string>> = {
  wechat: 'wechat',
  alipay: 'alipay',
  memberCard: 'member',
  bankCardRecord: 'bank',
  cashRecord: 'cash',
}
