import { expect, test } from 'vitest'
import { playMany } from './world/many.ts'
import { openWorldDatabase } from './world/play.ts'

test('no schedule of deposits moves more than is left, or twice, or leaves one unknown, and all sums are those of the bank', async () => {
  const part = { seed: 20_261_125, from: 0, until: 700, only: 'deposit', stories: 3 } as const
  const result = await playMany(part, openWorldDatabase(), () => undefined)
  expect(result.stories.join('\n\n')).toBe('')
  expect(result.violations).toBe(0)
}, 900_000)
