import { mkdirSync } from 'node:fs'
import { ALL_STATES } from './all-states.ts'
import { EVERYTHING } from '../everything.ts'
import { faultsOfAccess } from '../axe.ts'
import { faultsOfLayout } from './layout.ts'
import { expect, lookingTest as test, press } from './the-page.ts'

const COMMON = { width: 1366, height: 768 }
const OTHERS = [
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
]
/** Pictures for people to look at: Chinese by day and English by night in the commonest size; all of them where all is looked at. */
const FOLDER = 'artefacts/screens'

test.describe('every state, in four sizes, two themes and two languages: nothing scrolls, is cut off or lies over something else, all can be read', () => {
  test.beforeAll(() => {
    mkdirSync(FOLDER, { recursive: true })
  })

  for (const [nth, state] of ALL_STATES.entries()) {
    const sizes = [COMMON, ...(EVERYTHING ? OTHERS : OTHERS.slice(nth % OTHERS.length).slice(0, 1))]
    const byNight = EVERYTHING || nth % 4 === 0
    test(state.name, async ({ page, open }) => {
      await page.setViewportSize(COMMON)
      const bridge = await open(state.facts, state.answers)
      for (const key of state.keys ?? []) {
        // A screen that is read when somebody goes there has nothing to walk in before it is there.
        if (key === 'ArrowDown') await page.locator('.rows:not(.empty), .groups').first().waitFor()
        await press(page, key)
      }
      await page.clock.runFor(300)
      if (state.keys) await expect(page.locator('body')).toContainText(state.shows ?? 'says nowhere where its keys lead')
      const faults: string[] = []
      for (const size of sizes) {
        await page.setViewportSize(size)
        for (const language of ['zh-CN', 'en'] as const) {
          for (const theme of ['light', 'dark'] as const) {
            const looked = size === COMMON && (theme === 'dark') === (language === 'en')
            // Where things stand has nothing to do with their colours: by night only what is looked at. The other sizes take turns in the languages.
            if (theme === 'dark' && !(looked && byNight) && !EVERYTHING) continue
            if (size !== COMMON && (language === 'en') !== (nth % 2 === 0) && !EVERYTHING) continue
            await bridge.push({ theme, language })
            await page.evaluate(() => document.fonts.ready)
            const where = `${size.width}x${size.height}-${theme}-${language}`
            if (EVERYTHING || looked) {
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
