import { describe, expect, it } from 'vitest'
import { failingRun } from '../../support/failing-run.ts'

const SLIPS = 60

/** The long form is `npm run measure:failing-printer`. */
describe.each(['tcp', 'serial'] as const)('a printer that fails at random behind %s', (way) => {
  it('prints every slip once, or tells once that it was interrupted', async () => {
    const run = await failingRun(SLIPS, 20_261_127, way)
    expect(run).toMatchObject({ slips: SLIPS, doubled: 0, missing: 0 })
    expect(run.interrupted).toBeGreaterThan(0)
    expect(run.interrupted).toBeLessThan(SLIPS / 2)
    expect(run.attempts).toBeGreaterThan(SLIPS)
    expect(run.told['printed']).toBeGreaterThan(SLIPS / 2)
    expect(run.stoodIn).toBe(0)
  }, 60_000)
})

it('two printers that fail at random print every slip once between them, or tell once that it was interrupted', async () => {
  const run = await failingRun(SLIPS, 20_261_127, 'two')
  expect(run).toMatchObject({ slips: SLIPS, doubled: 0, missing: 0 })
  expect(run.interrupted).toBeGreaterThan(0)
  expect(run.stoodIn).toBeGreaterThan(0)
  expect(run.told['printed']).toBeGreaterThan(SLIPS / 2)
}, 60_000)
