import { SCAN_LENGTH_MOST } from '../../contract/scanners.ts'
import { USUAL_LAYOUT, type ScanLayout } from './hid-layout.ts'
import { withoutMarks } from './text.ts'

/** What one report brought: a whole scan, a note of something dropped, both, or neither. */
export interface Reported {
  readonly scan: Uint8Array | null
  readonly dropped: string | null
}

/** Reports of one scan follow each other within milliseconds; what waits longer for its rest is half a scan. Ms. */
const REST_WITHIN = 1000

/** Joins the reports of a HID POS scanner to scans. Pure: it is told of time. */
export class HidReports {
  readonly #layouts: readonly ScanLayout[]
  readonly #most: number
  #parts: Uint8Array[] = []
  #length = 0
  #lastAt = Number.NEGATIVE_INFINITY

  /** Without layouts the usual one is taken. `most`: the longest scan, bytes. */
  constructor(layouts: readonly ScanLayout[], most = SCAN_LENGTH_MOST) {
    this.#layouts = layouts.length > 0 ? layouts : [USUAL_LAYOUT]
    this.#most = most
  }

  /** hidraw hands on one report a time; what is longer than its report is several, as a test's device or a bridge joins them. */
  split(bytes: Uint8Array): Uint8Array[] {
    const length = this.#layoutOf(bytes)?.bytes ?? 0
    if (length === 0 || bytes.length <= length) return [bytes]
    return [bytes.subarray(0, length), ...this.split(bytes.subarray(length))]
  }

  /** `at`: ms on any clock that does not go back. A report that carries no scan brings nothing. */
  push(report: Uint8Array, at: number): Reported {
    const layout = this.#layoutOf(report)
    if (layout === undefined) return { scan: null, dropped: null }
    const half = this.#length > 0 && at - this.#lastAt > REST_WITHIN ? this.abandon() : null
    this.#lastAt = at
    const part = dataOf(report, layout)
    this.#length += part.length
    if (this.#length <= this.#most) this.#parts.push(part)
    else this.#parts = []
    if (moreFollows(report, layout)) return { scan: null, dropped: half }
    const whole = withoutMarks(Buffer.concat(this.#parts))
    const length = this.#length
    this.#forget()
    if (length > this.#most) return { scan: null, dropped: `a scan of ${length} bytes, which is too long` }
    return { scan: whole.length > 0 ? whole : null, dropped: half }
  }

  /** Forgets the first reports of a scan whose rest never came; answers a note of them. */
  abandon(): string | null {
    const length = this.#length
    this.#forget()
    return length > 0 ? `half a scan of ${length} bytes` : null
  }

  #layoutOf(report: Uint8Array): ScanLayout | undefined {
    return this.#layouts.find(({ reportId }) => reportId === null || report[0] === reportId)
  }

  #forget(): void {
    this.#parts = []
    this.#length = 0
  }
}

/** The scan's bytes in this report: as many as it says, or without the padding where it says nothing. */
function dataOf(report: Uint8Array, { data, count }: ScanLayout): Uint8Array {
  const bytes = report.subarray(data.from, data.from + data.bytes)
  if (count !== null) return bytes.slice(0, report[count] ?? 0)
  let to = bytes.length
  while (to > 0 && bytes[to - 1] === 0) to--
  return bytes.slice(0, to)
}

function moreFollows(report: Uint8Array, { more }: ScanLayout): boolean {
  if (more === null) return false
  for (let bit = more.bit; bit < more.bit + more.bits; bit++)
    if (((report[Math.floor(bit / 8)] ?? 0) & (1 << (bit % 8))) !== 0) return true
  return false
}
