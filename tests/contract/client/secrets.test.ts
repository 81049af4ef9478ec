import { generateKeyPairSync } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { ServerResponse } from 'node:http'
import { fen } from '../../../contract/money.ts'
import { fetchDeviceSetting, type CloudPay } from '../../../cloudpay/client/client.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import { clientOf, contentOf, IDENTITY, PAYMENT, refusedPort, scripted, sealed, type Scripted } from './scripted-server.ts'

const PASSWORD = 'pa55-口令-w0rd'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

let server: Scripted | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

const span = { from: 0, until: 1000, thisDeviceOnly: true } as const
const refund = {
  orderNo: '1',
  refundNo: '2',
  orderFen: fen(2),
  amountFen: fen(1),
  tender: 'wechat',
  reason: '',
  staffId: '8',
} as const
const hold = { holdNo: '1', amountFen: fen(1), tender: 'wechat', remark: '', staffId: '8' } as const

/** Every call there is. */
const calls: ((pay: CloudPay) => Promise<CallResult<unknown>>)[] = [
  (pay) => pay.microPay(PAYMENT),
  (pay) => pay.microPay({ ...PAYMENT, orderNo: PAYMENT.paymentCode.repeat(3) }),
  (pay) => pay.queryOrder({ orderNo: '1', tender: null, tradeType: 1, staffId: '8' }),
  (pay) => pay.scanCodePay({ orderNo: '1', amountFen: fen(1), tender: 'alipay', body: 'x', remark: '', staffId: '8' }),
  (pay) => pay.closeOrder({ orderNo: '1', tender: 'alipay', tradeType: 2, staffId: '8' }),
  (pay) => pay.reverse({ orderNo: '1', tender: 'wechat', staffId: '8', privateKey: pem }),
  (pay) => pay.reverse({ orderNo: '1', tender: 'wechat', staffId: '8', privateKey: PASSWORD }),
  (pay) => pay.refund({ ...refund, isAdmin: true, authorizedBy: null }),
  (pay) => pay.queryRefundOrder({ orderNo: '1', refundNo: '2', tender: 'wechat', staffId: '8' }),
  (pay) => pay.microFreeze({ ...hold, paymentCode: PAYMENT.paymentCode, body: 'x' }),
  (pay) => pay.scanCodeFreeze({ ...hold, body: 'x' }),
  (pay) => pay.depositConsume({ ...hold, orderNo: '1', body: 'x', releaseRest: true }),
  (pay) => pay.queryCapture({ ...hold, orderNo: '1' }),
  (pay) => pay.unfreeze({ ...hold, releaseNo: '2', isAdmin: true, authorizedBy: null }),
  (pay) => pay.queryFreezeOrder(hold),
  (pay) => pay.queryUnfreezeOrder(hold),
  (pay) => pay.queryOrderList({ ...span, kind: 'all', page: 1, pageSize: 10 }),
  (pay) => pay.queryOrderListOverview(span),
  (pay) => pay.queryShopInfo({ page: 1, pageSize: 10 }),
  (pay) => pay.unbindDevice(),
  (pay) => pay.staffLogin({ staffId: '8', password: PASSWORD }),
  (pay) => pay.startApproval({ orderNo: '1', amountFen: fen(1), staffId: '8' }),
  (pay) => pay.checkApproval({ activator: 'a', orderNo: '1', amountFen: fen(1) }),
]

type Fault = (echo: string, response: ServerResponse) => void
/** Servers that repeat everything they know, the key as well, in every place where text may stand. */
const faults: Record<string, Fault> = {
  refused: (echo, response) => response.end(sealed(contentOf({ status: 104, description: echo }))),
  refusedUnsigned: (echo, response) => response.end(sealed(contentOf({ status: 101, description: echo }), null)),
  unsure: (echo, response) => response.end(sealed(contentOf({ status: 3, description: echo }), null)),
  tryLater: (echo, response) => response.end(sealed(contentOf({ status: 103, description: echo }))),
  wrongCode: (echo, response) => response.end(sealed(contentOf({ status: 0, description: echo }), echo.slice(0, 64))),
  rubbish: (echo, response) => response.end(echo),
  page: (echo, response) => response.writeHead(502).end(echo),
  redirect: (echo, response) => response.writeHead(302, { location: `/${encodeURIComponent(echo)}` }).end(),
  reset: (_echo, response) => response.socket?.resetAndDestroy(),
  oddHead: (echo, response) => response.socket?.end(`HTTP/9 ${echo}\r\n\r\n`),
}

function expectNoSecret(text: string) {
  for (const secret of [
    PAYMENT.paymentCode,
    IDENTITY.key,
    PASSWORD,
    'S3ttingId',
    'pr0xyS3cret',
    ...pem.split('\n').slice(1, 3),
  ]) {
    expect(text.includes(secret), `${secret.slice(0, 3)}… stands in ${text.slice(0, 200)}`).toBe(false)
  }
}

test.each(Object.keys(faults))('no secret stands in any log or text when every call meets %s', async (fault) => {
  server = await scripted((request, response) => {
    const echo = `${IDENTITY.key} ${PAYMENT.paymentCode} ${request.body}`
    faults[fault]?.(echo, response)
  })
  const { pay, log } = clientOf([server.baseUrl], { limits: { payMs: 500, queryMs: 500 } })
  for (const call of calls) {
    const result = await call(pay)
    expect(result.outcome).not.toBe('ok')
    expectNoSecret(JSON.stringify(result))
  }
  expect(log.length).toBeGreaterThanOrEqual(calls.length - 2)
  expectNoSecret(JSON.stringify(log))
})

test('a payment code, password or proof that the server repeats is struck out of the text', async () => {
  server = await scripted((request, response) => {
    const inner = (JSON.parse(request.body) as { request_content: string }).request_content
    response.end(sealed(contentOf({ status: 104, description: inner.slice(0, 2000) })))
  })
  const { pay } = clientOf([server.baseUrl])
  const paid = await pay.microPay(PAYMENT)
  expect(paid).toMatchObject({ outcome: 'refused' })
  expect(JSON.stringify(paid)).toContain('"author_code')
  expectNoSecret(JSON.stringify(paid))
  const login = await pay.staffLogin({ staffId: '8', password: PASSWORD })
  expect(login).toMatchObject({ outcome: 'refused' })
  expect(JSON.stringify(login)).not.toMatch(/[0-9A-F]{64}/)
})

test('no secret stands in a text when nobody listens, or the proxy is gone', async () => {
  const port = await refusedPort()
  const { pay, log } = clientOf([`http://127.0.0.1:${port}/cpay/`], {
    proxy: { host: '127.0.0.1', port, user: 'u', password: 'pr0xyS3cret' },
  })
  for (const call of calls) expectNoSecret(JSON.stringify(await call(pay)))
  const link = { baseUrl: `http://127.0.0.1:${port}/cpay/`, shopId: 'shop', settingId: 'S3ttingId' }
  expectNoSecret(JSON.stringify(await fetchDeviceSetting(link, 'GUITAI_A_1')))
  expectNoSecret(JSON.stringify(log))
})
