import { z } from 'zod'
import { MAX_FEN } from '../../../contract/money.ts'

/**
 * The kinds of fields that messages are made of. What we send is exact: known fields, lengths and ranges only, so that a
 * server can check with the same shapes. What we are told is read with tolerance (PROTOCOL 8): unknown fields stay, and a
 * side field that came out wrong is dropped rather than letting it hide whether money moved.
 */

/** A required text of at most `longest` characters. */
export const text = (longest: number) => z.string().min(1).max(longest)
export const optionalText = (longest: number) => z.string().max(longest).optional()

/** Ids that Cloud Pay issues and numbers that the till makes (PROTOCOL 1, 4). */
export const id = text(32)
export const nonce = text(32)
/** Shop's own names for its people and devices. */
export const localId = text(64)
/** An amount that moves money: fen, at least 1, within a signed 32-bit integer (PROTOCOL 4). */
export const moved = z.int().min(1).max(MAX_FEN)
export const currency = z.literal('CNY')
/** Unix seconds. */
export const seconds = z.int().min(0)
export const pageNumber = z.int32().min(1)
/** Pages up to 100 (RULINGS 9). */
export const pageSize = z.int32().min(1).max(100)
export const payPlatform = z.literal([1, 2, 3, 4])
export const subPayPlatform = z.literal([100, 200, 300, 401, 402])
export const tradeType = z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9])

/** A field of an answer on which nothing about money hangs: absent, null and misshapen all read as absent. */
export const told = <T extends z.ZodType>(shape: T) => shape.nullish().catch(undefined)
export const toldText = told(z.string())
export const toldInt = told(z.int())
export const toldBool = told(z.boolean())

/** A field of an answer that decides something: it may be absent, but if it is there it must be right. */
export const deciding = <T extends z.ZodType>(shape: T) => shape.nullish()
/** Fen as told by the server: totals may be zero or negative, never fractions. */
export const toldFen = deciding(z.int())

/** One object or a list of them, read as a list: the documents disagree (PROTOCOL 8). */
export const oneOrMany = <T extends z.ZodType>(shape: T) =>
  z.union([z.array(shape), shape.transform((one): z.output<T>[] => [one])])
