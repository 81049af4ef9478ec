import type { Announcement, PrintOutcome } from '../../../contract/devices.ts'
import type { SlipDocument } from '../../../contract/slip.ts'
import { bookOn, type Book } from '../../../electron/ledger/book.ts'
import type { Counter, Log, Person, SellingSettings } from '../../../electron/till/parts.ts'
import { createSelling, type Selling } from '../../../electron/till/selling.ts'
import { createSpool, type Spool } from '../../../electron/till/spool.ts'
import type { Bank } from './bank.ts'
import type { Dice } from './dice.ts'
import type { Disk } from './disk.ts'
import { createLine, type Weather } from './line.ts'
import type { Time } from './time.ts'

/** What came out of the till, over all its lives. */
export interface Heard {
  readonly said: Announcement[]
  /** Slips of which anything is on paper, by their job. */
  readonly printed: { jobId: string; document: SlipDocument }[]
}

export interface CounterParts {
  readonly time: Time
  readonly bank: Bank
  readonly disk: Disk
  readonly heard: Heard
  readonly storms: readonly Weather[]
  readonly roughness: () => number
  readonly printerTrouble: () => number
  readonly diceFor: (matter: string) => Dice
  readonly note: (text: string) => void
  readonly newId: () => string
  readonly leaving: (what: { kind: 'sale' | 'refund'; number: string; amountFen: number }) => void
}

/** The engine with its book, as one life of a process: from a start to a kill. */
export interface TillLife {
  readonly selling: Selling
  readonly book: Book
  readonly spool: Spool
  readonly alive: () => boolean
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
const SETTINGS: SellingSettings = {
  language: 'zh-CN',
  maxAmountFen: 10_000_000,
  autoPrint: true,
  voice: true,
  printWindow: 100 * 86_400_000,
  voiceWindow: 60_000,
  footer: '',
  ways: { qr: true, cash: true, bankCard: true },
}
const SILENT: Log = { info() {}, warn() {}, error() {} }
export const CASHIER: Person = { staffId: '1206', name: '李婷', role: 'clerk', mayRefund: true, since: 0 }

/** Starts the till, as after a boot: the book first, then everything that is open is asked about. Null when it died at that. */
export function startTill(parts: CounterParts): TillLife | null {
  const { time, disk, heard, note } = parts
  let dead = false
  const alive = (): boolean => !dead
  const die = (): void => {
    dead = true
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
      heard.said.push(announcement)
      note(`said ${announcement.id}`)
      await until(1)
      return { outcome: { result: 'played', detail: '' }, firstSampleAt: 0 }
    },
    async print(jobId, document) {
      if (!alive()) return new Promise(() => undefined)
      const dice = parts.diceFor(`print ${document.kind}`)
      const fails = dice.chance(parts.printerTrouble())
      const bytesOut = fails && dice.chance(0.3) ? 200 : 0
      await until(dice.between(5, 900))
      if (!fails || bytesOut > 0) heard.printed.push({ jobId, document })
      note(`printed ${document.kind} ${fails ? `failed after ${bytesOut} bytes` : 'whole'}`)
      const outcome: PrintOutcome = fails ? { result: 'failed', fault: 'offline', bytesOut, detail: '' } : { result: 'printed' }
      return { outcome, firstByteAt: 0 }
    },
  }

  try {
    const book = bookOn(disk.databaseFor({ alive, die }), () => undefined)
    const clock = time.clockFor(alive)
    const shared = {
      book,
      counter,
      clock,
      serverNow: () => parts.bank.now(),
      warm() {},
      settings: () => SETTINGS,
      training: false,
      log: SILENT,
      newId: parts.newId,
      changed() {},
    }
    const spool = createSpool(shared)
    const line = createLine({ ...parts, alive })
    const selling = createSelling(BINDING, line, shared, spool)
    selling.recover()
    spool.recover()
    return { selling, book, spool, alive, kill: die }
  } catch (error) {
    if (alive()) throw error
    return null
  }
}
