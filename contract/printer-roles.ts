import { PRINTER_ROLES, type PrinterRole } from './device-choices.ts'
import type { PrinterSetup, PrintOutcome } from './printers.ts'
import type { SlipDocument } from './slip.ts'

/** Which printers a slip is for. A test page is printed on the one that is tested; without one it is a slip like others. */
export const ROLE_OF_SLIP: Readonly<Record<SlipDocument['kind'], PrinterRole>> = {
  payment: 'receipts',
  refund: 'receipts',
  hold: 'receipts',
  capture: 'receipts',
  release: 'receipts',
  bound: 'receipts',
  test: 'receipts',
  shift: 'reports',
  summary: 'reports',
}

/**
 * The printers that may take a slip of this role, in the order in which they are asked: as they are listed, those behind that
 * could not print when they were last looked at. So nobody waits for a printer that is switched off, and it is asked all the same.
 */
export function routeOf(
  printers: readonly PrinterSetup[],
  role: PrinterRole,
  isAway: (printerId: string) => boolean,
): readonly PrinterSetup[] {
  const able = printers.filter(({ roles }) => roles.includes(role))
  return [...able.filter(({ id }) => !isAway(id)), ...able.filter(({ id }) => isAway(id))]
}

/**
 * Whether the next printer may take the job: only when it is certain that nothing of it is on paper, and when it was this printer
 * that could not. A sum that cannot be printed is for a person to see.
 */
export function mayGoElsewhere(outcome: PrintOutcome): boolean {
  if (outcome.result !== 'failed' || outcome.bytesOut > 0) return false
  return outcome.fault !== 'interrupted' && outcome.fault !== 'cannotPrintAmount'
}

/** A role that no printer has goes to the first, so that every slip has a printer. */
export function coverRoles(printers: readonly PrinterSetup[]): PrinterSetup[] {
  const missing = PRINTER_ROLES.filter((role) => !printers.some(({ roles }) => roles.includes(role)))
  return printers.map((setup, at) => (at === 0 && missing.length > 0 ? { ...setup, roles: [...setup.roles, ...missing] } : setup))
}
