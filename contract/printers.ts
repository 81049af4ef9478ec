import { z } from 'zod'
import { serialLineSchema } from './serial-line.ts'

/** One profile a model or family; the data are in drivers/printer/profiles. */
export const PRINTER_PROFILES = [
  'generic-58',
  'generic-76',
  'generic-80',
  'epson-tm-t82',
  'epson-tm-t88',
  'xprinter-58',
  'xprinter-80',
  'gprinter-58',
  'gprinter-80',
  'sunmi-58',
  'sunmi-80',
  'star-escpos-80',
] as const
export type ProfileName = (typeof PRINTER_PROFILES)[number]

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
