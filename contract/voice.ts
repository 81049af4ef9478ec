import { z } from 'zod'
import { VOICE_KINDS, VOLUME_LEAST, VOLUME_MOST } from './device-choices.ts'

export const voiceKindSchema = z.enum(VOICE_KINDS)

const volume = z.number().int().min(VOLUME_LEAST).max(VOLUME_MOST)

const voice = {
  enabled: z.boolean(),
  /** Whether payments are announced (`voice.code`); warnings always are. */
  code: z.boolean(),
  /** Whether the type of a transaction is said before it. */
  sayType: z.boolean(),
  /** A sentence older than this is not said any more, ms. */
  windowMs: z.number().int().min(5_000).max(600_000),
  /** The sound server's or ALSA's name of the output; null: the usual one. */
  device: z.string().max(200).nullable(),
}

/** In percent, by kind. */
export const volumesSchema = z.object({ payment: volume, refund: volume, warning: volume })
export type Volumes = z.infer<typeof volumesSchema>

export const voiceSchema = z.object({
  enabled: voice.enabled.default(true),
  code: voice.code.default(true),
  sayType: voice.sayType.default(false),
  windowMs: voice.windowMs.default(60_000),
  volume: z.object({ payment: volume.default(80), refund: volume.default(80), warning: volume.default(80) }).prefault({}),
  device: voice.device.default(null),
})
export type VoiceSetting = z.infer<typeof voiceSchema>

/** What is to be changed of it. */
export const voiceChangeSchema = z.strictObject({
  enabled: voice.enabled.exactOptional(),
  code: voice.code.exactOptional(),
  sayType: voice.sayType.exactOptional(),
  windowMs: voice.windowMs.exactOptional(),
  volume: z
    .strictObject({ payment: volume.exactOptional(), refund: volume.exactOptional(), warning: volume.exactOptional() })
    .exactOptional(),
  device: voice.device.exactOptional(),
})
