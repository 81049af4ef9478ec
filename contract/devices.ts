import { z } from 'zod'
import { PRINTERS_MOST } from './device-choices.ts'
import { printerFoundSchema, printersSchema, printOutcomeSchema, triedSchema } from './printers.ts'
import { poleSetupSchema, poleTextSchema } from './poles.ts'
import { scannerFoundSchema, scannerSetupSchema, scanTriedSchema, SCAN_LENGTH_MOST, SCANNERS_MOST } from './scanners.ts'
import { slipDocumentSchema } from './slip.ts'
import { languageSchema } from './state-schemas.ts'
import { voiceKindSchema, volumesSchema } from './voice.ts'

/**
 * What the main process and the devices process say to each other. Both sides parse every message: the devices process
 * holds native add-ons and may be any age of itself.
 */

/** Where sound can come out: the name that the sound system knows it by, and what it calls itself. */
export const outputFoundSchema = z.object({ name: z.string().min(1).max(200), label: z.string().max(200) })
export type OutputFound = z.infer<typeof outputFoundSchema>

export const devicesConfigSchema = z.object({
  printers: printersSchema,
  /** The first slip after a pause waits so long, while the printer is woken, ms. */
  firstSlipDelayMs: z.number().int().min(0).max(10_000),
  scanners: z.array(scannerSetupSchema).max(SCANNERS_MOST),
  voice: z.object({
    enabled: z.boolean(),
    volume: volumesSchema,
    /** The sound server's or ALSA's name of the output; null: the usual one. */
    device: z.string().max(200).nullable(),
    /** The folder of the shop's own voice pack (docs/voice-pack.md); null: the default voice. */
    pack: z.string().min(1).max(1000).nullable(),
  }),
  pole: poleSetupSchema,
  /** When set, every slip (raw bytes, PNG, PDF) and every sentence (WAV) is kept here as well. */
  archive: z.string().min(1).nullable(),
})
export type DevicesConfig = z.infer<typeof devicesConfigSchema>

/** A short figure before the words, so that sound begins with the colour (prototype README, motion and sound). */
export const TONES = ['paid', 'waiting', 'unknown', 'failed', 'none'] as const

export const announcementSchema = z.object({
  /** The event it belongs to, for example `paid:0100…`: one event is never announced twice. */
  id: z.string().min(1).max(80),
  tone: z.enum(TONES),
  /** How loud it is said goes by this. */
  kind: voiceKindSchema,
  /** What is said; figures are written out in words already. Empty: the tone alone. */
  text: z.string().max(200),
  language: languageSchema,
  /** Lower is more urgent; within one urgency first come, first said. */
  urgency: z.number().int().min(0).max(9),
  /** Epoch ms after which it is stale and must not be said any more. */
  staleAt: z.number().int(),
})
export type Announcement = z.infer<typeof announcementSchema>

export const announceOutcomeSchema = z.object({
  result: z.enum(['played', 'written', 'stale', 'muted', 'repeated', 'failed']),
  detail: z.string().max(200),
})
export type AnnounceOutcome = z.infer<typeof announceOutcomeSchema>

export const LAMP_LEVELS = ['ok', 'warn', 'bad'] as const
export const LAMP_REASONS = [
  'fine',
  'starting',
  'off',
  'noAnswer',
  'slow',
  'noPrinter',
  'offline',
  'paperOut',
  'coverOpen',
  'slipsWaiting',
  'standIn',
  'virtual',
  'keyboardScanner',
  'noScanner',
  'scannerDenied',
  'scannerBroken',
  'noCamera',
  'cameraBusy',
  'cameraBroken',
  'noPole',
  'noVoice',
  'noSoundDevice',
  'muted',
  'devicesRestarting',
] as const
/**
 * A lamp of the header: how it stands and why; each reason has a sentence that says what to do. `standIn` says which printer,
 * by its name and its place in the list from 1, does the work of one that cannot, and why that one cannot.
 */
export const lampSchema = z.object({
  level: z.enum(LAMP_LEVELS),
  reason: z.enum(LAMP_REASONS),
  standIn: z.object({ name: z.string(), place: z.number().int(), because: z.enum(LAMP_REASONS) }).exactOptional(),
})
export type Lamp = z.infer<typeof lampSchema>

export const toDevicesSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('configure'), config: devicesConfigSchema }),
  /** `printerId`: on this printer or none; null: on those that slips of this kind are for. */
  z.object({
    type: z.literal('print'),
    jobId: z.string().min(1),
    document: slipDocumentSchema,
    printerId: z.string().nullable(),
  }),
  z.object({ type: z.literal('announce'), announcement: announcementSchema }),
  /** Which devices on this machine may be scanners; answered by `scannersFound`. */
  z.object({ type: z.literal('findScanners'), id: z.number().int() }),
  /** Which printers there are; answered by `printersFound`. */
  z.object({ type: z.literal('findPrinters'), id: z.number().int() }),
  /** Where sound can come out; answered by `outputsFound`. */
  z.object({ type: z.literal('findOutputs'), id: z.number().int() }),
  /**
   * Pairing and the test view: what the scanners read is told raw and goes nowhere else. While it is on, every scanner that
   * is found and not set up yet is listened to as well. Ends by itself after `forMs`.
   */
  z.object({ type: z.literal('tryScanners'), forMs: z.number().int().min(0).max(600_000) }),
  /** From now on nothing is heard, not even the rest of what is being said; or it is again. */
  z.object({ type: z.literal('mute'), muted: z.boolean() }),
  /** What the pole display shows from now on; the last one holds. */
  z.object({ type: z.literal('showPole'), text: poleTextSchema }),
  z.object({ type: z.literal('ping'), id: z.number().int() }),
  z.object({ type: z.literal('stop') }),
])
export type ToDevices = z.infer<typeof toDevicesSchema>

export const fromDevicesSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('pong'), id: z.number().int() }),
  /** `printers` and `scanners`: one for each that is set up. */
  z.object({
    type: z.literal('status'),
    printers: z.array(z.object({ id: z.string(), lamp: lampSchema })).max(PRINTERS_MOST),
    voice: lampSchema,
    /** Null when none is set up. */
    pole: lampSchema.nullable(),
    scanners: z.array(z.object({ id: z.string(), lamp: lampSchema })),
  }),
  /** A scanner read this, whole. `at`: when its last byte came, epoch ms with fractions. */
  z.object({ type: z.literal('scan'), scannerId: z.string(), text: z.string().min(1).max(SCAN_LENGTH_MOST), at: z.number() }),
  z.object({ type: z.literal('scannersFound'), id: z.number().int(), found: z.array(scannerFoundSchema).max(64) }),
  z.object({ type: z.literal('outputsFound'), id: z.number().int(), found: z.array(outputFoundSchema).max(64) }),
  z.object({ type: z.literal('printersFound'), id: z.number().int(), found: z.array(printerFoundSchema).max(64) }),
  scanTriedSchema.extend({ type: z.literal('scanTried') }),
  /**
   * `firstByteAt` is when the first byte left for the printer, epoch ms with fractions; 0 when none did. `tried`: the printers
   * that were asked, in order. More than one only where those before left nothing on paper.
   */
  z.object({
    type: z.literal('printDone'),
    jobId: z.string(),
    outcome: printOutcomeSchema,
    firstByteAt: z.number(),
    tried: z.array(triedSchema).max(PRINTERS_MOST),
  }),
  z.object({ type: z.literal('announceDone'), id: z.string(), outcome: announceOutcomeSchema, firstSampleAt: z.number() }),
  z.object({ type: z.literal('fault'), text: z.string() }),
])
export type FromDevices = z.infer<typeof fromDevicesSchema>
