import type { LaunchOptions } from '@playwright/test'
import { existsSync } from 'node:fs'

/**
 * The system's own Chromium, rather without the parts that only a display needs: Playwright's builds are downloads, which not
 * every machine can make.
 */
const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path))

/** How the tests start a browser that stands for somebody else's. Its own sandbox does not work for root. */
export const BROWSER: LaunchOptions = {
  ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
}
