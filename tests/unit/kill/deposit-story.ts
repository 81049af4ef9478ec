import type { HoldView, OrderView } from '../../../cloudpay/sandbox/sandbox.ts'
import type { ReleaseRecord } from '../../../electron/ledger/records.ts'
import type { FoundBook, FoundDeposit, FoundSlip } from '../../kill/book.ts'
import type { Found } from '../../kill/found.ts'
import type { Paper } from '../../kill/paper.ts'
import { saleOf } from '../../support/sale.ts'

/** A deposit of 100.00 (1), of which 30.00 were captured (2) and 20.00 given back (3). */
export const hold = saleOf({ saleId: 's1', orderNo: '1', amountFen: 10_000, purpose: 'hold', tender: 'alipay', state: 'held' })
export const capture = saleOf({
  saleId: 's2',
  orderNo: '2',
  amountFen: 3000,
  way: 'capture',
  tender: 'alipay',
  state: 'paid',
  holdNo: '1',
  heldFen: 10_000,
  releaseRest: false,
  returnedFen: 0,
})
export const release: ReleaseRecord = {
  releaseId: 'r3',
  releaseNo: '3',
  holdNo: '1',
  tender: 'alipay',
  heldFen: 10_000,
  amountFen: 2000,
  remark: '',
  state: 'succeeded',
  startedAt: 0,
  sentAt: 0,
  settledAt: 0,
  platformReleaseId: null,
  fault: null,
  staffId: '0001',
  staffName: '陈经理',
  isAdmin: false,
  authority: 'own',
  approver: null,
}
export const deposit: FoundDeposit = {
  hold: {
    holdNo: '1',
    saleId: 's1',
    tender: 'alipay',
    heldFen: 10_000,
    remark: '',
    heldAt: 0,
    platformHoldId: null,
    staffId: '1206',
    staffName: '李婷',
    told: null,
  },
  sums: { capturedFen: 3000, releasedFen: 2000, autoReleasedFen: 0, refundedFen: 0, leftFen: 5000 },
}
export const there: HoldView = {
  number: '1',
  tender: 'alipay',
  trade: 'micro',
  fee: 10_000,
  capturedFee: 3000,
  releasedFee: 2000,
  autoReleasedFee: 0,
  refundedFee: 0,
  leftFee: 5000,
  phase: 'held',
  state: 0,
  history: [],
  createdAt: 0,
  heldAt: 0,
  remainingMs: 0,
  body: '',
  remark: undefined,
  walletId: undefined,
  staffId: undefined,
  deviceId: undefined,
  codeUrl: undefined,
  asking: false,
  captures: [{ number: '2', fee: 3000, releasedFee: 0 }],
  releases: [{ number: '3', fee: 2000, phase: 'done' }],
}
export const order: OrderView = {
  number: '2',
  tender: 'alipay',
  trade: 'capture',
  totalFee: 3000,
  refundedFee: 0,
  phase: 'paid',
  state: 0,
  history: [],
  createdAt: 0,
  paidAt: 0,
  body: '',
  walletId: undefined,
  staffId: undefined,
  deviceId: undefined,
  codeUrl: undefined,
  topUp: undefined,
  qrCode: undefined,
  asking: false,
  refunds: [],
}
const slips: FoundSlip[] = [
  { event: 'payment:1', orderNo: '1', copy: false, state: 'printed', fault: null },
  { event: 'payment:2', orderNo: '2', copy: false, state: 'printed', fault: null },
  { event: 'release:3', orderNo: '3', copy: false, state: 'printed', fault: null },
]
export const holdPaper: Paper = { kind: 'hold', number: '1', copy: false, faults: [] }
export const capturePaper: Paper = { kind: 'capture', number: '2', copy: false, faults: [] }
export const releasePaper: Paper = { kind: 'release', number: '3', copy: false, faults: [] }

export const book: FoundBook = {
  damage: [],
  sales: [hold, capture],
  refunds: [],
  deposits: [deposit],
  releases: [release],
  slips,
  atTheTill: null,
}
export const well: Found = {
  book,
  orders: [order],
  holds: [there],
  paper: [holdPaper, capturePaper, releasePaper],
  presses: [
    { kind: 'capture', holdNo: '1', amountFen: 3000 },
    { kind: 'release', holdNo: '1', amountFen: 2000 },
  ],
}
