import { expect, test } from 'vitest'
import { playMany } from './world/many.ts'
import { openWorldDatabase } from './world/play.ts'

test('no schedule of refunds gives back more, or twice, or without a right, or leaves one unknown', async () => {
  const part = { seed: 20_261_124, from: 0, until: 2_000, only: 'refund', stories: 3 } as const
  const result = await playMany(part, openWorldDatabase(), () => undefined)
  expect(result.stories.join('\n\n')).toBe('')
  expect(result.violations).toBe(0)
}, 900_000)
