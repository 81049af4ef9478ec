import type { Refund, RefundAnswer } from '../../../cloudpay/client/client.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import type { Check } from './check.ts'
import { answered, hold, NotChecked, refusedWith } from './judgement.ts'
import { listSpan } from './payments.ts'
import { freshNonce, HALF, WALLETS, WHOLE, type Probe, type WalletTender } from './probe.ts'
import { signatureInfo, type Json } from './wire.ts'

/** Giving money back, from the one sale of a wallet (PROTOCOL 3.4, 5.4). */

const REASON = '协议检查'
const PLATFORM = { wechat: 1, alipay: 2 } as const

interface Asked {
  readonly refund: Refund
  readonly end: CallResult<RefundAnswer>
}

export function refundChecks(tender: WalletTender): readonly Check[] {
  const wallet = WALLETS[tender]
  /** The refund that each run asks for first: half of the sale. */
  const halves = new WeakMap<Probe, Promise<Asked>>()

  async function refundOf(probe: Probe, amountFen: Refund['amountFen']): Promise<Refund> {
    const { orderNo, staffId } = await probe.sale(tender)
    const right = await probe.right()
    const refundNo = await probe.freshNumber()
    return { orderNo, refundNo, orderFen: WHOLE, amountFen, tender, reason: REASON, staffId, ...right }
  }
  async function ask(probe: Probe, refund: Refund): Promise<Asked> {
    const { pay } = await probe.till()
    return { refund, end: await pay.refund(refund) }
  }
  function half(probe: Probe): Promise<Asked> {
    const known = halves.get(probe)
    if (known) return known
    const asked = refundOf(probe, HALF).then((refund) => ask(probe, refund))
    halves.set(probe, asked)
    return asked
  }
  /** The first refund, if it was accepted. */
  async function accepted(probe: Probe): Promise<{ refund: Refund; answer: RefundAnswer }> {
    const { refund, end } = await half(probe)
    if (end.outcome !== 'ok') throw new NotChecked('no refund was accepted')
    return { refund, answer: end.answer }
  }
  const holdAsTold = (answer: RefundAnswer, what: string) => {
    hold(answer.amountFen === HALF, `${what} tells ${answer.amountFen} fen instead of ${HALF}`)
    const stands = answer.verdict === 'done' || answer.verdict === 'waiting'
    hold(stands, `${what} tells the state ${answer.rawState} (${answer.state})`)
  }

  return [
    {
      title: `${wallet}: a part of a payment is given back`,
      async run(probe) {
        holdAsTold(answered((await half(probe)).end, 'the refund'), 'the answer')
      },
    },
    {
      title: `${wallet}: the same refund number with the same content is the same refund`,
      async run(probe) {
        const { refund, answer } = await accepted(probe)
        const again = answered((await ask(probe, refund)).end, 'the same refund once more')
        holdAsTold(again, 'the same refund once more')
        hold(again.platformRefundId === answer.platformRefundId, 'the same refund once more is another one at the wallet')
      },
    },
    {
      title: `${wallet}: the same refund number with another sum is refused with 407`,
      async run(probe) {
        const { refund } = await accepted(probe)
        refusedWith((await ask(probe, { ...refund, amountFen: WHOLE })).end, 104, 407, 'the used refund number')
      },
    },
    {
      title: `${wallet}: more than what is left is refused with 104`,
      async run(probe) {
        await accepted(probe)
        refusedWith((await ask(probe, await refundOf(probe, WHOLE))).end, 104, null, 'more than what is left')
      },
    },
    {
      title: `${wallet}: a query tells the refund`,
      async run(probe) {
        const { refund } = await accepted(probe)
        const { pay } = await probe.till()
        holdAsTold(answered(await pay.queryRefundOrder(refund), 'the query'), 'the query')
        const unknown = await pay.queryRefundOrder({ ...refund, refundNo: await probe.freshNumber() })
        hold(unknown.outcome === 'refused', 'a refund number that nobody used has to be refused')
      },
    },
    {
      title: `${wallet}: the list of orders shows the refund, and what was given back of the payment`,
      async run(probe) {
        const { refund } = await accepted(probe)
        const { pay } = await probe.till()
        const asked = { ...(await listSpan(probe)), kind: 'all' as const, includeUnsuccessful: true }
        const rows = await probe.lookUntil(
          10,
          async () => {
            const { orders, refunds } = answered(await pay.queryOrderList(asked), 'the list')
            return {
              order: orders.find((one) => one.orderNo === refund.orderNo),
              refund: refunds.find((one) => one.refundNo === refund.refundNo),
            }
          },
          (seen) => seen.refund !== undefined && seen.order?.refundedFen === HALF,
        )
        hold(rows.refund, 'the refund is not in the list')
        hold(rows.refund.orderNo === refund.orderNo, 'the list tells another order for the refund')
        hold(rows.refund.amountFen === HALF, `the list tells a refund of ${rows.refund.amountFen} fen instead of ${HALF}`)
        hold(rows.order, 'the payment is not in the list')
        hold(rows.order.refundedFen === HALF, `the list tells ${rows.order.refundedFen} fen given back instead of ${HALF}`)
      },
    },
    {
      title: `${wallet}: a refund may be signed with the merchant's private key instead`,
      async run(probe) {
        const { privateKey } = probe.given
        if (privateKey === null) throw new NotChecked("needs the merchant's private key")
        const { refund } = await accepted(probe)
        const { post } = await probe.till()
        // The same number and content as before, so that nothing more is given back.
        const text = JSON.stringify(await onTheWire(probe, refund))
        const { head } = await post('refund', text, signatureInfo(privateKey, text))
        hold(head.status === 0, `a signed refund was answered with ${head.status}/${head.internal}`)
        const spoiled = await post('refund', `${text} `, signatureInfo(privateKey, text))
        hold(spoiled.head.status === 101, `a signature over another text was answered with ${spoiled.head.status}`)
      },
    },
    {
      title: `${wallet}: the rest is given back, and then nothing is left`,
      async run(probe) {
        await accepted(probe)
        holdAsTold(answered((await ask(probe, await refundOf(probe, HALF))).end, 'the second refund'), 'the second refund')
        refusedWith((await ask(probe, await refundOf(probe, HALF))).end, 104, null, 'a third refund')
        const sale = await probe.sale(tender)
        const order = await probe.lookUntil(
          10,
          async () => answered(await probe.query(sale), 'the query'),
          (seen) => seen.verdict !== 'paid',
        )
        // Alipay has one state for closed and for refunded (PROTOCOL 7, 10).
        const refunded = order.state === 'refunded' || order.state === 'closedOrRefunded'
        hold(refunded, `a query of what was given back tells the state ${order.rawState} (${order.state})`)
      },
    },
  ]

  async function onTheWire(probe: Probe, refund: Refund): Promise<Json> {
    const { mch, orderClient } = await probe.till()
    const { authorizedBy } = refund
    return {
      refund_content: {
        out_trade_no: refund.orderNo,
        out_refund_no: refund.refundNo,
        total_fee: refund.orderFen,
        refund_fee: refund.amountFen,
        refund_fee_type: 'CNY',
        refund_reason: refund.reason,
      },
      pay_mch_key: {
        ...mch,
        pay_platform: PLATFORM[tender],
        is_sub_mch_admin: refund.isAdmin,
        ...(authorizedBy && { authorization_staff_id: authorizedBy.staffId, authorization_name: authorizedBy.name }),
      },
      order_client: orderClient,
      api_version: 2,
      nonce_str: freshNonce(),
    }
  }
}
