import { afterEach, describe, expect, test, vi } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { createCloudPay, fetchDeviceSetting, pingHosts } from '../../../cloudpay/client/client.ts'
import { readConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'
import type { HttpProxy } from '../../../cloudpay/client/proxy.ts'
import { startSandbox } from '../../../cloudpay/sandbox/sandbox.ts'
import { selfSigned } from './certificate.ts'
import { connectProxy, type ConnectProxy } from '../../support/connect-proxy.ts'
import { clientOf, PAID, PAYMENT, refusedPort, scripted, type Scripted } from './scripted-server.ts'

/** The client in a network that lets nobody out but through a proxy. */

const tls = selfSigned()
const SECRET = 'pr0xyS3cret'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})
async function proxied(user = 'cashier', password = SECRET): Promise<ConnectProxy> {
  const proxy = await connectProxy(user, password)
  endings.push(() => proxy.close())
  return proxy
}
async function paying(secure = false): Promise<Scripted> {
  const server = await scripted((_request, response) => response.end(PAID), secure ? tls : undefined)
  endings.push(() => server.close())
  return server
}
const targetOf = (server: Scripted) => new URL(server.baseUrl).host
const wrong = (proxy: ConnectProxy): HttpProxy => ({ ...proxy.way, password: 'wr0ngS3cret' })

describe('through a proxy', () => {
  test('a payment goes over TLS from end to end: the proxy learns where to, and nothing else', async () => {
    const server = await paying(true)
    const proxy = await proxied()
    const { pay } = clientOf([server.baseUrl], { ca: tls.cert, proxy: proxy.way })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
    expect(proxy.asked).toEqual([targetOf(server)])
    expect(server.got[0]?.headers).not.toHaveProperty('proxy-authorization')
    const seen = proxy.seen()
    expect(seen.length).toBeGreaterThan(500)
    for (const word of [PAYMENT.paymentCode, PAYMENT.orderNo, 'micro_pay']) expect(seen).not.toContain(word)
  })

  test('the server’s certificate is looked at as strictly as without one', async () => {
    const server = await paying(true)
    const proxy = await proxied()
    const { pay } = clientOf([server.baseUrl], { proxy: proxy.way })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect(proxy.asked).toHaveLength(1)
    expect(server.got).toHaveLength(0)
  })

  test('everything goes: looking for hosts, binding, paying and asking, on plain http too', async () => {
    const sandbox = await startSandbox({ seed: 'proxy' })
    endings.push(() => sandbox.close())
    const proxy = await proxied()
    const baseUrl = `${sandbox.origin}/cpay/`
    const target = new URL(sandbox.origin).host
    expect(await pingHosts([baseUrl], {}, { proxy: proxy.way })).toMatchObject({ baseUrl })
    const link = readConfigurationLink(sandbox.configurationLink('A1'), [sandbox.origin])
    if (!link.ok) throw new Error(link.fault)
    const setting = await fetchDeviceSetting(link.link, 'GUITAI_A_0001', {}, { proxy: proxy.way })
    if (setting.outcome !== 'ok') throw new Error(setting.text)
    expect(proxy.asked).toEqual([target, target])

    const identity = { ...setting.answer, serialNumber: 'GUITAI_A_0001', machineNo: '020000000001', subTerminalType: 1 }
    const pay = createCloudPay({ identity, baseUrls: [baseUrl], proxy: proxy.way })
    endings.push(() => pay.close())
    const orderNo = `${setting.answer.orderPrefix}000001`
    const paymentCode = sandbox.control.freshCode('wechat-fang')
    const paid = await pay.microPay({ ...PAYMENT, orderNo, amountFen: fen(2), paymentCode, staffId: '1206' })
    expect(paid).toMatchObject({ outcome: 'ok', answer: { verdict: 'paid' } })
    const asked = await pay.queryOrder({ orderNo, tender: 'wechat', tradeType: 1, staffId: '1206' })
    expect(asked).toMatchObject({ outcome: 'ok', answer: { verdict: 'paid' } })
    expect(new Set(proxy.asked)).toEqual(new Set([target]))
    const seen = proxy.seen()
    for (const call of ['POST /cpay/ping', 'GET /cpay/use_device_setting', 'POST /cpay/micro_pay', 'POST /cpay/query_order'])
      expect(seen.split(call)).toHaveLength(2)
  })

  test('one tunnel is kept warm and used again', async () => {
    const server = await paying(true)
    const proxy = await proxied()
    const { pay } = clientOf([server.baseUrl], { ca: tls.cert, proxy: proxy.way })
    for (let turn = 0; turn < 2; turn++) {
      expect(await pay.warm()).toBe(true)
      // A line counts as free one turn of the event loop after its answer.
      await new Promise(setImmediate)
      expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
      await new Promise(setImmediate)
    }
    expect(proxy.asked).toHaveLength(1)
    expect(server.connections).toHaveLength(1)
    expect(proxy.open()).toBe(1)
    await pay.close()
    await vi.waitFor(() => expect(proxy.open()).toBe(0))
  })

  test('user and password may hold anything', async () => {
    const server = await paying()
    const proxy = await proxied('收银@till', 'a:b/?#%40 密')
    expect(await clientOf([server.baseUrl], { proxy: proxy.way }).pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
  })

  test('that asks for no password none is needed', async () => {
    const server = await paying()
    const proxy = await proxied('', '')
    const { pay } = clientOf([server.baseUrl], { proxy: { ...proxy.way, user: '', password: undefined } })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
  })
})

describe('without a tunnel nothing is sent, and nothing goes past the proxy', () => {
  const HINDRANCES: readonly [string, (proxy: ConnectProxy) => Promise<HttpProxy> | HttpProxy, string, number][] = [
    ['another password', wrong, 'PROXY_SAID_407', 3],
    ['no password', ({ way: { host, port } }) => ({ host, port }), 'PROXY_SAID_407', 3],
    ['a proxy that is not there', async (proxy) => ({ ...proxy.way, port: await refusedPort() }), 'PROXY_ECONNREFUSED', 0],
    ['a proxy that does not let anybody there', (proxy) => ((proxy.next = 403), proxy.way), 'PROXY_SAID_403', 0],
    ['a proxy that does not find the host', (proxy) => ((proxy.next = 502), proxy.way), 'PROXY_SAID_502', 0],
    ['a proxy that says nothing', (proxy) => ((proxy.next = 'silent'), proxy.way), 'PROXY_NO_ANSWER', 0],
  ]

  test.each(HINDRANCES)('%s', async (_what, make, fault, refusals) => {
    const server = await paying()
    const way = await make(await proxied())
    const proxyRefuses = vi.fn()
    const { pay, log } = clientOf([server.baseUrl], { proxy: way, proxyRefuses })
    const paid = await pay.microPay(PAYMENT)
    expect(paid).toEqual({ outcome: 'unknown', reason: 'notSent', text: `no connection: ${fault}`, logId: null })
    expect(log).toMatchObject([{ outcome: 'notSent', why: `no connection: ${fault}` }])
    const limits = { connectMs: 400, queryMs: 1500 }
    expect(await pingHosts([server.baseUrl], limits, { proxy: way, proxyRefuses })).toBeNull()
    const link = { baseUrl: server.baseUrl, shopId: 'shop', settingId: 'setting' }
    const bound = await fetchDeviceSetting(link, 'GUITAI_A_0001', limits, { proxy: way, proxyRefuses })
    expect(bound).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect(proxyRefuses).toHaveBeenCalledTimes(refusals)
    expect(server.connections).toHaveLength(0)
    expect(JSON.stringify([paid, bound, log])).not.toMatch(/S3cret/)
  })

  test('a proxy that is back is used at the next call', async () => {
    const server = await paying()
    const proxy = await proxied()
    const { pay } = clientOf([server.baseUrl], { proxy: proxy.way })
    proxy.next = 502
    expect(await pay.microPay(PAYMENT)).toMatchObject({ reason: 'notSent' })
    proxy.next = 'open'
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
  })
})

describe('a tunnel that is cut', () => {
  test('while a payment is under way leaves it unknown; the same content goes through the next tunnel', async () => {
    const server = await paying(true)
    server.reply = () => proxy.cut()
    const proxy = await proxied()
    const { pay } = clientOf([server.baseUrl], { ca: tls.cert, proxy: proxy.way })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'unknown', reason: 'lost' })
    expect(server.got).toHaveLength(1)
    server.reply = (_request, response) => response.end(PAID)
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
    expect(proxy.asked).toHaveLength(2)
    expect(server.got).toHaveLength(2)
  })

  test('before TLS stands in it leaves the payment unsent', async () => {
    const server = await paying(true)
    const proxy = await proxied()
    proxy.onUp = () => proxy.cut()
    const { pay } = clientOf([server.baseUrl], { ca: tls.cert, proxy: proxy.way })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect(server.got).toHaveLength(0)
  })

  test('while nobody uses it costs no payment', async () => {
    const server = await paying(true)
    const proxy = await proxied()
    const { pay } = clientOf([server.baseUrl], { ca: tls.cert, proxy: proxy.way })
    expect(await pay.warm()).toBe(true)
    proxy.cut()
    await vi.waitFor(() => expect(proxy.open()).toBe(0))
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
    expect(proxy.asked).toHaveLength(2)
  })
})
