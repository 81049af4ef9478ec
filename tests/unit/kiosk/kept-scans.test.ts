import { describe, expect, it } from 'vitest'
import { ok, refuse } from '../../../contract/faults.ts'
import { keptScans, SCAN_KEPT_MS } from '../../../electron/kiosk/kept-scans.ts'

const CODE = '134567890123456789'
const OTHER = '284567890123456789'

function room() {
  let at = 1000
  let front = 'sale-1'
  const clock = { now: () => 0, elapsed: () => at, after: () => () => undefined }
  const scans = keptScans({ clock, front: () => front })
  return { scans, pass: (ms: number) => (at += ms), stand: (next: string) => (front = next) }
}

describe('A scan that waits for the page', () => {
  it('is given once, in its order', () => {
    const { scans, pass } = room()
    expect(scans.take()).toEqual(ok([]))
    scans.keep(CODE)
    pass(SCAN_KEPT_MS)
    scans.keep(OTHER)
    expect(scans.take()).toEqual(ok([CODE, OTHER]))
    expect(scans.take()).toEqual(ok([]))
  })

  it('is never given late, and that is told once', () => {
    const { scans, pass } = room()
    scans.keep(CODE)
    pass(SCAN_KEPT_MS + 1)
    expect(scans.take()).toEqual(refuse('scan.tooLate'))
    expect(scans.take()).toEqual(ok([]))
    scans.keep(CODE)
    pass(SCAN_KEPT_MS)
    scans.keep(OTHER)
    pass(1)
    expect(scans.take()).toEqual(ok([OTHER]))
  })

  it('is for what stood in front when it was scanned, and for nothing else', () => {
    const { scans, stand } = room()
    scans.keep(CODE)
    stand('sale-2')
    expect(scans.take()).toEqual(refuse('scan.tooLate'))
    scans.keep(CODE)
    stand('sale-3')
    scans.keep(OTHER)
    expect(scans.take()).toEqual(ok([OTHER]))
  })

  it('counts once when people scan the same again, and no more than a few are kept', () => {
    const { scans, pass } = room()
    scans.keep(CODE)
    pass(SCAN_KEPT_MS)
    scans.keep(CODE)
    pass(1)
    expect(scans.take()).toEqual(ok([CODE]))
    for (let nth = 0; nth < 20; nth++) scans.keep(`scan ${nth}`)
    expect(scans.take()).toEqual(ok(['12', '13', '14', '15', '16', '17', '18', '19'].map((nth) => `scan ${nth}`)))
  })
})
