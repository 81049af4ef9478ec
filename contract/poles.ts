import { z } from 'zod'
import { POLE_CHARSETS, POLE_COMMANDS } from './device-choices.ts'
import { serialLineSchema } from './serial-line.ts'

/** A pole display of two lines on a serial line, facing the customer. */
export const poleSetupSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('serial'),
    line: serialLineSchema,
    commands: z.enum(POLE_COMMANDS).default('cd5220'),
    charset: z.enum(POLE_CHARSETS).default('ascii'),
    columns: z.number().int().min(16).max(40).default(20),
  }),
])
export type PoleSetup = z.infer<typeof poleSetupSchema>

const poleWords = z.object({ gbk: z.string().max(80), ascii: z.string().max(80) })

/**
 * Two lines, each with words on the left and on the right, in hanzi and in Latin letters: which are shown depends on what the
 * display can do. What stands on the right is an amount or a time and is never cut short; the left gives way.
 */
export const poleTextSchema = z.object({
  top: z.object({ left: poleWords, right: poleWords }),
  bottom: z.object({ left: poleWords, right: poleWords }),
})
export type PoleText = z.infer<typeof poleTextSchema>
