import { z } from 'zod'
import { cameraSetupSchema } from './camera.ts'
import { lampSchema, outputFoundSchema } from './devices.ts'
import { oneCodeSchema } from './one-code.ts'
import { poleSetupSchema } from './poles.ts'
import { printerFoundSchema, printerSetupChange, printerSetupSchema, printOutcomeSchema } from './printers.ts'
import { receiptChangeSchema, receiptSchema } from './receipt.ts'
import { nothing, request } from './request-shape.ts'
import { SCAN_LENGTH_MOST, scannerFoundSchema, scannerSetupSchema, SCANNERS_MOST } from './scanners.ts'
import { SCANNER_ROLES } from './device-choices.ts'
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

const printerId = printerSetupSchema.shape.id

/** How the devices are set up, as the settings pages show it; a clerk may look too. */
export const deviceSettingsSchema = z.object({
  /** In the order in which they are taken. `last`: how the last job came out on it since the till was started; `at`: epoch ms. */
  printers: z.array(
    z.object({
      setup: printerSetupSchema,
      lamp: lampSchema,
      last: z.object({ at: z.number(), outcome: printOutcomeSchema }).nullable(),
    }),
  ),
  receipt: receiptSchema,
  oneCode: oneCodeSchema,
  scanners: z.array(z.object({ setup: scannerSetupSchema, lamp: lampSchema })),
  camera: z.object({ setup: cameraSetupSchema, lamp: lampSchema.nullable() }),
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
  /** What is left out stays as it is; without `id` it is the first printer. Faults: `devices.printerGone`, `devices.samePrinterTwice`. */
  'devices.setPrinter': request(
    'changeDailySettings',
    z.strictObject({
      id: printerId.exactOptional(),
      printer: printerWishSchema.exactOptional(),
      ...printerSetupChange,
    }),
    z.null(),
  ),
  /** One more, which stands in for the others. Faults: `devices.printersFull`, `devices.samePrinterTwice`. */
  'devices.addPrinter': request(
    'changeDailySettings',
    z.strictObject({ printer: printerWishSchema, name: z.string().max(200) }),
    z.object({ id: printerId }),
  ),
  /** What waits goes to those that are left. The only one is kept, without its way. Faults: `devices.printerGone`. */
  'devices.removePrinter': request('changeDailySettings', z.strictObject({ id: printerId }), z.null()),
  /** One place up or down the list. Faults: `devices.printerGone`. */
  'devices.movePrinter': request(
    'changeDailySettings',
    z.strictObject({ id: printerId, by: z.union([z.literal(-1), z.literal(1)]) }),
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
  'devices.setCamera': request(
    'changeSetUp',
    z.strictObject({ enabled: z.boolean().exactOptional(), role: z.enum(SCANNER_ROLES).exactOptional() }),
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

  /**
   * What scanners that are no keyboards read since it was last asked, oldest first; the page hands each to `scan.read`. Faults:
   * `scan.tooLate` when it waited too long for the page, or something else stands in front by now.
   */
  'devices.takeScans': request('anyone', nothing, z.array(z.string().min(1).max(SCAN_LENGTH_MOST))),

  /** Prints the test page on this printer and no other; answers how it came out. Faults: `devices.printerGone`. */
  'devices.testPrint': request('changeDailySettings', z.strictObject({ id: printerId }), printOutcomeSchema),
  /** The test page as this printer would print it. Faults: `devices.printerGone`. */
  'devices.testPage': request('lookAtSettings', z.strictObject({ id: printerId }), laidOutSlipSchema),
  /** A payment slip of a sale that never was, as the settings and the printer would have it. Shown, never printed. */
  'devices.receiptPage': request('lookAtSettings', nothing, laidOutSlipSchema),
  /** Says a sentence of this kind at the volume that is set. Faults: `devices.notSaid`. */
  'devices.testVoice': request('changeDailySettings', z.strictObject({ kind: voiceKindSchema }), z.null()),
  /** The mute key: until it is pressed again, the person signs out, or the till restarts (BEHAVIOUR 6). */
  'devices.mute': request('useTill', z.strictObject({ muted: z.boolean() }), z.null()),
} as const
