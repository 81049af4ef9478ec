import type { PrinterProfile } from '../profile.ts'
import { generic58 } from './generic-58.ts'

const ESC = 0x1b
const FS = 0x1c

/**
 * Sunmi's inner printer, 58 mm (V2): 384 dots, 32 columns, raster pictures only, no cutter (escpos-printer-db). Its tables are
 * chosen: Sunmi's own sample (ESCUtil) sets single bytes by `FS .`, double bytes by `FS &` and the table by `FS C`, where 0 is
 * GB18030 and 255 is UTF-8. UTF-8 is not always on, but another program may have left it on, so the table is set for each
 * job. That it answers DLE EOT or GS r, or has `FS !`, was not found: it is never asked, hanzi are enlarged by `GS !` as
 * Sunmi's sample does, and there is no drawer.
 */
export const sunmi58: PrinterProfile = {
  ...generic58,
  name: 'sunmi-58',
  hanzi: { ...generic58.hanzi, enlarge: 'GS!' },
  commands: {
    ...generic58.commands,
    start: [ESC, 0x40, FS, 0x43, 0, FS, 0x2e, ESC, 0x52, 0, ESC, 0x33, 30],
    drawer: null,
  },
  status: null,
}
