import type { CallResult } from '../../cloudpay/client/result.ts'
import { TradeType } from '../../cloudpay/protocol/enums.ts'
import { fen } from '../../contract/money.ts'
import type { HoldTender, Tender } from '../../contract/states.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { readCashTopUp } from './cash-top-up.ts'
import { readOrder, readQr, readTopUp, SALE_FAULTS, type ReadSale } from './answers.ts'
import { CAPTURE_FAULTS, HOLD_FAULTS, readCapture, readHold } from './deposit-answers.ts'
import type { Moment, Reading } from './matter.ts'
import { withReason } from './member-faults.ts'
import type { SellingParts } from './parts.ts'
import { readAsked, readSent, type FaultsOf } from './readings.ts'
import type { SaleEvent } from './sale-events.ts'
import { ASK_LIMIT } from './schedule.ts'
import type { Scan } from './scan.ts'

export type WalletTender = Extract<Scan, { kind: 'paymentCode' }>['tender']
/** A scanned payment code: in memory only, and only while it may have to be sent again. */
export interface Code {
  readonly text: string
  readonly tender: WalletTender
}

/** An answer, and how to read it by what is known of the sale by then. */
export interface Answered {
  readonly result: CallResult<unknown>
  readonly read: (known: SaleRecord) => Reading<SaleRecord, SaleEvent>
}

const isHoldTender = (tender: Tender | null): tender is HoldTender => tender === 'wechat' || tender === 'alipay'

function holdTenderOf({ tender }: SaleRecord): HoldTender {
  if (!isHoldTender(tender)) throw new Error('only wallets that hold deposits have them')
  return tender
}

export function orderNoOf({ orderNo }: SaleRecord): string {
  if (orderNo === null) throw new Error('a sale without a number is never sent')
  return orderNo
}

function cardNoOf({ topUp }: SaleRecord): string {
  if (topUp === null || topUp.cardNo === null) throw new Error('a top-up is sent when its card is known')
  return topUp.cardNo
}

const isCashTopUp = ({ purpose, way }: SaleRecord): boolean => purpose === 'topUp' && way === 'record'

/** Which call a sale, a top-up, a hold or a capture is sent by, and which one asks about it (PROTOCOL 5.1, 5.2, 5.5; RULINGS 12). */
export function saleExchanges(
  { cloud, place, serverNow }: Pick<SellingParts, 'cloud' | 'place' | 'serverNow'>,
  codeOf: (sale: SaleRecord) => Code,
) {
  /** When each QR dies. Kept, since what is sent again has to say the same. */
  const expiries = new Map<string, number>()
  const content = (sale: SaleRecord) => {
    const { amountFen, remark, staffId } = sale
    return { amountFen: fen(amountFen), body: place.shopName, remark, staffId }
  }
  /** By Cloud Pay's clock: the till's own may be set wrong. */
  function expiry({ saleId }: SaleRecord): { expiresAt: number } {
    const expiresAt = expiries.get(saleId) ?? serverNow() + ASK_LIMIT
    expiries.set(saleId, expiresAt)
    return { expiresAt }
  }

  async function sent<A>(
    calling: Promise<CallResult<A>>,
    moment: () => Moment,
    first: boolean,
    read: ReadSale<A>,
    faults: FaultsOf = SALE_FAULTS,
  ): Promise<Answered> {
    const result = await calling
    return { result, read: (known) => readSent(result, known, moment(), first, read, faults) }
  }
  async function asked<A>(
    calling: Promise<CallResult<A>>,
    moment: () => Moment,
    read: ReadSale<A>,
    faults: FaultsOf = SALE_FAULTS,
  ): Promise<Answered> {
    const result = await calling
    return { result, read: (known) => readAsked(result, known, moment(), read, faults) }
  }

  function sendHold(sale: SaleRecord, moment: () => Moment, first: boolean): Promise<Answered> {
    const holdNo = orderNoOf(sale)
    if (sale.way === 'qr')
      return sent(cloud.scanCodeFreeze({ ...content(sale), holdNo, ...expiry(sale) }), moment, first, readQr, HOLD_FAULTS)
    const tender = holdTenderOf(sale)
    const hold = cloud.microFreeze({ ...content(sale), holdNo, tender, paymentCode: codeOf(sale).text })
    return sent(hold, moment, first, readHold, HOLD_FAULTS)
  }

  async function sendTopUp(sale: SaleRecord, moment: () => Moment, first: boolean): Promise<Answered> {
    const { amountFen, staffId } = sale
    const q = {
      orderNo: orderNoOf(sale),
      number: cardNoOf(sale),
      amountFen: fen(amountFen),
      paymentCode: codeOf(sale).text,
      staffId,
    }
    const { result, read } = await sent(cloud.recharge(q), moment, first, readTopUp)
    return { result, read: (known) => withReason(result, read(known)) }
  }

  /** Cash has no code, so the same request asks about it as well: it is credited once. */
  async function creditCash(sale: SaleRecord, moment: () => Moment, first: boolean): Promise<Answered> {
    const q = { orderNo: orderNoOf(sale), number: cardNoOf(sale), amountFen: fen(sale.amountFen), staffId: sale.staffId }
    const result = await cloud.rechargeCash(q)
    return { result, read: (known) => readCashTopUp(result, known, moment(), first) }
  }

  function sendCapture(sale: SaleRecord, moment: () => Moment, first: boolean): Promise<Answered> {
    const { holdNo, releaseRest } = sale
    if (holdNo === null || releaseRest === null) throw new Error('a capture is of a hold')
    const q = { ...content(sale), orderNo: orderNoOf(sale), holdNo, releaseRest, tender: holdTenderOf(sale) }
    return sent(cloud.depositConsume(q), moment, first, readCapture, CAPTURE_FAULTS)
  }

  return {
    /** Nothing more will be sent of it. */
    rest: ({ saleId }: SaleRecord): void => void expiries.delete(saleId),

    send(sale: SaleRecord, moment: () => Moment, first: boolean): Promise<Answered> {
      if (sale.way === 'capture') return sendCapture(sale, moment, first)
      if (sale.purpose === 'hold') return sendHold(sale, moment, first)
      if (isCashTopUp(sale)) return creditCash(sale, moment, first)
      if (sale.purpose === 'topUp') return sendTopUp(sale, moment, first)
      const orderNo = orderNoOf(sale)
      if (sale.way === 'qr') {
        const tender = holdTenderOf(sale)
        return sent(cloud.scanCodePay({ ...content(sale), orderNo, tender, ...expiry(sale) }), moment, first, readQr)
      }
      const { text: paymentCode, tender } = codeOf(sale)
      return sent(cloud.microPay({ ...content(sale), orderNo, paymentCode, tender }), moment, first, readOrder)
    },

    ask(sale: SaleRecord, moment: () => Moment): Promise<Answered> {
      if (isCashTopUp(sale)) return creditCash(sale, moment, false)
      const number = orderNoOf(sale)
      const { staffId } = sale
      if (sale.way === 'capture') {
        const q = { orderNo: number, tender: holdTenderOf(sale), staffId }
        return asked(cloud.queryCapture(q), moment, readCapture, CAPTURE_FAULTS)
      }
      if (sale.purpose === 'hold') {
        const q = { holdNo: number, tender: holdTenderOf(sale), staffId }
        return asked(cloud.queryFreezeOrder(q), moment, readHold, HOLD_FAULTS)
      }
      const tradeType = sale.way === 'qr' ? TradeType.scanCode : TradeType.micro
      return asked(cloud.queryOrder({ orderNo: number, tender: sale.tender, tradeType, staffId }), moment, readOrder)
    },
  }
}
