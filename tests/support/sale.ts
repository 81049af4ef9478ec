import type { SaleRecord } from '../../electron/ledger/records.ts'

/** A sale as the book would hold it; only what a test speaks of need be given. */
export function saleOf(facts: Partial<SaleRecord> = {}): SaleRecord {
  return {
    saleId: 's1',
    orderNo: null,
    amountFen: 2000,
    remark: '',
    purpose: 'sale',
    way: 'code',
    holdNo: null,
    topUp: null,
    heldFen: null,
    releaseRest: null,
    returnedFen: null,
    state: 'waitingForCode',
    orderState: null,
    tender: 'wechat',
    startedAt: Date.UTC(2026, 10, 22, 9),
    sentAt: null,
    settledAt: null,
    platformTxnId: null,
    membershipNumber: null,
    paidFen: null,
    discountFen: null,
    settledFen: null,
    codeUrl: null,
    receivedFen: null,
    numberUsed: false,
    notOurs: false,
    reversal: null,
    dismissed: null,
    fault: null,
    staffId: '1206',
    staffName: '李婷',
    ...facts,
  }
}
