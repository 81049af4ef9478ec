import { describe, expect, test } from 'vitest'
import type { CloudPay } from '../../../cloudpay/client/client.ts'
import { making } from './one-call.ts'
import { clientOf, PAYMENT, refusedPort, scripted } from './scripted-server.ts'
import { capture, hold, LIE, look, MERCHANT, NO_ANSWER, ORDER, RELEASE, release, TILL } from './told-deposits.ts'

/** Captures and releases, against a server that says what a test tells it to: the right thing, or a lie. */

const freeze = (pay: CloudPay) => pay.microFreeze({ ...hold, paymentCode: PAYMENT.paymentCode })
const consume = (pay: CloudPay) => pay.depositConsume(capture)

describe('a capture', () => {
  test('names the hold, says what becomes of the rest, and comes back with what went back', async () => {
    const { result, sent } = await making('deposit_consume', { order_content: ORDER }, consume)
    expect(sent).toEqual({
      pay_content: {
        out_trade_no: 'o1',
        total_fee: 60,
        fee_type: 'CNY',
        body: '房费',
        out_freeze_no: 'f1',
        is_confirm_unfreeze: true,
      },
      pay_mch_key: { pay_platform: 1, ...MERCHANT },
      order_client: TILL,
      nonce_str: 'n0nce',
    })
    expect(result).toMatchObject({
      outcome: 'ok',
      answer: { orderNo: 'o1', holdNo: 'f1', amountFen: 60, heldFen: 100, releasedFen: 40, verdict: 'paid' },
    })
  })

  const LIES: [string, Record<string, unknown>, object][] = [
    ['of another number', { out_trade_no: 'o2' }, LIE],
    ['of another wallet', { wxpay_order_content_ext: null, alipay_order_content_ext: { current_trade_state: 2 } }, LIE],
    ['with more than was held', { manual_unfreeze_fee: 41 }, NO_ANSWER],
    ['in no state', { wxpay_order_content_ext: null }, NO_ANSWER],
  ]
  test.each(LIES)(
    'that is answered with one %s is unknown, at once and when it is asked about',
    async (_what, change, expected) => {
      const content = { order_content: { ...ORDER, ...change } }
      expect((await making('deposit_consume', content, consume)).result).toMatchObject(expected)
      expect((await making('query_order', content, (pay) => pay.queryCapture(capture))).result).toMatchObject(expected)
    },
  )

  test.each([
    ['sum', { total_fee: 59 }, { amountFen: 59 }],
    ['hold', { out_freeze_no: 'f2' }, { holdNo: 'f2' }],
  ])(
    'of another %s is no answer to one that was just asked for; a query tells it for the till to compare',
    async (_what, change, told) => {
      const content = { order_content: { ...ORDER, ...change } }
      expect((await making('deposit_consume', content, consume)).result).toMatchObject(LIE)
      const found = await making('query_order', content, (pay) => pay.queryCapture(capture))
      expect(found.result).toMatchObject({ outcome: 'ok', answer: told })
    },
  )

  test('is asked about by its own number, as any order', async () => {
    const { result, sent } = await making('query_order', { order_content: ORDER }, (pay) => pay.queryCapture(capture))
    expect(sent).toMatchObject({
      out_trade_no: 'o1',
      pay_mch_key: { pay_platform: 1, sub_pay_platform: 100 },
      order_client: TILL,
    })
    expect(result).toMatchObject({ outcome: 'ok', answer: { holdNo: 'f1', releasedFen: 40, restReleased: true } })
  })

  test('of WeChat Pay that would keep the rest is not even sent; of Alipay it is', async () => {
    const { baseUrl, got, close } = await scripted((_request, response) => response.end())
    const { pay } = clientOf([baseUrl])
    expect(await pay.depositConsume({ ...capture, releaseRest: false })).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect(got).toHaveLength(0)
    await close()
    const kept = { ...ORDER, manual_unfreeze_fee: 0, is_confirm_unfreeze: false, wxpay_order_content_ext: undefined }
    const content = { order_content: { ...kept, alipay_order_content_ext: { current_trade_state: 2 } } }
    const { result, sent } = await making('deposit_consume', content, (there) =>
      there.depositConsume({ ...capture, tender: 'alipay', releaseRest: false }),
    )
    expect(sent).toMatchObject({ pay_content: { is_confirm_unfreeze: false }, pay_mch_key: { pay_platform: 2 } })
    expect(result).toMatchObject({ outcome: 'ok', answer: { releasedFen: 0, restReleased: false } })
  })
})

describe('a release', () => {
  const give = (pay: CloudPay) => pay.unfreeze(release)

  test('says whose right it is by number alone, and comes back in our words', async () => {
    const { result, sent } = await making('unfreeze', { unfreeze_order_content: RELEASE }, give)
    expect(sent).toEqual({
      unfreeze_content: { out_freeze_no: 'f1', out_unfreeze_no: 'u1', unfreeze_fee: 30 },
      pay_mch_key: { pay_platform: 1, ...MERCHANT, is_sub_mch_admin: false, authorization_staff_id: '9' },
      order_client: TILL,
      nonce_str: 'n0nce',
    })
    expect(result).toMatchObject({
      outcome: 'ok',
      answer: { releaseNo: 'u1', amountFen: 30, state: 'released', verdict: 'done' },
    })
  })

  test('without anybody’s right is not even sent', async () => {
    const { pay } = clientOf([`http://127.0.0.1:${await refusedPort()}/cpay/`])
    const result = await pay.unfreeze({ ...release, authorizedBy: null })
    expect(result).toMatchObject({ reason: 'notSent', text: expect.stringContaining('authorization_staff_id') as unknown })
  })

  test.each([
    ['of another number', { out_unfreeze_no: 'u2' }, LIE],
    ['of another hold', { out_freeze_no: 'f2' }, LIE],
    ['of another sum', { unfreeze_fee: 29 }, LIE],
    ['in a state no document knows', { wxpay_unfreeze_order_content_ext: { current_trade_state: 9 } }, NO_ANSWER],
    ['in no state', { wxpay_unfreeze_order_content_ext: {} }, NO_ANSWER],
  ])('that is answered with one %s is unknown', async (_what, change, expected) => {
    const { result } = await making('unfreeze', { unfreeze_order_content: { ...RELEASE, ...change } }, give)
    expect(result).toMatchObject(expected)
  })

  test('that is answered with nothing is unknown', async () => {
    expect((await making('unfreeze', { nonce_str: 's' }, give)).result).toMatchObject(NO_ANSWER)
  })
})

describe('an answer that never comes is waited for', () => {
  /** Longer than a test may take: a call that waits so long fails it. */
  const FOREVER = 60_000
  const asks: [string, 'payMs' | 'queryMs', (pay: CloudPay) => Promise<{ outcome: string }>][] = [
    ['a hold', 'payMs', freeze],
    ['a capture', 'payMs', consume],
    ['a hold by QR', 'queryMs', (pay) => pay.scanCodeFreeze(hold)],
    ['a release', 'queryMs', (pay) => pay.unfreeze(release)],
    ['a look at a hold', 'queryMs', (pay) => pay.queryFreezeOrder(look)],
    ['a look at the releases', 'queryMs', (pay) => pay.queryUnfreezeOrder(look)],
    ['a look at a capture', 'queryMs', (pay) => pay.queryCapture(capture)],
  ]
  test.each(asks)('by %s for %s, and no longer', async (_what, limit, ask) => {
    const silent = await scripted(() => undefined)
    const { pay } = clientOf([silent.baseUrl], { limits: { payMs: FOREVER, queryMs: FOREVER, [limit]: 100 } })
    expect(await ask(pay)).toMatchObject({ outcome: 'unknown', reason: 'noAnswer' })
    expect(silent.got).toHaveLength(1)
    await silent.close()
  })
})
