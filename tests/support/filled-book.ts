import { openBook, type Book } from '../../electron/ledger/book.ts'
import { refundRecordSchema, releaseRecordSchema, saleRecordSchema, type SaleRecord } from '../../electron/ledger/records.ts'

/** A morning in the till's own time zone. */
export const MORNING = new Date(2026, 10, 27, 8, 30, 0).getTime()
export const DAY_BEGINS = new Date(2026, 10, 27).getTime()
const MINUTE = 60_000

const TENDERS = ['wechat', 'alipay', 'memberCard', 'bankCardRecord', 'cashRecord'] as const

export function aPaidSale(nth: number, facts: Partial<SaleRecord> = {}): SaleRecord {
  const amountFen = facts.amountFen ?? 100 + nth * 37
  const startedAt = facts.startedAt ?? MORNING + nth * 7 * MINUTE
  return saleRecordSchema.parse({
    ...{ saleId: `s${nth}`, orderNo: `010000520001${String(nth).padStart(14, '0')}`, amountFen, remark: '', startedAt },
    ...{
      state: 'paid',
      orderState: 'paid',
      tender: TENDERS[nth % TENDERS.length],
      sentAt: startedAt,
      settledAt: startedAt + 900,
    },
    ...{ platformTxnId: `42000012342026112${String(nth).padStart(11, '0')}`, membershipNumber: null, paidFen: amountFen },
    ...{ discountFen: 0, fault: null, staffId: nth % 3 === 0 ? '1207' : '1206', staffName: nth % 3 === 0 ? '王磊' : '李婷' },
    ...facts,
  })
}

const write = (book: Book, change: Omit<Parameters<Book['write']>[0], 'entry'>, subject: string): void => {
  book.write({ entry: { at: MORNING, kind: 'test', subject, body: {} }, ...change })
}

/** A day with payments by every way, a discount, a remark that looks like a formula, a refund, a deposit and its release. */
export function fillBook(path: string, sales = 24): Book {
  const opened = openBook(path, MORNING)
  if (!opened.ok) throw new Error(opened.fault.code)
  const book = opened.value
  for (let nth = 0; nth < sales; nth++) {
    const amountFen = 100 + nth * 37
    const discounted = nth === 5 ? { discountFen: 30, paidFen: amountFen - 30, settledFen: amountFen - 30 } : {}
    const remark = nth === 2 ? '=HYPERLINK("http://evil.test","点我")' : nth === 3 ? '1208 房 <陈> & "王"' : ''
    write(book, { sale: aPaidSale(nth, { remark, amountFen, ...discounted }) }, `s${nth}`)
  }
  write(book, { sale: aPaidSale(sales, { saleId: 'failed', state: 'failed', orderState: null, settledAt: null }) }, 'failed')
  const refunded = aPaidSale(1)
  const refund = refundRecordSchema.parse({
    ...{ refundId: 'r1', refundNo: '01000052000199000000000001', orderNo: refunded.orderNo, saleId: 's1', tender: 'alipay' },
    ...{ orderFen: refunded.amountFen, amountFen: refunded.amountFen, reason: '-5 不要了', state: 'succeeded' },
    ...{
      startedAt: MORNING + 200 * MINUTE,
      sentAt: MORNING,
      acceptedAt: MORNING + 200 * MINUTE,
      settledAt: MORNING + 201 * MINUTE,
    },
    ...{ platformRefundId: 'R42', receivedBy: null, authority: 'own', approver: null, fault: null, isAdmin: false },
    ...{ staffId: '0001', staffName: '陈经理' },
  })
  write(book, { refund }, 'r1')
  const hold = aPaidSale(sales + 1, {
    saleId: 'h1',
    purpose: 'hold',
    state: 'held',
    orderState: 'held',
    amountFen: 50_000,
    tender: 'wechat',
  })
  write(book, { sale: hold }, 'h1')
  const release = releaseRecordSchema.parse({
    ...{ releaseId: 'u1', releaseNo: '01000052000198000000000001', holdNo: hold.orderNo, tender: 'wechat', heldFen: 50_000 },
    ...{ amountFen: 20_000, remark: '', state: 'succeeded', startedAt: MORNING + 300 * MINUTE, sentAt: MORNING + 300 * MINUTE },
    ...{
      settledAt: MORNING + 301 * MINUTE,
      platformReleaseId: null,
      authority: 'own',
      approver: null,
      fault: null,
      isAdmin: false,
    },
    ...{ staffId: '0001', staffName: '陈经理' },
  })
  write(book, { release }, 'u1')
  return book
}
