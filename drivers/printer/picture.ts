import type { LaidOutSlip } from '../../contract/slip.ts'
import { keep, safeName } from '../archive.ts'
import { draw } from './draw.ts'
import { toPdf } from './pdf.ts'
import { toPng } from './png.ts'
import type { PrinterProfile } from './profile.ts'

/** The picture of a slip as `<id>.png` and `<id>.pdf`. Throws NoSlipFont when it cannot be drawn. */
export async function keepPicture(folder: string, jobId: string, slip: LaidOutSlip, profile: PrinterProfile): Promise<void> {
  const drawing = draw(slip, profile)
  await keep(folder, `${safeName(jobId)}.png`, await toPng(drawing))
  await keep(folder, `${safeName(jobId)}.pdf`, await toPdf(drawing))
}
