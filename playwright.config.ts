import { defineConfig } from '@playwright/test'
import { BROWSER } from './tests/support/browser.ts'

export default defineConfig({
  outputDir: 'artefacts/playwright',
  forbidOnly: true,
  // A scanner is told from a hand by real time, which a busy machine can stretch. Whatever needed a second try is named.
  retries: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    {
      name: 'pages',
      testDir: 'tests/pages',
      fullyParallel: true,
      use: {
        browserName: 'chromium',
        screenshot: 'only-on-failure',
        launchOptions: BROWSER,
      },
    },
    { name: 'e2e', testDir: 'tests/e2e' },
  ],
})
