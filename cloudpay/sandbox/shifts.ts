import { z } from 'zod'
import { done, refusal, sameContentKey, wrongCall, type Outcome } from './outcome.ts'
import { text, unixSeconds } from './requests.ts'
import type { DeviceRecord, StaffMember } from './seed.ts'

const total = z.strictObject({
  sub_pay_platform: z.literal([100, 200, 300, 401, 402]),
  pay_count: z.int32(),
  pay_fee: z.int(),
  refund_count: z.int32(),
  refund_fee: z.int(),
  net_fee: z.int(),
})

/** Our extensions (UNDOCUMENTED 3, RULINGS 15). Amounts are fen. */
export const shiftHandover = z.strictObject({
  out_sub_mch_id: text(32),
  out_shop_id: text(32),
  device_id: text(64),
  staff_id: text(64),
  shift_no: text(32),
  start_time: unixSeconds,
  end_time: unixSeconds,
  totals: z.array(total).max(5),
  nonce_str: text(32),
})
export const shiftList = z.strictObject({
  out_sub_mch_id: text(32),
  out_shop_id: text(32),
  device_id: text(64).optional(),
  staff_id: text(64).optional(),
  start_time: unixSeconds,
  end_time: unixSeconds,
  page_num: z.int().min(1),
  page_size: z.int().min(1).max(100),
  nonce_str: text(32),
})

/** A shift as a till told it. Times are unix seconds, amounts fen. */
export type ShiftView = Omit<z.infer<typeof shiftHandover>, 'nonce_str' | 'out_sub_mch_id' | 'out_shop_id'>

interface Parts {
  staff: readonly StaffMember[]
  devices: readonly DeviceRecord[]
  changed: () => void
}

export type Shifts = ReturnType<typeof createShifts>

/** The shifts that tills have told of. Told again it is the same shift; another one of the same number is refused. */
export function createShifts({ staff, devices, changed }: Parts) {
  const told: { readonly key: string; readonly shift: ShiftView }[] = []

  function handover(asked: z.infer<typeof shiftHandover>): Outcome {
    const { device_id, staff_id, shift_no, start_time, end_time, totals } = asked
    const shift = { device_id, staff_id, shift_no, start_time, end_time, totals }
    if (!devices.some(({ deviceId }) => deviceId === shift.device_id)) return wrongCall('参数device_id不存在。')
    if (!staff.some(({ staffId }) => staffId === shift.staff_id)) return wrongCall('参数staff_id不存在。')
    if (shift.end_time < shift.start_time) return wrongCall('参数end_time不正确。')
    const key = sameContentKey('shift_handover', asked)
    const known = told.find((one) => one.shift.device_id === shift.device_id && one.shift.shift_no === shift.shift_no)
    if (known) return known.key === key ? done() : refusal('班次号已被使用，且内容不一致。')
    told.push({ key, shift })
    changed()
    return done()
  }

  /** Those that ended in the time asked for, newest first. */
  function list({ device_id, staff_id, start_time, end_time, page_num, page_size }: z.infer<typeof shiftList>): Outcome {
    const found = told
      .map(({ shift }) => shift)
      .filter((shift) => shift.end_time >= start_time && shift.end_time <= end_time)
      .filter((shift) => device_id === undefined || shift.device_id === device_id)
      .filter((shift) => staff_id === undefined || shift.staff_id === staff_id)
      .sort((one, other) => other.end_time - one.end_time)
    return done({ total_count: found.length, shifts: found.slice((page_num - 1) * page_size, page_num * page_size) })
  }

  return {
    handover,
    list,
    /** All of them, in the order they were told. */
    all: (): ShiftView[] => told.map(({ shift }) => shift),
  }
}
