import { z } from 'zod'
import { AUDIT_REQUESTS } from './audit.ts'
import { CAMERA_REQUESTS } from './camera.ts'
import { customerViewSchema } from './customer-view.ts'
import { findingSchema } from './doctor.ts'
import { MEMBER_REQUESTS } from './members.ts'
import { ONE_CODE_REQUESTS } from './one-code.ts'
import { orderFactsSchema } from './order-facts.ts'
import type { OrderFilter } from './order-filter.ts'
import { scanTriedSchema } from './scanners.ts'
import { laidOutSlipSchema } from './slip.ts'
import { DEVICE_REQUESTS } from './device-requests.ts'
import { DEPOSIT_REQUESTS } from './deposit-requests.ts'
import { SHIFT_REQUESTS } from './shift-requests.ts'
import { authority, day, nothing, orderNo, request, saleId, type RequestShape } from './request-shape.ts'
import { orderRowSchema, refundViewSchema, saleViewSchema } from './views.ts'
import { snapshotSchema } from './snapshot.ts'
import { cashierModeSchema, languageSchema, purposeSchema, tenderSchema } from './state-schemas.ts'

/**
 * All that the page may ask of the main process: one list. For each the shape of the question, the shape of the answer,
 * and who may ask. The main process parses the question, checks the sender and the role in one place
 * (`electron/kiosk/ipc.ts`) and answers with an `Outcome`; a question not listed here cannot be asked.
 */

const orderFilterSchema = z.strictObject({
  kind: z.enum(['sales', 'refunds', 'deposits']).nullable(),
  tender: tenderSchema.nullable(),
  state: z.enum(['paid', 'refunded', 'open', 'failed']).nullable(),
  fromFen: z.number().int().nullable(),
  toFen: z.number().int().nullable(),
  staffId: z.string().max(64).nullable(),
}) satisfies z.ZodType<OrderFilter>

/** What a scan turned out to be (BEHAVIOUR 2.7). */
export const scanRouteSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paymentCode') }),
  z.object({ kind: z.literal('orderNumber'), orderNo: z.string() }),
  z.object({ kind: z.literal('configurationLink') }),
])
export type ScanRoute = z.infer<typeof scanRouteSchema>

export const REQUESTS = {
  'app.snapshot': request('anyone', nothing, snapshotSchema),
  'app.setLanguage': request('anyone', z.strictObject({ language: languageSchema }), z.null()),
  'app.setTheme': request('anyone', z.strictObject({ theme: z.enum(['light', 'dark']) }), z.null()),
  /** What this till takes (BEHAVIOUR F03). Faults: `deposit.modeBusy` while a sale is under way in front. */
  'app.setCashierMode': request('chooseCashierMode', z.strictObject({ mode: cashierModeSchema }), z.null()),
  /** The offer to set up printer and scanner is not made again (`Snapshot.offersSetUp`). */
  'app.putSetUpAway': request('changeDailySettings', nothing, z.null()),
  'app.dismissNotice': request('anyone', z.strictObject({ id: z.number().int() }), z.null()),
  /** Writes a masked bundle for support; answers the folder it lies in. */
  'app.exportDiagnostics': request('anyone', nothing, z.object({ path: z.string() })),

  /** Looks the machine over; takes some seconds where somebody is silent. Changes nothing. */
  'app.checkMachine': request('anyone', nothing, z.array(findingSchema)),

  /** A configuration link, scanned or pasted (PROTOCOL 5.10 A). */
  'bind.useLink': request('anyone', z.strictObject({ link: z.string().max(2000) }), z.null()),
  'bind.checkNetwork': request('anyone', nothing, z.object({ reachable: z.boolean(), host: z.string(), ms: z.number() })),

  'staff.signIn': request(
    'anyone',
    z.strictObject({ staffId: z.string().min(1).max(64), password: z.string().min(1).max(64) }),
    z.null(),
  ),
  /** A QR to sign in by, in the snapshot; asked again it is a fresh one. Faults: `signIn.noAnswer`, `signIn.codeNotOffered`. */
  'staff.showCode': request('anyone', nothing, z.null()),
  'staff.hideCode': request('anyone', nothing, z.null()),
  'staff.signOut': request('useTill', nothing, z.null()),
  /** The till waits for a password; the shift goes on. */
  'staff.lock': request('useTill', nothing, z.null()),
  /** Somebody is at the till: it does not lock yet. */
  'staff.touch': request('useTill', nothing, z.null()),

  /**
   * Anything a scanner read, wherever the focus was. The main process decides what it is. `typed`: by hand, from the customer's
   * phone; then it is a payment code or nothing.
   */
  'scan.read': request(
    'anyone',
    z.strictObject({ text: z.string().min(1).max(2000), typed: z.boolean().optional() }),
    scanRouteSchema,
  ),

  /**
   * `anyway` answers the question that is asked first when a sale of the same amount is not confirmed yet
   * (`sale.sameAmountUnknown`).
   */
  'sale.start': request(
    'takePayment',
    z.strictObject({
      amountFen: z.number().int(),
      remark: z.string().max(127),
      /** A sale when left out. A top-up begins with its card (`members.topUp`). */
      purpose: purposeSchema.exclude(['topUp']).optional(),
      anyway: z.boolean().optional(),
    }),
    saleViewSchema,
  ),
  /** Shows a QR for the customer to scan instead of scanning the customer's code. */
  'sale.showQr': request('takePayment', z.strictObject({ saleId, tender: z.enum(['wechat', 'alipay']) }), z.null()),
  /** Takes the QR back. The sale is closed and asked about once more: the customer may just have paid. */
  'sale.takeBackQr': request('takePayment', z.strictObject({ saleId }), z.null()),
  /** Cash or a bank card was taken beside the till. `receivedFen`: the cash handed over, at least the amount. */
  'sale.record': request(
    'takePayment',
    z.strictObject({
      saleId,
      tender: z.enum(['cashRecord', 'bankCardRecord']),
      receivedFen: z.number().int().positive().nullable(),
    }),
    z.null(),
  ),
  /** Gives up a sale for which no code was scanned yet; nothing was sent. */
  'sale.cancel': request('takePayment', z.strictObject({ saleId }), z.null()),
  /** Leaves a sale that is still open, so that the next customer can be served; it is followed on. */
  'sale.park': request('takePayment', z.strictObject({ saleId }), z.null()),
  /** Brings a parked sale back to the front. */
  'sale.open': request('takePayment', z.strictObject({ saleId }), z.null()),
  /** Closes a finished sale. A failure is closed by its second press, which the page counts. */
  'sale.close': request('takePayment', z.strictObject({ saleId }), z.null()),
  /** The same amount again, under a new number, for a sale that failed. `anyway` as in `sale.start`. */
  'sale.retry': request('takePayment', z.strictObject({ saleId, anyway: z.boolean().optional() }), saleViewSchema),
  /** Asks Cloud Pay now instead of at the next turn. */
  'sale.askNow': request('takePayment', z.strictObject({ saleId }), z.null()),
  /** A manager has looked at a conflict and dismisses it: what stands under the number is not this sale's. */
  'sale.dismiss': request('settleDoubt', z.strictObject({ saleId }), z.null()),
  /** Takes a hanging payment back: a person's explicit act, never the till's (PROTOCOL 5.1, 5). */
  'sale.reverse': request('settleDoubt', z.strictObject({ saleId }), z.null()),

  /** Opens a file dialog of the main process for the merchant's private key. `fingerprint` is null when none was picked. */
  'vault.importSigningKey': request('manageKeys', nothing, z.object({ fingerprint: z.string().nullable() })),
  'vault.forgetSigningKey': request('manageKeys', nothing, z.null()),

  /** One day of this till, newest first, filtered. The figures are of all that the filter lets through. */
  'orders.list': request(
    'listOrders',
    z.strictObject({
      day,
      filter: orderFilterSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    z.object({
      rows: z.array(orderRowSchema),
      total: z.number().int(),
      paidCount: z.number().int(),
      paidFen: z.number().int(),
      refundCount: z.number().int(),
      refundFen: z.number().int(),
      heldCount: z.number().int(),
      heldFen: z.number().int(),
      releasedCount: z.number().int(),
      releasedFen: z.number().int(),
    }),
  ),
  /** By its number, or by a refund's: here, and else at Cloud Pay, where other tills' orders are (BEHAVIOUR F13). */
  'orders.find': request('findOrder', z.strictObject({ orderNo }), orderRowSchema),
  /** What Cloud Pay's list tells of an order, or of a refund by its number; null when it does not hold it (BEHAVIOUR F11). */
  'orders.facts': request('findOrder', z.strictObject({ orderNo }), orderFactsSchema.nullable()),
  /** Writes what the filter lets through as CSV; answers the file. */
  'orders.export': request('listOrders', z.strictObject({ day, filter: orderFilterSchema }), z.object({ path: z.string() })),

  'refund.prepare': request(
    'refund',
    z.strictObject({ orderNo }),
    z.object({
      orderNo: z.string(),
      tender: tenderSchema,
      orderFen: z.number().int(),
      refundedFen: z.number().int(),
      leftFen: z.number().int(),
      /** A top-up is given back whole, with its bonus (RULINGS 12). */
      isTopUp: z.boolean(),
      /** The operator may refund alone; else a second person has to approve. */
      ownRight: z.boolean(),
      /** A second person can approve by phone. */
      byPhone: z.boolean(),
    }),
  ),
  /** Asks a second person for this refund: the snapshot's `approval` shows a QR and then the answer. */
  'refund.askApproval': request('refund', z.strictObject({ orderNo, amountFen: z.number().int() }), z.null()),
  'refund.dropApproval': request('refund', nothing, z.null()),
  'refund.start': request(
    'refund',
    z.strictObject({
      orderNo,
      amountFen: z.number().int(),
      reason: z.string().max(64),
      authority,
    }),
    refundViewSchema,
  ),
  'refund.askNow': request('refund', z.strictObject({ refundId: saleId }), z.null()),
  /** Puts a refund's result away; an open one is followed on. */
  'refund.close': request('refund', z.strictObject({ refundId: saleId }), z.null()),

  ...DEPOSIT_REQUESTS,

  /** Compares this till's day with Cloud Pay now. */
  'reconcile.now': request('useTill', nothing, z.null()),
  /** A manager has looked at the differences: selling may go on (BEHAVIOUR 2.9). */
  'reconcile.resume': request('settleDoubt', nothing, z.null()),

  /** The slip of a sale, a hold, a capture, a refund or a release by its number once more, marked as a copy. */
  'slip.reprint': request('useTill', z.strictObject({ orderNo }), z.null()),
  'slip.preview': request('useTill', z.strictObject({ orderNo }), laidOutSlipSchema),

  ...MEMBER_REQUESTS,
  ...ONE_CODE_REQUESTS,
  ...SHIFT_REQUESTS,
  ...AUDIT_REQUESTS,
  ...CAMERA_REQUESTS,
  ...DEVICE_REQUESTS,

  'customer.view': request('customer', nothing, customerViewSchema),
} as const satisfies Record<string, RequestShape>

export type RequestName = keyof typeof REQUESTS
export type Question<N extends RequestName> = z.input<(typeof REQUESTS)[N]['question']>
export type Answer<N extends RequestName> = z.output<(typeof REQUESTS)[N]['answer']>

/** What the main process tells a page by itself. */
export const EVENTS = {
  snapshot: snapshotSchema,
  /** A scanned order number: the page opens the list on it. */
  openOrder: z.object({ orderNo: z.string() }),
  /** A scanner that is no keyboard read something: the page fetches it by `devices.takeScans`. */
  scanned: z.object({}),
  /** Something was read while scanners are tried (`devices.tryScanners`). */
  scanTried: scanTriedSchema,
  /** For the customer display alone. */
  customer: customerViewSchema,
} as const
export type EventName = keyof typeof EVENTS
export type EventBody<N extends EventName> = z.output<(typeof EVENTS)[N]>
