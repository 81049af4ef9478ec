import { changed, type Lie } from './lying-server.ts'
import type { Json } from './wire.ts'

/** How a server may break its word on deposits, one promise each, and the check that has to notice. */

const HOLD = 'freeze_order_content'
const stateIn = (wallet: 'wxpay' | 'alipay') => `${wallet}_freeze_order_content_ext.current_trade_state`
/** Changes a field of every hold that is told. */
const ofHold = (call: string, field: string, change: (value: unknown) => unknown): Lie => ({
  answer: (asked, told) => (asked === call ? changed(told, `${call}.${HOLD}.${field}`, change) : null),
})
const plus = (one: number) => (value: unknown) => Number(value) + one
let count = 0

/** Accepts what the honest server refused, with an answer made up from the request. */
const accepts = (call: string, made: (request: Json) => Json): Lie => ({
  answer: (asked, told, request) =>
    asked === call && told['status'] !== 0 ? { ...told, status: 0, internal_status: 0, [call]: made(request) } : null,
})
const madeCapture = (request: Json): Json => {
  const asked = request['pay_content'] as Json
  const platform = (request['pay_mch_key'] as Json)['pay_platform']
  return {
    order_content: {
      ...asked,
      freeze_fee: Number(asked['total_fee']),
      manual_unfreeze_fee: 0,
      [`${platform === 1 ? 'wxpay' : 'alipay'}_order_content_ext`]: { current_trade_state: platform === 1 ? 14 : 2 },
    },
  }
}
const madeRelease = (request: Json): Json => {
  const asked = request['unfreeze_content'] as Json
  const platform = (request['pay_mch_key'] as Json)['pay_platform']
  const state = { current_trade_state: 2 }
  return { unfreeze_order_content: { ...asked, [`${platform === 1 ? 'wxpay' : 'alipay'}_unfreeze_order_content_ext`]: state } }
}
const madeHold = (request: Json): Json => ({
  [HOLD]: {
    out_freeze_no: request['out_freeze_no'],
    freeze_fee: 2,
    time_end: 1,
    alipay_freeze_order_content_ext: { current_trade_state: 2 },
  },
})

export const DEPOSIT_LIES: readonly (readonly [string, Lie, string])[] = [
  ['finds a hold that nobody made', accepts('query_freeze_order', madeHold), 'deposits: a hold of Alipay that nobody made'],
  ['spends from nothing', accepts('deposit_consume', madeCapture), 'deposits: a hold of WeChat Pay that nobody made'],
  ['gives nothing back twice', accepts('unfreeze', madeRelease), 'deposits: a hold of Alipay that nobody made'],
  [
    'makes a QR for WeChat Pay',
    {
      answer: (call, told) =>
        call === 'scancode_freeze' && told['status'] === 101
          ? { ...told, status: 0, scan_code_freeze: { code_url: 'https://qr.example/1' } }
          : null,
    },
    'deposits: WeChat Pay has no QR',
  ],
  [
    'holds money that nobody paid',
    ofHold('query_freeze_order', stateIn('alipay'), (state) => (state === 1 ? 2 : state)),
    'deposits: a QR of Alipay',
  ],
  [
    'makes a QR anew each time',
    {
      answer: (call, told) =>
        call === 'scancode_freeze' ? changed(told, 'scan_code_freeze.code_url', () => `https://qr.example/${++count}`) : null,
    },
    'deposits: a QR of Alipay',
  ],
  ['holds another sum', ofHold('micro_freeze', 'freeze_fee', plus(1)), "WeChat Pay: a deposit is held with the customer's code"],
  ['tells no time of success', ofHold('micro_freeze', 'time_end', () => 0), "Alipay: a deposit is held with the customer's code"],
  ['tells another sum of a hold', ofHold('query_freeze_order', 'freeze_fee', plus(1)), 'Alipay: a query of the deposit'],
  [
    'holds twice',
    ofHold('micro_freeze', 'freeze_id', () => `h${++count}`),
    'WeChat Pay: the same hold number with the same content',
  ],
  [
    'knows no 407 of holds',
    {
      answer: (call, told) =>
        call === 'micro_freeze' ? changed(told, 'internal_status', (code) => (code === 407 ? 0 : code)) : null,
    },
    'Alipay: the same hold number with the same content',
  ],
  [
    'lists no holds',
    { answer: (call, told) => (call === 'query_order_list' ? changed(told, `${call}.order_details`, () => []) : null) },
    'WeChat Pay: the list shows the deposit',
  ],
  ['spends more than is held', accepts('deposit_consume', madeCapture), 'Alipay: more than the deposit'],
  ['gives back more than is held', accepts('unfreeze', madeRelease), 'WeChat Pay: more than the deposit'],
  ['gives back for anybody', accepts('unfreeze', madeRelease), 'Alipay: nobody without the right'],
  [
    'lets WeChat Pay keep the rest',
    accepts('deposit_consume', madeCapture),
    'WeChat Pay: nothing of a deposit is captured without',
  ],
  [
    'keeps the rest of a hold to itself',
    ofHold('query_freeze_order', 'total_manual_unfreeze_fee', () => 0),
    'WeChat Pay: half of a deposit is captured',
  ],
  [
    'calls a capture an ordinary payment',
    {
      answer: (call, told) =>
        call === 'query_order'
          ? changed(told, `${call}.order_content.wxpay_order_content_ext.current_trade_state`, () => 2)
          : null,
    },
    'WeChat Pay: half of a deposit is captured',
  ],
  [
    'releases twice',
    {
      answer: (call, told) =>
        call === 'unfreeze' ? changed(told, `${call}.unfreeze_order_content.unfreeze_id`, () => `u${++count}`) : null,
    },
    'Alipay: half of a deposit is given back',
  ],
  [
    'leaves a spent hold standing',
    ofHold('query_freeze_order', stateIn('alipay'), (state) => (state === 3 ? 2 : state)),
    'Alipay: the rest of a deposit is captured',
  ],
  [
    'forgets what was refunded of a capture',
    ofHold('query_freeze_order', 'total_refund_fee', () => 0),
    'WeChat Pay: what was captured of a deposit',
  ],
  [
    'keeps a fen',
    ofHold('query_freeze_order', 'total_manual_unfreeze_fee', (fee) => Math.max(0, Number(fee) - 1)),
    'Alipay: nothing of the deposit is kept',
  ],
]
