import { ROLE_OF_SLIP, routeOf } from '../../contract/printer-roles.ts'
import type { PrinterSetup } from '../../contract/printers.ts'
import type { LaidOutSlip, SlipDocument } from '../../contract/slip.ts'

/**
 * A slip as this printer would print it, else as the first one would that slips of its kind are for. Layout is read when a slip
 * is looked at for the first time.
 */
export async function laidOut(
  document: SlipDocument,
  printers: readonly PrinterSetup[],
  printer = routeOf(printers, ROLE_OF_SLIP[document.kind], () => false)[0] ?? printers[0],
): Promise<LaidOutSlip> {
  const [{ layOutFor }, { PROFILES }] = await Promise.all([
    import('../../drivers/printer/encode.ts'),
    import('../../drivers/printer/profiles/all.ts'),
  ])
  return layOutFor(document, PROFILES[printer?.profile ?? 'generic-58'], printer?.paper)
}
