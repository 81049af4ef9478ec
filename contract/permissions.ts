import type { Role } from './states.ts'

/**
 * Who may do what: the permission matrix of BEHAVIOUR 1.2, as data. Every request of the page names one row, and the main process holds
 * it against the person at the till; the page shows it as a courtesy alone.
 * - `all`: may · `own`: the own ones only · `store`: whatever till of the store it is of
 * - `approval`: with a right of their own (an explicit flag, never implied by the role), else with the word of somebody who has it
 * - `none`: may not
 */
export const GRANTS = ['all', 'own', 'store', 'approval', 'none'] as const
export type Grant = (typeof GRANTS)[number]

export const PERMISSIONS = {
  /** Sign out, language, notices, reprinting what one sees, following what is under way. */
  useTill: { admin: 'all', manager: 'all', clerk: 'all' },
  takePayment: { admin: 'all', manager: 'all', clerk: 'all' },
  holdDeposit: { admin: 'all', manager: 'all', clerk: 'all' },
  captureDeposit: { admin: 'all', manager: 'all', clerk: 'all' },
  /** The rest of a hold stays held after a capture. */
  keepRest: { admin: 'all', manager: 'all', clerk: 'none' },
  releaseDeposit: { admin: 'approval', manager: 'approval', clerk: 'approval' },
  refund: { admin: 'approval', manager: 'approval', clerk: 'approval' },
  /** To find members, show their cards and statements, and top them up. */
  useMembers: { admin: 'all', manager: 'all', clerk: 'all' },
  /** To change a balance by hand. */
  adjustMember: { admin: 'all', manager: 'none', clerk: 'none' },
  /** The list of this till's orders. */
  listOrders: { admin: 'all', manager: 'all', clerk: 'own' },
  /** One order by its number: the customer stands there with the slip. */
  findOrder: { admin: 'store', manager: 'store', clerk: 'store' },
  summary: { admin: 'all', manager: 'all', clerk: 'own' },
  handOver: { admin: 'own', manager: 'own', clerk: 'own' },
  shiftRecords: { admin: 'all', manager: 'all', clerk: 'own' },
  chooseCashierMode: { admin: 'all', manager: 'all', clerk: 'none' },
  /** A conflict, a difference that stopped the till, a payment that hangs. */
  settleDoubt: { admin: 'all', manager: 'all', clerk: 'none' },
  lookAtSettings: { admin: 'all', manager: 'all', clerk: 'all' },
  /** Printers, receipts, voice: what a shop changes by the day. */
  changeDailySettings: { admin: 'all', manager: 'all', clerk: 'none' },
  /** Scanners, the camera, the customer's side: what is set up once. */
  changeSetUp: { admin: 'all', manager: 'none', clerk: 'none' },
  /** Who did what when: it names people, and tells how the till is set up. */
  lookAtAudit: { admin: 'all', manager: 'all', clerk: 'none' },
  /** A book that ends before its seal is known to be a restored one. */
  acknowledgeBook: { admin: 'all', manager: 'none', clerk: 'none' },
  manageKeys: { admin: 'all', manager: 'none', clerk: 'none' },
} as const satisfies Readonly<Record<string, Readonly<Record<Role, Grant>>>>
export type Permission = keyof typeof PERMISSIONS

/** How far somebody of this role may go; nobody signed in may nothing. */
export const grantOf = (permission: Permission, role: Role | undefined): Grant =>
  role === undefined ? 'none' : PERMISSIONS[permission][role]
export const may = (permission: Permission, role: Role | undefined): boolean => grantOf(permission, role) !== 'none'
/** Sees the own ones only. */
export const onlyOwn = (permission: Permission, role: Role): boolean => grantOf(permission, role) === 'own'
