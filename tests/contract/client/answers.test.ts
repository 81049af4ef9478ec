import { afterEach, describe, expect, test } from 'vitest'
import type { ServerResponse } from 'node:http'
import { clientOf, codeOf, contentOf, PAID, paidOrder, PAYMENT, scripted, sealed, type Scripted } from './scripted-server.ts'

/** Each row of PROTOCOL 3.5, told by a real server over a real connection. */

let server: Scripted | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

async function payAgainst(reply: (response: ServerResponse) => void, limits = {}) {
  server = await scripted((_request, response) => reply(response))
  const { pay, log } = clientOf([server.baseUrl], { limits })
  const result = await pay.microPay(PAYMENT)
  expect(log).toHaveLength(1)
  expect(log[0]?.outcome).toBe(result.outcome === 'unknown' ? result.reason : result.outcome)
  expect(server.got, 'sent once, whatever the answer').toHaveLength(1)
  void pay.close()
  return result
}

const say =
  (body: string, status = 200) =>
  (response: ServerResponse) =>
    response.writeHead(status).end(body)
const NONCE_ONLY = { micro_pay: { nonce_str: 's' } }

describe('a payment that was answered', () => {
  test('as paid is ok, with the order in our words', async () => {
    const result = await payAgainst(say(PAID))
    expect(result).toMatchObject({
      outcome: 'ok',
      logId: 3_000_000_001,
      answer: {
        orderNo: PAYMENT.orderNo,
        amountFen: 1280,
        paidFen: 1280,
        tender: 'wechat',
        state: 'paid',
        verdict: 'paid',
        paidAt: 1795385360000,
      },
    })
  })

  test('as waiting for the password is ok and not paid', async () => {
    const waiting = sealed(contentOf({ status: 0 }, paidOrder({ wxpay_order_content_ext: { current_trade_state: 9 } })))
    expect(await payAgainst(say(waiting))).toMatchObject({
      outcome: 'ok',
      answer: { verdict: 'waiting', state: 'pendingCustomer' },
    })
  })

  test.each([
    [
      '102',
      { status: 102, description: '订单号重复', internal_status: 9 },
      { outcome: 'refused', status: 102, internalStatus: 9, text: '订单号重复', signed: true },
    ],
    ['104', { status: 104, description: '余额不足' }, { outcome: 'refused', status: 104, internalStatus: 0, signed: true }],
    [
      '104 with 407',
      { status: 104, internal_status: 407 },
      { outcome: 'refused', status: 104, internalStatus: 407, signed: true },
    ],
    ['103', { status: 103, description: '请稍后' }, { outcome: 'unknown', reason: 'tryLater', text: '请稍后' }],
    ['a status no document knows', { status: 77 }, { outcome: 'unknown', reason: 'unreadable' }],
  ])('with %s and the right code', async (_title, head, expected) => {
    expect(await payAgainst(say(sealed(contentOf(head, NONCE_ONLY))))).toMatchObject({ logId: 3_000_000_001, ...expected })
  })

  test('never reads an order out of a 103 that carries one', async () => {
    const result = await payAgainst(say(sealed(contentOf({ status: 103 }, paidOrder()))))
    expect(result).toMatchObject({ outcome: 'unknown', reason: 'tryLater' })
  })

  test('with 3 is unsure, with 101 is refused without a signature: both carry no code', async () => {
    expect(await payAgainst(say(sealed(contentOf({ status: 3 }), null)))).toMatchObject({
      outcome: 'unknown',
      reason: 'serverUnsure',
    })
    await server?.close()
    const wrongKey = sealed(contentOf({ status: 101, internal_status: 7, description: '参数authen_code错误.' }), null)
    expect(await payAgainst(say(wrongKey))).toEqual({
      outcome: 'refused',
      status: 101,
      internalStatus: 7,
      text: '参数authen_code错误.',
      logId: 3_000_000_001,
      signed: false,
    })
  })

  test.each([0, 102, 103, 104])('with %i but without a code is not trusted', async (status) => {
    const result = await payAgainst(say(sealed(contentOf({ status }, paidOrder()), null)))
    expect(result).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
  })

  test.each([
    ['a wrong code', (content: string) => codeOf(`${content} `)],
    ['a lower-case code', (content: string) => codeOf(content).toLowerCase()],
    ['an empty code', () => ''],
    ['a code of another length', (content: string) => codeOf(content).slice(1)],
  ])('with %s is not trusted', async (_title, code) => {
    for (const status of [0, 3, 101, 104]) {
      const content = contentOf({ status }, paidOrder())
      expect(await payAgainst(say(sealed(content, code(content))))).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
      await server?.close()
    }
  })

  test('about another order is not trusted', async () => {
    const other = sealed(contentOf({ status: 0 }, paidOrder({ out_trade_no: '01000052202611229999' })))
    expect(await payAgainst(say(other))).toMatchObject({ outcome: 'unknown', reason: 'notTrusted', logId: 3_000_000_001 })
  })

  test.each([
    ['a state no document knows', paidOrder({ wxpay_order_content_ext: { current_trade_state: 99 } })],
    ['a state that is no number', paidOrder({ wxpay_order_content_ext: { current_trade_state: '2' } })],
    ['no state', paidOrder({ wxpay_order_content_ext: null })],
    ['the states of two platforms', paidOrder({ alipay_order_content_ext: { current_trade_state: 2 } })],
    ['an amount that is no integer', paidOrder({ total_fee: 12.8 })],
    ['no order', {}],
    ['the object of another call', { query_order: paidOrder().micro_pay }],
  ])('with %s is unreadable', async (_title, object) => {
    expect(await payAgainst(say(sealed(contentOf({ status: 0 }, object))))).toMatchObject({
      outcome: 'unknown',
      reason: 'unreadable',
    })
  })

  test.each([
    ['nothing', ''],
    ['no JSON', 'ok'],
    ['half an envelope', PAID.slice(0, PAID.length / 2)],
    ['a list', '[]'],
    ['a content that is no JSON', sealed('paid')],
    ['a content that is a list', sealed('[0]')],
    ['a content without a status', sealed('{"description":"操作成功。"}')],
  ])('with %s is unreadable', async (_title, body) => {
    expect(await payAgainst(say(body))).toMatchObject({ outcome: 'unknown', reason: 'unreadable' })
  })

  test('in bytes that are no UTF-8 is unreadable', async () => {
    const bytes = Buffer.concat([Buffer.from(PAID), Buffer.from([0xc3, 0x28])])
    expect(await payAgainst((response) => response.end(bytes))).toMatchObject({ outcome: 'unknown', reason: 'unreadable' })
  })

  test('by a web page with 502, or unsigned with 500, is unreadable', async () => {
    expect(await payAgainst(say('<html>Bad Gateway</html>', 502))).toMatchObject({
      reason: 'unreadable',
      text: 'HTTP status 502',
    })
    await server?.close()
    expect(await payAgainst(say(sealed(contentOf({ status: 101 }), null), 500))).toMatchObject({
      outcome: 'unknown',
      reason: 'unreadable',
    })
  })

  test('with 500 but the right code is an answer all the same', async () => {
    expect(await payAgainst(say(PAID, 500))).toMatchObject({ outcome: 'ok', answer: { verdict: 'paid' } })
  })

  test('under any content type is read', async () => {
    const result = await payAgainst((response) => response.writeHead(200, { 'content-type': 'text/html; charset=gbk' }).end(PAID))
    expect(result).toMatchObject({ outcome: 'ok' })
  })

  test('by a redirect is not followed, not even a signed one', async () => {
    const elsewhere = await scripted((_request, response) => response.end(PAID))
    for (const status of [301, 302, 307, 308]) {
      const redirect = (response: ServerResponse) => response.writeHead(status, { location: elsewhere.baseUrl }).end(PAID)
      expect(await payAgainst(redirect)).toMatchObject({ outcome: 'unknown', reason: 'unreadable' })
      await server?.close()
    }
    expect(elsewhere.got).toHaveLength(0)
    await elsewhere.close()
  })

  test('with more than the limit is unreadable, and the rest is not waited for', async () => {
    const large = sealed(contentOf({ status: 0, description: 'x'.repeat(300 * 1024) }, paidOrder()))
    expect(await payAgainst(say(large))).toMatchObject({ reason: 'unreadable', text: 'the answer is too large' })
    await server?.close()
    const endless = (response: ServerResponse) => {
      const chunk = 'x'.repeat(64 * 1024)
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }
    expect(await payAgainst(endless)).toMatchObject({ reason: 'unreadable', text: 'the answer is too large' })
  })
})

describe('a payment that was sent and not answered', () => {
  test('is lost when the line breaks before the headers', async () => {
    expect(await payAgainst((response) => response.socket?.resetAndDestroy())).toMatchObject({
      outcome: 'unknown',
      reason: 'lost',
    })
  })

  test('is lost when the line breaks amid the body', async () => {
    const half = (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': PAID.length })
      response.write(PAID.slice(0, 100), () => response.socket?.resetAndDestroy())
    }
    expect(await payAgainst(half)).toMatchObject({ outcome: 'unknown', reason: 'lost' })
  })

  test('is lost when the body ends too early', async () => {
    const short = (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': Buffer.byteLength(PAID) })
      response.write(PAID.slice(0, 100), () => response.socket?.end())
    }
    expect(await payAgainst(short)).toMatchObject({ outcome: 'unknown', reason: 'lost' })
  })

  test('has no answer when the limit passes before the headers, or amid the body', async () => {
    const limits = { payMs: 150 }
    expect(await payAgainst(() => undefined, limits)).toMatchObject({ outcome: 'unknown', reason: 'noAnswer' })
    await server?.close()
    const half = (response: ServerResponse) => response.writeHead(200).write(PAID.slice(0, 100))
    expect(await payAgainst(half, limits)).toMatchObject({ outcome: 'unknown', reason: 'noAnswer' })
  })

  test('is unreadable when what comes is no HTTP', async () => {
    expect(await payAgainst((response) => response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n'))).toMatchObject({
      outcome: 'unknown',
      reason: 'unreadable',
    })
  })
})
