import { KEY, keyOf } from '../../drivers/scanner/us-keys.ts'

export const EV = { syn: 0, key: 1, msc: 4 } as const
export const SYN_DROPPED = 3

/** One `struct input_event`; `at` in ms. */
export function eventOf(type: number, code: number, value: number, at: number, size: 16 | 24 = 24): Buffer {
  const event = Buffer.alloc(size)
  const seconds = Math.floor(at / 1000)
  const micros = Math.round((at - seconds * 1000) * 1000)
  if (size === 24) {
    event.writeBigUInt64LE(BigInt(seconds), 0)
    event.writeBigUInt64LE(BigInt(micros), 8)
  } else {
    event.writeUInt32LE(seconds, 0)
    event.writeUInt32LE(micros, 4)
  }
  event.writeUInt16LE(type, size - 8)
  event.writeUInt16LE(code, size - 6)
  event.writeInt32LE(value, size - 4)
  return event
}

export interface Typing {
  /** When the first key is pressed, and how long after it the next, ms. */
  readonly at?: number
  readonly everyMs?: number
  readonly size?: 16 | 24
  /** The key that ends it; null for none. */
  readonly end?: number | null
}

/** The events of a scanner that types a text on a US keyboard. Throws for a character that no key types. */
export function strokesOf(
  text: string,
  { at = 1_700_000_000_000, everyMs = 4, size = 24, end = KEY.enter }: Typing = {},
): Buffer {
  const events: Buffer[] = []
  let now = at
  const put = (code: number, value: number) =>
    events.push(eventOf(EV.key, code, value, now, size), eventOf(EV.syn, 0, 0, now, size))
  const stroke = (code: number, shift: boolean) => {
    if (shift) put(KEY.leftShift, 1)
    put(code, 1)
    put(code, 0)
    if (shift) put(KEY.leftShift, 0)
    now += everyMs
  }
  for (const character of text) {
    const key = keyOf(character)
    if (key === null) throw new Error(`no key types ${JSON.stringify(character)}`)
    stroke(key.code, key.shift)
  }
  if (end !== null) stroke(end, false)
  return Buffer.concat(events)
}
