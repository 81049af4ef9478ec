import { mkdirSync } from 'node:fs'
import { ALL_STATES } from './all-states.ts'
import { faultsOfAccess } from '../axe.ts'
import { faultsOfLayout } from './layout.ts'
import { expect, test } from './the-page.ts'

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
]
/** Pictures for people to look at: Chinese by day and English by night in the commonest size, or all with GUITAI_ALL_PICTURES=1. */
const FOLDER = 'artefacts/screens'
const ALL_PICTURES = process.env['GUITAI_ALL_PICTURES'] === '1'

test.describe('every state, in four sizes, two themes and two languages: nothing scrolls, is cut off or lies over something else, all can be read', () => {
  test.beforeAll(() => {
    mkdirSync(FOLDER, { recursive: true })
  })

  for (const state of ALL_STATES) {
    test(state.name, async ({ page, open }) => {
      await page.setViewportSize({ width: 1366, height: 768 })
      const bridge = await open(state.facts, state.answers)
      for (const key of state.keys ?? []) {
        // A screen that is read when somebody goes there hears no keys, and has nothing to walk in, before it is there.
        if (key === 'ArrowDown') await page.locator('.rows:not(.empty), .groups').first().waitFor()
        await page.keyboard.press(key, { delay: 70 })
        if (key === 'F7' || key === 'Alt+w') await page.locator('.groups').waitFor()
      }
      await page.clock.runFor(300)
      if (state.keys) await expect(page.locator('body')).toContainText(state.shows ?? 'says nowhere where its keys lead')
      const faults: string[] = []
      for (const size of SIZES) {
        await page.setViewportSize(size)
        for (const language of ['zh-CN', 'en'] as const) {
          for (const theme of ['light', 'dark'] as const) {
            const looked = size.width === 1366 && (theme === 'dark') === (language === 'en')
            // Where things stand has nothing to do with their colours: by night only what is looked at.
            if (theme === 'dark' && !looked && !ALL_PICTURES) continue
            await bridge.push({ theme, language })
            await page.evaluate(() => document.fonts.ready)
            const where = `${size.width}x${size.height}-${theme}-${language}`
            if (ALL_PICTURES || looked) {
              await page.screenshot({ path: `${FOLDER}/${state.name}-${where}.png`, animations: 'disabled' })
            }
            if (theme === 'light') faults.push(...(await page.evaluate(faultsOfLayout)).map((fault) => `${where}: ${fault}`))
            if (!looked) continue
            const barred = await faultsOfAccess(page, theme === 'dark' ? 'contrast' : 'everything')
            faults.push(...barred.map((fault) => `${where}: ${fault}`))
          }
        }
      }
      expect(faults).toEqual([])
    })
  }
})
