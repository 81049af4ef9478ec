import { defineConfig } from '@playwright/test'
import { existsSync } from 'node:fs'

/** The system's own Chromium, rather without the parts that only a display needs: Playwright's builds are downloads, which not every machine can make. */
const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path))

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
        launchOptions: {
          ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
          args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
        },
      },
    },
    { name: 'e2e', testDir: 'tests/e2e' },
  ],
})
