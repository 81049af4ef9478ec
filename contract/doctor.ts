import { z } from 'zod'
import { LAMP_LEVELS } from './devices.ts'

/** What the check of the machine may find; each has a sentence that says what to do. */
export const FINDING_CODES = [
  'sandbox.on',
  'sandbox.off',
  'sandbox.forbidden',
  'groups.fine',
  'groups.missing',
  'udev.fine',
  'udev.absent',
  'ports.fine',
  'ports.none',
  'ports.gone',
  'ports.denied',
  'printer.fine',
  'printer.none',
  'printer.silent',
  'audio.fine',
  'audio.noOutput',
  'audio.noVoice',
  'clock.fine',
  'clock.off',
  'clock.unknown',
  'disk.fine',
  'disk.low',
  'disk.full',
  'network.fine',
  'network.some',
  'network.none',
  'secrets.keyring',
  'secrets.file',
  'secrets.unknown',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

export const findingSchema = z.object({
  code: z.enum(FINDING_CODES),
  level: z.enum(LAMP_LEVELS),
  /** The values that its sentence names. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Finding = z.infer<typeof findingSchema>
