import { createServer as createPlainServer, type Socket } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { selfSigned } from './certificate.ts'
import { clientOf, contentIn, listening, PAID, PAYMENT, refusedPort, scripted, type Scripted } from './scripted-server.ts'

/** Made anew for every run, and once. */
const tls = selfSigned()

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})
const kept = async (making: Promise<Scripted>): Promise<Scripted> => {
  const server = await making
  endings.push(() => server.close())
  return server
}
const paying = () => kept(scripted((_request, response) => response.end(PAID)))
const dead = async () => `http://127.0.0.1:${await refusedPort()}/cpay/`

describe('a request that could not leave', () => {
  test('is not sent when nobody listens', async () => {
    const { pay, log } = clientOf([await dead()])
    expect(await pay.microPay(PAYMENT)).toEqual({
      outcome: 'unknown',
      reason: 'notSent',
      text: 'no connection: ECONNREFUSED',
      logId: null,
    })
    expect(log).toMatchObject([{ endpoint: 'micro_pay', outcome: 'notSent', bytes: 0 }])
  })

  test('is not sent to a certificate nobody vouches for', async () => {
    const server = await kept(scripted((_request, response) => response.end(PAID), tls))
    const { pay } = clientOf([server.baseUrl])
    expect(await pay.microPay(PAYMENT)).toMatchObject({
      outcome: 'unknown',
      reason: 'notSent',
      text: 'no connection: DEPTH_ZERO_SELF_SIGNED_CERT',
    })
    expect(server.got).toHaveLength(0)
  })

  test('is not sent to a certificate of another name', async () => {
    const server = await kept(scripted((_request, response) => response.end(PAID), tls))
    const { pay } = clientOf([server.baseUrl.replace('localhost', '127.0.0.2')], { ca: tls.cert })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ reason: 'notSent' })
    expect(server.got).toHaveLength(0)
  })

  test('is not sent over TLS older than 1.2', async () => {
    const old = { ...tls, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const server = await kept(scripted((_request, response) => response.end(PAID), old))
    const { pay } = clientOf([server.baseUrl], { ca: tls.cert })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect(server.got).toHaveLength(0)
  })

  test('is sent over TLS 1.2 and 1.3 to a certificate that is vouched for', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const server = await kept(
        scripted((_request, response) => response.end(PAID), { ...tls, minVersion: version, maxVersion: version }),
      )
      const { pay } = clientOf([server.baseUrl], { ca: tls.cert })
      expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
      await pay.close()
    }
  })

  test('is not sent when the connection takes longer than its limit', async () => {
    const sockets: Socket[] = []
    const silent = createPlainServer((socket) => sockets.push(socket))
    const port = await listening(silent)
    endings.push(() => {
      for (const socket of sockets) socket.destroy()
      silent.close()
    })
    const { pay } = clientOf([`https://localhost:${port}/cpay/`], { limits: { connectMs: 150 } })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
  })

  test('never leaves afterwards, when the connection comes up after the whole limit', async () => {
    const held: ((context: SecureContext) => void)[] = []
    const slow = {
      ...tls,
      SNICallback: (_name: string, done: (fault: null, context: SecureContext) => void) =>
        held.push((context) => done(null, context)),
    }
    const server = await kept(scripted((_request, response) => response.end(PAID), slow))
    const { pay } = clientOf([server.baseUrl], { ca: tls.cert, limits: { connectMs: 10_000, payMs: 150 } })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ reason: 'notSent', text: 'no connection within the time limit' })

    await vi.waitFor(() => expect(held).toHaveLength(1))
    held[0]?.(createSecureContext(tls))
    // The line is up now: a second call over the same client ends only after the first had its chance to leave.
    const second = pay.microPay({ ...PAYMENT, orderNo: '01000052202611220002' })
    await vi.waitFor(() => expect(held.length + server.got.length).toBeGreaterThan(1))
    held[1]?.(createSecureContext(tls))
    await second
    const numbers = server.got.map((got) => (contentIn(got)['pay_content'] as { out_trade_no: string }).out_trade_no)
    expect(numbers).toEqual(['01000052202611220002'])
  })

  test('is not sent when it breaks the rules of the network, and the text repeats no value', async () => {
    const server = await paying()
    const { pay } = clientOf([server.baseUrl])
    const long = { ...PAYMENT, body: '店'.repeat(129) }
    expect(await pay.microPay(long)).toEqual({
      outcome: 'unknown',
      reason: 'notSent',
      text: 'the request breaks the rules of the network: pay_content.body',
      logId: null,
    })
    expect(server.got).toHaveLength(0)
  })

  test('waits for what the way there waits for', async () => {
    const server = await paying()
    let begin: () => void = () => undefined
    const after = new Promise<void>((resolve) => {
      begin = resolve
    })
    const { pay } = clientOf([server.baseUrl], { after })
    const other = clientOf([server.baseUrl])
    const result = pay.microPay(PAYMENT)
    await other.pay.microPay(PAYMENT)
    expect(server.got).toHaveLength(1)
    begin()
    expect(await result).toMatchObject({ outcome: 'ok' })
    expect(server.got).toHaveLength(2)
  })

  test('is not sent by a client that was closed', async () => {
    const server = await paying()
    const { pay } = clientOf([server.baseUrl])
    await pay.close()
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect(server.got).toHaveLength(0)
  })
})

describe('with several hosts', () => {
  test('a request that could not leave goes to the next, with the same number and content, and stays there', async () => {
    const server = await paying()
    const { pay, log } = clientOf([await dead(), await dead(), server.baseUrl])
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
    expect(log.map((entry) => entry.outcome)).toEqual(['notSent', 'notSent', 'ok', 'ok'])
    expect(server.got).toHaveLength(2)
    expect(contentIn(server.got[0])).toMatchObject({ pay_content: { out_trade_no: PAYMENT.orderNo, total_fee: 1280 } })
  })

  test('a request that may have left is never sent again, neither here nor there', async () => {
    const next = await paying()
    for (const fault of ['reset', 'silence', 'halfBody'] as const) {
      const first = await kept(
        scripted((_request, response) => {
          if (fault === 'reset') response.socket?.resetAndDestroy()
          if (fault === 'halfBody')
            response.writeHead(200, { 'content-length': 999 }).write('{', () => response.socket?.destroy())
        }),
      )
      const { pay } = clientOf([first.baseUrl, next.baseUrl], { limits: { payMs: 200 } })
      expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'unknown', reason: fault === 'silence' ? 'noAnswer' : 'lost' })
      expect(first.got, fault).toHaveLength(1)
    }
    expect(next.got).toHaveLength(0)
  })

  test('not sent anywhere is not sent', async () => {
    const { pay, log } = clientOf([await dead(), await dead()])
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect(log).toHaveLength(2)
  })
})

describe('the line', () => {
  test('is kept and used again: warmed, it carries the payment without a new connection', async () => {
    const server = await kept(scripted((request, response) => response.end(request.method === 'GET' ? 'hello' : PAID)))
    const { pay, log } = clientOf([server.baseUrl])
    expect(await pay.warm()).toBe(true)
    // A line counts as free one turn of the event loop after its answer.
    await new Promise(setImmediate)
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
    await new Promise(setImmediate)
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
    expect(server.connections).toHaveLength(1)
    expect(server.got.map((got) => `${got.method} ${got.url}`)).toEqual(['GET /', 'POST /cpay/micro_pay', 'POST /cpay/micro_pay'])
    expect(log[0]).toMatchObject({ endpoint: 'warm', outcome: 'ok', bytes: 5 })
  })

  test('that is being warmed does not hold a payment up', async () => {
    const server = await kept(scripted((request, response) => (request.method === 'GET' ? undefined : response.end(PAID))))
    const { pay } = clientOf([server.baseUrl], { limits: { queryMs: 5_000 } })
    const warming = pay.warm()
    await vi.waitFor(() => expect(server.got).toHaveLength(1))
    expect(await pay.microPay(PAYMENT)).toMatchObject({ outcome: 'ok' })
    for (const socket of server.connections) socket.destroy()
    expect(await warming).toBe(false)
  })

  test('that the server closed while idle makes no payment leave twice', async () => {
    const server = await kept(scripted((_request, response) => response.end(PAID, () => response.socket?.destroy())))
    const { pay } = clientOf([server.baseUrl])
    for (let turn = 1; turn <= 20; turn++) {
      const result = await pay.microPay({ ...PAYMENT, orderNo: `0100005220261122${String(turn).padStart(4, '0')}` })
      expect(result.outcome).not.toBe('refused')
    }
    const numbers = server.got.map((got) => JSON.stringify(contentIn(got)['pay_content']))
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('tells the server the address it comes from', async () => {
    const server = await paying()
    const { pay } = clientOf([server.baseUrl])
    await pay.warm()
    await pay.microPay(PAYMENT)
    expect(contentIn(server.got[1])).toMatchObject({ order_client: { spbill_create_ip: '127.0.0.1' } })
  })

  test('asks for no compression and names its content', async () => {
    const server = await paying()
    await clientOf([server.baseUrl]).pay.microPay(PAYMENT)
    expect(server.got[0]?.headers).toMatchObject({ 'content-type': 'application/json' })
    expect(server.got[0]?.headers['accept-encoding']).toBeUndefined()
  })
})

test('a client of Cloud Pay’s own hosts does not try our extensions', async () => {
  const { pay, log } = clientOf(['https://sz.pay.qcloud.com/cpay/'])
  expect(pay.offersExtensions).toBe(false)
  expect(await pay.staffLogin({ staffId: '8', password: 'secret' })).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
  const refund = { orderNo: '1', amountFen: fen(1) }
  expect(await pay.startApproval({ ...refund, staffId: '8' })).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
  expect(await pay.checkApproval({ ...refund, activator: 'a' })).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
  expect(log).toEqual([])
  expect(clientOf(['http://127.0.0.1:1/cpay/']).pay.offersExtensions).toBe(true)
})
