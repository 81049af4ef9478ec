import { z } from 'zod'

export const BAUD_RATES = [1200, 2400, 4800, 9600, 14_400, 19_200, 38_400, 57_600, 115_200] as const

/** A serial line as the device's self-test page shows it; both ends must say the same. */
export const serialLineSchema = z.object({
  /** For example /dev/ttyUSB0, or a lasting name below /dev/serial/by-id. */
  path: z
    .string()
    .max(200)
    .regex(/^\/dev\/(?!.*\.\.)[\w./:+-]+$/),
  baudRate: z.literal(BAUD_RATES).default(9600),
  dataBits: z.literal([7, 8]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  stopBits: z.literal([1, 2]).default(1),
  /** `hardware`: RTS/CTS; `software`: XON/XOFF. */
  flowControl: z.enum(['none', 'hardware', 'software']).default('none'),
})
export type SerialLine = z.infer<typeof serialLineSchema>
