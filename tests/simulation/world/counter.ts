import { USUAL_ITEMS } from '../../../contract/figure-choices.ts'
import type { Announcement } from '../../../contract/devices.ts'
import { ok } from '../../../contract/faults.ts'
import type { PrintOutcome } from '../../../contract/printers.ts'
import type { SlipDocument } from '../../../contract/slip.ts'
import { bookOn, type Book } from '../../../electron/ledger/book.ts'
import { createOfflinePins } from '../../../electron/till/offline-pins.ts'
import { createReprint } from '../../../electron/till/reprint.ts'
import type { Counter, Log, Person, SellingSettings } from '../../../electron/till/parts.ts'
import { createSelling, type Selling } from '../../../electron/till/selling.ts'
import { createSpool } from '../../../electron/till/spool.ts'
import type { Disk } from './disk.ts'
import type { LineParts } from './line-parts.ts'
import { createLine } from './line.ts'
import { createWire, type Wire } from './wire.ts'
import { oneCodeSchema } from '../../../contract/one-code.ts'
import { receiptSchema } from '../../../contract/receipt.ts'

export interface Printed {
  readonly jobId: string
  readonly document: SlipDocument
  /** False when only a part of it is on paper. */
  readonly whole: boolean
}

export interface CounterParts extends Omit<LineParts, 'alive' | 'wire' | 'key'> {
  readonly disk: Disk
  /** The chance that a slip does not come out, or only in part. */
  readonly printerTrouble: () => number
  /** The printer is not there until then, ms of the world. */
  readonly printerGoneUntil: () => number
  readonly newId: () => string
  /** Looks at what the voice says, at what comes out of the printer, and at what is to be seen. */
  readonly said: (announcement: Announcement) => void
  readonly printed: (slip: Printed) => void
  readonly shown: (selling: Selling) => void
}

/** The engine with its book, as one life of a process: from a start to a kill. */
export interface TillLife {
  readonly selling: Selling
  readonly book: Book
  readonly reprint: ReturnType<typeof createReprint>
  readonly alive: () => boolean
  /** Ms of the world; null while it lives. */
  readonly diedAt: () => number | null
  kill(): void
}

const BINDING = {
  mchId: 'm1',
  subMchId: 's1',
  shopId: 'shop1',
  shopName: '海风酒店',
  deviceId: 'd1',
  deviceName: 'A1',
  orderPrefix: '01000052',
  authenType: 1,
  key: 'simulation only',
  serialNumber: 'GT-1',
  cloudBase: 'https://pay.qcloud.com/cpay/',
  boundAt: 1,
}
/** How many slips of its own each sale, hold and capture has, and each refund and release. */
export const COPIES = { payment: 2, refund: 3 }

const SETTINGS: SellingSettings = {
  language: 'zh-CN',
  maxAmountFen: 10_000_000,
  // A window longer than any schedule: what comes late comes all the same, and a slip that is missing is a fault.
  receipt: { ...receiptSchema.parse({ copies: COPIES }), windowMs: 100 * 86_400_000 },
  voice: { enabled: true, code: true, sayType: false, windowMs: 60_000 },
  cashierMode: 'mixed',
  ways: { qr: true, cash: true, bankCard: true },
  oneCode: oneCodeSchema.parse({}),
  shift: { print: false, printDetail: false, items: USUAL_ITEMS, cash: false, floatFen: 0, signOut: true },
  summary: { items: USUAL_ITEMS, form: 'csv' },
}
const SILENT: Log = { info() {}, warn() {}, error() {} }
export const CASHIER: Person = { staffId: '1206', name: 'Li Ting', role: 'clerk', mayRefund: true, since: 0 }
export const MANAGER: Person = { staffId: '1001', name: 'Wang Fang', role: 'manager', mayRefund: true, since: 0 }

/** The till's own client, which reads what came damaged. One is enough for all lives. */
export const WIRE: Wire = createWire({ ...BINDING, machineNo: 'm-1', subTerminalType: 1 })

/** Starts the till, as after a boot: the book first, then everything that is open is asked about. Null when it died at that. */
export function startTill(parts: CounterParts): TillLife | null {
  const { time, disk, note } = parts
  let diedAt: number | null = null
  const alive = (): boolean => diedAt === null
  const die = (): void => {
    diedAt ??= time.elapsed()
  }
  const until = (ms: number): Promise<void> =>
    new Promise((done) => {
      time.after(ms, () => {
        if (alive()) done()
      })
    })

  const counter: Counter = {
    async announce(announcement) {
      if (!alive()) return new Promise(() => undefined)
      note(`said ${announcement.id}`)
      parts.said(announcement)
      await until(1)
      return { outcome: { result: 'played', detail: '' }, firstSampleAt: 0 }
    },
    print(jobId, document) {
      const dice = parts.diceFor(`print ${document.kind}`)
      const thereAtFirst = time.elapsed() >= parts.printerGoneUntil()
      const troubled = dice.chance(parts.printerTrouble())
      const half = dice.chance(0.3)
      return new Promise((done) => {
        if (!alive()) return
        // What the printer has it prints, whether or not the till lives to hear of it.
        time.after(dice.between(5, 900), () => {
          const fails = troubled || !thereAtFirst || time.elapsed() < parts.printerGoneUntil()
          const bytesOut = fails && thereAtFirst && half ? 200 : 0
          note(`printed ${document.kind} ${fails ? `failed after ${bytesOut} bytes` : 'whole'}`)
          if (!fails || bytesOut > 0) parts.printed({ jobId, document, whole: !fails })
          const outcome: PrintOutcome = fails
            ? { result: 'failed', fault: 'offline', bytesOut, detail: '' }
            : { result: 'printed' }
          if (alive()) done({ outcome, firstByteAt: 0 })
        })
      })
    },
  }

  let selling: Selling | null = null
  try {
    const book = bookOn(disk.databaseFor({ alive, die }), () => undefined)
    const clock = time.clockFor(alive)
    const shared = {
      book,
      counter,
      clock,
      serverNow: time.serverNow,
      warm() {},
      timeKnown: () => true,
      // Nobody signs in by a password here.
      pins: createOfflinePins({ kept: { read: () => ok(null), write() {} }, clock, log: SILENT }),
      admit: () => ok(null),
      settings: () => SETTINGS,
      training: false,
      log: SILENT,
      newId: parts.newId,
      changed() {
        if (selling && alive()) parts.shown(selling)
      },
    }
    const spool = createSpool(shared)
    const line = createLine({ ...parts, wire: WIRE, key: BINDING.key, alive })
    const begun = createSelling(BINDING, line, shared, spool)
    selling = begun
    const reprint = createReprint({
      book,
      now: clock.now,
      slipSetting: begun.slipSetting,
      printWindow: () => SETTINGS.receipt.windowMs,
      kickSpool: () => spool.kick(),
    })
    begun.recover()
    spool.recover()
    return { selling: begun, book, reprint, alive, diedAt: () => diedAt, kill: die }
  } catch (error) {
    if (alive()) throw error
    return null
  }
}
