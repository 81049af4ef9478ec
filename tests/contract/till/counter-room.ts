import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCloudPay, fetchDeviceSetting, type CloudPay } from '../../../cloudpay/client/client.ts'
import { readConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'
import { startSandbox, type Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'
import { USUAL_ITEMS } from '../../../contract/figure-choices.ts'
import { systemClock, type Clock } from '../../../contract/clock.ts'
import { ok } from '../../../contract/faults.ts'
import type { CashierMode } from '../../../contract/states.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import type { Binding } from '../../../electron/till/binding.ts'
import type { Person, SellingCloud, SellingSettings, ShiftSettings } from '../../../electron/till/parts.ts'
import { createOrders } from '../../../electron/till/orders.ts'
import type { SaleWish } from '../../../electron/till/sale-start.ts'
import { createReprint } from '../../../electron/till/reprint.ts'
import { createSelling, slipSettingOf, type Selling } from '../../../electron/till/selling.ts'
import { SHIFT_SETTINGS } from '../../support/shift-settings.ts'
import { createSpool, type Spool } from '../../../electron/till/spool.ts'
import { pinsInMemory } from '../../support/pins.ts'
import { oneCodeSchema } from '../../../contract/one-code.ts'
import { receiptSchema } from '../../../contract/receipt.ts'

export const MANAGER: Person = { staffId: '0001', name: '陈经理', role: 'manager', mayRefund: true, since: 0 }
/** Wang Lei, who may not refund alone. */
export const CLERK: Person = { staffId: '1207', name: '王磊', role: 'clerk', mayRefund: false, since: 0 }

/** A sale, or a hold, as the cashier begins it. */
export const wish = (amountFen: number, more: Partial<SaleWish> = {}): SaleWish => ({
  amountFen,
  remark: '',
  purpose: 'sale',
  person: MANAGER,
  anyway: false,
  ...more,
})

const SETTINGS: Omit<SellingSettings, 'ways' | 'cashierMode' | 'shift'> = {
  language: 'zh-CN',
  maxAmountFen: 5_000_000,
  receipt: receiptSchema.parse({}),
  voice: { enabled: true, code: true, sayType: false, windowMs: 10_000 },
  oneCode: oneCodeSchema.parse({}),
  summary: { items: USUAL_ITEMS, form: 'csv' },
}

/** Everything that sells, on a real book and a real line to the sandbox; only paper and voice are taken for granted. */
export interface CounterRoom {
  readonly sandbox: Sandbox
  readonly selling: () => Selling
  readonly book: () => Book
  readonly orders: () => ReturnType<typeof createOrders>
  readonly reprint: () => ReturnType<typeof createReprint>
  /** The files that were kept, by their name. */
  readonly files: Map<string, string>
  /** The slips that were printed, by their kind. */
  readonly printed: string[]
  /** Puts something between the till and Cloud Pay: answers what the till is given instead. */
  readonly between: (change: (cloud: CloudPay) => Partial<SellingCloud>) => void
  /** Switches other ways to take money on or off. */
  readonly offer: (ways: SellingSettings['ways']) => void
  /** Sets how shifts are handed over. */
  readonly shift: (change: Partial<ShiftSettings>) => void
  /** Sets what the till takes. */
  readonly mode: (mode: CashierMode) => void
  /** The till ends and starts again on the same book. */
  readonly restart: () => Promise<void>
  /** The till is installed anew: the book is lost, the binding is the same. */
  readonly reinstall: () => Promise<void>
  /** Another machine with a copy of this one's identity. */
  readonly copyOfTill: () => CloudPay
  readonly close: () => Promise<void>
}

/** A clock that runs faster than the world: minutes of patience in a second. What it tells is another matter. */
const fastClock = (speed: number, now: () => number): Clock => ({
  now,
  elapsed: () => systemClock.elapsed() * speed,
  after: (ms, call) => systemClock.after(ms / speed, call),
})

interface RoomOptions {
  readonly speed?: number
  /** How far the till's clock is from that of Cloud Pay, ms, which may be moved. Left out, both are this machine's. */
  readonly wrongBy?: () => number
}

export async function openCounterRoom(seed: string, { speed = 1, wrongBy }: RoomOptions = {}): Promise<CounterRoom> {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-room-'))
  const sandbox = await startSandbox({ seed })
  const serialNumber = 'GUITAI_R_0001'
  const link = readConfigurationLink(sandbox.configurationLink('A1'), [sandbox.origin])
  if (!link.ok) throw new Error(link.fault)
  const fetched = await fetchDeviceSetting(link.link, serialNumber)
  if (fetched.outcome !== 'ok') throw new Error('the settings were not given')
  const setting = fetched.answer
  const connect = (): CloudPay =>
    createCloudPay({
      identity: { ...setting, serialNumber, machineNo: '02:42:ac:11:00:02', subTerminalType: 7 },
      baseUrls: [`${sandbox.origin}/cpay/`],
      limits: {},
    })
  let change: (cloud: CloudPay) => Partial<SellingCloud> = () => ({})
  const printed: string[] = []
  let ways = { qr: true, cash: true, bankCard: true }
  let shift: ShiftSettings = SHIFT_SETTINGS
  let cashierMode: CashierMode = 'mixed'
  const files = new Map<string, string>()
  let ids = 0
  const copies: CloudPay[] = []

  function start(): { selling: Selling; book: Book; spool: Spool; stop: () => Promise<void> } {
    const opened = openBook(join(folder, 'book.db'), Date.now())
    if (!opened.ok) throw new Error(opened.fault.code)
    const book = opened.value
    const cloud = connect()
    const parts = {
      book,
      clock: fastClock(speed, () => (wrongBy ? sandbox.control.now() + wrongBy() : systemClock.now())),
      serverNow: () => sandbox.control.now(),
      counter: {
        print(_jobId: string, document: { kind: string }) {
          printed.push(document.kind)
          return Promise.resolve({ outcome: { result: 'printed' as const }, firstByteAt: 0 })
        },
        announce: () => Promise.resolve({ outcome: { result: 'played' as const, detail: '' }, firstSampleAt: 0 }),
      },
      warm() {},
      admit: () => ok(null),
      pins: pinsInMemory(() => Date.now()),
      settings: () => ({ ...SETTINGS, ways, cashierMode, shift }),
      training: false,
      timeKnown: () => true,
      log: { info() {}, warn() {}, error() {} },
      newId: () => `s${ids++}`,
      changed() {},
    }
    const spool = createSpool(parts)
    const binding: Binding = { ...setting, cloudBase: `${sandbox.origin}/cpay/`, serialNumber, authenType: 1, boundAt: 0 }
    const selling = createSelling(binding, { ...cloud, ...change(cloud) }, parts, spool)
    selling.recover()
    spool.recover()
    const stop = async () => {
      await selling.stop()
      spool.stop()
      book.close()
    }
    return { selling, book, spool, stop }
  }

  let now = start()
  const settings = (): SellingSettings => ({ ...SETTINGS, ways, cashierMode, shift })
  return {
    files,
    orders: () =>
      createOrders({
        book: now.book,
        language: () => 'zh-CN',
        keepFile(name, content) {
          files.set(name, content)
          return `/exports/${name}`
        },
      }),
    reprint: () =>
      createReprint({
        book: now.book,
        now: Date.now,
        slipSetting: () => slipSettingOf(now.selling.place, { settings, training: false }),
        printWindow: () => SETTINGS.receipt.windowMs,
        kickSpool: () => now.spool.kick(),
      }),
    sandbox,
    selling: () => now.selling,
    book: () => now.book,
    printed,
    between(next) {
      change = next
    },
    offer(next) {
      ways = next
    },
    shift(change) {
      shift = { ...shift, ...change }
    },
    mode(next) {
      cashierMode = next
    },
    async restart() {
      await now.stop()
      now = start()
    },
    async reinstall() {
      await now.stop()
      for (const end of ['', '-wal', '-shm', '.lock']) rmSync(join(folder, `book.db${end}`), { force: true })
      now = start()
    },
    copyOfTill() {
      const copy = connect()
      copies.push(copy)
      return copy
    },
    async close() {
      await now.stop()
      for (const copy of copies) await copy.close()
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
