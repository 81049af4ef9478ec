import { strip, createWedge } from '../../contract/wedge.ts'
import { ScanFraming } from '../../drivers/scanner/framing.ts'
import { readLayouts } from '../../drivers/scanner/hid-layout.ts'
import { HidReports } from '../../drivers/scanner/hid-reports.ts'
import { KeyEvents } from '../../drivers/scanner/key-events.ts'
import { decodeScan } from '../../drivers/scanner/text.ts'
import { readScan } from '../../electron/till/scan.ts'
import { COUNTED_DESCRIPTOR, reportsOf } from './hid-pos.ts'
import { EV, eventOf, strokesOf, SYN_DROPPED } from './key-strokes.ts'

/**
 * Random traffic for everything that reads a scanner, judged by what was sent. Each round makes one input for one reader and
 * says what must come of it; a fault is a crash, a scan split, joined or changed, or a text taken for something it is not.
 */

/** Numbers from 0 to below 1 that a seed repeats (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

class Dice {
  readonly #random: () => number
  constructor(seed: number) {
    this.#random = randomFrom(seed)
  }
  /** An integer from 0 to below `below`. */
  below(below: number): number {
    return Math.floor(this.#random() * below)
  }
  chance(of: number): boolean {
    return this.#random() < of
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }
  list<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index))
  }
  digits(length: number): string {
    return Array.from({ length }, () => this.below(10)).join('')
  }
  /** The bytes in pieces of any length, as lines and readers hand them on. */
  pieces(bytes: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = []
    for (let at = 0; at < bytes.length;) {
      const length = 1 + this.below(this.chance(0.5) ? 3 : bytes.length)
      pieces.push(bytes.subarray(at, at + length))
      at += length
    }
    return pieces
  }
}

const LETTERS = [...'0123456789abcXYZ-._:/?=&%+*#@ ']
const HANZI = [...'收银台微信支付码测试订单']

function textOf(dice: Dice, characters: readonly string[], most: number): string {
  return dice.list(1, most, () => dice.pick(characters)).join('')
}

function expectSame(got: readonly unknown[], sent: readonly unknown[]): void {
  const [gotText, sentText] = [JSON.stringify(got), JSON.stringify(sent)]
  if (gotText !== sentText) throw new Error(`sent ${sentText.slice(0, 300)}, got ${gotText.slice(0, 300)}`)
}

type Round = (dice: Dice) => void

/** A scanner that ends its scans by marks, or by pauses; a scan that is too long, or only half there, is none. */
const serial: Round = (dice) => {
  const [before, after] = dice.pick(['\r', '\n', '\r\n', '\t', '\u0002|\u0003', '\0', '\r\n\r\n', ''].map(cut))
  const most = 60
  const framing = new ScanFraming(dice.pick([1200, 9600, 115_200]), most)
  const sent: string[] = []
  const got: string[] = []
  const take = (framed: { scans: readonly Uint8Array[] }) => got.push(...framed.scans.map((scan) => decodeScan(scan)))
  // Once a mark is seen, pauses end nothing; before, they end what has come, as nobody can know better.
  const scans = dice.list(1, 6, () => textOf(dice, dice.chance(0.2) ? HANZI : LETTERS, dice.chance(0.1) ? 90 : 19))
  for (const [index, text] of scans.entries()) {
    const half = after !== '' && index > 0 && dice.chance(0.15)
    const bytes = Buffer.from(before + text + (half ? '' : after))
    for (const piece of dice.pieces(bytes)) take(framing.push(piece))
    if (half || after === '') {
      if (framing.waits() === null && Buffer.byteLength(text) > 0) throw new Error('it does not wait for the end of a scan')
      take(framing.settle())
    }
    if (!half && Buffer.byteLength(text) <= most) sent.push(text)
  }
  expectSame(got, sent)
}

function cut(marks: string): readonly [string, string] {
  const [before = '', after] = marks.split('|')
  return after === undefined ? ['', before] : [before, after]
}

/** Any bytes: cut at marks and nowhere else, however they came. */
const noise: Round = (dice) => {
  const bytes = Buffer.from(dice.list(0, 200, () => (dice.chance(0.1) ? dice.pick([0, 2, 3, 9, 10, 13]) : dice.below(256))))
  const framing = new ScanFraming(9600, 100)
  const got = dice.pieces(bytes).flatMap((piece) => framing.push(piece).scans.map((scan) => Buffer.from(scan).toString('latin1')))
  const all = bytes.toString('latin1').split(/[\0\u0002\u0003\t\n\r]/)
  expectSame(
    got,
    all.slice(0, -1).filter((part) => part !== '' && part.length <= 100),
  ) // the last has no end yet
  for (const text of got) decodeScan(Buffer.from(text, 'latin1'))
}

const LAYOUTS = [[], readLayouts(Buffer.from(COUNTED_DESCRIPTOR, 'hex'))]

/** Scans in reports, with reports of other kinds between them. */
const hid: Round = (dice) => {
  const reader = new HidReports(dice.pick(LAYOUTS), 400)
  let now = 0
  const sent: string[] = []
  const got: string[] = []
  const take = (report: Uint8Array) => {
    const { scan } = reader.push(report, now)
    if (scan !== null) got.push(decodeScan(scan))
  }
  for (const text of dice.list(1, 5, () => textOf(dice, LETTERS, dice.chance(0.1) ? 600 : 130))) {
    const end = dice.pick(['', '\r', '\r\n', '\t'])
    const reports = reportsOf(Buffer.from(text + end))
    const half = reports.length > 1 && dice.chance(0.2)
    for (const report of half ? reports.slice(0, -1) : reports) {
      if (dice.chance(0.1)) take(Buffer.from([4, dice.below(256), dice.below(256)]))
      take(report)
      now += dice.below(20)
    }
    // The rest of a half never comes; the next scan comes when a person has aimed again.
    if (half) now += 1001
    else if (text.length + end.length <= 400) sent.push(text)
  }
  expectSame(got, sent)
}

/** Any descriptor and any report. */
const strangeHid: Round = (dice) => {
  const usual = Buffer.from(COUNTED_DESCRIPTOR, 'hex')
  const descriptor = dice.chance(0.5)
    ? Buffer.from(dice.list(0, 80, () => dice.below(256)))
    : usual.map((byte) => (dice.chance(0.05) ? dice.below(256) : byte))
  const reader = new HidReports(readLayouts(descriptor), 400)
  for (let report = 0; report < 4; report++) {
    const { scan } = reader.push(Buffer.from(dice.list(0, 70, () => dice.below(256))), report)
    if (scan !== null && (scan.length === 0 || scan.length > 400)) throw new Error(`a scan of ${scan.length} bytes`)
  }
}

const TYPED = [...'0123456789abcXYZ-_:/?=&%+*#@~"|<>{} ']

/** A scanner that types, in any pieces, with auto-repeat, other events, and events that the kernel lost. */
const keys: Round = (dice) => {
  const size = dice.pick([16, 24] as const)
  const reader = new KeyEvents(size, 60)
  const sent: string[] = []
  const traffic: Buffer[] = []
  let at = 1_000_000
  for (const text of dice.list(1, 5, () => textOf(dice, TYPED, dice.chance(0.05) ? 90 : 22))) {
    const events = strokesOf(text, { at, everyMs: 2, size, end: dice.pick([28, 15, 96]) })
    const begun = at
    at += text.length * 2 + 300
    const count = events.length / size
    const lost = dice.chance(0.1) && count > 8
    // Whole events are lost, from anywhere before the end; the kernel says so where it goes on.
    const from = lost ? dice.below(count - 6) : count
    const to = lost ? from + 1 + dice.below(count - 5 - from) : count
    for (let index = 0; index < count; index++) {
      if (index === to && lost) traffic.push(eventOf(EV.syn, SYN_DROPPED, 0, begun, size), eventOf(EV.syn, 0, 0, begun, size))
      if (index >= from && index < to) continue
      traffic.push(events.subarray(index * size, (index + 1) * size))
      if (dice.chance(0.03)) traffic.push(eventOf(EV.key, 2 + dice.below(50), 2, at, size), eventOf(EV.msc, 4, 458_782, at, size))
    }
    if (!lost && text.length <= 60) sent.push(text)
  }
  const got = dice.pieces(Buffer.concat(traffic)).flatMap((piece) => reader.push(piece).scans.map(({ text }) => text))
  expectSame(got, sent)
}

/** Any events: nothing but texts may come of them. */
const strangeKeys: Round = (dice) => {
  const reader = new KeyEvents(24, 60)
  for (const piece of dice.pieces(Buffer.from(dice.list(0, 300, () => (dice.chance(0.5) ? dice.below(4) : dice.below(256))))))
    for (const { text } of reader.push(piece).scans) if (text === '' || text.length > 60) throw new Error('no text of a scan')
}

/** A scanner that types into the page, and a hand before and after it. */
const wedge: Round = (dice) => {
  const [prefix, suffix] = dice.pick([
    ['', ''],
    ['~', ''],
    ['', '#'],
  ] as const)
  const reader = createWedge({ prefix, suffix })
  const sent: string[] = []
  const got: string[] = []
  let at = 0
  const press = (key: string, gap: number) => {
    at += gap
    const settle = (now: number) => {
      const { scan } = reader.flush(now)
      if (scan !== undefined) got.push(scan)
    }
    if (reader.due(at)) settle(at)
    if (reader.key(key, at) !== 'hold') settle(reader.due(at) ? at : Number.POSITIVE_INFINITY)
  }
  for (let round = 0; round < 4; round++) {
    if (dice.chance(0.4)) for (const key of dice.digits(1 + dice.below(8))) press(key, 90 + dice.below(300))
    if (dice.chance(0.2)) press('Enter', 200)
    const text = dice.digits(10 + dice.below(16))
    ;[...prefix, ...text, ...suffix].forEach((key, index) => press(key, index === 0 ? 200 : dice.below(60)))
    press(dice.pick(['Enter', 'Tab']), dice.below(60))
    sent.push(text)
  }
  expectSame(got, sent)
}

const PAYMENT = /^(?:1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22}|99\d{8,22})$/

/** Texts near the borders between codes, numbers and links: each is taken for what it is, by rules written a second time. */
const routes: Round = (dice) => {
  const orderPrefix = dice.chance(0.2) ? null : dice.pick(['0100', '1312', '2888', '9901', 'AB12'])
  const head = dice.pick(['13', '28', '99', '10', '30', '31', '16', orderPrefix ?? '0100', 'http://', 'HTTPS://', 'wxp://', ''])
  const text = head + (dice.chance(0.8) ? dice.digits(dice.below(34)) : textOf(dice, [...LETTERS, ...HANZI], 40))
  const scan = readScan(dice.chance(0.1) ? ` ${text}\n` : text, orderPrefix)
  const trimmed = text.trim()
  const isLink = /^https?:\/\//i.test(trimmed)
  const isOrder = !isLink && orderPrefix !== null && trimmed.startsWith(orderPrefix) && /^[0-9A-Za-z]{25,32}$/.test(trimmed)
  const isPayment = !isLink && !isOrder && PAYMENT.test(trimmed)
  const kind = isLink ? 'link' : isOrder ? 'orderNumber' : isPayment ? 'paymentCode' : 'rubbish'
  if (scan.kind !== kind) throw new Error(`${JSON.stringify(text)} is ${kind} and was taken for ${scan.kind}`)
  if (scan.kind === 'paymentCode' && scan.code !== trimmed) throw new Error('a code was changed')
  if (scan.kind === 'orderNumber' && scan.orderNo !== trimmed) throw new Error('a number was changed')
  if (strip(`<${text}>`, '<', '>') !== text) throw new Error('an addition was not taken off')
}

const ROUNDS: Readonly<Record<string, Round>> = { serial, noise, hid, strangeHid, keys, strangeKeys, wedge, routes }

export interface FuzzReport {
  readonly inputs: number
  readonly faults: readonly string[]
}

/** Plays so many inputs. Each has a seed of its own, which its fault names, so that `--runs 1 --seed S` plays it alone. */
export function fuzz(runs: number, seed: number): FuzzReport {
  const names = Object.keys(ROUNDS)
  const faults: string[] = []
  for (let run = 0; run < runs; run++) {
    const own = (seed + run) >>> 0
    const name = names[own % names.length] ?? 'serial'
    try {
      ROUNDS[name]?.(new Dice(own))
    } catch (error) {
      faults.push(`${name}, seed ${own}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { inputs: runs, faults }
}
