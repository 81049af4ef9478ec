/**
 * Where a scan lies in the reports of a HID POS scanner (HID Usage Tables 1.5, section 25, "Barcode Scanner Page", and HID POS
 * Usage Tables 1.02). Makers order and size the fields differently, so the device's own report descriptor is asked.
 */

export const SCANNER_PAGE = 0x8c
const GENERIC_DESKTOP = 0x01
const BYTE_COUNT = 0x3b
const SYMBOLOGY_FIRST = 0xfb
const SYMBOLOGY_LAST = 0xfd
const DECODED_DATA = 0xfe
const DATA_CONTINUED = 0xff

/** Bytes are counted from the start of the report as hidraw gives it, its id included where the device has ids. */
export interface ScanLayout {
  /** The report's first byte; null for a device whose reports have no id. */
  readonly reportId: number | null
  /** Of the whole report. */
  readonly bytes: number
  readonly data: { readonly from: number; readonly bytes: number }
  /** The byte that says how many bytes of the data are the scan. */
  readonly count: number | null
  /** The bits that say, when one is set, that more of the same scan follows in the next report. */
  readonly more: { readonly bit: number; readonly bits: number } | null
  /** Whether the AIM symbology identifier (`]Q1`) stands beside the data, and so is no part of it. */
  readonly symbology: boolean
}

/**
 * What most makers agree on, for a device whose descriptor cannot be read: id 2, length, three bytes of AIM symbology, 56 bytes
 * of data, two bytes of the maker's, and a last byte for "more follows". Access-IS prints it in the manuals of its LSR118, and
 * Honeywell's descriptor says the same.
 */
export const USUAL_LAYOUT: ScanLayout = {
  reportId: 2,
  bytes: 64,
  data: { from: 5, bytes: 56 },
  count: 1,
  more: { bit: 63 * 8, bits: 8 },
  symbology: true,
}

/** One short item of a descriptor. `tag` is its prefix without the size. */
interface Item {
  readonly tag: number
  readonly value: number
  readonly size: number
}

/** Longest report that is believed, bits: hidraw reads no more than 4096 bytes. */
const REPORT_BITS_MOST = 4096 * 8
const LONG_ITEM = 0xfe

/** Short items in order; long items are passed over, and a descriptor that is cut off ends where it does. */
function* itemsOf(descriptor: Uint8Array): Generator<Item> {
  let at = 0
  while (at < descriptor.length) {
    const prefix = descriptor[at] ?? 0
    if (prefix === LONG_ITEM) {
      at += 3 + (descriptor[at + 1] ?? 0)
      continue
    }
    const size = [0, 1, 2, 4][prefix & 0x03] ?? 0
    const bytes = descriptor.subarray(at + 1, at + 1 + size)
    if (bytes.length < size) return
    yield { tag: prefix & 0xfc, value: bytes.reduceRight((value, byte) => value * 256 + byte, 0), size }
    at += 1 + size
  }
}

const TAG = {
  input: 0x80,
  output: 0x90,
  feature: 0xb0,
  collection: 0xa0,
  endCollection: 0xc0,
  usagePage: 0x04,
  reportSize: 0x74,
  reportId: 0x84,
  reportCount: 0x94,
  push: 0xa4,
  pop: 0xb4,
  usage: 0x08,
  usageMinimum: 0x18,
  usageMaximum: 0x28,
} as const

/** Usages more than this in one range are no scanner's. */
const RANGE_MOST = 256
const CONSTANT = 0x01

interface Global {
  readonly page: number
  readonly size: number
  readonly count: number
  readonly reportId: number | null
}

/** A usage with its page, as one number: `page * 65536 + id`. */
const usageOf = (page: number, id: number) => page * 0x1_0000 + id

interface Draft {
  data: ScanLayout['data'] | null
  count: number | null
  more: ScanLayout['more']
  symbology: boolean
}

/** One field of a report: `count` values of `size` bits, from a bit of the report on. */
function place(draft: Draft, usage: number, bit: number, size: number, count: number): void {
  const aligned = bit % 8 === 0 && size === 8
  if (usage === usageOf(GENERIC_DESKTOP, BYTE_COUNT) && aligned) draft.count = bit / 8
  if (Math.floor(usage / 0x1_0000) !== SCANNER_PAGE) return
  const id = usage % 0x1_0000
  if (id === DECODED_DATA && aligned) draft.data ??= { from: bit / 8, bytes: count }
  else if (id === DATA_CONTINUED) draft.more ??= { bit, bits: size * count }
  else if (id >= SYMBOLOGY_FIRST && id <= SYMBOLOGY_LAST) draft.symbology = true
}

/** The usages of the item that comes next. */
class Usages {
  list: number[] = []
  #minimum: number | null = null

  take({ tag, value, size }: Item, page: number): void {
    const whole = size === 4 ? value : usageOf(page, value)
    if (tag === TAG.usage) this.list.push(whole)
    else if (tag === TAG.usageMinimum) this.#minimum = whole
    else if (tag === TAG.usageMaximum && this.#minimum !== null) {
      const last = Math.min(whole, this.#minimum + RANGE_MOST)
      for (let usage = this.#minimum; usage <= last; usage++) this.list.push(usage)
      this.#minimum = null
    }
  }

  clear(): void {
    this.list = []
    this.#minimum = null
  }
}

function withGlobal(global: Global, { tag, value }: Item): Global {
  if (tag === TAG.usagePage) return { ...global, page: value }
  if (tag === TAG.reportSize) return { ...global, size: Math.min(value, REPORT_BITS_MOST) }
  if (tag === TAG.reportCount) return { ...global, count: Math.min(value, REPORT_BITS_MOST) }
  if (tag === TAG.reportId) return { ...global, reportId: value }
  return global
}

/** The layouts of all input reports that carry a scan; empty when the descriptor has none. Never throws. */
export function readLayouts(descriptor: Uint8Array): ScanLayout[] {
  let global: Global = { page: 0, size: 0, count: 0, reportId: null }
  const stack: Global[] = []
  const usages = new Usages()
  const drafts = new Map<number | null, Draft>()
  const ends = new Map<number | null, number>()
  for (const item of itemsOf(descriptor)) {
    global = withGlobal(global, item)
    usages.take(item, global.page)
    if (item.tag === TAG.push) stack.push(global)
    if (item.tag === TAG.pop) global = stack.pop() ?? global
    if (item.tag === TAG.input) {
      const { reportId, size, count } = global
      const start = ends.get(reportId) ?? (reportId === null ? 0 : 8)
      const draft = drafts.get(reportId) ?? { data: null, count: null, more: null, symbology: false }
      drafts.set(reportId, draft)
      // One usage for all values is a buffer; else each value has its own, and the last usage stands for those that are left.
      const each = Math.min(usages.list.length, count)
      if ((item.value & CONSTANT) === 0 && each > 0 && start < REPORT_BITS_MOST)
        for (let index = 0; index < each; index++)
          place(draft, usages.list[index] ?? 0, start + index * size, size, index === each - 1 ? count - index : 1)
      ends.set(reportId, Math.min(start + size * count, REPORT_BITS_MOST))
    }
    const isMain = item.tag === TAG.input || item.tag === TAG.output || item.tag === TAG.feature
    if (isMain || item.tag === TAG.collection || item.tag === TAG.endCollection) usages.clear()
  }
  return [...drafts].flatMap(([reportId, { data, ...rest }]) =>
    data === null ? [] : [{ reportId, bytes: Math.ceil((ends.get(reportId) ?? 0) / 8), data, ...rest }],
  )
}
