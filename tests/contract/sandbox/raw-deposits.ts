import { get, type Answer, type Json, type Till } from './raw-till.ts'

/** The deposit calls of a till reduced to the bare wire. */
export function depositsOf(till: Till) {
  const platformOf = (walletId: string) => ({ w: 1, a: 2, m: 3 })[walletId[0] ?? 'w'] ?? 1

  const holdRequest = (code: string, fee = 10, platform = 1, extra: Json = {}): Json => ({
    freeze_content: {
      out_freeze_no: till.number(),
      author_code: code,
      freeze_fee: fee,
      fee_type: 'CNY',
      body: '海风酒店 - 房间押金',
      ...extra,
    },
    pay_mch_key: till.mch(platform),
    order_client: till.orderClient,
    nonce_str: till.nonce(),
  })
  const qrRequest = (fee = 10, platform = 2, extra: Json = {}): Json => ({
    freeze_content: { out_freeze_no: till.number(), freeze_fee: fee, fee_type: 'CNY', body: '海风酒店 - 房间押金', ...extra },
    pay_mch_key: till.mch(platform),
    order_client: till.orderClient,
    nonce_str: till.nonce(),
  })
  const consumeRequest = (hold: { no: string; platform: number }, fee: number, rest = true, extra: Json = {}): Json => ({
    pay_content: {
      out_trade_no: till.number(),
      total_fee: fee,
      fee_type: 'CNY',
      body: '海风酒店 - 房费',
      out_freeze_no: hold.no,
      is_confirm_unfreeze: rest,
      ...extra,
    },
    pay_mch_key: till.mch(hold.platform),
    order_client: till.orderClient,
    nonce_str: till.nonce(),
  })
  const releaseRequest = (hold: { no: string; platform: number }, fee: number, key: Json = {}): Json => ({
    unfreeze_content: { out_freeze_no: hold.no, out_unfreeze_no: till.number(), unfreeze_fee: fee, remark: '退押金' },
    pay_mch_key: { ...till.mch(hold.platform), is_sub_mch_admin: false, authorization_staff_id: '1206', ...key },
    order_client: till.orderClient,
    nonce_str: till.nonce(),
  })
  const asking = (hold: { no: string; platform: number }, extra: Json = {}): Json => ({
    pay_mch_key: till.mch(hold.platform),
    order_client: till.orderClient,
    out_freeze_no: hold.no,
    nonce_str: till.nonce(),
    ...extra,
  })

  const post = (call: string) => (request: Json) => till.post(`/cpay/${call}`, request)
  const calls = {
    freeze: post('micro_freeze'),
    qr: post('scancode_freeze'),
    consume: post('deposit_consume'),
    release: post('unfreeze'),
    query: (hold: { no: string; platform: number }) => post('query_freeze_order')(asking(hold)),
    releases: (hold: { no: string; platform: number }, releaseNo?: string) =>
      post('query_unfreeze_order')(asking(hold, releaseNo === undefined ? {} : { out_unfreeze_no: releaseNo })),
  }
  /** Holds with the wallet as it behaves now. */
  async function hold(walletId: string, fee = 10) {
    const platform = platformOf(walletId)
    const request = holdRequest(till.control.codeOf(walletId), fee, platform)
    const no = get(request, 'freeze_content.out_freeze_no') as string
    const answer = await calls.freeze(request)
    return { no, fee, platform, request, answer }
  }
  /** What a query says of the money. */
  async function sums(of: { no: string; platform: number }) {
    const content = (await calls.query(of)).body['freeze_order_content'] as Json
    return {
      state: holdStateIn(content),
      held: content['freeze_fee'],
      captured: content['total_consume_fee'],
      released: content['total_manual_unfreeze_fee'],
      auto: content['total_auto_unfreeze_fee'],
      refunded: content['total_refund_fee'],
    }
  }
  return { ...calls, holdRequest, qrRequest, consumeRequest, releaseRequest, asking, hold, sums }
}
export type Deposits = ReturnType<typeof depositsOf>

function holdStateIn(content: Json): unknown {
  const name = Object.keys(content).find((field) => field.endsWith('_freeze_order_content_ext')) ?? ''
  return get(content, `${name}.current_trade_state`)
}
/** The state of a hold in an answer, whichever wallet it is of. */
export const holdStateOf = (answer: Answer): unknown => holdStateIn((answer.body['freeze_order_content'] ?? {}) as Json)

/** The state of one release. */
export function releaseStateIn(content: unknown): unknown {
  const name = Object.keys(content as Json).find((field) => field.endsWith('_unfreeze_order_content_ext')) ?? ''
  return get(content, `${name}.current_trade_state`)
}
