import type { KeyObject } from 'node:crypto'
import type { ReceivedCall } from './api.ts'
import type { ApprovalEnd, Approvals, ApprovalView } from './approvals.ts'
import type { Bank, Wallet } from './bank.ts'
import { behaviourNamed, isBehaviourName, type Behaviour, type BehaviourName } from './behaviours.ts'
import type { Binding } from './binding.ts'
import type { CaptureFate, Captures } from './captures.ts'
import type { DepositRight, DepositSettings } from './deposit-right.ts'
import type { FaultBoard, Faults } from './faults.ts'
import type { HoldCalls } from './hold-calls.ts'
import type { HoldView } from './hold-views.ts'
import type { HoldBook } from './holds.ts'
import type { MemberCard, MemberCards } from './member-cards.ts'
import type { MemberView } from './member-views.ts'
import type { MovableClock } from './movable-clock.ts'
import type { OneCode, OneCodePayment } from './one-code.ts'
import type { Payments } from './payments.ts'
import type { RefundFate, Refunds } from './refunds.ts'
import type { ReversalFate, Reversals } from './reversals.ts'
import type { Shifts, ShiftView } from './shifts.ts'
import type { SignInCodes, SignInCodeView } from './sign-in-codes.ts'
import type { ReleaseFate, Releases } from './releases.ts'
import type { TopUpRules, TopUps } from './top-ups.ts'
import type { QrCode } from './seed.ts'
import { orderView, type OfficeView, type OrderView, type StaffView, type Views, type WalletView } from './views.ts'

/** The hand of a test, or of the pages: everything that people and the world do to this Cloud Pay. */
export interface Control {
  wallets: () => WalletView[]
  /** The payment code on that wallet's screen now. */
  codeOf: (walletId: string) => string
  /** A new code at once, as if the customer had pulled the screen down. */
  freshCode: (walletId: string) => string
  /** What the next payments with this wallet do: a name from the wallet page, or a script of one's own. */
  behave: (walletId: string, behaviour: BehaviourName | Behaviour, seconds?: number) => void
  setOnline: (walletId: string, online: boolean) => void
  /** The customer answers the question on the phone; false when nothing is asked, or the phone has no network. */
  answer: (walletId: string, orderNumber: string, pays: boolean) => boolean
  /**
   * The customer scans the QR on the till's screen; answers the order, and nothing for a hold. Throws when the QR is not open
   * for this wallet.
   */
  scanQr: (walletId: string, codeUrl: string) => OrderView | undefined
  /** The QR codes of the shop on its walls. */
  qrCodes: () => readonly QrCode[]
  /** A customer pays by one of them, amounts in fen; answers the order. Throws when there is no such code, amount or phone. */
  payOneCode: (payment: OneCodePayment) => OrderView
  /** The back office gives so many fen of such a payment back, or all that is left; answers the refund's number. Throws when that cannot be. */
  giveBack: (orderNumber: string, feeFen?: number) => string
  /** The customer's side of an order, newest first. */
  orders: () => OrderView[]
  /** All holds of deposits, newest first. */
  holds: () => HoldView[]
  /** Whether deposits work in this shop: the merchant's right, and the channel. */
  setDeposits: (part: Partial<DepositSettings>) => void
  /** Everybody with a card. */
  members: () => MemberView[]
  /** Changes what a card is, never what is on it; `validUntil` is unix seconds, 0 without end. False: there is no such card. */
  setMember: (number: string, part: Partial<Pick<MemberCard, 'claimed' | 'activated' | 'validUntil'>>) => boolean
  topUpRules: () => Readonly<TopUpRules>
  setTopUpRules: (part: Partial<TopUpRules>) => void
  /** Every call that was received, oldest first. */
  received: () => ReceivedCall[]
  /** What becomes of the next refunds, one each; `done` afterwards. */
  scriptRefunds: (...fates: RefundFate[]) => void
  /** What is asked of an approver's phone, newest first. */
  approvals: () => ApprovalView[]
  /** The shifts that tills have told of, in that order. */
  shifts: () => ShiftView[]
  /** The QRs to sign in by, newest first. */
  signInCodes: () => SignInCodeView[]
  /** Somebody's phone scans such a QR; without a number they refuse. False when it is over. */
  scanSignInCode: (ticket: string, staffId: string | null) => boolean
  /** The approver answers on the phone, with their own number and password. */
  answerApproval: (ticket: string, staffId: string, password: string, grants: boolean) => ApprovalEnd
  /** What becomes of the next reversals, one each; `done` afterwards. */
  scriptReversals: (...fates: ReversalFate[]) => void
  /** The same for the next captures and releases. */
  scriptCaptures: (...fates: CaptureFate[]) => void
  scriptReleases: (...fates: ReleaseFate[]) => void
  faults: () => Readonly<Faults>
  setFaults: (part: Partial<Faults>) => void
  clearFaults: () => void
  office: () => OfficeView
  /** The five people with their training passwords. */
  staff: () => readonly StaffView[]
  /** The back office frees a device; false when it was free. */
  releaseDevice: (deviceId: string) => boolean
  /** Moves time forward, with everything that happens on the way. */
  jump: (ms: number) => void
  /** Makes the clock that the server tells wrong by so much. */
  setSkew: (ms: number) => void
  now: () => number
  /** Calls back after every change; answers a function that ends it. */
  onChange: (listener: () => void) => () => void
  /** The private half of the merchant's key pair, for calls signed with it (PROTOCOL 3.3). */
  merchantPrivateKey: () => KeyObject
}

interface Rooms {
  bank: Bank
  payments: Payments
  refunds: Refunds
  approvals: Approvals
  shifts: Shifts
  signInCodes: SignInCodes
  oneCode: OneCode
  cards: MemberCards
  topUps: TopUps
  reversals: Reversals
  holds: HoldBook
  holdCalls: HoldCalls
  captures: Captures
  releases: Releases
  depositRight: DepositRight
  binding: Binding
  faults: FaultBoard
  clock: MovableClock
  views: Views
  received: () => ReceivedCall[]
  changed: () => void
  listen: (listener: () => void) => () => void
  merchantPrivateKey: () => KeyObject
}

export function createControl(rooms: Rooms): Control {
  const {
    bank,
    payments,
    refunds,
    reversals,
    approvals,
    shifts,
    signInCodes,
    oneCode,
    cards,
    topUps,
    holds,
    holdCalls,
    captures,
    releases,
    depositRight,
  } = rooms
  const { binding, faults, clock, views, changed } = rooms
  function demand(walletId: string): Wallet {
    const wallet = bank.wallet(walletId)
    if (!wallet) throw new Error('no such wallet')
    return wallet
  }
  return {
    wallets: views.wallets,
    codeOf: (id) => bank.liveCode(id).code,
    freshCode(id) {
      const code = bank.freshCode(id)
      changed()
      return code
    },
    behave(id, behaviour, seconds) {
      const wallet = demand(id)
      wallet.behaviour = isBehaviourName(behaviour) ? behaviourNamed(behaviour, seconds) : { ...behaviour }
      wallet.behaviourName = isBehaviourName(behaviour) ? behaviour : ''
      changed()
    },
    setOnline(id, online) {
      demand(id).online = online
      changed()
    },
    answer(id, number, pays) {
      const hold = holds.get(number)
      const wallet = demand(id)
      const answered = hold ? holdCalls.answerQuestion(wallet, hold, pays) : payments.answerQuestion(wallet, number, pays)
      changed()
      return answered
    },
    scanQr(id, codeUrl) {
      const hold = holds.all().find((candidate) => candidate.codeUrl === codeUrl)
      if (hold) {
        holdCalls.scanQr(demand(id), hold)
        changed()
        return undefined
      }
      const order = payments.scanQr(demand(id), codeUrl)
      changed()
      return views.orders().find((view) => view.number === order.number)
    },
    qrCodes: oneCode.qrCodes,
    payOneCode(payment) {
      const order = orderView(oneCode.pay(payment))
      changed()
      return order
    },
    giveBack: (orderNumber, feeFen) => oneCode.giveBack(orderNumber, feeFen).number,
    orders: views.orders,
    holds: views.holds,
    setDeposits: depositRight.set,
    members: views.members,
    setMember: cards.set,
    topUpRules: topUps.rules,
    setTopUpRules: topUps.setRules,
    received: rooms.received,
    scriptRefunds: refunds.scriptNext,
    approvals: approvals.list,
    shifts: shifts.all,
    signInCodes: signInCodes.list,
    scanSignInCode: signInCodes.scan,
    answerApproval: approvals.answer,
    scriptReversals: reversals.scriptNext,
    scriptCaptures: captures.scriptNext,
    scriptReleases: releases.scriptNext,
    faults: faults.current,
    setFaults: faults.set,
    clearFaults: faults.clear,
    office: views.office,
    staff: () => views.office().staff,
    releaseDevice: binding.release,
    jump(ms) {
      clock.jump(ms)
      changed()
    },
    setSkew(ms) {
      clock.setSkew(ms)
      changed()
    },
    now: clock.now,
    onChange: rooms.listen,
    merchantPrivateKey: rooms.merchantPrivateKey,
  }
}
