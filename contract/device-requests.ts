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
import { receiptChangeSchema, receiptSchema } from './receipt.ts'
import { nothing, request } from './request-shape.ts'
import { scannerFoundSchema, scannerSetupSchema, SCANNERS_MOST } from './scanners.ts'
import { serialLineSchema } from './serial-line.ts'
import { laidOutSlipSchema } from './slip.ts'
import { voiceChangeSchema, voiceKindSchema, voiceSchema } from './voice.ts'

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

/** How the devices are set up, as the settings pages show it; a clerk may look too. */
export const deviceSettingsSchema = z.object({
  printer: printerConfigSchema,
  profile: z.enum(PRINTER_PROFILES),
  paper: paperSchema,
  receipt: receiptSchema,
  scanners: z.array(z.object({ setup: scannerSetupSchema, lamp: lampSchema })),
  voice: voiceSchema,
  pole: z.object({ setup: poleSetupSchema, lamp: lampSchema.nullable() }),
  customerDisplay: z.enum(['auto', 'off']),
  /** Slips that wait for the printer. */
  slipsWaiting: z.number().int(),
})
export type DeviceSettings = z.infer<typeof deviceSettingsSchema>

/** What the page may ask of the devices and their settings; part of the one list of `requests.ts`. */
export const DEVICE_REQUESTS = {
  'devices.look': request('lookAtSettings', nothing, deviceSettingsSchema),
  /** What is left out stays as it is. */
  'devices.setPrinter': request(
    'changeDailySettings',
    z.strictObject({
      printer: printerWishSchema.exactOptional(),
      profile: z.enum(PRINTER_PROFILES).exactOptional(),
      paper: paperChangeSchema.exactOptional(),
    }),
    z.null(),
  ),
  'devices.setReceipt': request('changeDailySettings', receiptChangeSchema, z.null()),
  'devices.setVoice': request('changeDailySettings', voiceChangeSchema, z.null()),
  /** All of them at once. Faults: `devices.sameScannerTwice`. */
  'devices.setScanners': request(
    'changeSetUp',
    z.strictObject({ scanners: z.array(scannerSetupSchema).max(SCANNERS_MOST) }),
    z.null(),
  ),
  'devices.setCustomerSide': request(
    'changeSetUp',
    z.strictObject({
      pole: poleSetupSchema.exactOptional(),
      customerDisplay: z.enum(['auto', 'off']).exactOptional(),
    }),
    z.null(),
  ),

  /** What may be a printer, or a scanner, on this machine. Faults: `devices.noAnswer`. */
  'devices.findPrinters': request('changeDailySettings', nothing, z.array(printerFoundSchema)),
  'devices.findOutputs': request('changeDailySettings', nothing, z.array(outputFoundSchema)),
  'devices.findScanners': request('changeSetUp', nothing, z.array(scannerFoundSchema)),
  /**
   * For so many ms what scanners read is told as the event `scanTried` and goes nowhere else; 0 ends it. Faults:
   * `devices.trySelling` while something is sold in front.
   */
  'devices.tryScanners': request(
    'changeDailySettings',
    z.strictObject({ forMs: z.number().int().min(0).max(120_000) }),
    z.null(),
  ),

  /** Prints the test page; answers how it came out. */
  'devices.testPrint': request('changeDailySettings', nothing, printOutcomeSchema),
  /** The test page as the printer that is set up would print it. */
  'devices.testPage': request('lookAtSettings', nothing, laidOutSlipSchema),
  /** A payment slip of a sale that never was, as the settings and the printer would have it. Shown, never printed. */
  'devices.receiptPage': request('lookAtSettings', nothing, laidOutSlipSchema),
  /** Says a sentence of this kind at the volume that is set. Faults: `devices.notSaid`. */
  'devices.testVoice': request('changeDailySettings', z.strictObject({ kind: voiceKindSchema }), z.null()),
  /** The mute key: until it is pressed again, the person signs out, or the till restarts (BEHAVIOUR 6). */
  'devices.mute': request('useTill', z.strictObject({ muted: z.boolean() }), z.null()),
} as const
