import { z } from 'zod'

/**
 * What Cloud Pay's list tells of one order or refund beyond what the till's own book keeps (BEHAVIOUR F11). Whatever it did not
 * tell is null; amounts are fen, times epoch ms.
 */

/** How an order was made (GLOSSARY 3); the wire's numbers stand in `cloudpay/protocol/enums.ts`. */
export const TRADE_TYPES = [
  'customerCode',
  'orderQr',
  'officialAccount',
  'app',
  'soundWave',
  'mobileWeb',
  'staticQr',
  'miniProgram',
] as const
/** Where it came from, when it did not begin at a till. */
export const SOURCES = ['oneCode', 'staffQr', 'blankQr', 'fixedQr', 'topUp', 'temporaryQr', 'oneCodeMember'] as const

export const COUPON_FUNDERS = ['merchant', 'platform', 'other'] as const
export const couponSchema = z.object({
  amountFen: z.number().int(),
  funder: z.enum(COUPON_FUNDERS).nullable(),
  /** Paid for beforehand, so that the merchant gets its value all the same. */
  prepaid: z.boolean().nullable(),
})
export type Coupon = z.infer<typeof couponSchema>

const amount = z.number().int().nullable()
const moment = z.number().int().nullable()
const words = z.string().nullable()

const both = {
  /** The shop's own number. */
  externalRef: words,
  /** The platform's fee, from its bill; negative where it came back. */
  feeFen: amount,
  incomeFen: amount,
  coupons: z.array(couponSchema),
  updatedAt: moment,
  shopName: words,
  deviceName: words,
  staffId: words,
  staffName: words,
  qrName: words,
  /** Member's points: spent, or given back. */
  points: z.number().int().nullable(),
  holdNo: words,
  heldFen: amount,
}

export const saleFactsSchema = z.object({
  kind: z.literal('sale'),
  ...both,
  tradeType: z.enum(TRADE_TYPES).nullable(),
  source: z.enum(SOURCES).nullable(),
  paidFen: amount,
  /** Not settled to the merchant: the order less what is settled. */
  discountFen: amount,
  settledFen: amount,
  /** Settled, less what of it went back. */
  netFen: amount,
  refundedFen: amount,
  /** The newest refund: when it was asked for, and when one last arrived. */
  lastRefundAt: moment,
  refundArrivedAt: moment,
  createdAt: moment,
  paidAt: moment,
  membershipNumber: words,
  isTopUp: z.boolean().nullable(),
  bonusFen: amount,
  remark: words,
  description: words,
  goods: z.array(z.object({ name: z.string(), quantity: z.number().int(), priceFen: z.number().int() })),
  /** Of a hold, what went back to the customer with it. */
  returnedFen: amount,
})
export type SaleFacts = z.infer<typeof saleFactsSchema>

export const refundFactsSchema = z.object({
  kind: z.literal('refund'),
  ...both,
  /** Of what was settled, what goes back. */
  settledBackFen: amount,
  /** As the server keeps it, with the lines of operator and approver. */
  reason: words,
  createdAt: moment,
  /** When the order was paid. */
  orderPaidAt: moment,
})
export type RefundFacts = z.infer<typeof refundFactsSchema>

export const orderFactsSchema = z.discriminatedUnion('kind', [saleFactsSchema, refundFactsSchema])
export type OrderFacts = z.infer<typeof orderFactsSchema>
