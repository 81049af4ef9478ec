import { boundSlip } from '../slips/payment.ts'
import type { Binding } from './binding.ts'
import type { SellingParts } from './parts.ts'
import { slipSettingOf } from './selling.ts'
import { sentences } from './sentences.ts'

/** The installer sees on paper and hears that binding worked (BEHAVIOUR F01). Said and printed once a binding. */
export function tellBound(
  bound: Binding,
  parts: Omit<SellingParts, 'cloud' | 'place' | 'serverNow'>,
  kickSpool: () => void,
): void {
  const { book, clock, counter, log } = parts
  const { language, voice, receipt } = parts.settings()
  const now = clock.now()
  const event = `bound:${bound.deviceId}:${bound.boundAt}`
  const { mayAnnounce } = book.write({
    entry: {
      at: now,
      kind: 'till.bound',
      subject: bound.deviceId,
      body: { shopId: bound.shopId, serialNumber: bound.serialNumber },
    },
    slips: [
      {
        event,
        orderNo: null,
        copy: false,
        madeAt: now,
        staleAt: now + receipt.windowMs,
        document: boundSlip({ serialNumber: bound.serialNumber, at: now }, slipSettingOf(bound, parts)),
      },
    ],
    sentence: event,
  })
  kickSpool()
  if (!mayAnnounce || !voice.enabled) return
  const announcement = {
    id: event,
    tone: 'none' as const,
    kind: 'payment' as const,
    text: sentences.bound(language),
    language,
    urgency: 3,
    staleAt: now + voice.windowMs,
  }
  counter.announce(announcement).catch((error: unknown) => {
    log.warn('announce.failed', { id: event, text: String(error) })
  })
}
