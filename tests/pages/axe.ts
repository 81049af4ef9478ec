import type { Page } from '@playwright/test'
import axe from 'axe-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']

/** Where `servePage` serves axe: read by its address it is compiled once, and not again for each page. */
export const AXE = '/axe.js'

/**
 * What keeps somebody from reading or using the page as it stands, as sentences; empty when nothing does. By night the same
 * elements stand there in other colours: then `contrast` is enough.
 */
export async function faultsOfAccess(page: Page, what: 'everything' | 'contrast' = 'everything'): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source)
  const runOnly: axe.RunOnly =
    what === 'everything' ? { type: 'tag', values: TAGS } : { type: 'rule', values: ['color-contrast'] }
  const violations = await page.evaluate(async (only) => {
    const found = await window.axe.run(document, { runOnly: only, resultTypes: ['violations'] })
    return found.violations.map(({ id, nodes }) => ({ id, html: nodes.map((node) => node.html) }))
  }, runOnly)
  return violations.flatMap(({ id, html }) => html.map((element) => `${id}: ${element.slice(0, 120)}`))
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
