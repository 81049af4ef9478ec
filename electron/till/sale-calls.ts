import type { CallResult } from '../../cloudpay/client/result.ts'
import { InternalStatus, TradeType } from '../../cloudpay/protocol/enums.ts'
import { fen } from '../../contract/money.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { paymentSlip } from '../slips/payment.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { readCharge, readClose, readQr, readQuery } from './answers.ts'
import type { Effect, MatterCalls, MatterWords, Moment, Reading, Sentence } from './matter.ts'
import type { SellingParts } from './parts.ts'
import { isOpen } from './sale-state.ts'
import { step, type SaleEvent } from './sale-machine.ts'
import { ASK_LIMIT, CHARGE_AGAIN_LIMIT } from './schedule.ts'
import type { Scan } from './scan.ts'
import { sentences } from './sentences.ts'

export type WalletTender = Extract<Scan, { kind: 'paymentCode' }>['tender']

const isNumberUsed = (result: CallResult<unknown>): boolean =>
  result.outcome === 'refused' && result.internalStatus === InternalStatus.numberUsed

/** What every answer about a sale may bring beside its own meaning: a pause, and the mark that 407 leaves for ever. */
export function withMarks(result: CallResult<unknown>, reading: Reading<SaleRecord, SaleEvent>): Reading<SaleRecord, SaleEvent> {
  if (result.outcome === 'unknown' && result.reason === 'tryLater') return { ...reading, wait: 3000 }
  return isNumberUsed(result) ? { ...reading, facts: { ...reading.facts, numberUsed: true } } : reading
}

type Marks = Pick<SaleRecord, 'numberUsed' | 'notOurs'>

const tradeTypeOf = (sale: SaleRecord): number => (sale.way === 'qr' ? TradeType.scanCode : TradeType.micro)

/** What Cloud Pay is asked about a sale. `codes`: in memory only, and only while they may have to be charged again. */
export function saleCalls({ cloud, place }: Pick<SellingParts, 'cloud' | 'place'>) {
  const codes = new Map<string, { text: string; tender: WalletTender }>()
  /** What 407 has told of each sale: the disk may have refused to keep it, and it is true all the same. */
  const told = new Map<string, Marks>()
  const orderNoOf = (sale: SaleRecord): string => {
    if (sale.orderNo === null) throw new Error('a sale without a number is never sent')
    return sale.orderNo
  }
  const content = (sale: SaleRecord) => {
    const { amountFen, remark, staffId } = sale
    return { orderNo: orderNoOf(sale), amountFen: fen(amountFen), body: place.shopName, remark, staffId }
  }

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
    const reading = withMarks(result, read(marks ? { ...sale, ...marks } : sale))
    return marks ? { ...reading, facts: { ...reading.facts, ...marks } } : reading
  }

  async function charge(sale: SaleRecord, moment: () => Moment, first: boolean): Promise<Reading<SaleRecord, SaleEvent>> {
    const code = codes.get(sale.saleId)
    if (!code) throw new Error('a sale without a code is never charged')
    const result = await cloud.microPay({ ...content(sale), paymentCode: code.text, tender: code.tender })
    return marked(result, sale, (known) => readCharge(result, known, moment(), first), first)
  }

  async function makeQr(sale: SaleRecord, moment: () => Moment, first: boolean): Promise<Reading<SaleRecord, SaleEvent>> {
    const { tender, sentAt } = sale
    if (tender !== 'wechat' && tender !== 'alipay') throw new Error('a QR is for one wallet')
    const expiry = sentAt === null ? {} : { expiresAt: sentAt + ASK_LIMIT }
    const result = await cloud.scanCodePay({ ...content(sale), tender, ...expiry })
    return marked(result, sale, () => readQr(result, moment(), first), first)
  }

  const calls: MatterCalls<SaleRecord, SaleEvent> = {
    send: (sale, moment, first) => (sale.way === 'qr' ? makeQr(sale, moment, first) : charge(sale, moment, first)),
    async ask(sale, moment) {
      const { tender, staffId } = sale
      const result = await cloud.queryOrder({ orderNo: orderNoOf(sale), tender, tradeType: tradeTypeOf(sale), staffId })
      return marked(result, sale, (known) => readQuery(result, known, moment()))
    },
    async close(sale) {
      const { tender, staffId } = sale
      if (tender === null) throw new Error('a QR is for one wallet')
      const result = await cloud.closeOrder({ orderNo: orderNoOf(sale), tender, tradeType: tradeTypeOf(sale), staffId })
      return marked(result, sale, () => readClose(result))
    },
    // A code is good for about a minute; a QR is made again as long as it would be shown.
    maySendAgain: (sale, watched) =>
      sale.way === 'qr' ? watched < ASK_LIMIT : codes.has(sale.saleId) && watched < CHARGE_AGAIN_LIMIT,
    broken: { event: 'noAnswer', facts: { fault: { code: 'sale.noAnswer' } } },
    rest(sale) {
      codes.delete(sale.saleId)
      told.delete(sale.saleId)
    },
  }
  return { calls, codes }
}

const SPOKEN: Partial<Record<Effect, { name: string; tone: Sentence['tone']; urgency: number }>> = {
  sayPaid: { name: 'paid', tone: 'paid', urgency: 2 },
  sayFailed: { name: 'failed', tone: 'failed', urgency: 1 },
  sayUnknown: { name: 'unknown', tone: 'unknown', urgency: 1 },
  toneWaiting: { name: 'waiting', tone: 'waiting', urgency: 5 },
}

/** How a sale stands in the book, on paper and in the voice. */
export function saleWords(
  parts: Pick<SellingParts, 'settings'>,
  slipSetting: () => SlipSetting,
): MatterWords<SaleRecord, SaleEvent> {
  const text: Partial<Record<Effect, (sale: SaleRecord) => string>> = {
    sayPaid: (sale) => sentences.paid(parts.settings().language, sale.tender, fen(sale.amountFen)),
    sayFailed: () => sentences.failed(parts.settings().language),
    sayUnknown: () => sentences.unknown(parts.settings().language),
  }
  return {
    name: 'sale',
    id: (sale) => sale.saleId,
    step: (sale, event) => step(sale.way, sale.state, event),
    isOpen,
    put: (sale) => ({ sale }),
    told: ({ orderNo, amountFen, tender, way, fault, reversal, dismissed }) => ({
      orderNo,
      amountFen,
      tender,
      way,
      fault,
      ...(reversal ? { reversal } : {}),
      ...(dismissed ? { dismissed } : {}),
    }),
    slip: (sale) => ({
      event: `payment:${sale.orderNo ?? sale.saleId}`,
      orderNo: sale.orderNo,
      document: paymentSlip(sale, slipSetting(), 'auto'),
    }),
    sentence(sale, effect) {
      const spoken = SPOKEN[effect]
      if (!spoken) return null
      const { name, tone, urgency } = spoken
      return { event: `${name}:${sale.orderNo ?? sale.saleId}`, text: text[effect]?.(sale) ?? '', tone, urgency }
    },
  }
}
