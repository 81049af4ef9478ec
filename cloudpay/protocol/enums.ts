/** The wire's numbers by name (PROTOCOL 10). Values never change; names are ours where the documents have none. */

export const PayPlatform = { wechat: 1, alipay: 2, memberCard: 3, record: 4 } as const
export const SubPayPlatform = { wechat: 100, alipay: 200, memberCard: 300, bankCardRecord: 401, cashRecord: 402 } as const
export const TradeType = {
  micro: 1,
  scanCode: 2,
  officialAccount: 3,
  app: 4,
  soundWave: 5,
  mobileWeb: 6,
  oneCode: 8,
  miniProgram: 9,
} as const

/** What somebody is (UNDOCUMENTED 2). */
export const ManagerType = { subMchAdmin: 1, shopManager: 2, staff: 3, providerAdmin: 4, nobody: 100 } as const

export const WxpayOrderState = {
  initial: 1,
  paidMicro: 2,
  paidUnified: 3,
  refunded: 4,
  customerStopped: 5,
  waitingUnified: 6,
  closed: 7,
  reversed: 8,
  customerPaying: 9,
  failed: 10,
  void: 11,
  inWork: 12,
  depositReleased: 13,
  depositConsumed: 14,
} as const
export const AlipayOrderState = { initial: 1, paid: 2, waiting: 4, closedOrRefunded: 5, finished: 6, noSuchOrder: 7 } as const
export const RecordOrderState = { initial: 1, done: 2, refunded: 3 } as const
export const CardOrderState = { initial: 1, paid: 2, waiting: 3, refunded: 4, closed: 5 } as const

export const WxpayRefundState = { initial: 1, refunded: 2, failed: 3, inWork: 4, outOfBand: 5, void: 6 } as const
export const AlipayRefundState = { initial: 1, refunded: 2, failed: 3, inWork: 4, noSuchOrder: 5 } as const
export const RecordRefundState = { initial: 1, refunded: 2 } as const
export const CardRefundState = { initial: 1, refunded: 2, failed: 3 } as const

export const WxpayFreezeState = { initial: 1, held: 2, waiting: 3, customerStopped: 4, closed: 5, failed: 6, void: 7 } as const
export const AlipayFreezeState = { initial: 1, held: 2, closed: 3, noSuchOrder: 4 } as const
export const WxpayUnfreezeState = { initial: 1, released: 2, failed: 3, void: 4 } as const
export const AlipayUnfreezeState = { initial: 1, released: 2, failed: 3, void: 4, noSuchRelease: 5 } as const

/** After a hold succeeded the third party gives back by itself whatever is left (PROTOCOL 5.5). */
export const HOLD_LIFE_MS = 30 * 86_400_000

/** `status` says how the call went, never whether money moved (PROTOCOL 3.5). */
export const Status = { ok: 0, unknown: 3, refused: 101, newNumber: 102, tryLater: 103, refusedSeeText: 104 } as const
export const InternalStatus = { fine: 0, wrongCode: 7, numberUsed: 407, boundElsewhere: 3214, alreadyReleased: 3215 } as const

/**
 * Why something with a member's card is refused, as `internal_status` beside status 104: ours, like the calls, and far from the few numbers that
 * are known (PROTOCOL 3.5). A refund of a top-up carries `topUpSpent` too, since nothing about it is documented (UNDOCUMENTED 1).
 */
export const MemberRefusal = {
  unknownCard: 9301,
  notActivated: 9302,
  expired: 9303,
  /** The amount is none of those that may be topped up. */
  notATier: 9304,
  aboveMost: 9305,
  /** All balances of the merchant together would pass its ceiling. */
  aboveCeiling: 9306,
  /** A card cannot top up a card. */
  paidByCard: 9307,
  /** The card no longer holds what would have to be taken back. */
  topUpSpent: 9308,
  wholeOnly: 9309,
  notAdmin: 9310,
  belowZero: 9311,
} as const
export type MemberRefusalName = keyof typeof MemberRefusal

export const AuthenType = { hmacSha256: 1 } as const
export const SignType = { rsaPss: 1 } as const
export const TerminalType = { windows: 1, android: 2, ios: 3, linux: 4, other: 100 } as const
export const DeviceShiftType = { paymentTerminal: 1, cashierDesk: 2, smartPos: 3, other: 4 } as const
export const OrderType = { payments: 1, refunds: 2, all: 3, holds: 4, releases: 5 } as const
export const SourceType = {
  none: 0,
  oneCode: 1,
  staffQr: 2,
  blankQr: 3,
  fixedQr: 4,
  topUp: 5,
  temporaryQr: 6,
  oneCodeMember: 7,
} as const
export const ContributeType = { merchant: 1, platform: 2, other: 3 } as const

/** The text that every successful answer carries (PROTOCOL 3.1) and the one for a wrong code (3.5). */
export const DESCRIPTION_OK = '操作成功。'
export const DESCRIPTION_WRONG_CODE = '参数authen_code错误.'

export const HOSTS = ['pay.qcloud.com', 'sz.pay.qcloud.com', 'sh.pay.qcloud.com', 'tj.pay.qcloud.com'] as const
export const BASE_PATH = '/cpay/'
/** Our own calls live here and nowhere else (UNDOCUMENTED, rule for extensions). */
export const EXTENSION_PATH = 'x-kiosk/v1/'

export type ValueOf<T> = T[keyof T]
