import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BURST_MS, createWedge, type WedgeOptions } from '../../../contract/wedge.ts'

interface Press {
  readonly key: string
  readonly gap: number
}
interface Seen {
  /** What reached the page, with the delay each key had, ms. */
  readonly typed: { key: string; delay: number }[]
  readonly scans: string[]
  readonly swallowed: string[]
}

/** A page that does as the answers say, with a timer that fires exactly when the burst interval is over. */
function watch(presses: readonly Press[], options: WedgeOptions = {}): Seen {
  const wedge = createWedge(options)
  const burst = options.burstMs ?? BURST_MS.usual
  const seen: Seen = { typed: [], scans: [], swallowed: [] }
  let held: { key: string; at: number }[] = []
  let at = 0
  let lastAt = 0
  const settle = (now: number) => {
    const { scan } = wedge.flush(now)
    if (scan === undefined)
      for (const each of held) seen.typed.push({ key: each.key, delay: Math.min(now, lastAt + burst) - each.at })
    else seen.scans.push(scan)
    held = []
  }
  for (const { key, gap } of presses) {
    at += gap
    if (wedge.due(at)) settle(at)
    const verdict = wedge.key(key, at)
    if (verdict === 'hold') held.push({ key, at })
    else if (verdict === 'swallow') {
      seen.swallowed.push(key)
      settle(at)
    } else {
      settle(Number.POSITIVE_INFINITY)
      seen.typed.push({ key, delay: 0 })
    }
    lastAt = at
  }
  settle(Number.POSITIVE_INFINITY)
  return seen
}

const typedText = (seen: Seen) => seen.typed.map((each) => each.key).join('')
const humanKey = fc.oneof(
  fc.constantFrom(...Array.from('0123456789.abcXYZ ')),
  fc.constantFrom('Enter', 'Tab', 'Backspace', 'Shift', 'ArrowLeft', '中'),
)
const human = fc.array(fc.record({ key: humanKey, gap: fc.integer({ min: 120, max: 2000 }) }), { minLength: 1, maxLength: 40 })
const code = fc.stringMatching(/^[0-9A-Za-z:/?=.-]{6,40}$/)
const gap = fc.integer({ min: 1, max: 60 })

function scanOf(text: string, gaps: readonly number[], end: string | null): Press[] {
  const keys = end === null ? Array.from(text) : [...Array.from(text), end]
  return keys.map((key, index) => ({ key, gap: index === 0 ? 500 : (gaps[index % gaps.length] ?? 1) }))
}
const scan = fc
  .record({ text: code, gaps: fc.array(gap, { minLength: 1, maxLength: 45 }), end: fc.constantFrom('Enter', 'Tab', null) })
  .map(({ text, gaps, end }) => ({ text, presses: scanOf(text, gaps, end) }))

describe('a scanner that types', () => {
  it('a hand never loses a key, nor waits longer than the interval', () => {
    fc.assert(
      fc.property(human, (presses) => {
        const seen = watch(presses)
        expect(seen.typed.map((each) => each.key)).toEqual(presses.map((press) => press.key))
        expect(seen.scans).toEqual([])
        expect(seen.swallowed).toEqual([])
        for (const each of seen.typed) expect(each.delay).toBeLessThanOrEqual(BURST_MS.usual)
      }),
    )
  })

  it('a scan comes out whole, at any pace a scanner has, and leaks no character', () => {
    fc.assert(
      fc.property(scan, ({ text, presses }) => {
        const seen = watch(presses)
        expect(seen.scans).toEqual([text])
        expect(seen.typed).toEqual([])
      }),
    )
  })

  it('typing before, between and after scans stays typing, and the scans stay whole', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            human.map((presses) => ({ text: null, presses })),
            scan,
          ),
          { minLength: 1, maxLength: 8 },
        ),
        (parts) => {
          const presses = parts.flatMap((part) => part.presses)
          const seen = watch(presses)
          expect(seen.scans).toEqual(parts.flatMap((part) => part.text ?? []))
          const typed = parts.flatMap((part) => (part.text === null ? part.presses.map((press) => press.key) : []))
          expect(seen.typed.map((each) => each.key)).toEqual(typed)
        },
      ),
    )
  })

  it('a second line end of the scanner presses nothing', () => {
    const seen = watch([...scanOf('134567890123456789', [8], 'Enter'), { key: 'Enter', gap: 5 }])
    expect(seen).toEqual({ typed: [], scans: ['134567890123456789'], swallowed: ['Enter', 'Enter'] })
  })

  it('Enter after a quick pair of figures is still Enter', () => {
    const seen = watch([
      { key: '1', gap: 500 },
      { key: '2', gap: 40 },
      { key: 'Enter', gap: 40 },
    ])
    expect(seen.typed.map((each) => each.key)).toEqual(['1', '2', 'Enter'])
    expect(seen.scans).toEqual([])
  })

  it('takes off the prefix and the suffix that the scanner adds', () => {
    const options = { prefix: ']C1', suffix: '##' }
    expect(watch(scanOf(']C11234567890##', [5], 'Enter'), options).scans).toEqual(['1234567890'])
    expect(watch(scanOf('1234567890', [5], 'Enter'), options).scans).toEqual(['1234567890'])
  })

  it('short bursts are typing, however fast', () => {
    expect(typedText(watch(scanOf('12345', [1], null)))).toBe('12345')
    expect(watch(scanOf('12345', [1], null), { minLength: 5 }).scans).toEqual(['12345'])
  })

  it('keeps to intervals that make sense', () => {
    expect(() => createWedge({ burstMs: 19 })).toThrow(RangeError)
    expect(() => createWedge({ burstMs: 151 })).toThrow(RangeError)
    expect(() => createWedge({ burstMs: Number.NaN })).toThrow(RangeError)
  })
})
