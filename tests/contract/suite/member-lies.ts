import { changed, type Lie } from './lying-server.ts'

/** What a server can get wrong about members, and the check that has to notice. */
export const MEMBER_LIES: readonly (readonly [string, Lie, string])[] = [
  [
    'finds somebody under any number',
    {
      answer: (call, told) =>
        call === 'member_query'
          ? changed(told, 'member_query.members', () => [{ membership_number: '1', balance_fee: 100 }])
          : null,
    },
    'members: nobody',
  ],
  [
    'marks no call about members as an extension',
    { answer: (call, told) => (call === 'member_query' ? changed(told, 'x_extension', () => false) : null) },
    'members: nobody',
  ],
  [
    'has two bonuses for one amount',
    {
      answer: (call, told) =>
        call === 'member_recharge_rules'
          ? changed(told, 'member_recharge_rules.items', (items) => [...(items as unknown[]), ...(items as unknown[])])
          : null,
    },
    'members: what may be topped up',
  ],
  [
    'tops up a card that nobody has',
    {
      answer: (call, told, request) =>
        call === 'member_recharge'
          ? {
              ...told,
              status: 0,
              member_recharge: {
                order_content: { out_trade_no: request['out_trade_no'], wxpay_order_content_ext: { current_trade_state: 2 } },
              },
            }
          : null,
    },
    "members: a top-up of nobody's card",
  ],
  [
    'credits cash to a card that nobody has',
    {
      answer: (call, told, { out_trade_no, membership_number, recharge_fee }) =>
        call === 'member_recharge_cash'
          ? {
              ...told,
              status: 0,
              member_recharge_cash: {
                ...{ out_trade_no, membership_number, recharge_fee },
                ...{ recharge_bonus_fee: 0, balance_fee: recharge_fee },
              },
            }
          : null,
    },
    "members: cash for nobody's card",
  ],
]
