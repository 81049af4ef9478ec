import { z } from 'zod'
import { BAUD_RATES, SERIAL_PATH, SERIAL_PATH_MOST } from './device-choices.ts'

/** A serial line as the device's self-test page shows it; both ends must say the same. */
export const serialLineSchema = z.object({
  path: z.string().max(SERIAL_PATH_MOST).regex(SERIAL_PATH),
  baudRate: z.literal(BAUD_RATES).default(9600),
  dataBits: z.literal([7, 8]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  stopBits: z.literal([1, 2]).default(1),
  /** `hardware`: RTS/CTS; `software`: XON/XOFF. */
  flowControl: z.enum(['none', 'hardware', 'software']).default('none'),
})
export type SerialLine = z.infer<typeof serialLineSchema>
