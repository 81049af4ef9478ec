import { SCAN_LENGTH_MOST } from '../../contract/scanners.ts'
import { isMark } from './text.ts'
import { characterOf, KEY } from './us-keys.ts'

/** A scan that was typed. */
export interface TypedScan {
  readonly text: string
  /** The longest time between two of its characters, ms, by the times the kernel gave them: tells a scanner from a hand. */
  readonly longestGapMs: number
}

export interface Typed {
  readonly scans: readonly TypedScan[]
  /** Kind and length of what was thrown away. */
  readonly dropped: readonly string[]
}

/** `struct input_event` is two longs of time, type, code and value: 24 bytes where a long has 64 bits, 16 where it has 32. */
export function eventSize(arch: string = process.arch): 16 | 24 {
  return arch === 'arm' || arch === 'ia32' ? 16 : 24
}

const EV_SYN = 0
const EV_KEY = 1
const SYN_REPORT = 0
const SYN_DROPPED = 3
const RELEASED = 0
const PRESSED = 1

/** A scanner does not pause so long within a scan; what waits longer for its Enter is half of one. Ms. */
const REST_WITHIN = 1000
/** After events were lost, keys count again after an end of a scan, or after so much quiet. Ms. */
const QUIET = 250

const SHIFTS: readonly number[] = [KEY.leftShift, KEY.rightShift]
const CTRLS: readonly number[] = [KEY.leftCtrl, KEY.rightCtrl]
/** Held with another key they type something that no table knows. */
const STRANGE: readonly number[] = [KEY.leftAlt, KEY.rightAlt, KEY.leftMeta, KEY.rightMeta]
const MODIFIERS: ReadonlySet<number> = new Set([...SHIFTS, ...CTRLS, ...STRANGE])
const ENDS: ReadonlySet<number> = new Set([KEY.enter, KEY.tab, KEY.keypadEnter])

/**
 * Reads the key events of a scanner that acts as a keyboard. Enter and Tab end a scan. Whatever makes a text uncertain (lost
 * events, a key held with Alt, half a scan) drops it as a whole: a payment code with a digit missing must not be taken for one.
 * Pure: the events carry their times.
 */
export class KeyEvents {
  readonly #size: 16 | 24
  readonly #most: number
  /** The first bytes of an event whose rest has not come. */
  #rest = Buffer.alloc(0)
  readonly #down = new Set<number>()
  #caps = false
  #text: string[] = []
  #longestGapMs = 0
  #lastKeyAt = Number.NEGATIVE_INFINITY
  /** Why what is being typed is no scan; null when it may be one. */
  #spoiled: string | null = null
  /** Events were lost; until the next SYN_REPORT all that comes is the kernel's old news. */
  #lost = false
  #scans: TypedScan[] = []
  #dropped: string[] = []

  constructor(size: 16 | 24 = eventSize(), most = SCAN_LENGTH_MOST) {
    this.#size = size
    this.#most = most
  }

  push(bytes: Uint8Array): Typed {
    this.#scans = []
    this.#dropped = []
    const all = Buffer.concat([this.#rest, bytes])
    let at = 0
    for (; at + this.#size <= all.length; at += this.#size) this.#event(all.subarray(at, at + this.#size))
    this.#rest = Buffer.from(all.subarray(at))
    return { scans: this.#scans, dropped: this.#dropped }
  }

  /** The device is gone: what was typed until then is no scan. Answers a note of it. */
  abandon(): string | null {
    const length = this.#text.length
    this.#forget()
    return length > 0 ? `half a scan of ${length} characters` : null
  }

  #event(event: Buffer): void {
    const is64 = this.#size === 24
    // Seconds fit a number of 48 bits: the upper half of a 64-bit time is 0 until the year 8 921 556.
    const at = is64
      ? event.readUIntLE(0, 6) * 1000 + event.readUIntLE(8, 6) / 1000
      : event.readUInt32LE(0) * 1000 + event.readUInt32LE(4) / 1000
    const type = event.readUInt16LE(this.#size - 8)
    const code = event.readUInt16LE(this.#size - 6)
    const value = event.readInt32LE(this.#size - 4)
    if (type === EV_SYN) this.#sync(code, at)
    else if (type === EV_KEY && !this.#lost) this.#key(code, value, at)
  }

  #sync(code: number, at: number): void {
    if (code === SYN_REPORT) this.#lost = false
    if (code !== SYN_DROPPED) return
    this.#lost = true
    // Releases may be among what was lost, and what comes next may be the tail of a scan whose head was.
    this.#down.clear()
    this.#spoiled ??= 'a scan of which keys were lost'
    // The last key that was seen says nothing of the quiet since: keys were lost after it.
    this.#lastKeyAt = at
  }

  #key(code: number, value: number, at: number): void {
    if (value === RELEASED) this.#down.delete(code)
    if (value !== PRESSED) return
    if (MODIFIERS.has(code)) this.#down.add(code)
    else if (code === KEY.capsLock) this.#caps = !this.#caps
    else this.#press(code, at)
  }

  #press(code: number, at: number): void {
    const gap = at - this.#lastKeyAt
    this.#lastKeyAt = at
    const begun = this.#text.length > 0 || this.#spoiled !== null
    if (begun && gap > (this.#spoiled === null ? REST_WITHIN : QUIET)) this.#drop(this.#spoiled ?? 'half a scan')
    if (ENDS.has(code)) this.#end()
    else this.#type(code, gap)
  }

  #type(code: number, gap: number): void {
    if (this.#text.length > 0) this.#longestGapMs = Math.max(this.#longestGapMs, gap)
    if (this.#isDown(STRANGE)) this.#spoiled ??= 'a scan with keys that are not known'
    const character = characterOf(code, this.#isDown(SHIFTS), this.#caps)
    if (character === null) return
    // Scanners type the control characters of GS1 codes as Ctrl with a key: `Ctrl+]` is GS. Ctrl+M is Enter.
    const typed = this.#isDown(CTRLS) ? String.fromCharCode(character.toUpperCase().charCodeAt(0) & 0x1f) : character
    if (isMark(typed.charCodeAt(0))) this.#end()
    else this.#take(typed)
  }

  #take(character: string): void {
    if (this.#text.length >= this.#most) this.#spoiled ??= 'a scan that is too long'
    else this.#text.push(character)
  }

  #end(): void {
    if (this.#spoiled !== null) this.#dropped.push(this.#noteOf(this.#spoiled))
    else if (this.#text.length > 0) this.#scans.push({ text: this.#text.join(''), longestGapMs: this.#longestGapMs })
    this.#forget()
  }

  #drop(what: string): void {
    this.#dropped.push(this.#noteOf(what))
    this.#forget()
  }

  #noteOf(what: string): string {
    return `${what} (${this.#text.length} characters)`
  }

  #forget(): void {
    this.#text = []
    this.#longestGapMs = 0
    this.#spoiled = null
  }

  #isDown(keys: readonly number[]): boolean {
    return keys.some((key) => this.#down.has(key))
  }
}
