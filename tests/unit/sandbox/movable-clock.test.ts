import { describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import { movableClock } from '../../../cloudpay/sandbox/movable-clock.ts'

/** Stands still. */
const still = { now: () => 1_000_000, elapsed: () => 50, after: () => () => undefined }

describe('The clock of the sandbox', () => {
  it('jumps over everything that was due, in order, each seeing its own time', () => {
    const clock = movableClock(still)
    const seen: [string, number][] = []
    clock.after(500, () => seen.push(['late', clock.now()]))
    clock.after(100, () => {
      seen.push(['early', clock.now()])
      clock.after(50, () => seen.push(['begun on the way', clock.now()]))
    })
    clock.after(2000, () => seen.push(['never', clock.now()]))
    clock.jump(1000)
    expect(seen).toEqual([
      ['early', 1_000_100],
      ['begun on the way', 1_000_150],
      ['late', 1_000_500],
    ])
    expect(clock.now()).toBe(1_001_000)
    expect(clock.elapsed()).toBe(1050)
  })

  it('can be wrong without waiting longer or shorter', () => {
    const clock = movableClock(still)
    const call = vi.fn()
    clock.after(1000, call)
    clock.setSkew(-3_600_000)
    expect(clock.seconds()).toBe(1000 - 3600)
    clock.jump(999)
    expect(call).not.toHaveBeenCalled()
    clock.jump(1)
    expect(call).toHaveBeenCalledOnce()
  })

  it('forgets what was called off, and everything once it is stopped', () => {
    const clock = movableClock(still)
    const call = vi.fn()
    clock.after(10, call)()
    clock.after(10, call)
    clock.stop()
    clock.jump(100)
    expect(call).not.toHaveBeenCalled()
  })

  it('runs by itself with a real clock beneath', async () => {
    const clock = movableClock(systemClock)
    const order: string[] = []
    await new Promise<void>((resolve) => {
      clock.after(30, () => {
        order.push('second')
        resolve()
      })
      clock.after(5, () => order.push('first'))
    })
    expect(order).toEqual(['first', 'second'])
    clock.stop()
  })
})
