import type { Check } from './check.ts'
import { hold } from './judgement.ts'
import { freshNonce, type Probe, type ProbeTill } from './probe.ts'
import { hmacInfo, type Json, type WireAnswer } from './wire.ts'

/** The envelope, on the bare wire (PROTOCOL 3). Every call here only asks, or is refused before it does anything. */

const span = () => {
  const now = Math.floor(Date.now() / 1000)
  return { start_time: now - 3600, end_time: now + 3600 }
}
const listRequest = ({ setting }: ProbeTill): Json => ({
  out_sub_mch_id: setting.subMchId,
  out_shop_id: setting.shopId,
  order_type: 1,
  ...span(),
  page_num: 1,
  page_size: 1,
  nonce_str: freshNonce(),
})

async function queryRequest(probe: Probe, change: Json = {}): Promise<Json> {
  const { mch, orderClient } = await probe.till()
  return {
    pay_mch_key: mch,
    order_client: orderClient,
    out_trade_no: await probe.freshNumber(),
    nonce_str: freshNonce(),
    ...change,
  }
}

async function qrRequest(probe: Probe, change: Json): Promise<Json> {
  const { mch, orderClient } = await probe.till()
  const content = { out_trade_no: await probe.freshNumber(), total_fee: 1, fee_type: 'CNY', body: '协议检查', ...change }
  const key = { ...mch, pay_platform: 1, sub_pay_platform: 100 }
  return { pay_content: content, pay_mch_key: key, order_client: orderClient, nonce_str: freshNonce() }
}

const how = ({ head, signed }: WireAnswer) => `${head.status}/${head.internal}, ${signed ? 'with' : 'without'} a code`

/** 101 with 7 and no code (PROTOCOL 3.5). */
function wrongCode(answer: WireAnswer): void {
  const right = answer.head.status === 101 && answer.head.internal === 7 && !answer.signed
  hold(right, `it has to be refused with 101/7, without a code, and was answered with ${how(answer)}`)
}

function faultyCall(answer: WireAnswer): void {
  hold(answer.head.status === 101 && !answer.signed, `it has to be refused with 101, and was answered with ${how(answer)}`)
}

/** A proof that is not right, made for this text with this key. */
const WRONG_PROOFS: readonly [string, (key: string, text: string) => Json][] = [
  ['made with another key', (key, text) => hmacInfo([...key].reverse().join('') + 'x', text)],
  ['over another text', (key, text) => hmacInfo(key, `${text} `)],
  ['that is missing', () => ({})],
]

/** Calls that break the rules of the tables. */
const FAULTY: readonly [string, (probe: Probe) => Promise<[call: string, content: Json]>][] = [
  ['a query without a number', async (probe) => ['query_order', await queryRequest(probe, { out_trade_no: undefined })]],
  ['a query without a nonce', async (probe) => ['query_order', await queryRequest(probe, { nonce_str: undefined })]],
  ['an order without a sum', async (probe) => ['scan_code_pay', await qrRequest(probe, { total_fee: undefined })]],
  ['an order without the prefix', async (probe) => ['scan_code_pay', await qrRequest(probe, { out_trade_no: `7${Date.now()}` })]],
  [
    'a number of 33 characters',
    async (probe) => ['scan_code_pay', await qrRequest(probe, { out_trade_no: (await probe.freshNumber()).padEnd(33, '0') })],
  ],
]

export const ENVELOPE: readonly Check[] = [
  {
    title: 'an answer carries the right code over its text as it was sent, and our client takes it',
    async run(probe) {
      const till = await probe.till()
      const answer = await till.post('query_order_list', listRequest(till))
      hold(answer.head.status === 0, `a plain question was answered with ${how(answer)}`)
      hold(answer.codeIsRight, 'the code of the answer is not right')
      const asked = {
        from: Date.now() - 3_600_000,
        until: Date.now(),
        thisDeviceOnly: false,
        kind: 'all',
        page: 1,
        pageSize: 1,
      } as const
      const list = await till.pay.queryOrderList(asked)
      hold(list.outcome === 'ok', 'our client does not take the same answer')
    },
  },
  {
    title: 'the code is over the text as it was sent, with its line feed',
    async run(probe) {
      const till = await probe.till()
      const text = `${JSON.stringify(listRequest(till), null, 1)}\n`
      const answer = await till.post('query_order_list', text)
      hold(answer.head.status === 0, `blanks and a line feed under the code were answered with ${how(answer)}`)
      wrongCode(await till.post('query_order_list', text, hmacInfo(till.setting.key, text.trimEnd())))
    },
  },
  ...WRONG_PROOFS.map(([what, proof]): Check => ({
    title: `a code ${what} is refused with 101 and 7`,
    async run(probe) {
      const till = await probe.till()
      const text = JSON.stringify(listRequest(till))
      wrongCode(await till.post('query_order_list', text, proof(till.setting.key, text)))
    },
  })),
  ...FAULTY.map(([what, make]): Check => ({
    title: `${what} is refused with 101`,
    async run(probe) {
      const { post } = await probe.till()
      faultyCall(await post(...(await make(probe))))
    },
  })),
  {
    title: 'a bound device that does not show its serial number is refused',
    async run(probe) {
      const { post, orderClient } = await probe.till()
      const answer = await post(
        'query_order',
        await queryRequest(probe, { order_client: { ...orderClient, sn_code: undefined } }),
      )
      // An unknown number is refused too, but signed and with 104: this has to be told apart from that.
      faultyCall(answer)
    },
  },
  {
    title: 'a number that nobody used is refused by a query',
    async run(probe) {
      const { post } = await probe.till()
      const { head } = await post('query_order', await queryRequest(probe))
      hold([101, 102, 104].includes(head.status), `it was answered with ${head.status}`)
    },
  },
]
