import { afterEach, describe, expect, test } from 'vitest'
import { fetchDeviceSetting, pingHosts } from '../../../cloudpay/client/client.ts'
import type { ConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'
import { refusedPort, scripted, type Scripted } from './scripted-server.ts'

const servers: Scripted[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
const saying = async (body: string, status = 200): Promise<Scripted> => {
  const server = await scripted((_request, response) =>
    response.writeHead(status, status === 302 ? { location: '/' } : {}).end(body),
  )
  servers.push(server)
  return server
}
const LIMITS = { connectMs: 400, queryMs: 400 }

describe('asking the hosts', () => {
  const pong = JSON.stringify({ timestamp: 1795385360, status: 0, description: 'ok' })

  test('the first that speaks is taken, with its time', async () => {
    const good = await saying(pong)
    const page = await saying('<html>', 502)
    const silent = await scripted(() => undefined)
    servers.push(silent)
    const dead = `http://127.0.0.1:${await refusedPort()}/cpay/`
    const first = await pingHosts([dead, silent.baseUrl, page.baseUrl, good.baseUrl], LIMITS)
    expect(first).toMatchObject({ baseUrl: good.baseUrl, serverTime: 1795385360000 })
    expect(first?.ms).toBeGreaterThan(0)
    expect(good.got).toMatchObject([{ method: 'POST', url: '/cpay/ping', body: '' }])
  })

  test('none is taken when none speaks, or there is none', async () => {
    const page = await saying('{"status":0}')
    expect(await pingHosts([`http://127.0.0.1:${await refusedPort()}/cpay/`, page.baseUrl], LIMITS)).toBeNull()
    expect(await pingHosts([], LIMITS)).toBeNull()
  })

  test('a host over plain http elsewhere is not asked', async () => {
    expect(await pingHosts(['http://pay.qcloud.com/cpay/'], LIMITS)).toBeNull()
  })
})

describe('fetching the settings of a device', () => {
  const KEY = 'k3y-in-clear-k3y-in-clear-k3y-in'
  const setting = {
    out_mch_id: 'mch01',
    out_sub_mch_id: 'sub01',
    cloud_cashier_id: '01000052',
    authen_type: 1,
    authen_key: KEY,
    out_shop_id: 'shop01',
    shop_name: '一号店',
    device_id: 'till-1',
    device_name: '前台',
    staff_id: '',
  }
  const answer = (head: Record<string, unknown>, object: Record<string, unknown> = setting) =>
    JSON.stringify({ status: 0, description: '操作成功。', log_id: 5, internal_status: 0, ...head, use_device_setting: object })
  const linkTo = (server: Scripted): ConfigurationLink => ({ baseUrl: server.baseUrl, shopId: 'shop01', settingId: 'S3tting' })

  test('asks once, in clear, with the serial, and answers them in our words', async () => {
    const server = await saying(answer({}))
    expect(await fetchDeviceSetting(linkTo(server), 'GUITAI_A_0001', LIMITS)).toEqual({
      outcome: 'ok',
      logId: 5,
      answer: {
        mchId: 'mch01',
        subMchId: 'sub01',
        orderPrefix: '01000052',
        key: KEY,
        shopId: 'shop01',
        shopName: '一号店',
        deviceId: 'till-1',
        deviceName: '前台',
        staffId: null,
        staffName: null,
      },
    })
    expect(server.got).toMatchObject([
      { method: 'GET', url: '/cpay/use_device_setting?osi=shop01&si=S3tting&sn=GUITAI_A_0001', body: '' },
    ])
  })

  test.each([
    [
      'bound to another serial',
      { status: 104, internal_status: 3214 },
      { outcome: 'refused', status: 104, internalStatus: 3214, signed: false },
    ],
    ['expired', { status: 104, description: '二维码已过期' }, { outcome: 'refused', status: 104, text: '二维码已过期' }],
    ['unknown', { status: 101 }, { outcome: 'refused', status: 101 }],
    ['unsure', { status: 3 }, { outcome: 'unknown', reason: 'serverUnsure' }],
    ['busy', { status: 103 }, { outcome: 'unknown', reason: 'tryLater' }],
  ])('is told when it is %s', async (_title, head, expected) => {
    const server = await saying(answer(head, {}))
    expect(await fetchDeviceSetting(linkTo(server), 'GUITAI_A_0001', LIMITS)).toMatchObject(expected)
  })

  test.each([
    ['without a key', answer({}, { ...setting, authen_key: '' })],
    ['without a prefix', answer({}, { ...setting, cloud_cashier_id: undefined })],
    ['with a prefix that leaves no room for a number', answer({}, { ...setting, cloud_cashier_id: '1'.repeat(32) })],
    ['with another kind of code', answer({}, { ...setting, authen_type: 2 })],
    ['that are a web page', '<html></html>'],
  ])('does not take settings %s, and repeats nothing of them', async (_title, body) => {
    const server = await saying(body)
    const result = await fetchDeviceSetting(linkTo(server), 'GUITAI_A_0001', LIMITS)
    expect(result).toMatchObject({ outcome: 'unknown', reason: 'unreadable' })
    expect(JSON.stringify(result)).not.toContain(KEY)
  })

  test('does not follow a redirect, and says when nobody is there', async () => {
    const server = await saying(answer({}), 302)
    expect(await fetchDeviceSetting(linkTo(server), 'GUITAI_A_0001', LIMITS)).toMatchObject({ reason: 'unreadable' })
    expect(server.got).toHaveLength(1)
    const gone = { baseUrl: `http://127.0.0.1:${await refusedPort()}/cpay/`, shopId: 'a', settingId: 'b' }
    expect(await fetchDeviceSetting(gone, 'GUITAI_A_0001', LIMITS)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
  })

  test('is not asked with a serial that could not stand in a link', async () => {
    const server = await saying(answer({}))
    for (const serial of ['', 'A B', 'A&si=x', 'x'.repeat(65)]) {
      expect(await fetchDeviceSetting(linkTo(server), serial, LIMITS)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    }
    expect(server.got).toHaveLength(0)
  })
})
