import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Tender } from '../../contract/states.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { Follower, Live } from './follower.ts'
import type { SellingParts } from './parts.ts'
import type { SaleEvent } from './sale-events.ts'
import { isOpen } from './sale-state.ts'

type Entry = Live<SaleRecord>

interface OtherWaysParts extends Pick<SellingParts, 'settings' | 'clock'> {
  /** The sale that waits in front for its way to be chosen, where that way is offered. */
  readonly choosing: (saleId: string, offered: boolean, act: (entry: Entry) => Outcome<null>) => Outcome<null>
  readonly withEntry: (saleId: string, act: (entry: Entry) => Outcome<null>) => Outcome<null>
  /** Takes a number and writes down that it is about to be used. */
  readonly written: (entry: Entry, event: SaleEvent, facts: Partial<SaleRecord>) => boolean
  readonly send: (entry: Entry) => Outcome<null>
  readonly follower: Pick<Follower<SaleRecord, SaleEvent>, 'act'>
}

/** Ways to take the money other than the customer's code (BEHAVIOUR F05): a QR that is scanned, cash, a bank card. */
export const otherWays = ({ settings, clock, choosing, withEntry, written, send, follower }: OtherWaysParts) => ({
  /**
   * A QR for the customer to scan, on one wallet (PROTOCOL 5.2); a hold's is Alipay's alone (PROTOCOL 5.5). Faults:
   * `sale.notWaiting`, `sale.wayNotOffered`, `deposit.qrOnlyAlipay`, `topUp.onlyCode`, `book.notWritten`.
   */
  showQr: (saleId: string, tender: 'wechat' | 'alipay') =>
    choosing(saleId, settings().ways.qr, (entry) => {
      if (entry.record.purpose === 'topUp') return refuse('topUp.onlyCode')
      if (entry.record.purpose === 'hold' && tender !== 'alipay') return refuse('deposit.qrOnlyAlipay')
      if (!written(entry, 'qrChosen', { way: 'qr', tender })) return refuse('book.notWritten')
      return send(entry)
    }),

  /** Gives a QR up: it is closed, and asked about once more before anything is believed (PROTOCOL 5.2). */
  takeBackQr: (saleId: string) =>
    withEntry(saleId, (entry) => {
      if (entry.record.way !== 'qr' || !isOpen(entry.record)) return refuse('sale.notWaiting')
      return follower.act(entry, 'takenBack') ? ok(null) : refuse('book.notWritten')
    }),

  /**
   * Cash or a bank card was taken beside the till: written down as paid, here alone. Cash for the card of a member who was found has to be
   * credited there: it is paid when that is known. Faults:
   * `sale.notWaiting`, `sale.wayNotOffered`, `deposit.tenderNotOffered`, `topUp.onlyCode`, `sale.tooLittleCash`, `book.notWritten`.
   */
  record(saleId: string, tender: Extract<Tender, 'cashRecord' | 'bankCardRecord'>, receivedFen: number | null): Outcome<null> {
    const { cash, bankCard } = settings().ways
    return choosing(saleId, tender === 'cashRecord' ? cash : bankCard, (entry) => {
      const { purpose, amountFen, topUp } = entry.record
      const onCard = purpose === 'topUp'
      if (purpose === 'hold') return refuse('deposit.tenderNotOffered')
      // The payer's own card only the payer's code finds.
      if (onCard && (tender !== 'cashRecord' || topUp === null || topUp.byPayer)) return refuse('topUp.onlyCode')
      const given = tender === 'cashRecord' ? receivedFen : null
      if (given !== null && given < amountFen) return refuse('sale.tooLittleCash')
      if (onCard) {
        const taken = { way: 'record', tender, receivedFen: given } as const
        return written(entry, 'cashTaken', taken) ? send(entry) : refuse('book.notWritten')
      }
      const settled = { settledAt: clock.now(), paidFen: amountFen, settledFen: amountFen }
      const facts = { way: 'record', tender, receivedFen: given, ...settled } as const
      return written(entry, 'recorded', facts) ? ok(null) : refuse('book.notWritten')
    })
  },
})
