import { z } from 'zod'

/** Tenders, by GLOSSARY 3. The wire's sub_pay_platform stands beside each. */
export const TENDERS = ['wechat', 'alipay', 'memberCard', 'bankCardRecord', 'cashRecord'] as const
export const tenderSchema = z.enum(TENDERS)
export type Tender = z.infer<typeof tenderSchema>

/** One vocabulary for the order states of all platforms (BEHAVIOUR 2.5). What a server says, not what the till shows. */
export const ORDER_STATES = [
  'created',
  'pendingCustomer',
  'paid',
  'paidFinal',
  'refunded',
  'customerCancelled',
  'reversed',
  'closed',
  'closedOrRefunded',
  'error',
  'void',
  'depositReleased',
  'depositCaptured',
] as const
export const orderStateSchema = z.enum(ORDER_STATES)
export type OrderState = z.infer<typeof orderStateSchema>

/**
 * Where a sale stands at the counter.
 * - `waitingForCode`: the amount is set, no code scanned, nothing sent, no money can move
 * - `sending`: the order is in the book and may have left the till
 * - `pendingCustomer`: the platform waits for the customer's password
 * - `unknown`: no trustworthy answer; asked about until it is known. Never the same as failed
 * - `paid`, `failed`, `refunded`: final
 * - `conflict`: this number belongs to an order with another amount (407); a person must look
 * - `cancelled`: given up by the cashier before a code was scanned
 */
export const SALE_STATES = [
  'waitingForCode',
  'sending',
  'pendingCustomer',
  'unknown',
  'paid',
  'failed',
  'refunded',
  'conflict',
  'cancelled',
] as const
export const saleStateSchema = z.enum(SALE_STATES)
export type SaleState = z.infer<typeof saleStateSchema>

/** States in which money may be on its way: the sale is followed until it leaves them. */
export const OPEN_SALE_STATES: readonly SaleState[] = ['sending', 'pendingCustomer', 'unknown', 'conflict']

export const ROLES = ['admin', 'manager', 'clerk'] as const
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

export const LANGUAGES = ['zh-CN', 'en'] as const
export const languageSchema = z.enum(LANGUAGES)
export type Language = z.infer<typeof languageSchema>
