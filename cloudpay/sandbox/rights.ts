import type { WordFor } from './approvals.ts'
import type { StaffMember } from './seed.ts'

/** Who says that they may give money back, as refunds and releases have it (RULINGS 7). */
interface Claim {
  pay_mch_key: { is_sub_mch_admin: boolean; authorization_staff_id?: string | undefined }
  order_client: { staff_id?: string | undefined; device_id?: string | undefined }
}

/** In whose name this much of this order, or of this hold, is to be given back. An administrator speaks for themselves. */
export const wordOf = ({ pay_mch_key: key, order_client: client }: Claim, orderNumber: string, fee: number): WordFor => ({
  orderNumber,
  fee,
  operatorId: client.staff_id,
  approverId: key.is_sub_mch_admin ? client.staff_id : key.authorization_staff_id,
  deviceId: client.device_id,
})

/** The right is with a real administrator, or with somebody who may refund. */
export function lacksRefundRight(staff: readonly StaffMember[], claim: Claim): boolean {
  const person = (id: string | undefined) => staff.find((candidate) => candidate.staffId === id)
  const { is_sub_mch_admin: asAdmin, authorization_staff_id: authorised } = claim.pay_mch_key
  if (!asAdmin) return person(authorised)?.refundAuth !== true
  const operator = claim.order_client.staff_id
  return operator !== undefined && person(operator)?.role !== 'admin'
}
