import { z } from 'zod'
import { lampSchema, outputFoundSchema } from './devices.ts'
import { poleSetupSchema } from './poles.ts'
import {
  paperChangeSchema,
  paperSchema,
  PRINTER_PROFILES,
  printerConfigSchema,
  printerFoundSchema,
  printOutcomeSchema,
} from './printers.ts'
import { everyone, nothing, request } from './request-shape.ts'
import { SCAN_LENGTH_MOST, scannerFoundSchema, scannerSetupSchema, SCANNERS_MOST } from './scanners.ts'
import { serialLineSchema } from './serial-line.ts'
import { laidOutSlipSchema } from './slip.ts'

/**
 * The printer that the page may ask for. Narrower than what the settings file may hold: a page names no file of its own
 * choosing, and where the virtual printer draws is for the main process to say.
 */
const printerWishSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('network'),
    host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/),
    port: z.number().int().min(1).max(65535),
  }),
  z.strictObject({ kind: z.literal('file'), path: z.string().regex(/^\/dev\/(usb\/)?lp\d{1,2}$/) }),
  z.strictObject({ kind: z.literal('serial'), line: serialLineSchema }),
  z.strictObject({ kind: z.literal('cups'), queue: z.string().regex(/^[\w.-]{1,127}$/) }),
  z.strictObject({ kind: z.literal('virtual') }),
])
export type PrinterWish = z.infer<typeof printerWishSchema>

const volume = z.number().int().min(0).max(100)

/** How the devices are set up, as the settings pages show it; a clerk may look too. */
export const deviceSettingsSchema = z.object({
  printer: printerConfigSchema,
  profile: z.enum(PRINTER_PROFILES),
  paper: paperSchema,
  /** A slip at each payment by itself. */
  autoPrint: z.boolean(),
  /** The cash drawer opens with the slip of a sale or a refund. */
  openDrawer: z.boolean(),
  footer: z.string(),
  scanners: z.array(z.object({ setup: scannerSetupSchema, lamp: lampSchema })),
  voice: z.object({ enabled: z.boolean(), volume, device: z.string().nullable() }),
  pole: z.object({ setup: poleSetupSchema, lamp: lampSchema.nullable() }),
  customerDisplay: z.enum(['auto', 'off']),
  /** Slips that wait for the printer. */
  slipsWaiting: z.number().int(),
})
export type DeviceSettings = z.infer<typeof deviceSettingsSchema>

/** What the page may ask of the devices and their settings; part of the one list of `requests.ts`. */
export const DEVICE_REQUESTS = {
  'devices.look': request(everyone, nothing, deviceSettingsSchema),
  /** What is left out stays as it is. */
  'devices.setPrinter': request(
    ['manager', 'admin'],
    z.strictObject({
      printer: printerWishSchema.exactOptional(),
      profile: z.enum(PRINTER_PROFILES).exactOptional(),
      paper: paperChangeSchema.exactOptional(),
      autoPrint: z.boolean().exactOptional(),
      openDrawer: z.boolean().exactOptional(),
      footer: z.string().max(200).exactOptional(),
    }),
    z.null(),
  ),
  'devices.setVoice': request(
    ['manager', 'admin'],
    z.strictObject({
      enabled: z.boolean().exactOptional(),
      volume: volume.exactOptional(),
      device: z.string().max(200).nullable().exactOptional(),
    }),
    z.null(),
  ),
  /** All of them at once. Faults: `devices.sameScannerTwice`. */
  'devices.setScanners': request(
    ['admin'],
    z.strictObject({ scanners: z.array(scannerSetupSchema).max(SCANNERS_MOST) }),
    z.null(),
  ),
  'devices.setCustomerSide': request(
    ['admin'],
    z.strictObject({
      pole: poleSetupSchema.exactOptional(),
      customerDisplay: z.enum(['auto', 'off']).exactOptional(),
    }),
    z.null(),
  ),

  /** What may be a printer, or a scanner, on this machine. Faults: `devices.noAnswer`. */
  'devices.findPrinters': request(['manager', 'admin'], nothing, z.array(printerFoundSchema)),
  'devices.findOutputs': request(['manager', 'admin'], nothing, z.array(outputFoundSchema)),
  'devices.findScanners': request(['admin'], nothing, z.array(scannerFoundSchema)),
  /**
   * For so many ms what scanners read is told as the event `scanTried` and goes nowhere else; 0 ends it. Faults:
   * `devices.trySelling` while something is sold in front.
   */
  'devices.tryScanners': request(['manager', 'admin'], z.strictObject({ forMs: z.number().int().min(0).max(120_000) }), z.null()),

  /**
   * What scanners that are no keyboards read since it was last asked, oldest first; the page hands each to `scan.read`. Faults:
   * `scan.tooLate` when it waited too long for the page, or something else stands in front by now.
   */
  'devices.takeScans': request('anyone', nothing, z.array(z.string().min(1).max(SCAN_LENGTH_MOST))),

  /** Prints the test page; answers how it came out. */
  'devices.testPrint': request(['manager', 'admin'], nothing, printOutcomeSchema),
  /** The test page as the printer that is set up would print it. */
  'devices.testPage': request(everyone, nothing, laidOutSlipSchema),
  /** Says a sentence at the volume that is set. Faults: `devices.notSaid`. */
  'devices.testVoice': request(['manager', 'admin'], nothing, z.null()),
} as const
