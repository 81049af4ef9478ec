import type { Tender } from '../../contract/states.ts'

/** What the customer display says: few words, to somebody who does not know the till. */
export interface CustomerWords {
  readonly welcome: string
  /** There is no real money. */
  readonly training: string
  readonly showCode: string
  readonly scanWith: Readonly<Record<'wechat' | 'alipay', string>>
  readonly scanHere: string
  readonly wait: string
  readonly confirmOnPhone: string
  readonly confirming: string
  readonly payOnce: string
  readonly paid: string
  readonly youPaid: (sum: string) => string
  readonly change: (sum: string) => string
  readonly failed: string
  readonly anotherWay: string
  /** What the row of marks at the foot is. */
  readonly accepted: string
  readonly tenders: Readonly<Record<Tender, string>>
}
