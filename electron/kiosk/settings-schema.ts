import { z } from 'zod'
import { cameraSetupSchema } from '../../contract/camera.ts'
import { exportFormSchema } from '../../contract/exports.ts'
import { MAX_FEN } from '../../contract/money.ts'
import { figureItemsSchema } from '../../contract/shift-requests.ts'
import { USUAL_ITEMS } from '../../contract/figure-choices.ts'
import { oneCodeSchema } from '../../contract/one-code.ts'
import { poleSetupSchema } from '../../contract/poles.ts'
import { coverRoles } from '../../contract/printer-roles.ts'
import { printersSchema } from '../../contract/printers.ts'
import { receiptSchema } from '../../contract/receipt.ts'
import { scannerSetupSchema, SCANNERS_MOST } from '../../contract/scanners.ts'
import { cashierModeSchema, languageSchema } from '../../contract/state-schemas.ts'
import { voiceSchema } from '../../contract/voice.ts'
import { FIRST_PRINTER, receiptAndVoice, severalPrinters } from './older-settings.ts'

/**
 * The HTTP proxy that every call goes through (`net.proxy`). A password that is written here goes into the vault at the next
 * start and is taken out of the file.
 */
const proxySchema = z.object({
  host: z.string().regex(/^[\w.:-]{1,253}$/),
  port: z.number().int().min(1).max(65_535),
  /** Basic parts the two with a colon. */
  user: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[^:]*$/)
    .optional(),
  password: z.string().min(1).max(256).optional(),
})
export type ProxySetting = z.infer<typeof proxySchema>

/** The till's settings, with the register of BEHAVIOUR 8 as the source of names, defaults and ranges. */
export const settingsSchema = z.object({
  language: languageSchema.default('zh-CN'),
  theme: z.enum(['light', 'dark']).default('light'),
  /** In the order in which they are taken, each with how slips are laid on its paper (`receipt.*`). */
  printers: printersSchema.transform(coverRoles).prefault([{ id: FIRST_PRINTER }]),
  /** Scanners that are not heard as keyboards (`scanner.device`, `scanner.serial`). */
  scanners: z.array(scannerSetupSchema).max(SCANNERS_MOST).default([]),
  /** A camera that reads codes as a scanner does. */
  camera: cameraSetupSchema.prefault({}),
  /** The customer's pole display. */
  pole: poleSetupSchema.default({ kind: 'none' }),
  /** `pack`: the folder of the shop's own voice (docs/voice-pack.md); null: the default one. */
  voice: voiceSchema.extend({ pack: z.string().min(1).max(1000).nullable().default(null) }).prefault({}),
  /** After how many minutes without a touch the till asks for a password again; 0: never. The shift goes on (BEHAVIOUR F02). */
  lock: z.object({ afterMinutes: z.number().int().min(0).max(240).default(15) }).prefault({}),
  /** `byPhone`: people may sign in by a QR that their phone scans; what Cloud Pay does then is not public (UNDOCUMENTED 2). */
  signIn: z.object({ byPhone: z.boolean().default(false) }).prefault({}),
  /** The largest amount one sale may have, in fen (`cashier.maxAmount`). */
  maxAmountFen: z.number().int().min(1).max(MAX_FEN).default(MAX_FEN),
  /** What this till takes: payments, deposits, or both (`cashier.mode`). */
  cashierMode: cashierModeSchema.default('cashier'),
  /** Other ways to take money (BEHAVIOUR F05). */
  ways: z
    .object({ qr: z.boolean().default(false), cash: z.boolean().default(false), bankCard: z.boolean().default(false) })
    .prefault({}),
  /** `enabled`: a manager may take a payment back that hangs (PROTOCOL 5.1, 5), once an admin has imported the private key. */
  reverse: z.object({ enabled: z.boolean().default(false) }).prefault({}),
  /** How slips come out by themselves and look, whatever printer they come from (`receipt.*`). */
  receipt: receiptSchema.prefault({}),
  /** QR codes of the shop whose payments are printed and announced by themselves (`onecode.*`). */
  oneCode: oneCodeSchema.prefault({}),
  /**
   * Hand-over (`shift.*`): whether it prints, with each movement, and what of the figures. `cash`: it is counted, and `floatFen` lies
   * in the drawer at the start. `signOut`: whoever hands over is signed out (`shift.reloginAfter`).
   */
  shift: z
    .object({
      print: z.boolean().default(false),
      printDetail: z.boolean().default(false),
      items: figureItemsSchema.default([...USUAL_ITEMS]),
      cash: z.boolean().default(false),
      floatFen: z.number().int().min(0).max(MAX_FEN).default(0),
      signOut: z.boolean().default(true),
    })
    .prefault({}),
  /** What of the figures of a period is printed (`summary.print.items`), and the form that a file of them was last asked for in. */
  summary: z.object({ items: figureItemsSchema.default([...USUAL_ITEMS]), form: exportFormSchema.default('csv') }).prefault({}),
  /** The way to Cloud Pay, and limits of a call, ms: until there is a connection, and until the answer is whole. */
  network: z
    .object({
      proxy: proxySchema.nullable().default(null),
      connectMs: z.number().int().min(500).max(60_000).default(5_000),
      answerMs: z.number().int().min(1_000).max(120_000).default(15_000),
    })
    .prefault({}),
  /** `auto`: the customer display stands on the second screen, as long as there is one. */
  customerDisplay: z.enum(['auto', 'off']).default('auto'),
  /** False once somebody has put away the offer to set up printer and scanner. */
  offerSetUp: z.boolean().default(true),
})
export type Settings = z.infer<typeof settingsSchema>

/** The shape's version in the file. A step below brings an older file up by one version. */
export const SETTINGS_VERSION = 2
const STEPS: Readonly<Record<number, (older: Record<string, unknown>) => Record<string, unknown>>> = {
  1: (older) => severalPrinters(receiptAndVoice(older)),
}

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({})

/**
 * Reads what stood in a settings file. Null when it is no settings file or a value is out of range: then the whole file is
 * not to be trusted. A file of a newer version is read as far as this version knows its names.
 */
export function settingsFrom(content: unknown): Settings | null {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return null
  const { version, ...values } = content as Record<string, unknown>
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return null
  let current: Record<string, unknown> = values
  for (let step = version; step < SETTINGS_VERSION; step++) current = STEPS[step]?.(current) ?? current
  const parsed = settingsSchema.safeParse(current)
  return parsed.success ? parsed.data : null
}
