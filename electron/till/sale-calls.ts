import type { CallResult } from '../../cloudpay/client/result.ts'
import { InternalStatus, TradeType } from '../../cloudpay/protocol/enums.ts'
import { fen } from '../../contract/money.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import type { HoldRecord, SaleRecord } from '../ledger/records.ts'
import { captureSlip, holdSlip } from '../slips/deposit.ts'
import { ownSlips } from '../slips/own-slips.ts'
import { paymentSlip, topUpSlip } from '../slips/payment.ts'
import type { SlipPart, SlipSetting } from '../slips/rows.ts'
import { readClose } from './answers.ts'
import { type ByPerson, aWarning, type MatterCalls, type MatterWords, type Reading } from './matter.ts'
import type { SellingParts } from './parts.ts'
import { orderNoOf, saleExchanges, type Code } from './sale-exchanges.ts'
import { isOpen, kindOf } from './sale-state.ts'
import type { SaleEvent } from './sale-events.ts'
import { step } from './sale-machine.ts'
import { ASK_LIMIT, CHARGE_AGAIN_LIMIT } from './schedule.ts'
import { sentences } from './sentences.ts'

const isNumberUsed = (result: CallResult<unknown>): boolean =>
  result.outcome === 'refused' && result.internalStatus === InternalStatus.numberUsed

/** 407 leaves a mark for ever. */
export const withMark = (result: CallResult<unknown>, reading: Reading<SaleRecord, SaleEvent>): Reading<SaleRecord, SaleEvent> =>
  isNumberUsed(result) ? { ...reading, facts: { ...reading.facts, numberUsed: true } } : reading

/** How long the slips of a payment wait at most to say how much is on the card then, ms. */
const BALANCE_WAIT = 1000

type Marks = Pick<SaleRecord, 'numberUsed' | 'notOurs'>

/** What Cloud Pay is asked about a sale. `codes`: in memory only, and only while they may have to be charged again. */
export function saleCalls(parts: Pick<SellingParts, 'cloud' | 'place' | 'serverNow'>) {
  const codes = new Map<string, Code>()
  /** What 407 has told of each sale: the disk may have refused to keep it, and it is true all the same. */
  const told = new Map<string, Marks>()
  const exchanges = saleExchanges(parts, (sale) => {
    const code = codes.get(sale.saleId)
    if (!code) throw new Error('a sale without a code is never charged')
    return code
  })

  /**
   * Reads an answer with what 407 told before. When 407 is the answer to the one request that ever left, that request was
   * not taken on, and whatever stands under the number belongs to somebody else.
   */
  function marked(
    result: CallResult<unknown>,
    sale: SaleRecord,
    read: (sale: SaleRecord) => Reading<SaleRecord, SaleEvent>,
    first = false,
  ): Reading<SaleRecord, SaleEvent> {
    const before = told.get(sale.saleId)
    const notOurs = first || before?.notOurs === true || sale.notOurs
    const marks = isNumberUsed(result) ? { numberUsed: true, notOurs } : before
    if (marks) told.set(sale.saleId, marks)
    const reading = read(marks ? { ...sale, ...marks } : sale)
    return marks ? { ...reading, facts: { ...reading.facts, ...marks } } : reading
  }

  const calls: MatterCalls<SaleRecord, SaleEvent> = {
    async send(sale, moment, first) {
      const { result, read } = await exchanges.send(sale, moment, first)
      return marked(result, sale, read, first)
    },
    async ask(sale, moment) {
      const { result, read } = await exchanges.ask(sale, moment)
      return marked(result, sale, read)
    },
    async close(sale) {
      const { tender, staffId } = sale
      if (tender === null) throw new Error('a QR is for one wallet')
      const result = await parts.cloud.closeOrder({ orderNo: orderNoOf(sale), tender, tradeType: TradeType.scanCode, staffId })
      return marked(result, sale, () => readClose(result))
    },
    // A code is good for about a minute; a QR is made again as long as it would be shown, a capture as long as it is waited for.
    maySendAgain: (sale, watched) =>
      sale.way === 'code' ? codes.has(sale.saleId) && watched < CHARGE_AGAIN_LIMIT : watched < ASK_LIMIT,
    broken: { event: 'noAnswer', facts: { fault: { code: 'sale.noAnswer' } } },
    rest(sale) {
      codes.delete(sale.saleId)
      told.delete(sale.saleId)
      exchanges.rest(sale)
    },
  }
  return { calls, codes }
}

/** The deposit that a hold has become. */
function heldRecord(sale: SaleRecord): HoldRecord {
  const { tender, saleId, remark, staffId, staffName } = sale
  if (tender !== 'wechat' && tender !== 'alipay') throw new Error('only wallets that hold deposits have them')
  return {
    holdNo: orderNoOf(sale),
    saleId,
    tender,
    heldFen: sale.amountFen,
    remark,
    heldAt: sale.settledAt ?? sale.startedAt,
    platformHoldId: sale.platformTxnId,
    staffId,
    staffName,
    told: null,
  }
}

/** What a person chose for the sale that stands in front. */
const CHOSEN: readonly string[] = ['qrChosen', 'takenBack', 'recorded', 'cashTaken'] satisfies SaleEvent[]

/** A sale by code is in the list of orders; who did something else to it, or began a capture, stands in the journal, and what became of it. */
function byWhom({ way, staffId, staffName, reversal, dismissed }: SaleRecord, event: SaleEvent | 'began'): ByPerson | null {
  if (event === 'balanceTold') return null
  const later = event === 'dismissed' ? dismissed : reversal
  if (later) return { staffId: later.staffId, staffName: later.staffName }
  return way === 'capture' || CHOSEN.includes(event) ? { staffId, staffName } : null
}

/** How a sale, a hold or a capture stands in the book, on paper and in the voice. */
export function saleWords(
  parts: Pick<SellingParts, 'settings'>,
  slipSetting: () => SlipSetting,
  awaitsBalance: (sale: SaleRecord) => boolean = () => false,
): MatterWords<SaleRecord, SaleEvent> {
  const language = () => parts.settings().language
  const paid: Record<ReturnType<typeof kindOf>, (sale: SaleRecord) => string> = {
    sale: ({ tender, amountFen, way }) =>
      sentences.paid(language(), tender, fen(amountFen), parts.settings().voice.sayType ? way : null),
    hold: ({ tender, amountFen }) => sentences.held(language(), tender, fen(amountFen)),
    topUp: ({ amountFen }) => sentences.toppedUp(language(), fen(amountFen)),
    capture: ({ amountFen, returnedFen }) =>
      sentences.captured(language(), fen(amountFen), returnedFen === null ? null : fen(returnedFen)),
  }
  const done = (sale: SaleRecord) => (['sale', 'topUp'].includes(kindOf(sale)) ? 'payment' : 'refund')
  const failed = {
    sale: sentences.failed,
    hold: sentences.holdFailed,
    capture: sentences.captureFailed,
    topUp: sentences.topUpFailed,
  }
  const unknown = {
    sale: sentences.unknown,
    hold: sentences.holdUnknown,
    capture: sentences.captureUnknown,
    topUp: sentences.topUpUnknown,
  }
  const slipOf: Record<ReturnType<typeof kindOf>, (sale: SaleRecord, part: SlipPart) => SlipDocument> = {
    sale: (sale, part) => paymentSlip(sale, slipSetting(), part),
    hold: (sale, part) => holdSlip(sale, slipSetting(), part),
    capture: (sale, part) => captureSlip(sale, slipSetting(), part),
    topUp: (sale, part) => topUpSlip(sale, slipSetting(), part),
  }
  return {
    name: 'sale',
    id: (sale) => sale.saleId,
    number: ({ orderNo, saleId }) => orderNo ?? saleId,
    step,
    isOpen,
    put: (sale) => (sale.state === 'held' ? { sale, hold: heldRecord(sale) } : { sale }),
    told: ({ orderNo, amountFen, tender, purpose, way, topUp, holdNo, fault, reversal, dismissed }) => ({
      orderNo,
      amountFen,
      tender,
      way,
      fault,
      ...(purpose === 'sale' ? {} : { purpose }),
      ...(topUp ? { cardNo: topUp.cardNo } : {}),
      ...(holdNo ? { holdNo } : {}),
      ...(reversal ? { reversal } : {}),
      ...(dismissed ? { dismissed } : {}),
    }),
    by: byWhom,
    slips: (sale) =>
      ownSlips(
        parts.settings().receipt,
        'payment',
        { event: `payment:${sale.orderNo ?? sale.saleId}`, orderNo: sale.orderNo },
        (part) => slipOf[kindOf(sale)](sale, part),
      ),
    slipsWait: (sale) => (awaitsBalance(sale) ? BALANCE_WAIT : 0),
    spoken: {
      sayPaid: { name: 'paid', tone: 'paid', urgency: 2, kind: done, text: (sale) => paid[kindOf(sale)](sale) },
      sayFailed: {
        name: 'failed',
        tone: 'failed',
        urgency: 1,
        kind: aWarning,
        text: (sale) => failed[kindOf(sale)](language()),
      },
      sayUnknown: {
        name: 'unknown',
        tone: 'unknown',
        urgency: 1,
        kind: aWarning,
        text: (sale) => unknown[kindOf(sale)](language()),
      },
      toneWaiting: { name: 'waiting', tone: 'waiting', urgency: 5, kind: done, text: () => '' },
    },
  }
}
