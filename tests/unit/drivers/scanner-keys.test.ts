import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventSize, KeyEvents } from '../../../drivers/scanner/key-events.ts'
import { KEY, keyOf } from '../../../drivers/scanner/us-keys.ts'
import { EV, eventOf, strokesOf, SYN_DROPPED } from '../../support/key-strokes.ts'

const T = 1_700_000_000_000
const texts = (events: KeyEvents, bytes: Uint8Array) => events.push(bytes).scans.map(({ text }) => text)
const key = (code: number, value: number, at = T) => eventOf(EV.key, code, value, at)
const press = (...codes: number[]) => Buffer.concat(codes.flatMap((code) => [key(code, 1), key(code, 0)]))

describe('the key events of a scanner', () => {
  it('give every text that a US keyboard types, in pieces of any length, on 32 and 64 bits', () => {
    const typed = fc.stringMatching(/^[ -~]{1,40}$/)
    fc.assert(
      fc.property(
        fc.array(typed, { maxLength: 4 }),
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom(16, 24),
        (scans, step, size) => {
          const events = new KeyEvents(size)
          const all = Buffer.concat(scans.map((text) => strokesOf(text, { size })))
          const got: string[] = []
          for (let at = 0; at < all.length; at += step) got.push(...texts(events, all.subarray(at, at + step)))
          expect(got).toEqual(scans)
        },
      ),
    )
    expect([eventSize('x64'), eventSize('arm64'), eventSize('arm'), eventSize('ia32')]).toEqual([24, 24, 16, 16])
  })

  it.each([
    ['Enter', KEY.enter],
    ['Tab', KEY.tab],
    ['the keypad’s Enter', KEY.keypadEnter],
  ])('end at %s', (_name, end) => expect(texts(new KeyEvents(24), strokesOf('A1', { end }))).toEqual(['A1']))

  it('know the keypad, caps lock, and either Shift', () => {
    const digits = [82, 79, 80, 81, 75, 76, 77, 71, 72, 73]
    expect(texts(new KeyEvents(24), press(...digits, KEY.enter))).toEqual(['0123456789'])
    const a = keyOf('a')?.code ?? 0
    const one = keyOf('1')?.code ?? 0
    const caps = Buffer.concat([press(KEY.capsLock, a, one), key(KEY.rightShift, 1), press(a, one), key(KEY.rightShift, 0)])
    expect(texts(new KeyEvents(24), Buffer.concat([caps, press(KEY.capsLock, a, KEY.enter)]))).toEqual(['A1a!a'])
  })

  it('do not count what a held key repeats', () => {
    const one = keyOf('1')?.code ?? 0
    expect(
      texts(new KeyEvents(24), Buffer.concat([key(one, 1), key(one, 2), key(one, 2), key(one, 0), press(KEY.enter)])),
    ).toEqual(['1'])
  })

  it('take Ctrl with a key for the control character of a GS1 code', () => {
    const events = Buffer.concat([press(2), key(KEY.leftCtrl, 1), press(27), key(KEY.leftCtrl, 0), press(3, KEY.enter)])
    expect(texts(new KeyEvents(24), events)).toEqual(['1\u001d2'])
  })

  it('that were lost in a scan drop it whole, and the next is read', () => {
    const events = new KeyEvents(24)
    const scan = strokesOf('134567890123456789')
    const lost = Buffer.concat([eventOf(EV.syn, SYN_DROPPED, 0, T), key(3, 1), eventOf(EV.syn, 0, 0, T)])
    expect(texts(events, Buffer.concat([scan.subarray(0, 24 * 8), lost, scan.subarray(24 * 16)]))).toEqual([])
    expect(texts(events, strokesOf('B2', { at: T + 5000 }))).toEqual(['B2'])
  })

  it('that were lost before a scan do not let its tail pass for a scan', () => {
    const events = new KeyEvents(24)
    expect(texts(events, strokesOf('A1', { at: T - 60_000 }))).toEqual(['A1'])
    const tail = strokesOf('99' + '1'.repeat(12), { at: T + 4 })
    expect(texts(events, Buffer.concat([eventOf(EV.syn, SYN_DROPPED, 0, T), eventOf(EV.syn, 0, 0, T), tail]))).toEqual([])
    expect(texts(events, strokesOf('B2', { at: T + 300 }))).toEqual(['B2'])
  })

  it('with Alt held are none that are known, so that the scan is dropped', () => {
    const events = Buffer.concat([
      press(2),
      key(KEY.leftAlt, 1),
      press(3),
      key(KEY.leftAlt, 0),
      press(4, KEY.enter, 5, KEY.enter),
    ])
    expect(texts(new KeyEvents(24), events)).toEqual(['4'])
  })

  it('of half a scan are not joined with the next, and what is dropped is not told', () => {
    const events = new KeyEvents(24)
    events.push(strokesOf('1345', { at: T, end: null }))
    const { scans, dropped } = events.push(strokesOf('B2', { at: T + 2000 }))
    expect(scans.map(({ text }) => text)).toEqual(['B2'])
    expect(dropped).toEqual(['half a scan (4 characters)'])
  })

  it('say how fast they came, by the times of the kernel', () => {
    const [scan] = new KeyEvents(24).push(strokesOf('134567', { everyMs: 7 })).scans
    expect(scan?.longestGapMs).toBeCloseTo(7, 2)
  })

  it('that are too many are dropped to the end', () => {
    const events = new KeyEvents(24, 10)
    expect(texts(events, strokesOf('12345678901'))).toEqual([])
    expect(texts(events, strokesOf('1234567890', { at: T + 5000 }))).toEqual(['1234567890'])
  })

  it('break nothing, whatever the bytes are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        (any) => void expect(new KeyEvents(24).push(any).scans).toBeInstanceOf(Array),
      ),
    )
  })
})
