import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdSums } from '../../../electron/till/hold-sums.ts'

const NOTHING = { capturedFen: 0, releasedFen: 0, refundedFen: 0 }

test('held = captured + released + by itself + left, whatever Cloud Pay told and this till did since', () => {
  const part = fc.integer({ min: 0, max: 1000 })
  fc.assert(
    fc.property(part, part, part, part, part, part, (toldCaptured, toldReleased, auto, more, moreReleased, left) => {
      // What this till did is known to it before Cloud Pay tells of it, and after.
      const own = { capturedFen: toldCaptured + more, releasedFen: toldReleased + moreReleased, refundedFen: 0 }
      const heldFen = own.capturedFen + own.releasedFen + auto + left
      const told = {
        capturedFen: toldCaptured,
        releasedFen: toldReleased,
        autoReleasedFen: auto,
        refundedFen: 0,
        closed: false,
        at: 1,
      }
      const sums = holdSums({ heldFen, told }, own)
      expect(sums.capturedFen + sums.releasedFen + sums.autoReleasedFen + sums.leftFen).toBe(heldFen)
      expect(sums.leftFen).toBe(left)
    }),
  )
})

test('nothing is counted twice when both sides tell of it', () => {
  const told = { capturedFen: 300, releasedFen: 700, autoReleasedFen: 0, refundedFen: 100, closed: true, at: 1 }
  const own = { capturedFen: 300, releasedFen: 700, refundedFen: 100 }
  expect(holdSums({ heldFen: 1000, told }, own)).toEqual({
    capturedFen: 300,
    releasedFen: 700,
    autoReleasedFen: 0,
    refundedFen: 100,
    leftFen: 0,
  })
})

test('before Cloud Pay has told anything, all of it is left; once it says that nothing is held, nothing is', () => {
  expect(holdSums({ heldFen: 1000, told: null }, NOTHING).leftFen).toBe(1000)
  const told = { capturedFen: 0, releasedFen: 0, autoReleasedFen: 0, refundedFen: 0, closed: true, at: 1 }
  expect(holdSums({ heldFen: 1000, told }, NOTHING).leftFen).toBe(0)
})
