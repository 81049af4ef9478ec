import { expect, test } from 'vitest'
import { playMany } from './world/many.ts'
import { openWorldDatabase } from './world/play.ts'

test('no schedule of members credits a top-up twice, or elsewhere, or not at all, and every balance is what the book makes of it', async () => {
  const part = { seed: 20_261_126, from: 0, until: 500, only: 'member', stories: 3 } as const
  const result = await playMany(part, openWorldDatabase(), () => undefined)
  expect(result.stories.join('\n\n')).toBe('')
  expect(result.violations).toBe(0)
}, 900_000)
