import type { Announcement } from '../../contract/devices.ts'
import { fen } from '../../contract/money.ts'
import type { VoiceKind } from '../../contract/device-choices.ts'
import { sentences } from '../till/sentences.ts'
import type { Settings } from './settings-schema.ts'

const A_FEN = fen(1)

/** What is said from the settings page to hear a kind: its tone, and a sentence of it that says that it is a test. */
export function voiceTest(
  kind: VoiceKind,
  { language, voice }: Pick<Settings, 'language' | 'voice'>,
): Omit<Announcement, 'id' | 'staleAt'> {
  const examples = {
    payment: { tone: 'paid', text: sentences.paid(language, 'wechat', A_FEN, voice.sayType ? 'code' : null) },
    refund: { tone: 'none', text: sentences.refunded(language, 'wechat', A_FEN) },
    warning: { tone: 'unknown', text: sentences.unknown(language) },
  } as const
  const { tone, text } = examples[kind]
  return { kind, tone, text: sentences.test(language, text), language, urgency: 5 }
}
