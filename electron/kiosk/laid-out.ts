import type { ProfileName } from '../../contract/printers.ts'
import type { LaidOutSlip, SlipDocument } from '../../contract/slip.ts'

/** A slip as a printer of this profile would print it. Layout is read when a slip is looked at for the first time. */
export async function laidOut(document: SlipDocument, profile: ProfileName): Promise<LaidOutSlip> {
  const [{ layOut }, { PROFILES }] = await Promise.all([
    import('../../drivers/printer/layout.ts'),
    import('../../drivers/printer/profiles/all.ts'),
  ])
  return layOut(document, PROFILES[profile].columns)
}
