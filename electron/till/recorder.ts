import type { Fault } from '../../contract/faults.ts'
import { fen } from '../../contract/money.ts'
import { OPEN_SALE_STATES } from '../../contract/states.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { paymentSlip, type SlipSetting } from '../slips/payment.ts'
import type { SellingParts } from './parts.ts'
import { step, type SaleEffect, type SaleEvent, type Step } from './sale-machine.ts'
import { sentences } from './sentences.ts'

/** States in which Cloud Pay may still change its mind, or has not said anything yet. */
export const isOpen = (sale: SaleRecord): boolean => OPEN_SALE_STATES.includes(sale.state)

type Spoken = 'sayPaid' | 'sayFailed' | 'sayUnknown' | 'toneWaiting'
const ANNOUNCED: Record<Spoken, { name: string; tone: 'paid' | 'waiting' | 'unknown' | 'failed'; urgency: number }> = {
  sayPaid: { name: 'paid', tone: 'paid', urgency: 2 },
  sayFailed: { name: 'failed', tone: 'failed', urgency: 1 },
  sayUnknown: { name: 'unknown', tone: 'unknown', urgency: 1 },
  toneWaiting: { name: 'waiting', tone: 'waiting', urgency: 5 },
}
const isSpoken = (effect: SaleEffect): effect is Spoken => effect in ANNOUNCED

export type Recorded = { written: true; sale: SaleRecord; next: Step | null } | { written: false }

/**
 * Moves a sale one step: by the table, into the book with its slip and its sentence in one transaction, and only then to
 * the spool and the voice (ARCHITECTURE, how a payment walks, 5).
 */
export function createRecorder(parts: SellingParts, kickSpool: () => void) {
  const { book, counter, clock, log } = parts
  let trouble: Fault | null = null

  function slipSetting(): SlipSetting {
    const { language, footer } = parts.settings()
    return { shopName: parts.place.shopName, deviceName: parts.place.deviceName, language, footer, training: parts.training }
  }

  const eventName = (effect: Spoken, sale: SaleRecord): string => `${ANNOUNCED[effect].name}:${sale.orderNo ?? sale.saleId}`

  function words(effect: Spoken, sale: SaleRecord): string {
    const { language } = parts.settings()
    const text = {
      sayPaid: () => sentences.paid(language, sale.tender, fen(sale.amountFen)),
      sayFailed: () => sentences.failed(language),
      sayUnknown: () => sentences.unknown(language),
      toneWaiting: () => '',
    }[effect]()
    return text && parts.training ? sentences.inTraining(language, text) : text
  }

  function announce(effect: Spoken, sale: SaleRecord): void {
    const { language, voice, voiceWindow } = parts.settings()
    if (!voice) return
    const { tone, urgency } = ANNOUNCED[effect]
    const announcement = {
      id: eventName(effect, sale),
      tone,
      text: words(effect, sale),
      language,
      urgency,
      staleAt: clock.now() + voiceWindow,
    }
    counter.announce(announcement).then(
      ({ outcome, firstSampleAt }) =>
        log.info('announce.done', { id: announcement.id, result: outcome.result, detail: outcome.detail, firstSampleAt }),
      (error: unknown) => log.warn('announce.failed', { id: announcement.id, text: String(error) }),
    )
  }

  function slipOf(sale: SaleRecord) {
    const madeAt = clock.now()
    return {
      event: `payment:${sale.orderNo ?? sale.saleId}`,
      orderNo: sale.orderNo,
      copy: false,
      madeAt,
      staleAt: madeAt + parts.settings().printWindow,
      document: paymentSlip(sale, slipSetting(), 'auto'),
    }
  }

  return {
    /** One step of one sale. `written: false` when the disk refused: nothing moved and nothing may follow. */
    take(before: SaleRecord, event: SaleEvent, facts: Partial<SaleRecord>): Recorded {
      const next = step(before.state, event)
      if (!next) return { written: true, sale: before, next }
      const sale: SaleRecord = { ...before, ...facts, state: next.to }
      if (JSON.stringify(sale) === JSON.stringify(before)) return { written: true, sale: before, next }
      const spoken = next.effects.find(isSpoken)
      const printed = next.effects.includes('slip') && parts.settings().autoPrint
      const { orderNo, amountFen, tender, fault } = sale
      try {
        const { mayAnnounce } = book.write({
          entry: {
            at: clock.now(),
            kind: `sale.${sale.state}`,
            subject: sale.saleId,
            body: { event, orderNo, amountFen, tender, fault },
          },
          sale,
          ...(printed ? { slip: slipOf(sale) } : {}),
          ...(spoken ? { sentence: eventName(spoken, sale) } : {}),
        })
        trouble = null
        if (sale.state !== before.state)
          log.info('sale.moved', { saleId: sale.saleId, orderNo, from: before.state, to: sale.state, event })
        if (printed) kickSpool()
        if (spoken && mayAnnounce) announce(spoken, sale)
        return { written: true, sale, next }
      } catch (error) {
        log.error('book.write', { text: error instanceof Error ? error.message : String(error) })
        trouble = { code: 'book.notWritten' }
        return { written: false }
      }
    },
    slipSetting,
    /** Set while the book refuses to be written. */
    trouble: (): Fault | null => trouble,
  }
}
export type Recorder = ReturnType<typeof createRecorder>
