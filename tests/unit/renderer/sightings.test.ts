import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALONE_MS, createSightings, REST_MS } from '../../../renderer/camera/sightings.ts'

const CODE = '134567890123456789'
const OTHER = '284567890123456789'
const POSTER = 'https://shop.example/menu'
const ORDER = '0100005201031700001842123456'
/** Between two pictures, ms. */
const LOOK = 100

/** A camera that looks every `LOOK` ms; what it told so far. */
function camera() {
  const { see } = createSightings()
  const told: string[] = []
  let at = 0
  return {
    told,
    /** Sees these for so long, ms. */
    sees(forMs: number, ...texts: readonly string[]) {
      for (const end = at + forMs; at < end; at += LOOK) told.push(...see(texts, at))
    },
  }
}

describe('What a camera sees', () => {
  it('is told once it was seen twice: one look may misread', () => {
    const { told, sees } = camera()
    sees(LOOK, CODE)
    expect(told).toEqual([])
    sees(LOOK, CODE)
    expect(told).toEqual([CODE])
  })

  it('is told once, however long it stays in view, and however often a look misses it', () => {
    const { told, sees } = camera()
    for (let times = 0; times < 50; times++) {
      sees(1000, CODE)
      sees(REST_MS - LOOK)
    }
    expect(told).toEqual([CODE])
  })

  it('is a new scan after it was out of view for a while', () => {
    const { told, sees } = camera()
    sees(1000, CODE)
    sees(REST_MS + LOOK)
    sees(1000, CODE)
    expect(told).toEqual([CODE, CODE])
  })

  it('is a new scan once another was told', () => {
    const { told, sees } = camera()
    sees(1000, CODE)
    sees(1000, OTHER)
    sees(1000, CODE)
    expect(told).toEqual([CODE, OTHER, CODE])
  })

  it('counts the bar code and the QR of one wallet as one', () => {
    const { told, sees } = camera()
    sees(2000, CODE, CODE)
    expect(told).toEqual([CODE])
  })

  it('is told to nobody while two numbers are in view, also where each look sees but one of them', () => {
    const { told, sees } = camera()
    sees(1000, CODE, OTHER)
    for (let times = 0; times < 20; times++) {
      sees(200, CODE)
      sees(200, OTHER)
    }
    sees(LOOK, CODE, OTHER)
    sees(ALONE_MS - LOOK, OTHER)
    expect(told).toEqual([])
    sees(LOOK, OTHER)
    expect(told).toEqual([OTHER])
  })

  it('is paid with beside a poster and a slip, which are told once themselves', () => {
    const { told, sees } = camera()
    sees(1000, POSTER, ORDER)
    sees(1000, POSTER, ORDER, CODE)
    sees(1000, POSTER, ORDER)
    sees(1000, POSTER, ORDER, OTHER)
    expect(told).toEqual([POSTER, ORDER, CODE, OTHER])
  })

  it('is one number at a time, and the same one again only after it was away', () => {
    const seen = fc.array(fc.constantFrom<string[]>(CODE, OTHER, '994567890123'), { maxLength: 3 })
    fc.assert(
      fc.property(fc.array(fc.tuple(seen, fc.integer({ min: 20, max: 900 })), { maxLength: 60 }), (looks) => {
        const { see } = createSightings()
        let at = 0
        let last = null as { text: string; seenAt: number; wasAway: boolean } | null
        for (const [texts, pause] of looks) {
          at += pause
          if (last && texts.includes(last.text)) {
            last.wasAway ||= at - last.seenAt > REST_MS
            last.seenAt = at
          }
          const told = see(texts, at)
          if (told.length > 1) return false
          const [text] = told
          if (text === undefined) continue
          if (text === last?.text && !last.wasAway) return false
          last = { text, seenAt: at, wasAway: false }
        }
        return true
      }),
      { numRuns: 2000 },
    )
  })
})
