import { SubPayPlatform } from '../protocol/enums.ts'
import { unknown, type CallResult } from './result.ts'
import type { Till } from './till.ts'

/** A shift that is over, as Cloud Pay is told of it. Times are epoch ms, [from, until); amounts are fen. */
export interface ToldShift {
  /** The same shift has the same number, however often it is told. */
  shiftNo: string
  staffId: string
  from: number
  until: number
  totals: readonly {
    tender: keyof typeof SubPayPlatform
    count: number
    fen: number
    refundCount: number
    refundFen: number
    netFen: number
  }[]
}

export function shiftCalls({ identity, caller, limits, nonce, offersExtensions }: Till) {
  return {
    /**
     * Our extension: not even tried on Cloud Pay's own hosts (UNDOCUMENTED 3, RULINGS 15). May be said again until it is answered:
     * the same number with the same content is the same shift.
     */
    async shiftHandover(q: ToldShift): Promise<CallResult<null>> {
      if (!offersExtensions) return unknown('notSent', 'this server takes no shifts')
      const start = Math.floor(q.from / 1000)
      return caller.call({
        name: 'shift_handover',
        content: {
          out_sub_mch_id: identity.subMchId,
          out_shop_id: identity.shopId,
          device_id: identity.deviceId,
          staff_id: q.staffId,
          shift_no: q.shiftNo,
          start_time: start,
          // A span is inclusive on the wire (RULINGS 8); one of less than a second is its first second.
          end_time: Math.max(start, Math.ceil(q.until / 1000) - 1),
          totals: q.totals.map((one) => ({
            sub_pay_platform: SubPayPlatform[one.tender],
            pay_count: one.count,
            pay_fee: one.fen,
            refund_count: one.refundCount,
            refund_fee: one.refundFen,
            net_fee: one.netFen,
          })),
          nonce_str: nonce(),
        },
        limitMs: limits.queryMs,
        read: () => ({ says: null }),
      })
    },
  }
}
