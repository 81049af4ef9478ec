import {
  AlipayOrderState,
  AlipayRefundState,
  CardOrderState,
  CardRefundState,
  PayPlatform,
  SubPayPlatform,
  WxpayOrderState,
  WxpayRefundState,
} from '../protocol/enums.ts'
import type { WalletTender } from './seed.ts'

/** Where an order is, in one vocabulary for the three wallets; the wire has its own numbers for each (PROTOCOL 10). */
export type OrderPhase = 'initial' | 'waiting' | 'paid' | 'stopped' | 'failed' | 'closed' | 'reversed'
export type RefundPhase = 'inWork' | 'done' | 'failed' | 'needsPerson'
/** `capture`: it spends from a hold. `oneCode`: the customer scanned a code on the wall. */
export type Trade = 'micro' | 'scan' | 'capture' | 'oneCode'

/** Which phase may follow which. Only a reversal leads on from a payment; the last four are final. */
export const NEXT_PHASES: Readonly<Record<OrderPhase, readonly OrderPhase[]>> = {
  initial: ['waiting', 'paid', 'stopped', 'failed', 'closed', 'reversed'],
  waiting: ['paid', 'stopped', 'failed', 'closed', 'reversed'],
  paid: ['reversed'],
  stopped: [],
  failed: [],
  closed: [],
  reversed: [],
}

const ORDER_STATE: Readonly<Record<WalletTender, Readonly<Record<OrderPhase | 'refunded', number>>>> = {
  wechat: {
    initial: WxpayOrderState.initial,
    waiting: WxpayOrderState.customerPaying,
    paid: WxpayOrderState.paidMicro,
    stopped: WxpayOrderState.customerStopped,
    failed: WxpayOrderState.failed,
    closed: WxpayOrderState.closed,
    reversed: WxpayOrderState.reversed,
    refunded: WxpayOrderState.refunded,
  },
  alipay: {
    initial: AlipayOrderState.initial,
    waiting: AlipayOrderState.waiting,
    paid: AlipayOrderState.paid,
    stopped: AlipayOrderState.closedOrRefunded,
    failed: AlipayOrderState.closedOrRefunded,
    closed: AlipayOrderState.closedOrRefunded,
    reversed: AlipayOrderState.closedOrRefunded,
    refunded: AlipayOrderState.closedOrRefunded,
  },
  memberCard: {
    initial: CardOrderState.initial,
    waiting: CardOrderState.waiting,
    paid: CardOrderState.paid,
    stopped: CardOrderState.closed,
    failed: CardOrderState.closed,
    closed: CardOrderState.closed,
    reversed: CardOrderState.closed,
    refunded: CardOrderState.refunded,
  },
}

const UNIFIED = { waiting: WxpayOrderState.waitingUnified, paid: WxpayOrderState.paidUnified }
/** WeChat Pay has numbers of its own for orders that begin with a QR, and for those that spend from a hold. */
const WXPAY_STATE_OF_TRADE: Readonly<Record<Trade, Partial<Record<OrderPhase | 'refunded', number>>>> = {
  micro: {},
  scan: UNIFIED,
  oneCode: UNIFIED,
  capture: { initial: WxpayOrderState.inWork, paid: WxpayOrderState.depositConsumed },
}

const REFUND_STATE: Readonly<Record<WalletTender, Readonly<Record<RefundPhase, number>>>> = {
  wechat: {
    inWork: WxpayRefundState.inWork,
    done: WxpayRefundState.refunded,
    failed: WxpayRefundState.failed,
    needsPerson: WxpayRefundState.outOfBand,
  },
  alipay: {
    inWork: AlipayRefundState.inWork,
    done: AlipayRefundState.refunded,
    failed: AlipayRefundState.failed,
    needsPerson: AlipayRefundState.failed,
  },
  memberCard: {
    inWork: CardRefundState.initial,
    done: CardRefundState.refunded,
    failed: CardRefundState.failed,
    needsPerson: CardRefundState.failed,
  },
}

export function orderState(tender: WalletTender, trade: Trade, phase: OrderPhase | 'refunded'): number {
  const special = tender === 'wechat' ? WXPAY_STATE_OF_TRADE[trade][phase] : undefined
  return special ?? ORDER_STATE[tender][phase]
}

export const refundState = (tender: WalletTender, phase: RefundPhase): number => REFUND_STATE[tender][phase]

export const PLATFORM_OF: Readonly<Record<WalletTender, number>> = {
  wechat: PayPlatform.wechat,
  alipay: PayPlatform.alipay,
  memberCard: PayPlatform.memberCard,
}
export const SUB_PLATFORM_OF: Readonly<Record<WalletTender, number>> = {
  wechat: SubPayPlatform.wechat,
  alipay: SubPayPlatform.alipay,
  memberCard: SubPayPlatform.memberCard,
}

/** The wallet that a payment code belongs to, by its first two digits (PROTOCOL 4); undefined when no wallet has them. */
export function tenderOfCode(code: string): WalletTender | undefined {
  if (!/^\d{10,}$/.test(code)) return undefined
  const head = Number(code.slice(0, 2))
  if (head >= 10 && head <= 15) return 'wechat'
  if (head >= 25 && head <= 30) return 'alipay'
  return head === 99 ? 'memberCard' : undefined
}

export function tenderOfPlatform(platform: number): WalletTender | undefined {
  return (Object.keys(PLATFORM_OF) as WalletTender[]).find((tender) => PLATFORM_OF[tender] === platform)
}
