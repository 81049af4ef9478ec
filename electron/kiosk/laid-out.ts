import type { Paper, ProfileName } from '../../contract/printers.ts'
import type { LaidOutSlip, SlipDocument } from '../../contract/slip.ts'

/** A slip as a printer set up so would print it. Layout is read when a slip is looked at for the first time. */
export async function laidOut(
  document: SlipDocument,
  { profile, paper }: { readonly profile: ProfileName; readonly paper: Paper },
): Promise<LaidOutSlip> {
  const [{ layOutFor }, { PROFILES }] = await Promise.all([
    import('../../drivers/printer/encode.ts'),
    import('../../drivers/printer/profiles/all.ts'),
  ])
  return layOutFor(document, PROFILES[profile], paper)
}
