import { describe, expect, it } from 'vitest'
import { inWords, planOf, SUBJECTS } from '../../kill/plan.ts'

const plans = (seed: number, count: number) => Array.from({ length: count }, (_none, index) => planOf(seed, index))

describe('the plan of the kills', () => {
  it('is the same for the same seed, whatever was planned before', () => {
    expect(planOf(7, 12)).toEqual(plans(7, 20)[12])
    expect(plans(7, 20)).not.toEqual(plans(8, 20))
  })

  it('begins with a sale, since a start is only killed after a kill', () => {
    expect(Array.from({ length: 50 }, (_none, seed) => planOf(seed, 0).subject)).toEqual(Array<string>(50).fill('sale'))
  })

  it('comes to every subject, every moment and many customers', () => {
    const drawn = plans(1, 300)
    expect(new Set(drawn.map((plan) => plan.subject))).toEqual(new Set(SUBJECTS))
    expect(new Set(drawn.map((plan) => plan.moment.anchor))).toEqual(
      new Set(['sum', 'act', 'request', 'unanswered', 'answer', 'paper']),
    )
    expect(new Set(drawn.map(inWords)).size).toBeGreaterThan(30)
  })
})
