import { describe, expect, it } from 'vitest'
import { cornerFor, screenForCustomer } from '../../../electron/kiosk/second-screen.ts'
import { readWishes } from '../../../electron/kiosk/surroundings.ts'

const at = (x: number, y: number, width = 1366, height = 768) => ({ bounds: { x, y, width, height } })
const till = at(0, 0)

describe('The screen for the customer', () => {
  it('is the one that is not the till’s, wherever it lies', () => {
    for (const other of [at(1366, 0, 1024, 600), at(-800, 0, 800, 480), at(0, 768, 1024, 600), at(0, -600, 1024, 600)]) {
      expect(screenForCustomer([till, other], till)).toEqual(other.bounds)
      expect(screenForCustomer([other, till], till)).toEqual(other.bounds)
    }
  })

  it('is the first of several', () => {
    expect(screenForCustomer([till, at(1366, 0), at(2732, 0)], till)).toEqual(at(1366, 0).bounds)
  })

  it('is none where there is one screen, or where the second one shows the same', () => {
    expect(screenForCustomer([till], till)).toBeNull()
    expect(screenForCustomer([till, at(0, 0)], till)).toBeNull()
    expect(screenForCustomer([till, at(100, 100, 800, 480)], till)).toBeNull()
    expect(screenForCustomer([], till)).toBeNull()
  })

  it('is a corner of the till’s own when that is wished, and never larger than that', () => {
    expect(cornerFor({ x: 0, y: 20, width: 1366, height: 748 })).toEqual({ x: 0, y: 288, width: 800, height: 480 })
    expect(cornerFor({ x: 5, y: 0, width: 640, height: 400 })).toEqual({ x: 5, y: 0, width: 640, height: 400 })
    expect(readWishes({ GUITAI_CUSTOMER_DISPLAY: 'window' }).customerWindow).toBe(true)
    for (const wish of ['', 'yes', '1', 'WINDOW'])
      expect(readWishes({ GUITAI_CUSTOMER_DISPLAY: wish }).customerWindow).toBe(false)
    expect(readWishes({}).customerWindow).toBe(false)
  })
})
