import { CODE_SHOWN_MS, type Bank, type Wallet } from './bank.ts'
import type { Behaviour } from './behaviours.ts'
import type { Binding } from './binding.ts'
import type { FaultBoard, Faults } from './faults.ts'
import type { MemberCards } from './member-cards.ts'
import { memberView, type MemberView } from './member-views.ts'
import type { MovableClock } from './movable-clock.ts'
import type { DepositRight, DepositSettings } from './deposit-right.ts'
import { holdView, type HoldView } from './hold-views.ts'
import type { HoldBook } from './holds.ts'
import { orderState, type OrderPhase, type RefundPhase, type Trade } from './order-states.ts'
import { refundedFee, shownPhase, type Order, type OrderBook } from './orders.ts'
import type { QrCode, Seed, StaffMember, WalletTender } from './seed.ts'
import type { SignIn } from './sign-in.ts'
import type { TopUpRules, TopUps } from './top-ups.ts'

/** What the pages and the tests are shown. Amounts are fen, times epoch ms of the sandbox clock. */

export interface OrderView {
  number: string
  tender: WalletTender
  trade: Trade
  totalFee: number
  refundedFee: number
  phase: OrderPhase | 'refunded'
  /** The number on the wire (PROTOCOL 10). */
  state: number
  history: readonly OrderPhase[]
  createdAt: number
  paidAt: number | undefined
  body: string
  walletId: string | undefined
  staffId: string | undefined
  deviceId: string | undefined
  codeUrl: string | undefined
  /** The phone is asking its owner. */
  asking: boolean
  /** What it puts on a card, if it does. */
  topUp: { number: string; bonusFee: number } | undefined
  /** The code on the wall that it was paid by. */
  qrCode: QrCode | undefined
  refunds: readonly { number: string; fee: number; phase: RefundPhase }[]
}

export interface WalletView {
  id: string
  tender: WalletTender
  name: string
  nameEn: string
  code: string
  codeRemainingMs: number
  codeLifeMs: number
  behaviour: Behaviour
  behaviourName: string
  online: boolean
  /** Member cards only. */
  balanceFee: number | undefined
  card: MemberView | undefined
  questions: readonly OrderView[]
  orders: readonly OrderView[]
  /** QR orders on tills that this wallet could scan. */
  openQrs: readonly OrderView[]
  /** The same of deposits. */
  holdQuestions: readonly HoldView[]
  holds: readonly HoldView[]
  openHoldQrs: readonly HoldView[]
}

export interface DeviceView {
  deviceId: string
  name: string
  serial: string | undefined
  /** The newest configuration link that is alive and not yet used. It leads to the key: show it, never log it. */
  link: string | undefined
  linkRemainingMs: number
}

export interface StaffView extends StaffMember {
  locked: boolean
}

export interface OfficeView {
  now: number
  skewMs: number
  shopName: string
  devices: readonly DeviceView[]
  staff: readonly StaffView[]
  orders: readonly OrderView[]
  holds: readonly HoldView[]
  /** `settlesInMs`: until a switch to the direct channel comes into force. */
  deposits: DepositSettings & { settlesInMs: number }
  members: readonly MemberView[]
  topUps: Readonly<TopUpRules>
  faults: Readonly<Faults>
}

interface Rooms {
  seed: Seed
  bank: Bank
  cards: MemberCards
  topUps: TopUps
  book: OrderBook
  holds: HoldBook
  depositRight: DepositRight
  binding: Binding
  signIn: SignIn
  faults: FaultBoard
  clock: MovableClock
  /** Where links point; known once the server listens. */
  origin: () => string
}

export type Views = ReturnType<typeof createViews>

export function orderView(order: Order): OrderView {
  const phase = shownPhase(order)
  return {
    number: order.number,
    tender: order.tender,
    trade: order.trade,
    totalFee: order.totalFee,
    refundedFee: refundedFee(order),
    phase,
    state: orderState(order.tender, order.trade, phase),
    history: [...order.history],
    createdAt: order.createdAt,
    paidAt: order.paidAt,
    body: order.body,
    walletId: order.wallet?.id,
    staffId: order.client.staff_id,
    deviceId: order.client.device_id,
    codeUrl: order.codeUrl,
    asking: order.asking,
    topUp: order.topUp && { number: order.topUp.card.membershipNumber, bonusFee: order.topUp.bonusFee },
    qrCode: order.qrCode,
    refunds: order.refunds.map(({ number, fee, phase: refundPhase }) => ({ number, fee, phase: refundPhase })),
  }
}

export function createViews(rooms: Rooms) {
  const { seed, bank, cards, topUps, book, holds, depositRight, binding, signIn, faults, clock, origin } = rooms
  const newestFirst = () => book.all().map(orderView).reverse()
  const holdViews = () =>
    holds
      .all()
      .map((hold) => holdView(hold, clock.elapsed()))
      .reverse()
  const linkOf = (query: string) => `${origin()}/cpay/use_device_setting${query}`

  function walletView(wallet: Wallet): WalletView {
    const live = bank.liveCode(wallet.id)
    const mine = newestFirst().filter((order) => order.walletId === wallet.id)
    const allHolds = holdViews()
    const myHolds = allHolds.filter((hold) => hold.walletId === wallet.id)
    return {
      id: wallet.id,
      tender: wallet.tender,
      name: wallet.name,
      nameEn: wallet.nameEn,
      code: live.code,
      codeRemainingMs: Math.max(0, Math.ceil(live.until - clock.elapsed())),
      codeLifeMs: CODE_SHOWN_MS,
      behaviour: wallet.behaviour,
      behaviourName: wallet.behaviourName,
      online: wallet.online,
      balanceFee: wallet.card?.balanceFee,
      card: wallet.card && memberView(wallet.card, cards),
      questions: wallet.online ? mine.filter((order) => order.asking) : [],
      orders: mine,
      openQrs: newestFirst().filter(
        (order) => order.trade === 'scan' && order.phase === 'waiting' && order.tender === wallet.tender && !order.asking,
      ),
      holdQuestions: wallet.online ? myHolds.filter((hold) => hold.asking) : [],
      holds: myHolds,
      openHoldQrs: allHolds.filter(
        (hold) => hold.trade === 'scan' && hold.phase === 'waiting' && hold.tender === wallet.tender && !hold.asking,
      ),
    }
  }

  const members = (): MemberView[] => cards.all().map((card) => memberView(card, cards))

  return {
    linkOf,
    members,
    orders: newestFirst,
    holds: holdViews,
    wallets: (): WalletView[] => bank.wallets.map(walletView),
    office: (): OfficeView => ({
      now: clock.now(),
      skewMs: clock.skew(),
      shopName: seed.merchant.shopName,
      devices: seed.devices.map(({ deviceId, name }) => {
        const shown = binding.shownLink(deviceId)
        return {
          deviceId,
          name,
          serial: binding.serialOf(deviceId),
          link: shown && linkOf(shown.query),
          linkRemainingMs: Math.ceil(shown?.remainingMs ?? 0),
        }
      }),
      staff: seed.staff.map((person) => ({ ...person, locked: signIn.isLocked(person.staffId) })),
      orders: newestFirst(),
      holds: holdViews(),
      deposits: { ...depositRight.current(), settlesInMs: depositRight.settlesInMs() },
      members: members(),
      topUps: topUps.rules(),
      faults: faults.current(),
    }),
  }
}
