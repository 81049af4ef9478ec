import type { Pinged } from '../../cloudpay/client/client.ts'
import { BASE_PATH, HOSTS } from '../../cloudpay/protocol/enums.ts'
import { ok, refuse, type Fault, type Outcome } from '../../contract/faults.ts'
import type { LaidOutSlip, SlipDocument } from '../../contract/slip.ts'
import type { SaleView } from '../../contract/views.ts'
import type { Exporter } from '../exports/exporter.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { baseUrlsOf, bindByLink, type Binding, type BindingParts } from './binding.ts'
import { auditHandlers } from './audit-handlers.ts'
import { depositHandlers } from './deposit-handlers.ts'
import { createExports } from './exports.ts'
import { behindSignIn, type AtTill, type TillHandlers } from './handlers.ts'
import { createJournalGuard, type JournalGuardParts } from './journal-guard.ts'
import { keptFiles } from './kept-files.ts'
import { createLineKeeper } from './line.ts'
import { orderFacts } from './order-facts.ts'
import { createOrders, rowOfHold, viewOf } from './orders.ts'
import { createOfflinePins, type OfflinePinsParts } from './offline-pins.ts'
import type { Person, SellingCloud, SellingParts, SellingSettings } from './parts.ts'
import { memberHandlers } from './member-handlers.ts'
import { shopCodes } from './shop-codes.ts'
import { createPresence } from './presence.ts'
import { saleHandlers } from './sale-handlers.ts'
import { shiftHandlers } from './shift-handlers.ts'
import { createReprint } from './reprint.ts'
import { scanHandler } from './scan-handler.ts'
import { createSelling, slipSettingOf, type Selling } from './selling.ts'
import { createSpool } from './spool.ts'
import { admitter, staffHandlers } from './staff-handlers.ts'
import { tellBound } from './tell-bound.ts'
import { sellingState, type TillState } from './till-state.ts'

export interface TillParts
  extends
    Omit<SellingParts, 'cloud' | 'place' | 'serverNow' | 'settings'>,
    Pick<BindingParts, 'serialNumber' | 'allowedOrigins' | 'fetchSetting'> {
  /** Also where the hashes lie by which people are let in without a network, and where the journal's end is sealed. */
  readonly vault: BindingParts['vault'] & {
    readonly pins: OfflinePinsParts['kept']
    readonly journalSeal: JournalGuardParts['seal']
  }
  readonly settings: () => SellingSettings & {
    /** After how many minutes without a touch the till locks; 0: never. */
    readonly lock: { readonly afterMinutes: number }
    /** Whether people may sign in by phone. */
    readonly signIn: { readonly byPhone: boolean }
  }
  /** `broke` is called after every call that had no answer, or did not leave. */
  readonly connect: (binding: Binding, broke: () => void) => SellingCloud
  /** A sentence that stays on the screen until it is put away. */
  readonly notify: (fault: Fault) => void
  readonly ping: (baseUrls: readonly string[]) => Promise<Pinged | null>
  /** Keeps a file where people find it; answers its path. Throws what the disk says. */
  readonly keepFile: (name: string, content: string) => string
  /** Writes files of figures, which may be long. */
  readonly exporter: Exporter
  readonly layOut: (document: SlipDocument) => LaidOutSlip | Promise<LaidOutSlip>
  /** The page is to show this order. */
  readonly openOrder: (orderNo: string) => void
}

const NOWHERE = { shopName: '', deviceName: '' }

/**
 * The till as one thing: bound or not, somebody at it or not, its sales, its slips. It knows no Electron; the main process
 * gives it a book, a network, devices and a clock.
 */
export function createTill(parts: TillParts) {
  const { book, clock, vault } = parts
  const spool = createSpool(parts)
  let selling: Selling | null = null
  let stop: Fault | null = null
  let started = false
  let binding = false

  const baseUrls = (): string[] => {
    if (selling) return baseUrlsOf(selling.binding.cloudBase, parts.allowedOrigins)
    if (parts.allowedOrigins.length > 0) return parts.allowedOrigins.map((origin) => `${origin}${BASE_PATH}`)
    return HOSTS.map((host) => `https://${host}${BASE_PATH}`)
  }
  const line = createLineKeeper({
    clock,
    ping: parts.ping,
    baseUrls,
    open: () => selling?.cloud ?? null,
    moved: (host) => parts.notify({ code: 'network.otherHost', params: { host } }),
    changed() {
      // A till that started without a network has not heard yet who works here.
      if (line.lamp().reason !== 'noAnswer' && selling?.staff.list().length === 0)
        void selling.staff.refresh().finally(parts.changed)
      parts.changed()
    },
  })
  const pins = createOfflinePins({ kept: vault.pins, clock, log: parts.log })
  const late = {
    serverNow: () => line.serverNow(),
    warm: () => line.warm(),
    timeKnown: () => line.timeKnown(),
    admit: (person: Person) => admit(person),
  }
  const sellingParts = { ...parts, ...late, pins }

  const guard = createJournalGuard({ ...parts, seal: vault.journalSeal })
  const files = keptFiles(parts, () => presence.person())
  const language = () => parts.settings().language
  const orders = createOrders({ book, language, keepFile: files.keep })
  const exports = createExports({ ...parts, asked: (name) => void files.begin(name) })
  const reprint = createReprint({
    book,
    now: () => clock.now(),
    slipSetting: () => slipSettingOf(selling?.place ?? NOWHERE, parts),
    printWindow: () => parts.settings().receipt.windowMs,
    kickSpool: () => spool.kick(),
  })

  function begin(bound: Binding): void {
    selling = createSelling(
      bound,
      parts.connect(bound, () => line.broke()),
      sellingParts,
      spool,
    )
    selling.recover()
    void line.look()
    line.warm()
    void selling.staff.refresh().finally(parts.changed)
  }

  async function useLink(text: string): Promise<Outcome<null>> {
    if (selling) return refuse('bind.alreadyBound')
    if (binding) return refuse('scan.busy')
    binding = true
    try {
      const bound = await bindByLink(text, parts)
      if (!bound.ok) return bound
      stop = null
      begin(bound.value)
      tellBound(bound.value, parts, () => spool.kick())
      return ok(null)
    } finally {
      binding = false
      parts.changed()
    }
  }

  const byPhone = (): boolean => parts.settings().signIn.byPhone
  const presence = createPresence({
    clock,
    lockAfter: () => parts.settings().lock.afterMinutes * 60_000,
    busy: () => selling?.sales.busy() ?? false,
    locked(person, byItself) {
      try {
        selling?.staff.locked(person, byItself)
      } catch (error) {
        // It is locked all the same.
        parts.log.error('lock.notWritten', { why: error instanceof Error ? error.message : String(error) })
      }
      parts.changed()
    },
  })
  const behind = behindSignIn(() => {
    const person = presence.person()
    return person && selling ? { person, selling } : null
  })
  const { inSelling, meanwhile } = behind

  function shown(sale: SaleRecord): SaleView {
    const person = presence.person()
    const mayReverse = person !== null && selling?.sales.reversals.mayStart(sale.saleId, person) === true
    return viewOf(book, sale, selling?.sales.nextAskAt(sale.saleId) ?? null, mayReverse)
  }

  const scanned = scanHandler({
    selling: () => selling,
    person: presence.person,
    touched: () => presence.touched(),
    useLink,
    ...parts,
  })

  function leave(at: AtTill, next?: Person): void {
    at.selling.sales.leave()
    at.selling.approval.drop()
    exports.left(at.person)
    at.selling.staff.signedOut(at.person, next?.staffId ?? '')
    // Whoever leaves a drawer behind leaves it compared (BEHAVIOUR 2.9).
    void at.selling.reconciliation.run()
    presence.left()
    parts.changed()
  }

  const people = { ...parts, selling: () => selling, presence, leave, byPhone }
  const admit = admitter(people)
  const handlers: TillHandlers = {
    'bind.useLink': ({ link }) => useLink(link),
    'bind.checkNetwork': async () => {
      const pinged = await line.look()
      const host = new URL(pinged?.baseUrl ?? baseUrls()[0] ?? '').host
      return ok({ reachable: pinged !== null, host, ms: pinged?.ms ?? 0 })
    },
    ...staffHandlers(behind, people),
    'scan.read': ({ text, typed }) => scanned(text, typed === true),
    ...saleHandlers(behind, shown),
    ...depositHandlers(behind),
    ...memberHandlers(behind, shown),
    'oneCode.codes': () => meanwhile(({ selling: at }) => shopCodes(at)),
    ...shiftHandlers(behind, { leave, layOut: parts.layOut, exports }),
    ...auditHandlers(behind, { book, guard, language, beginFile: files.begin, staff: () => selling?.staff.list() ?? [] }),
    'orders.list': (question) => inSelling((at) => ok(orders.list(question, at.person))),
    'orders.find': ({ orderNo }) =>
      meanwhile(async (at) => {
        const order = await orders.find(orderNo, at.selling.cloud, at.person)
        if (order.ok || order.fault.code !== 'scan.orderNotFound') return order
        // It may be a deposit of another till: those are asked for by a call of their own.
        const deposit = await at.selling.holds.find(orderNo, at.person)
        return deposit.ok ? ok(rowOfHold(deposit.value.hold)) : order
      }),
    'orders.facts': ({ orderNo }) =>
      meanwhile((at) => {
        const skew = line.serverNow() - clock.now()
        return orderFacts({ book, cloud: at.selling.cloud, skew }, orderNo, at.person)
      }),
    'orders.export': (question) => inSelling((at) => orders.export(question, at.person)),
    'refund.prepare': ({ orderNo }) => meanwhile((at) => at.selling.refunds.prepare(orderNo, at.person)),
    'refund.askApproval': ({ orderNo, amountFen }) => meanwhile((at) => at.selling.approval.ask(orderNo, amountFen, at.person)),
    'refund.dropApproval': () => inSelling((at) => at.selling.approval.drop()),
    'refund.start': (wish) => meanwhile((at) => at.selling.refunds.start(wish, at.person)),
    'refund.askNow': ({ refundId }) => inSelling((at) => at.selling.refunds.askNow(refundId)),
    'refund.close': ({ refundId }) => inSelling((at) => at.selling.refunds.close(refundId)),
    'reconcile.now': () =>
      meanwhile(async (at) => {
        await at.selling.reconciliation.run()
        return ok(null)
      }),
    'reconcile.resume': () =>
      inSelling((at) => {
        at.selling.reconciliation.resume(at.person)
        return ok(null)
      }),
    'slip.reprint': ({ orderNo }) => inSelling((at) => reprint.print(orderNo, at.person)),
    'slip.preview': ({ orderNo }) =>
      meanwhile(async () => {
        const slip = reprint.slip(orderNo)
        return slip.ok ? ok(await parts.layOut(slip.value)) : slip
      }),
  }

  return {
    handlers,
    person: presence.person,
    /** A sale, or a hold, stands in front of the cashier and is not over. */
    busy: (): boolean => selling?.sales.busy() ?? false,

    /** Reads the vault and the book; every open sale is asked about before anything new can be sent. */
    start(): void {
      const kept = vault.read()
      if (!kept.ok) stop = kept.fault
      else if (kept.value) begin(kept.value)
      else void line.look()
      spool.recover()
      guard.start()
      started = true
      parts.changed()
    },

    state(): TillState {
      const person = presence.person()
      const lockedFor = presence.lockedFor()
      const stage = !started ? 'starting' : stop ? 'stopped' : !selling ? 'unbound' : person ? 'selling' : 'signedOut'
      return {
        signInByPhone: byPhone(),
        ...sellingState(selling, person, person ? book.lastPaid() : null, shown),
        stage,
        stop,
        lockedFor: lockedFor && { staffId: lockedFor.staffId, name: lockedFor.name, role: lockedFor.role },
        exported: exports.view(person),
        slipsWaiting: spool.waitingCount(),
        network: line.lamp(),
      }
    },

    /** The printer may be back: look at what waits. */
    printerChanged: () => spool.kick(),

    async stop(): Promise<void> {
      guard.stop()
      presence.stop()
      line.stop()
      spool.stop()
      await Promise.all([selling?.stop(), pins.settled(), exports.stop()])
    },
  }
}
export type Till = ReturnType<typeof createTill>
