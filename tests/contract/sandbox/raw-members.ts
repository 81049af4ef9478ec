import { get, openTill, stateOf, type Answer, type Json } from './raw-till.ts'

/** The calls about members on the bare wire (UNDOCUMENTED 1). */
export async function openMembersTill() {
  const till = await openTill()
  const ids = (): Json => ({
    out_sub_mch_id: till.facts['out_sub_mch_id'],
    out_shop_id: till.facts['out_shop_id'],
    nonce_str: till.nonce(),
  })
  const ask = (call: string, more: Json) => till.post(`/x-kiosk/v1/${call}`, { ...ids(), ...more })
  const by = (staffId: string): Json => ({ ...till.orderClient, staff_id: staffId })

  const query = (way: Json) => ask('member_query', way)
  const found = async (way: Json) => ((await query(way)).body['members'] as Json[]).map((one) => one['membership_number'])
  const rechargeRequest = (card: string, fee: number, code: string, more: Json = {}): Json => ({
    out_trade_no: till.number(),
    membership_number: card,
    recharge_fee: fee,
    author_code: code,
    order_client: till.orderClient,
    ...more,
  })
  /** Tops a card up with what this wallet shows, as it behaves now. */
  async function topUp(card: string, fee: number, walletId = 'wechat-hao') {
    const request = rechargeRequest(card, fee, till.control.codeOf(walletId))
    return {
      no: String(request['out_trade_no']),
      fee,
      platform: walletId.startsWith('w') ? 1 : 2,
      request,
      answer: await ask('member_recharge', request),
    }
  }
  /** Puts cash on a card, as this till. */
  const cash = (card: string, fee: number, more: Json = {}) =>
    ask('member_recharge_cash', {
      out_trade_no: till.number(),
      membership_number: card,
      recharge_fee: fee,
      order_client: till.orderClient,
      ...more,
    })
  const flow = (card: string, page = 1, size = 100) =>
    ask('member_flow', { membership_number: card, page_num: page, page_size: size })
  const rows = async (card: string) => (await flow(card)).body['rows'] as Json[]
  const adjust = (card: string, fee: number, more: Json = {}, staffId = '1000') =>
    ask('member_adjust', {
      out_adjust_no: till.number(),
      membership_number: card,
      adjust_fee: fee,
      remark: '补差额',
      order_client: by(staffId),
      ...more,
    })
  const memberOf = (card: string) => {
    const one = till.control.members().find((member) => member.number === card)
    if (!one) throw new Error('no such member')
    return one
  }
  const refund = (order: { no: string; fee: number; platform: number }, fee: number) =>
    till.post('/cpay/refund', till.refundRequest(order, fee))
  const orderRow = async (no: string) => {
    const { body } = await till.list({ order_type: 1, status: 1 })
    return (body['order_details'] as { order: Json }[]).find((entry) => entry.order['out_trade_no'] === no)?.order
  }

  return {
    ...till,
    ask,
    queryOrder: till.query,
    query,
    found,
    rechargeRequest,
    topUp,
    cash,
    flow,
    rows,
    adjust,
    memberOf,
    balance: (card: string) => memberOf(card).balanceFee,
    refund,
    orderRow,
  }
}
export type MembersTill = Awaited<ReturnType<typeof openMembersTill>>

export const JING = '880001206'
export const YANG = '880001311'
export const FANG = '880001402'
export const HAI = '880001403'
/** Imported, never claimed. */
export const HAO = '880001505'
/** Over since the end of 2020. */
export const PING = '880001608'

export { get, stateOf, type Answer, type Json }
