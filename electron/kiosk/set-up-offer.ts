import { may } from '../../contract/permissions.ts'
import type { Role } from '../../contract/states.ts'
import type { DeviceSurroundings } from './device-config.ts'
import type { Settings } from './settings-schema.ts'

/**
 * Whether whoever is at the till is offered to set up its printer and its scanner, step by step: while neither is, and until the
 * offer is put away. A clerk is not; nor is anybody in training, or where the surroundings name a printer.
 */
export function offersSetUp(
  settings: Pick<Settings, 'printers' | 'scanners' | 'offerSetUp'>,
  around: Pick<DeviceSurroundings, 'printer' | 'training'>,
  role: Role | null,
): boolean {
  const nothingYet = settings.printers.every(({ printer }) => printer.kind === 'none') && settings.scanners.length === 0
  return (
    may('changeDailySettings', role ?? undefined) &&
    nothingYet &&
    settings.offerSetUp &&
    !around.training &&
    around.printer === null
  )
}
