import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LaidOutSlip } from '../../contract/slip.ts'
import { draw } from './draw.ts'
import { toPdf } from './pdf.ts'
import { toPng } from './png.ts'
import type { PrinterProfile } from './profile.ts'

/** An id as a file name: anything that could leave the folder or trouble a file system becomes `_`. */
export function safeName(id: string): string {
  return id
    .replace(/[^0-9A-Za-z._-]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 100)
}

/** Writes a file whole or not at all. */
export async function keep(folder: string, name: string, content: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, name)
  await writeFile(`${path}.part`, content)
  await rename(`${path}.part`, path)
}

/** The picture of a slip as `<id>.png` and `<id>.pdf`. Throws NoSlipFont when it cannot be drawn. */
export async function keepDrawing(folder: string, jobId: string, slip: LaidOutSlip, profile: PrinterProfile): Promise<void> {
  const drawing = draw(slip, profile)
  await keep(folder, `${safeName(jobId)}.png`, await toPng(drawing))
  await keep(folder, `${safeName(jobId)}.pdf`, await toPdf(drawing))
}
