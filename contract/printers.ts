import { z } from 'zod'
import { PRINTER_PROFILES, PRINTER_ROLES, PRINTERS_MOST } from './device-choices.ts'
import { serialLineSchema } from './serial-line.ts'

/** How a printer is reached. */
export const printerConfigSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Raw TCP, usually port 9100. */
  z.object({ kind: z.literal('network'), host: z.string().min(1), port: z.number().int().min(1).max(65535) }),
  /** A character device or file that takes bytes, for example /dev/usb/lp0. */
  z.object({ kind: z.literal('file'), path: z.string().min(1) }),
  z.object({ kind: z.literal('serial'), line: serialLineSchema }),
  /** A raw queue of CUPS, by its name. */
  z.object({ kind: z.literal('cups'), queue: z.string().regex(/^[\w.-]{1,127}$/) }),
  /** Draws PNG and PDF and keeps the raw bytes in a folder. */
  z.object({ kind: z.literal('virtual'), folder: z.string().min(1) }),
])
export type PrinterConfig = z.infer<typeof printerConfigSchema>

/** A printer that was found on this machine, or something that may be one. */
export const printerFoundSchema = z.object({
  config: printerConfigSchema,
  /** As the device, or its queue, calls itself. */
  name: z.string().max(200),
})
export type PrinterFound = z.infer<typeof printerFoundSchema>

/** `image` draws the whole slip as one picture: slower, and right on a printer that garbles hanzi (BEHAVIOUR F23). */
export const PRINT_MODES = ['text', 'image'] as const

/** What a slip is printed with, beside the profile (BEHAVIOUR F23). */
const paper = {
  mode: z.enum(PRINT_MODES),
  /** Blank lines above the slip and below it, before the paper is moved to where it is torn. */
  headLines: z.number().int().min(0).max(20),
  tailLines: z.number().int().min(0).max(20),
  /** Between the end of one slip and the start of the next, so that staff can tear it off, ms. */
  gapMs: z.number().int().min(0).max(30_000),
  /** Whether a printer with a cutter cuts. */
  cut: z.boolean(),
}
export const paperSchema = z.object({
  mode: paper.mode.default('text'),
  headLines: paper.headLines.default(0),
  tailLines: paper.tailLines.default(0),
  gapMs: paper.gapMs.default(0),
  cut: paper.cut.default(true),
})
export type Paper = z.infer<typeof paperSchema>
/** What is to be changed of it. */
export const paperChangeSchema = z.strictObject({
  mode: paper.mode.exactOptional(),
  headLines: paper.headLines.exactOptional(),
  tailLines: paper.tailLines.exactOptional(),
  gapMs: paper.gapMs.exactOptional(),
  cut: paper.cut.exactOptional(),
})

const setup = {
  /** Lower-case letters, digits and hyphens. It names the printer in messages, and is never used again for another one. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** As people call it; empty: by its place in the list. */
  name: z.string().max(40),
  profile: z.enum(PRINTER_PROFILES),
  roles: z.array(z.enum(PRINTER_ROLES)).max(PRINTER_ROLES.length),
}
/** One printer of the till, as it is set up. */
export const printerSetupSchema = z.object({
  id: setup.id,
  name: setup.name.default(''),
  printer: printerConfigSchema.default({ kind: 'none' }),
  profile: setup.profile.default('generic-58'),
  paper: paperSchema.prefault({}),
  roles: setup.roles.default([...PRINTER_ROLES]),
})
export type PrinterSetup = z.infer<typeof printerSetupSchema>
/** What is to be changed of it, beside its way. */
export const printerSetupChange = {
  name: setup.name.exactOptional(),
  profile: setup.profile.exactOptional(),
  paper: paperChangeSchema.exactOptional(),
  roles: setup.roles.min(1).exactOptional(),
}

/** The printers of a till in the order in which they are taken. There is always one, if only in name. */
export const printersSchema = z
  .array(printerSetupSchema)
  .min(1)
  .max(PRINTERS_MOST)
  .refine((printers) => new Set(printers.map(({ id }) => id)).size === printers.length, 'two printers of one id')

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

/** How a job came out on one printer. */
export const triedSchema = z.object({ printerId: setup.id, outcome: printOutcomeSchema })
export type Tried = z.infer<typeof triedSchema>
