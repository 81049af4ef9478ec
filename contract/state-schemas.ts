import { z } from 'zod'
import {
  AUTHORITIES,
  CASHIER_MODES,
  HOLD_TENDERS,
  LANGUAGES,
  ORDER_STATES,
  PURPOSES,
  REFUND_STATES,
  RELEASE_STATES,
  ROLES,
  SALE_STATES,
  SALE_WAYS,
  TENDERS,
} from './states.ts'

/** The words of `states.ts` where a message carries them. They stand apart, so that the page has the words without the checks. */
export const tenderSchema = z.enum(TENDERS)
export const orderStateSchema = z.enum(ORDER_STATES)
export const saleWaySchema = z.enum(SALE_WAYS)
export const purposeSchema = z.enum(PURPOSES)
export const cashierModeSchema = z.enum(CASHIER_MODES)
export const holdTenderSchema = z.enum(HOLD_TENDERS)
export const saleStateSchema = z.enum(SALE_STATES)
export const refundStateSchema = z.enum(REFUND_STATES)
export const releaseStateSchema = z.enum(RELEASE_STATES)
export const authoritySchema = z.enum(AUTHORITIES)
export const roleSchema = z.enum(ROLES)
export const languageSchema = z.enum(LANGUAGES)
