import { z } from 'zod'
import { languageSchema } from './states.ts'
import { slipDocumentSchema } from './slip.ts'

/**
 * What the main process and the devices process say to each other. Both sides parse every message: the devices process
 * holds native add-ons and may be any age of itself.
 */

export const PRINTER_PROFILES = ['generic-58', 'generic-80'] as const

export const printerConfigSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Raw TCP, usually port 9100. */
  z.object({ kind: z.literal('network'), host: z.string().min(1), port: z.number().int().min(1).max(65535) }),
  /** A character device or file that takes bytes, for example /dev/usb/lp0. */
  z.object({ kind: z.literal('file'), path: z.string().min(1) }),
  /** Draws PNG and PDF and keeps the raw bytes in a folder. */
  z.object({ kind: z.literal('virtual'), folder: z.string().min(1) }),
])
export type PrinterConfig = z.infer<typeof printerConfigSchema>

export const devicesConfigSchema = z.object({
  printer: printerConfigSchema,
  profile: z.enum(PRINTER_PROFILES),
  voice: z.object({
    enabled: z.boolean(),
    /** 0 to 100. */
    volume: z.number().int().min(0).max(100),
  }),
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
  /** What is said; figures are written out in words already. Empty: the tone alone. */
  text: z.string().max(200),
  language: languageSchema,
  /** Lower is more urgent; within one urgency first come, first said. */
  urgency: z.number().int().min(0).max(9),
  /** Epoch ms after which it is stale and must not be said any more. */
  staleAt: z.number().int(),
})
export type Announcement = z.infer<typeof announcementSchema>

export const PRINTER_FAULTS = [
  'noPrinter',
  'offline',
  'paperOut',
  'coverOpen',
  'interrupted',
  'cannotPrintAmount',
  'failed',
] as const
export type PrinterFault = (typeof PRINTER_FAULTS)[number]

/**
 * `printed`: the printer said so. `sent`: all bytes were taken, the printer cannot say more. `failed` with
 * `bytesOut` 0 left nothing on paper and may be repeated; with more, a part may be printed.
 */
export const printOutcomeSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('printed') }),
  z.object({ result: z.literal('sent') }),
  z.object({
    result: z.literal('failed'),
    fault: z.enum(PRINTER_FAULTS),
    bytesOut: z.number().int().nonnegative(),
    detail: z.string().max(200),
  }),
])
export type PrintOutcome = z.infer<typeof printOutcomeSchema>

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
  'virtual',
  'keyboardScanner',
  'noVoice',
  'noSoundDevice',
  'muted',
  'devicesRestarting',
] as const
/** A lamp of the header: how it stands and why; each reason has a sentence that says what to do. */
export const lampSchema = z.object({ level: z.enum(LAMP_LEVELS), reason: z.enum(LAMP_REASONS) })
export type Lamp = z.infer<typeof lampSchema>

export const toDevicesSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('configure'), config: devicesConfigSchema }),
  z.object({ type: z.literal('print'), jobId: z.string().min(1), document: slipDocumentSchema }),
  z.object({ type: z.literal('announce'), announcement: announcementSchema }),
  z.object({ type: z.literal('ping'), id: z.number().int() }),
  z.object({ type: z.literal('stop') }),
])
export type ToDevices = z.infer<typeof toDevicesSchema>

export const fromDevicesSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('pong'), id: z.number().int() }),
  z.object({ type: z.literal('status'), printer: lampSchema, voice: lampSchema }),
  /** `firstByteAt` is when the first byte left for the printer, epoch ms with fractions; 0 when none did. */
  z.object({ type: z.literal('printDone'), jobId: z.string(), outcome: printOutcomeSchema, firstByteAt: z.number() }),
  z.object({ type: z.literal('announceDone'), id: z.string(), outcome: announceOutcomeSchema, firstSampleAt: z.number() }),
  z.object({ type: z.literal('fault'), text: z.string() }),
])
export type FromDevices = z.infer<typeof fromDevicesSchema>
