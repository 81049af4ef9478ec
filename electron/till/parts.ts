import type { CloudPay, Reverse } from '../../cloudpay/client/client.ts'
import type { CallResult } from '../../cloudpay/client/result.ts'
import type { Announcement, AnnounceOutcome } from '../../contract/devices.ts'
import type { PrintOutcome } from '../../contract/printers.ts'
import type { ExportForm, FigureItem } from '../../contract/figure-choices.ts'
import type { Clock } from '../../contract/clock.ts'
import type { OneCodeSetting } from '../../contract/one-code.ts'
import type { Receipt } from '../../contract/receipt.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import type { CashierMode, Language, Role } from '../../contract/states.ts'
import type { VoiceSetting } from '../../contract/voice.ts'
import type { Book } from '../ledger/book.ts'

/** What selling needs of the devices. The process behind it may die and come back; every call is answered all the same. */
export interface Counter {
  print(jobId: string, document: SlipDocument): Promise<{ outcome: PrintOutcome; firstByteAt: number }>
  announce(announcement: Announcement): Promise<{ outcome: AnnounceOutcome; firstSampleAt: number }>
}

/** The person at the till. */
export interface Person {
  readonly staffId: string
  readonly name: string
  readonly role: Role
  /** An explicit right, never implied by the role (BEHAVIOUR 12.17). */
  readonly mayRefund: boolean
  readonly since: number
}

/** How shifts are handed over and printed (`shift.*`). */
export interface ShiftSettings {
  readonly print: boolean
  readonly printDetail: boolean
  readonly items: readonly FigureItem[]
  /** Cash is counted at a hand-over, and `floatFen` lies in the drawer at the start. */
  readonly cash: boolean
  readonly floatFen: number
  /** Whoever hands over is signed out; else the same person's next shift begins. */
  readonly signOut: boolean
}

/** The settings that selling reads; read anew at each use, so that a change takes effect at once. */
export interface SellingSettings {
  readonly language: Language
  readonly maxAmountFen: number
  readonly receipt: Receipt
  readonly voice: Pick<VoiceSetting, 'enabled' | 'code' | 'sayType' | 'windowMs'>
  /** What this till takes (BEHAVIOUR F03). */
  readonly cashierMode: CashierMode
  /** Other ways to take money that are switched on (BEHAVIOUR F05). */
  readonly ways: { readonly qr: boolean; readonly cash: boolean; readonly bankCard: boolean }
  readonly oneCode: OneCodeSetting
  readonly shift: ShiftSettings
  /** What of the figures of a period is printed (`summary.print.items`), and the form that a file of them was last asked for in. */
  readonly summary: { readonly items: readonly FigureItem[]; readonly form: ExportForm }
}

/** Where the till stands, as slips and orders name it. */
export interface Place {
  readonly shopName: string
  readonly deviceId: string
  readonly deviceName: string
  readonly orderPrefix: string
  /** Four digits that tell this till's numbers from those of its neighbours. */
  readonly tillDigits: string
}

export interface Log {
  info(event: string, facts?: Record<string, unknown>): void
  warn(event: string, facts?: Record<string, unknown>): void
  error(event: string, facts?: Record<string, unknown>): void
}

/** Taking a payment back, signed with the merchant's own key, which never comes here. */
export interface Reversal {
  /** Whether it is switched on and there is a key, asked at each use. */
  offered(): boolean
  /** Only what a person did may lead here, and nothing of this house calls it but `reversals.ts` (invariant M4). */
  reverse(q: Omit<Reverse, 'privateKey'>): Promise<CallResult<null>>
}

/** What selling asks of Cloud Pay. */
export type SellingCloud = Pick<
  CloudPay,
  | 'microPay'
  | 'scanCodePay'
  | 'closeOrder'
  | 'queryOrder'
  | 'queryMember'
  | 'rechargeRules'
  | 'recharge'
  | 'rechargeCash'
  | 'memberFlow'
  | 'adjustMember'
  | 'refund'
  | 'queryRefundOrder'
  | 'microFreeze'
  | 'scanCodeFreeze'
  | 'queryFreezeOrder'
  | 'depositConsume'
  | 'queryCapture'
  | 'unfreeze'
  | 'queryUnfreezeOrder'
  | 'queryOrderList'
  | 'queryOrderListOverview'
  | 'queryShopInfo'
  | 'staffLogin'
  | 'signInCode'
  | 'signInCodeScanned'
  | 'shiftHandover'
  | 'startApproval'
  | 'checkApproval'
  | 'offersExtensions'
  | 'host'
  | 'useHost'
  | 'warm'
  | 'close'
> & {
  /** Left out where nobody may reverse. */
  readonly reversal?: Reversal
}

/** Everything that selling is made of. All effects are handed in. */
export interface SellingParts {
  readonly book: Book
  readonly cloud: Pick<
    SellingCloud,
    | 'microPay'
    | 'queryOrder'
    | 'scanCodePay'
    | 'closeOrder'
    | 'recharge'
    | 'rechargeCash'
    | 'reversal'
    | 'microFreeze'
    | 'scanCodeFreeze'
    | 'queryFreezeOrder'
    | 'depositConsume'
    | 'queryCapture'
  >
  readonly counter: Counter
  readonly clock: Clock
  /** Epoch ms by Cloud Pay's clock, as far as it is known: the till's own may be set wrong. */
  readonly serverNow: () => number
  readonly place: Place
  readonly settings: () => SellingSettings
  readonly training: boolean
  readonly log: Log
  /** A fresh id for a sale: [0-9a-z-], at most 40 characters. */
  readonly newId: () => string
  /** Called after every change that the screen may show. */
  readonly changed: () => void
}
