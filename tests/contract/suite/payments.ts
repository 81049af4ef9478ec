import { TradeType } from '../../../cloudpay/protocol/enums.ts'
import type { Check } from './check.ts'
import { answered, hold, refusedWith, told } from './judgement.ts'
import { HALF, WALLETS, WHOLE, type Probe, type WalletTender } from './probe.ts'

/** Taking money: by the customer's code, and by a QR that nobody scans (PROTOCOL 5.1 to 5.3, 5.6, 5.7). */

/** Since when the lists are looked through, ms: the longest a payment may have taken, and the clocks' difference. */
const BACK = 600_000

export async function listSpan(probe: Probe) {
  const now = (await probe.ping())?.serverTime ?? Date.now()
  return { from: now - BACK, until: now + BACK, thisDeviceOnly: true, page: 1, pageSize: 100 } as const
}

export function paymentChecks(tender: WalletTender): readonly Check[] {
  const wallet = WALLETS[tender]
  const asPaid = async (probe: Probe, what: string) => {
    const sale = await probe.sale(tender)
    const order = answered(await probe.query(sale), what)
    hold(order.amountFen === WHOLE, `${what} tells ${order.amountFen} fen instead of ${WHOLE}`)
    hold(order.tender === tender, `${what} tells another wallet: ${order.tender}`)
    hold(order.verdict === 'paid', `${what} tells the state ${order.rawState} (${order.state})`)
    return order
  }
  return [
    {
      title: `${wallet}: a payment code is charged, and the answer says so`,
      async run(probe) {
        const { asked, first, end } = await probe.charged(tender)
        // A charge may go without an answer; an answer that cannot be believed is a broken promise.
        const believed = first.outcome !== 'unknown' || !['notTrusted', 'unreadable'].includes(first.reason)
        hold(believed, `the charge was ${told(first)}`)
        const order = answered(end, 'the charge')
        hold(order.verdict === 'paid', `the charge ended in the state ${order.rawState} (${order.state})`)
        hold(order.amountFen === asked.amountFen, `${order.amountFen} fen were charged instead of ${asked.amountFen}`)
        hold(order.tender === tender, `the answer tells another wallet: ${order.tender}`)
        hold(order.platformTxnId !== null, 'the answer tells no transaction of the wallet')
      },
    },
    {
      title: `${wallet}: a query tells the same number, sum and wallet`,
      async run(probe) {
        await asPaid(probe, 'the query')
      },
    },
    {
      title: `${wallet}: the same number with the same content is the same order`,
      async run(probe) {
        const sale = await probe.sale(tender)
        const before = await asPaid(probe, 'the query')
        const again = answered(await probe.till().then(({ pay }) => pay.microPay(sale)), 'the same charge once more')
        hold(again.verdict === 'paid', `the same charge once more is in the state ${again.rawState} (${again.state})`)
        hold(again.amountFen === WHOLE, `the same charge once more tells ${again.amountFen} fen`)
        hold(again.platformTxnId === before.platformTxnId, 'the same charge once more is another transaction of the wallet')
      },
    },
    {
      title: `${wallet}: the same number with another sum is refused with 407, and the order stays as it was`,
      async run(probe) {
        const sale = await probe.sale(tender)
        const { pay } = await probe.till()
        refusedWith(await pay.microPay({ ...sale, amountFen: HALF }), 104, 407, 'the used number')
        await asPaid(probe, 'the query after it')
      },
    },
    {
      title: `${wallet}: the list of orders shows the payment`,
      async run(probe) {
        const sale = await probe.sale(tender)
        const { pay } = await probe.till()
        const asked = { ...(await listSpan(probe)), kind: 'payments' as const }
        const list = await probe.lookUntil(
          10,
          () => pay.queryOrderList(asked),
          (seen) => seen.outcome === 'ok' && seen.answer.orders.some((one) => one.orderNo === sale.orderNo),
        )
        const row = answered(list, 'the list').orders.find((one) => one.orderNo === sale.orderNo)
        hold(row, 'the payment is not in the list')
        hold(row.amountFen === WHOLE, `the list tells ${row.amountFen} fen instead of ${WHOLE}`)
        hold(row.tender === tender, `the list tells another wallet: ${row.tender}`)
      },
    },
  ]
}

export function qrChecks(tender: WalletTender): readonly Check[] {
  const wallet = WALLETS[tender]
  return [
    {
      title: `${wallet}: a QR is made, waits, is closed and stays closed`,
      async run(probe) {
        const { pay, staffId } = await probe.till()
        const orderNo = await probe.freshNumber()
        const made = await pay.scanCodePay({ orderNo, amountFen: HALF, tender, body: '协议检查', remark: '', staffId })
        hold(URL.canParse(answered(made, 'the order').codeUrl), 'the code_url is no link')
        const waiting = answered(await probe.query({ orderNo, tender }, TradeType.scanCode), 'the query')
        hold(waiting.verdict === 'waiting', `before it is scanned it is in the state ${waiting.rawState} (${waiting.state})`)
        hold(waiting.amountFen === HALF, `the query tells ${waiting.amountFen} fen instead of ${HALF}`)
        const closed = await pay.closeOrder({ orderNo, tender, tradeType: TradeType.scanCode, staffId })
        hold(closed.outcome === 'ok', `closing it was ${told(closed)}`)
        const after = answered(await probe.query({ orderNo, tender }, TradeType.scanCode), 'the query after closing')
        // Alipay has one state for closed and for refunded (PROTOCOL 7, 10).
        const isClosed = after.state === 'closed' || after.state === 'closedOrRefunded'
        hold(isClosed, `after closing it is in the state ${after.rawState} (${after.state})`)
      },
    },
  ]
}
