import { mkdirSync } from 'node:fs'
import { ALL_STATES } from './all-states.ts'
import { expect, test } from './the-page.ts'

const SIZES = [
  { width: 1024, height: 768 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
]
const FOLDER = 'artefacts/screens'

test.describe('every screen is kept as a picture', () => {
  for (const state of ALL_STATES) {
    test(`${state.name}, in four sizes, two themes and two languages`, async ({ page, open }) => {
      mkdirSync(FOLDER, { recursive: true })
      const bridge = await open(state.facts, state.answers)
      for (const key of state.keys ?? []) await page.keyboard.press(key)
      await page.clock.runFor(300)
      for (const size of SIZES) {
        await page.setViewportSize(size)
        for (const theme of ['light', 'dark'] as const) {
          for (const language of ['zh-CN', 'en'] as const) {
            await bridge.push({ theme, language })
            await page.evaluate(() => document.fonts.ready)
            const name = `${state.name}-${size.width}x${size.height}-${theme}-${language}.png`
            await page.screenshot({ path: `${FOLDER}/${name}`, animations: 'disabled' })
          }
        }
      }
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
    })
  }
})
