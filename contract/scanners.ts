import { z } from 'zod'
import { SCANNER_ROLES } from './device-choices.ts'
import { serialLineSchema } from './serial-line.ts'

/** A USB number of 16 bits, as `lsusb` shows it. */
const usbNumber = z.number().int().min(0).max(0xffff)

/** How a scanner is reached. A scanner that acts as a keyboard and is none of these is heard by the page. */
export const scannerWaySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('serial'), line: serialLineSchema }),
  /**
   * A USB scanner in HID POS mode (usage page 0x8C). Found by model, and by its serial number where it has one, so that
   * another USB port does not lose it.
   */
  z.object({
    kind: z.literal('hid'),
    vendorId: usbNumber,
    productId: usbNumber,
    serialNumber: z.string().max(128).nullable().default(null),
  }),
  /**
   * A keyboard scanner taken from the system alone (EVIOCGRAB): its keys reach no window and need no focus. `id` is its name
   * below /dev/input/by-id.
   */
  z.object({
    kind: z.literal('evdev'),
    id: z
      .string()
      .max(200)
      .regex(/^[\w.:+-]+$/),
  }),
])
export type ScannerWay = z.infer<typeof scannerWaySchema>

/** What the scanner adds by its own set-up: taken off the text where present. */
const addition = z.string().max(8).default('')

export const scannerSetupSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  /** What people call it. Empty: by its kind. */
  name: z.string().max(40).default(''),
  role: z.enum(SCANNER_ROLES).default('counter'),
  way: scannerWaySchema,
  prefix: addition,
  suffix: addition,
})
export type ScannerSetup = z.infer<typeof scannerSetupSchema>

export const SCANNERS_MOST = 8

/** The longest text of one scan; what is longer is no code that anybody prints, and is dropped as a whole. */
export const SCAN_LENGTH_MOST = 4096

/** A device that may be a scanner, found on this machine. */
export const scannerFoundSchema = z.object({
  way: scannerWaySchema,
  /** As the device calls itself, for example "Honeywell Xenon 1900". */
  model: z.string().max(200),
})
export type ScannerFound = z.infer<typeof scannerFoundSchema>

/** What was read while scanners are tried. `scannerId` is null for one that is not set up: then `found` names it. */
export const scanTriedSchema = z.object({
  scannerId: z.string().nullable(),
  found: scannerFoundSchema.nullable(),
  text: z.string().max(SCAN_LENGTH_MOST),
  /** The bytes or reports as they came, in hexadecimal; the last of them where they were many. */
  rawHex: z.string().max(2048),
})
export type ScanTried = z.infer<typeof scanTriedSchema>
