import { expect } from '@playwright/test'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SCREEN, test } from './till-app.ts'

test('the till starts, fills the screen with its page, and the page has something to say', async ({ till: { app, page } }) => {
  await expect(page).toHaveURL(/^app:\/\/guitai\//)
  await expect(page.locator('#page')).toContainText(/\S/)
  await expect.poll(() => page.evaluate(() => ({ width: innerWidth, height: innerHeight }))).toEqual(SCREEN)
  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))
  expect(windows).toContain(true)
})

test('the page is sandboxed: no Node, one bridge, and that answers with the truth of the main process', async ({
  till: { page },
}) => {
  const reach = await page.evaluate(() => ['require', 'process', 'Buffer', 'module'].filter((name) => name in globalThis))
  expect(reach).toEqual([])
  const outcome = await page.evaluate(() => window.guitai.ask('app.snapshot', {}))
  expect(outcome).toMatchObject({ ok: true, value: { training: true } })
})

test('the page cannot reach the network, not even a server that would let it in', async ({ till: { page } }) => {
  let asked = 0
  const server = createServer((_request, response) => {
    asked++
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('in')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  try {
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('in')
    const answer = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'answered',
          (error: unknown) => String(error),
        ),
      `http://127.0.0.1:${port}/`,
    )
    expect(answer).toContain('TypeError')
    expect(asked).toBe(1)
  } finally {
    server.close()
  }
})
