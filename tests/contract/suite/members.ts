import type { Check } from './check.ts'
import { offered } from './extensions.ts'
import { answered, hold, refusedWith } from './judgement.ts'
import { freshNonce, WHOLE, type Probe } from './probe.ts'

/** Members and top-ups (our extensions, UNDOCUMENTED 1, RULINGS 12): what can be asked without a card of one's own. */

const WHAT = 'calls about members'
/** Of the form of a payment code, and on no phone: a live one is too good for a question that must not take it. */
const NO_CODE = '130000000000000000'
/** Nobody's: far longer than the number of any card. */
const NOBODY = '00000000000000000000000000000000'

const tillWith = async (probe: Probe, name: string) => {
  await offered(probe, name, WHAT)
  return probe.till()
}

export const MEMBERS: readonly Check[] = [
  {
    title: 'members: nobody is an empty list, marked as an extension',
    async run(probe) {
      const call = await offered(probe, 'member_query', WHAT)
      const { post, setting } = await probe.till()
      const { head, body, inner } = await post(call, {
        out_sub_mch_id: setting.subMchId,
        out_shop_id: setting.shopId,
        membership_number: NOBODY,
        nonce_str: freshNonce(),
      })
      hold(head.status === 0, `it was answered with ${head.status}`)
      hold(Array.isArray(body['members']) && body['members'].length === 0, 'somebody was found')
      hold(inner['x_extension'] === true, 'the answer is not marked as an extension')
    },
  },
  {
    title: 'members: what may be topped up is told, each amount once',
    async run(probe) {
      const { pay } = await tillWith(probe, 'member_recharge_rules')
      const rules = answered(await pay.rechargeRules(), 'the rules')
      const amounts = rules.mode === 'fixed' ? rules.tiers.map((tier) => tier.amountFen) : []
      hold(new Set(amounts).size === amounts.length, 'one amount has two bonuses')
    },
  },
  {
    title: "members: a top-up of nobody's card is refused with 104, and nothing is charged",
    async run(probe) {
      const { pay, staffId } = await tillWith(probe, 'member_recharge')
      const orderNo = await probe.freshNumber()
      const asked = { orderNo, number: NOBODY, amountFen: WHOLE, paymentCode: NO_CODE, staffId }
      refusedWith(await pay.recharge(asked), 104, null, 'the top-up')
      const seen = await pay.queryOrder({ orderNo, tender: null, tradeType: null, staffId })
      hold(seen.outcome !== 'ok' || seen.answer.verdict === 'notPaid', 'an order was paid')
    },
  },
  {
    title: "members: cash for nobody's card is refused with 104, again and again",
    async run(probe) {
      const { pay, staffId } = await tillWith(probe, 'member_recharge_cash')
      const asked = { orderNo: await probe.freshNumber(), number: NOBODY, amountFen: WHOLE, staffId }
      for (const time of ['first', 'second'])
        refusedWith(await pay.rechargeCash(asked), 104, null, `the cash, asked for the ${time} time`)
    },
  },
]
