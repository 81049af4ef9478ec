import type { Paper } from '../../contract/printers.ts'
import type { LaidOutSlip, SlipDocument } from '../../contract/slip.ts'
import { CannotPrintAmount, normalise } from './charset.ts'
import { draw } from './draw.ts'
import { encodeSlip, jobAround, layOutFor } from './encode.ts'
import { slipFont } from './font.ts'
import { paint, toDots } from './paint.ts'
import type { PrinterProfile } from './profile.ts'
import { raster } from './raster.ts'

/** A sum that the font has no sign for is refused, as one that the printer has none for is (PRINTING 1). */
async function refuseUnknownMoney(slip: LaidOutSlip): Promise<void> {
  const { font } = await slipFont()
  for (const line of slip.lines) {
    if (line.kind !== 'text' || !line.money) continue
    for (const character of normalise(line.text)) {
      const point = character.codePointAt(0) ?? 0
      if (character !== '\n' && !font.hasGlyphForCodePoint(point)) throw new CannotPrintAmount(point)
    }
  }
}

/** The slip drawn whole and sent as dots: right on a printer that garbles hanzi, and slower (BEHAVIOUR F23). */
async function encodeDrawn(document: SlipDocument, profile: PrinterProfile, paper: Paper) {
  const slip = layOutFor(document, profile, paper)
  await refuseUnknownMoney(slip)
  // The printer leaves the margins at the sides and moves past those above and below.
  const drawing = draw(slip, { ...profile, paperDots: profile.dots }, 0)
  const dots = toDots(await paint(drawing), drawing.width)
  const bytes = jobAround(raster(dots, profile), profile, { openDrawer: document.openDrawer, cut: paper.cut })
  return { slip, bytes }
}

/**
 * Layout and bytes of a document as the paper settings want it. A printer that takes no pictures gets text in either mode.
 * Throws CannotPrintAmount, and NoSlipFont when a picture is wanted and no font is here.
 */
export async function encodeFor(
  document: SlipDocument,
  profile: PrinterProfile,
  paper: Paper,
): Promise<{ slip: LaidOutSlip; bytes: Uint8Array }> {
  return paper.mode === 'image' && profile.image ? encodeDrawn(document, profile, paper) : encodeSlip(document, profile, paper)
}
