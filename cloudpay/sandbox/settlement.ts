import { ContributeType, type ValueOf } from '../protocol/enums.ts'
import { digits, type RandomBytes } from './random.ts'

/** A coupon that applied itself to a payment. */
export interface Coupon {
  id: string
  /** Fen. */
  fee: number
  funder: ValueOf<typeof ContributeType>
  /** Paid for beforehand: the merchant gets its value all the same (GLOSSARY 6). */
  prepaid: boolean
}
export type CouponKind = 'platform' | 'shop'

/** What a payment, or a part of it that went back, comes to; all in fen. */
export interface Parts {
  /** What left the customer's wallet. */
  cash: number
  /** What is due to the merchant before fees. */
  settled: number
  /** What the wallet keeps of that. */
  poundage: number
}

/** Six in a thousand, to the nearest fen. A member card is the merchant's own and costs nothing. */
const FEE_PER_MILLE = 6

/** A tenth off, whoever pays for it; undefined when that is less than a fen. */
export function couponFor(kind: CouponKind | undefined, totalFee: number, random: RandomBytes): Coupon | undefined {
  const fee = Math.floor(totalFee / 10)
  if (kind === undefined || fee === 0) return undefined
  const platform = kind === 'platform'
  return { id: digits(random, 12), fee, funder: ContributeType[platform ? 'platform' : 'merchant'], prepaid: platform }
}

export interface Settled {
  totalFee: number
  tender: string
  coupon: Coupon | undefined
  refunds: readonly { phase: string; fee: number; parts: Parts }[]
}

export function partsOf({ totalFee, tender, coupon }: Omit<Settled, 'refunds'>): Parts {
  const settled = totalFee - (coupon && !coupon.prepaid ? coupon.fee : 0)
  const poundage = tender === 'memberCard' ? 0 : Math.round((settled * FEE_PER_MILLE) / 1000)
  return { cash: totalFee - (coupon?.fee ?? 0), settled, poundage }
}

/** What went back so far, refunds in work included. */
export function partsBack({ refunds }: Pick<Settled, 'refunds'>): Parts & { fee: number } {
  const sum = { fee: 0, cash: 0, settled: 0, poundage: 0 }
  for (const { phase, fee, parts } of refunds) {
    if (phase === 'failed') continue
    sum.fee += fee
    sum.cash += parts.cash
    sum.settled += parts.settled
    sum.poundage += parts.poundage
  }
  return sum
}

/** What a refund of so many fen comes to: its share of each part; the last one takes what is left, so that no fen is lost. */
export function partsOfRefund(order: Settled, fee: number): Parts {
  const whole = partsOf(order)
  const back = partsBack(order)
  const last = back.fee + fee === order.totalFee
  const share = (part: keyof Parts): number =>
    last ? whole[part] - back[part] : Math.floor((whole[part] * fee) / order.totalFee)
  return { cash: share('cash'), settled: share('settled'), poundage: share('poundage') }
}
