import { z } from 'zod'

/** How slips come out by themselves and look (`receipt.*`, BEHAVIOUR F23 and 8). */
const receipt = {
  /** `payment` is also for what is held and captured of a deposit, `refund` for what is released of one. */
  auto: z.boolean(),
  copies: z.number().int().min(1).max(3),
  /** The number of the order as a barcode; a slip without it cannot be scanned. */
  barcode: z.boolean(),
  /** How large the sum stands. */
  amountSize: z.union([z.literal(1), z.literal(2)]),
  /** Blank lines between rows. */
  rowGap: z.number().int().min(0).max(3),
  /** The first slip waits so long, so that a printer that sleeps can wake, ms. */
  firstDelayMs: z.number().int().min(0).max(10_000),
  /** A slip older than this is not printed without being asked, ms (`receipt.print.window`). */
  windowMs: z.number().int().min(10_000).max(3_600_000),
  /** The cash drawer opens with the first slip of a sale or a refund. */
  openDrawer: z.boolean(),
  /** The last line of a slip (`app.footer`). */
  footer: z.string().max(200),
}

export const receiptSchema = z.object({
  auto: z.object({ payment: receipt.auto.default(true), refund: receipt.auto.default(true) }).prefault({}),
  copies: z.object({ payment: receipt.copies.default(1), refund: receipt.copies.default(1) }).prefault({}),
  barcode: receipt.barcode.default(true),
  amountSize: receipt.amountSize.default(2),
  rowGap: receipt.rowGap.default(0),
  firstDelayMs: receipt.firstDelayMs.default(0),
  windowMs: receipt.windowMs.default(120_000),
  openDrawer: receipt.openDrawer.default(false),
  footer: receipt.footer.default(''),
})
export type Receipt = z.infer<typeof receiptSchema>
/** Whose settings a slip follows. */
export type ReceiptOf = keyof Receipt['auto']

/** What is to be changed of it. */
export const receiptChangeSchema = z.strictObject({
  auto: z.strictObject({ payment: receipt.auto.exactOptional(), refund: receipt.auto.exactOptional() }).exactOptional(),
  copies: z.strictObject({ payment: receipt.copies.exactOptional(), refund: receipt.copies.exactOptional() }).exactOptional(),
  barcode: receipt.barcode.exactOptional(),
  amountSize: receipt.amountSize.exactOptional(),
  rowGap: receipt.rowGap.exactOptional(),
  firstDelayMs: receipt.firstDelayMs.exactOptional(),
  windowMs: receipt.windowMs.exactOptional(),
  openDrawer: receipt.openDrawer.exactOptional(),
  footer: receipt.footer.exactOptional(),
})
export type ReceiptChange = z.infer<typeof receiptChangeSchema>
