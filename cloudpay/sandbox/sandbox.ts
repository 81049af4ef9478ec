import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock, type Clock } from '../../contract/clock.ts'
import { createApprovals } from './approvals.ts'
import { createApi, type LogLine } from './api.ts'
import { createBank } from './bank.ts'
import { createBinding } from './binding.ts'
import { createCalls } from './calls.ts'
import { createCaptures } from './captures.ts'
import { createChangeFeed } from './change-feed.ts'
import { createControl, type Control } from './control.ts'
import { createDepositRight } from './deposit-right.ts'
import { createFaultBoard } from './faults.ts'
import { createGate } from './gate.ts'
import { createHoldCalls } from './hold-calls.ts'
import { createHoldBook } from './holds.ts'
import { createMemberCards } from './member-cards.ts'
import { createMembers } from './members.ts'
import { movableClock } from './movable-clock.ts'
import { createOneCode } from './one-code.ts'
import { createOrderBook } from './orders.ts'
import { createPageApi } from './page-api.ts'
import { sourcePagesFolder } from './page-files.ts'
import { createPagesServer } from './pages-server.ts'
import { createPayments } from './payments.ts'
import { seededRandom, systemRandom, type RandomBytes } from './random.ts'
import { createRefunds } from './refunds.ts'
import { createReversals } from './reversals.ts'
import { createReleases } from './releases.ts'
import { seedFor } from './seed.ts'
import { createShifts } from './shifts.ts'
import { createSignInCodes } from './sign-in-codes.ts'
import { createSignIn } from './sign-in.ts'
import { createTopUps } from './top-ups.ts'
import { createViews } from './views.ts'

export type { ApprovalEnd, ApprovalView } from './approvals.ts'
export type { LogLine, ReceivedCall } from './api.ts'
export type { Behaviour, BehaviourName } from './behaviours.ts'
export type { CaptureFate } from './captures.ts'
export type { Control } from './control.ts'
export type { Faults } from './faults.ts'
export type { MemberView } from './member-views.ts'
export type { TopUpRules } from './top-ups.ts'
export type { OneCodePayment } from './one-code.ts'
export type { HoldView } from './hold-views.ts'
export type { RefundFate } from './refunds.ts'
export type { ReversalFate } from './reversals.ts'
export type { ReleaseFate } from './releases.ts'
export type { DeviceView, OfficeView, OrderView, StaffView, WalletView } from './views.ts'

/** Longer than the two minutes after which a till lets a kept connection breathe (PROTOCOL 2). */
const KEEP_ALIVE_MS = 150_000

export interface SandboxOptions {
  /** 0, the default: any free port. */
  port?: number
  /** It listens on this machine only; there is no other choice. */
  host?: '127.0.0.1'
  clock?: Clock
  random?: RandomBytes
  /** The same ids, key, passwords and codes again; without it they are new at every start. */
  seed?: string
  log?: (line: LogLine) => void
  /** Offers calls of which only the fields are public, too; what they do here is a guess (UNDOCUMENTED 10). */
  guesses?: boolean
  /**
   * Where `wallet.html` and the rest lie. By default beside the source. Bundled into another file they must be copied along,
   * and the folder named here (in a package: somewhere `fs` can read, an asar archive will do).
   */
  pagesFolder?: string
  /** A till beside the wallet: called with what the wallet page holds to its scanner, a payment code or the
   * number on a bill. */
  onShown?: (code: string) => void
}

export interface Sandbox {
  /** `http://127.0.0.1:<port>`: the API is at `/cpay/` and `/x-kiosk/v1/`, the pages at `/wallet`, `/office`, `/approval`, `/sign-in`, `/one-code`. */
  origin: string
  /** A fresh configuration link for a device record (A1, A2, A3), good for 5 minutes. It leads to the key: never log it. */
  configurationLink(deviceId: string): string
  control: Control
  close(): Promise<void>
}

/** A Cloud Pay on this machine. Its state is in memory and gone when it closes. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const random = options.random ?? (options.seed === undefined ? systemRandom : seededRandom(options.seed))
  const clock = movableClock(options.clock ?? systemClock)
  const feed = createChangeFeed()
  const changed = feed.changed
  const seed = seedFor(random)
  const { merchant, staff } = seed

  let keyPair: KeyPairKeyObjectResult | undefined
  const merchantKeys = () => (keyPair ??= generateKeyPairSync('rsa', { modulusLength: 2048 }))

  const cards = createMemberCards(seed.members, clock, changed)
  const bank = createBank(seed.wallets, cards, clock, random)
  const book = createOrderBook(cards, clock, random, changed)
  const payments = createPayments({ merchant, bank, book, clock, random })
  const topUps = createTopUps({ cards, book, payments, clock, staff, changed })
  const members = createMembers({ bank, cards, book, topUps, staff })
  const reversals = createReversals({ book })
  const holds = createHoldBook(book, clock, random, changed)
  const depositRight = createDepositRight(clock, changed)
  const holdCalls = createHoldCalls({ merchant, bank, book, holds, right: depositRight, clock, random })
  const captures = createCaptures({ merchant, book, holds, right: depositRight, clock })
  const binding = createBinding(seed, clock, random, changed)
  const signIn = createSignIn(staff, clock, changed)
  let origin = ''
  const { devices } = seed
  const approvals = createApprovals({ staff, devices, book, holds, signIn, clock, random, changed, origin: () => origin })
  const releases = createReleases({ merchant, staff, book, holds, approvals, clock, random })
  const refunds = createRefunds({ merchant, staff, book, cards, approvals, clock, random, changed })
  const oneCode = createOneCode({ merchant, qrCodes: seed.qrCodes, bank, book, refunds, clock, random })
  const signInCodes = createSignInCodes({ merchant, staff, clock, random, changed, origin: () => origin })
  const shifts = createShifts({ staff, devices, changed })
  const faults = createFaultBoard(changed)
  const selling = { payments, refunds, reversals, holdCalls, captures, releases, book, holds }
  const calls = createCalls({ seed, ...selling, binding, signIn, approvals, shifts, signInCodes, members, topUps })
  const admit = createGate({ seed, binding, merchantPublicKey: () => merchantKeys().publicKey })
  const log = options.log ?? (() => undefined)
  const guesses = options.guesses ?? false
  const api = createApi({ guesses, key: merchant.key, calls, admit, binding, faults, clock, random, log, changed })

  const views = createViews({
    seed,
    bank,
    cards,
    topUps,
    book,
    holds,
    depositRight,
    binding,
    signIn,
    faults,
    clock,
    origin: () => origin,
  })
  const configurationLink = (deviceId: string) => views.linkOf(binding.freshLink(deviceId))
  const control = createControl({
    bank,
    payments,
    refunds,
    approvals,
    shifts,
    signInCodes,
    oneCode,
    cards,
    topUps,
    reversals,
    holds,
    holdCalls,
    captures,
    releases,
    depositRight,
    binding,
    faults,
    clock,
    views,
    received: api.received,
    changed,
    listen: feed.listen,
    merchantPrivateKey: () => merchantKeys().privateKey,
  })

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS })
  const pages = createPagesServer({
    port: () => (server.address() as AddressInfo).port,
    pagesFolder: options.pagesFolder ?? sourcePagesFolder(),
    feed,
    answer: createPageApi(control, configurationLink, options.onShown ?? null),
  })
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (!(await api.handle(request, response, url))) await pages(request, response, url)
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch(() => response.socket?.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    configurationLink,
    control,
    close: () =>
      new Promise((resolve) => {
        clock.stop()
        feed.end()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
