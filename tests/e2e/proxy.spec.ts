import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectProxy, type ConnectProxy } from '../support/connect-proxy.ts'
import { charge, expect, test as atCounter } from './counter.ts'

/** A counter in a network that lets nobody out but through a proxy. */
const test = atCounter.extend<{ wayOut: ConnectProxy }>({
  wayOut: async ({}, use) => {
    const proxy = await connectProxy('till', 'pr0xyS3cret')
    await use(proxy)
    await proxy.close()
  },
})
const writeSettings = (home: string, proxy: unknown) =>
  writeFile(join(home, 'settings.json'), JSON.stringify({ version: 1, network: { proxy } }))

test('a till binds, signs in and sells through the proxy alone, and its password is in no file', async ({ counter, wayOut }) => {
  await writeSettings(counter.home, wayOut.way)
  const till = await counter.openSelling()
  await charge(till, '0.02', counter.sandbox.control.freshCode(counter.wallet('wechat')))
  await till.until('paid', (state) => state.sale?.state === 'paid')
  await till.close()

  const through = wayOut.seen().match(/(GET|POST) \/(cpay|x-kiosk\/v1)\/(?!ping)/g) ?? []
  expect(through.length).toBeGreaterThan(3)
  expect(counter.sandbox.control.received()).toHaveLength(through.length)
  const logs = await readdir(join(counter.home, 'log'))
  for (const file of ['settings.json', 'settings.good.json', ...logs.map((name) => join('log', name))]) {
    expect(await readFile(join(counter.home, file), 'utf8')).not.toContain('pr0xyS3cret')
  }

  const again = await counter.open()
  await again.until('the people', (state) => state.stage === 'signedOut' && state.lamps.network.reason === 'fine')
})

test('a proxy that wants another password is named, and nothing goes past it', async ({ counter, wayOut }) => {
  await writeSettings(counter.home, { ...wayOut.way, password: 'wr0ng' })
  const till = await counter.open()
  await till.until('the bind screen', (state) => state.stage === 'unbound')
  await till.scan(counter.sandbox.configurationLink('A1'))
  await till.until('the proxy named', (state) => state.notices.some((one) => one.fault.code === 'network.proxyRefused'))
  await expect(till.page.getByText(`代理 127.0.0.1:${wayOut.way.port} 不认用户名或密码`)).toBeVisible()
  await till.until('no answer', (state) => state.lamps.network.reason === 'noAnswer')
  expect(counter.sandbox.control.received()).toEqual([])
})
