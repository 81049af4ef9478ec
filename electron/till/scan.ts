import type { Tender } from '../../contract/states.ts'

/** What a scanned text is, told by its form alone (BEHAVIOUR 2.7). */
export type Scan =
  | { kind: 'paymentCode'; code: string; tender: 'wechat' | 'alipay' | 'memberCard' }
  | { kind: 'orderNumber'; orderNo: string }
  | { kind: 'link'; text: string }
  | { kind: 'rubbish' }

/** Which first digits and lengths a wallet's codes have. Kept as data: the lists may change (PROTOCOL 4). */
export interface CodeForm {
  readonly tender: Extract<Tender, 'wechat' | 'alipay' | 'memberCard'>
  /** First two digits, both ends included. */
  readonly from: number
  readonly to: number
  readonly minLength: number
  readonly maxLength: number
}

export const CODE_FORMS: readonly CodeForm[] = [
  { tender: 'wechat', from: 10, to: 15, minLength: 18, maxLength: 18 },
  { tender: 'alipay', from: 25, to: 30, minLength: 16, maxLength: 24 },
  { tender: 'memberCard', from: 99, to: 99, minLength: 10, maxLength: 24 },
]

/** Order numbers are longer than any payment code, so that the two are never mixed up. */
const ORDER_NO_MIN = 25

/** Reads a scan. `orderPrefix` is the merchant's own; null before the till is bound. */
export function readScan(raw: string, orderPrefix: string | null, forms: readonly CodeForm[] = CODE_FORMS): Scan {
  const text = raw.trim()
  if (/^https?:\/\//i.test(text)) return { kind: 'link', text }
  if (orderPrefix && text.startsWith(orderPrefix) && text.length >= ORDER_NO_MIN && /^[0-9A-Za-z]{1,32}$/.test(text)) {
    return { kind: 'orderNumber', orderNo: text }
  }
  if (!/^\d+$/.test(text)) return { kind: 'rubbish' }
  const head = Number(text.slice(0, 2))
  const form = forms.find(
    (one) => head >= one.from && head <= one.to && text.length >= one.minLength && text.length <= one.maxLength,
  )
  return form ? { kind: 'paymentCode', code: text, tender: form.tender } : { kind: 'rubbish' }
}
