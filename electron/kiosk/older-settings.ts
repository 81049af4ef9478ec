import { VOLUME_LEAST } from '../../contract/device-choices.ts'

/**
 * Steps of the settings file from one version to the next. They move what they know and leave the rest as it is: whether a value is
 * in range is for the schema to say.
 */

type Values = Readonly<Record<string, unknown>>
const isGroup = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)

function receiptOf(receipt: Values, footer: unknown): Values {
  const { auto } = receipt
  return {
    ...receipt,
    ...(typeof auto === 'boolean' && { auto: { payment: auto, refund: auto } }),
    ...(footer !== undefined && { footer }),
  }
}

function voiceOf({ volume, ...voice }: Values): Values {
  if (volume === 0) return { ...voice, enabled: false }
  if (typeof volume !== 'number') return volume === undefined ? voice : { ...voice, volume }
  const audible = volume > 0 ? Math.max(volume, VOLUME_LEAST) : volume
  return { ...voice, volume: { payment: audible, refund: audible, warning: audible } }
}

/**
 * Version 1 had one switch for all slips, the footer beside them, and one volume. A volume of nothing was how a till was silenced:
 * now the switch says so.
 */
export function receiptAndVoice({ footer, receipt = {}, voice = {}, ...older }: Values): Record<string, unknown> {
  return {
    ...older,
    receipt: isGroup(receipt) ? receiptOf(receipt, footer) : receipt,
    voice: isGroup(voice) ? voiceOf(voice) : voice,
  }
}

/** Of the only printer of a till of version 1. */
export const FIRST_PRINTER = 'printer-1'

/** Version 1 had one printer, which printed everything. */
export function severalPrinters({ printer, profile, paper, ...older }: Values): Record<string, unknown> {
  return { ...older, printers: [{ id: FIRST_PRINTER, printer, profile, paper }] }
}
