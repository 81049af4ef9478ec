import type { StaffAnswer } from '../../../cloudpay/client/client.ts'
import type { Question } from '../../../contract/requests.ts'

/** By whose right a refund is asked for: the operator's own, nobody's, or a second person's, whose password or right may be wrong. */
export type Right = 'own' | 'none' | 'approved' | 'wrongPassword' | 'wrongPerson'
export const RIGHTS: readonly Right[] = [
  'own',
  'own',
  'own',
  'own',
  'own',
  'own',
  'approved',
  'approved',
  'wrongPassword',
  'wrongPerson',
  'none',
]

type Authority = Question<'refund.start'>['authority']

const PASSWORD = 'right'
export const CHIEF: StaffAnswer = {
  staffId: '1002',
  name: 'Zhao Min',
  shopManager: true,
  admin: false,
  mayRefund: true,
  loginAt: null,
}
const COLLEAGUE: StaffAnswer = { ...CHIEF, staffId: '1003', name: 'Chen Jie', shopManager: false, mayRefund: false }

/** By number and password, as the bank has it. */
export const staffOf = (staffId: string, password: string): StaffAnswer | null =>
  password === PASSWORD ? ([CHIEF, COLLEAGUE].find((one) => one.staffId === staffId) ?? null) : null

/** Whose word stands behind a refund, and whether it counts. */
export const WORDS: Readonly<Record<Right, { counts: boolean; authority: Authority }>> = {
  own: { counts: true, authority: { kind: 'own' } },
  none: { counts: false, authority: { kind: 'own' } },
  approved: { counts: true, authority: { kind: 'password', staffId: CHIEF.staffId, password: PASSWORD } },
  wrongPassword: { counts: false, authority: { kind: 'password', staffId: CHIEF.staffId, password: 'wrong' } },
  wrongPerson: { counts: false, authority: { kind: 'password', staffId: COLLEAGUE.staffId, password: PASSWORD } },
}
