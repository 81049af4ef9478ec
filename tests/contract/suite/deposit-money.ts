import type { Fen } from '../../../contract/money.ts'
import { fen } from '../../../contract/money.ts'
import type { HoldAnswer, MicroFreeze, ReleaseAnswer } from '../../../cloudpay/client/client.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import type { Check } from './check.ts'
import { needsDeposits } from './deposits.ts'
import { answered, hold, NotChecked, refusedWith, told } from './judgement.ts'
import { listSpan } from './payments.ts'
import { freshNonce, HALF, WALLETS, WHOLE, type Probe, type WalletTender } from './probe.ts'
import type { Json } from './wire.ts'

/** One deposit of each wallet, held with a code, spent and given back to the last fen (PROTOCOL 5.5). */

const WORD = '协议检查'
const PLATFORM = { wechat: 1, alipay: 2 } as const
type Asked = MicroFreeze & { readonly tender: WalletTender }
interface Attempt {
  readonly asked: Asked
  readonly first: CallResult<HoldAnswer>
  /** How it ended, after asking about it while a customer types a password. */
  readonly end: CallResult<HoldAnswer>
}

/** What several checks rest on is done once a run, when the first of them comes. */
function once<T>(ask: (probe: Probe) => Promise<T>): (probe: Probe) => Promise<T> {
  const asked = new WeakMap<Probe, Promise<T>>()
  return (probe) => {
    const known = asked.get(probe) ?? ask(probe)
    asked.set(probe, known)
    return known
  }
}

export function depositChecks(tender: WalletTender): readonly Check[] {
  const wallet = WALLETS[tender]

  const attempted = once(async (probe): Promise<Attempt> => {
    const { pay, staffId } = await probe.till()
    const paymentCode = probe.code(tender)
    const asked = { holdNo: await probe.freshNumber(), amountFen: WHOLE, paymentCode, tender, body: WORD, remark: '', staffId }
    const first = await pay.microFreeze(asked)
    const open = (seen: CallResult<HoldAnswer>) =>
      seen.outcome === 'unknown' || (seen.outcome === 'ok' && seen.answer.verdict === 'waiting')
    const end = open(first)
      ? await probe.lookUntil(
          60,
          () => pay.queryFreezeOrder(asked),
          (seen) => !open(seen),
        )
      : first
    return { asked, first, end }
  })
  /** The deposit that is held. */
  async function held(probe: Probe): Promise<Asked> {
    const { asked, end } = await attempted(probe)
    if (end.outcome !== 'ok' || end.answer.verdict !== 'held') throw new NotChecked('nothing was held with this wallet')
    return asked
  }
  async function look(probe: Probe, what: string): Promise<HoldAnswer> {
    const asked = await held(probe)
    const { pay } = await probe.till()
    return answered(await pay.queryFreezeOrder(asked), what)
  }
  async function stands(probe: Probe, leftFen: number, what: string): Promise<HoldAnswer> {
    const seen = await look(probe, what)
    hold(seen.verdict === 'held', `${what} tells the state ${seen.rawState} (${seen.state})`)
    hold(seen.heldFen === WHOLE, `${what} tells ${seen.heldFen} fen held instead of ${WHOLE}`)
    hold(seen.leftFen === leftFen, `${what} tells ${seen.leftFen} fen left instead of ${leftFen}`)
    return seen
  }
  async function consume(probe: Probe, amountFen: Fen, orderNo?: string) {
    const { holdNo, staffId } = await held(probe)
    const { pay } = await probe.till()
    const number = orderNo ?? (await probe.freshNumber())
    const rest = { body: WORD, remark: '', staffId, releaseRest: tender === 'wechat' }
    return pay.depositConsume({ orderNo: number, holdNo, amountFen, tender, ...rest })
  }
  async function giveBack(probe: Probe, amountFen: Fen, releaseNo?: string): Promise<CallResult<ReleaseAnswer>> {
    const { holdNo, staffId } = await held(probe)
    const { pay } = await probe.till()
    const number = releaseNo ?? (await probe.freshNumber())
    return pay.unfreeze({ holdNo, releaseNo: number, amountFen, tender, remark: '', staffId, ...(await probe.right()) })
  }
  /** A call on the bare wire, as our client would never make it. */
  async function bare(probe: Probe, call: string, block: Json, key: Json = {}): Promise<number> {
    const { post, mch, orderClient } = await probe.till()
    const content = { ...block, pay_mch_key: { ...mch, pay_platform: PLATFORM[tender], ...key }, order_client: orderClient }
    return (await post(call, { ...content, nonce_str: freshNonce() })).head.status
  }

  /** Of Alipay's deposit, half goes back before the rest is captured. */
  const released = once(async (probe) => {
    const releaseNo = await probe.freshNumber()
    return { releaseNo, end: await giveBack(probe, HALF, releaseNo) }
  })
  const captured = once(async (probe) => {
    if (tender === 'alipay') answered((await released(probe)).end, 'the release before it')
    await stands(probe, tender === 'alipay' ? HALF : WHOLE, 'the query before it')
    const orderNo = await probe.freshNumber()
    return { orderNo, end: await consume(probe, HALF, orderNo) }
  })
  /** Half is captured, the other half went back: with the capture, or before it. */
  async function halfIsCaptured(probe: Probe) {
    const { orderNo, end } = await captured(probe)
    const first = answered(end, 'the capture')
    const { holdNo, staffId } = await held(probe)
    const { pay } = await probe.till()
    const asked = { orderNo, tender, staffId }
    const order = await probe.lookUntil(
      10,
      async () => answered(await pay.queryCapture(asked), 'the query of the capture'),
      (seen) => seen.verdict !== 'waiting',
    )
    hold(order.verdict === 'paid', `the capture is in the state ${order.rawState} (${order.state})`)
    hold(order.amountFen === HALF, `the query of the capture tells ${order.amountFen} fen instead of ${HALF}`)
    hold(order.holdNo === holdNo, 'the query of the capture tells another hold, or none')
    const again = answered(await consume(probe, HALF, orderNo), 'the same capture once more')
    hold(again.platformTxnId === first.platformTxnId, 'the same capture once more is another transaction of the wallet')
    const seen = await look(probe, 'the query after it')
    hold(seen.capturedFen === HALF, `the hold tells ${seen.capturedFen} fen captured instead of ${HALF}`)
    hold(seen.releasedFen === HALF, `the hold tells ${seen.releasedFen} fen given back instead of ${HALF}`)
    hold(seen.verdict === 'closed', `the hold is in the state ${seen.rawState} (${seen.state})`)
    refusedWith(await consume(probe, HALF), 104, null, 'a second capture')
    refusedWith(await giveBack(probe, HALF), 104, null, 'a release after it')
    return order
  }

  const spending: readonly Check[] =
    tender === 'wechat'
      ? [
          {
            title: `${wallet}: nothing of a deposit is captured without giving the rest back`,
            async run(probe) {
              const { holdNo } = await held(probe)
              const order = { out_trade_no: await probe.freshNumber(), total_fee: HALF, fee_type: 'CNY', body: WORD }
              const pay_content = { ...order, out_freeze_no: holdNo, is_confirm_unfreeze: false }
              hold((await bare(probe, 'deposit_consume', { pay_content })) !== 0, 'a capture that keeps the rest was accepted')
              await stands(probe, WHOLE, 'the query after it')
            },
          },
          {
            title: `${wallet}: half of a deposit is captured, the rest goes back at once, and then nothing is left`,
            async run(probe) {
              const order = await halfIsCaptured(probe)
              hold(order.state === 'depositCaptured', `the capture tells the state ${order.rawState} instead of 14`)
            },
          },
        ]
      : [
          {
            title: `${wallet}: half of a deposit is given back once a number, the rest stays`,
            async run(probe) {
              const { holdNo, staffId } = await held(probe)
              const { pay } = await probe.till()
              const { releaseNo, end } = await released(probe)
              const first = answered(end, 'the release')
              const again = answered(await giveBack(probe, HALF, releaseNo), 'the same release once more')
              hold(again.platformReleaseId === first.platformReleaseId, 'the same release once more is another one')
              refusedWith(await giveBack(probe, WHOLE, releaseNo), 104, 407, 'the used release number')
              const seen = await probe.lookUntil(
                10,
                async () => answered(await pay.queryUnfreezeOrder({ holdNo, tender, staffId, releaseNo }), 'the query of it')[0],
                (release) => release?.verdict !== 'waiting',
              )
              hold(seen?.verdict === 'done', `the query tells the release in the state ${seen?.rawState ?? 'of none'}`)
              await stands(probe, HALF, 'the query of the hold')
            },
          },
          {
            title: `${wallet}: the rest of a deposit is captured, and then nothing is left`,
            async run(probe) {
              await halfIsCaptured(probe)
            },
          },
        ]

  return [
    {
      title: `${wallet}: a deposit is held with the customer's code, and the answer says so`,
      async run(probe) {
        const { asked, first, end } = await attempted(probe)
        const believed = first.outcome !== 'unknown' || !['notTrusted', 'unreadable'].includes(first.reason)
        hold(believed, `the hold was ${told(first)}`)
        const answer = needsDeposits(end, 'the hold')
        hold(answer.verdict === 'held', `the hold ended in the state ${answer.rawState} (${answer.state})`)
        hold(answer.heldFen === asked.amountFen, `${answer.heldFen} fen were held instead of ${asked.amountFen}`)
        hold(answer.heldAt !== null, 'the answer tells no time from which the 30 days count')
      },
    },
    {
      title: `${wallet}: a query of the deposit tells all of it left`,
      async run(probe) {
        const seen = await stands(probe, WHOLE, 'the query')
        hold(seen.capturedFen + seen.releasedFen + seen.autoReleasedFen === 0, 'the query tells something spent or given back')
      },
    },
    {
      title: `${wallet}: the same hold number with the same content is the same hold, with another sum it is refused with 407`,
      async run(probe) {
        const asked = await held(probe)
        const { pay } = await probe.till()
        const before = await stands(probe, WHOLE, 'the query')
        const again = answered(await pay.microFreeze(asked), 'the same hold once more')
        hold(again.platformHoldId === before.platformHoldId, 'the same hold once more is another one at the wallet')
        hold(again.heldAt === before.heldAt, 'the same hold once more came to be at another time')
        refusedWith(await pay.microFreeze({ ...asked, amountFen: HALF }), 104, 407, 'the used hold number')
        await stands(probe, WHOLE, 'the query after it')
      },
    },
    {
      title: `${wallet}: the list shows the deposit`,
      async run(probe) {
        const { holdNo } = await held(probe)
        const { pay } = await probe.till()
        const asked = { ...(await listSpan(probe)), kind: 'holds' as const }
        const list = await probe.lookUntil(
          10,
          () => pay.queryOrderList(asked),
          (seen) => seen.outcome === 'ok' && seen.answer.holds.some((one) => one.holdNo === holdNo),
        )
        const row = answered(list, 'the list').holds.find((one) => one.holdNo === holdNo)
        hold(row, 'the deposit is not in the list')
        hold(row.amounts?.heldFen === WHOLE, `the list tells ${row.amounts?.heldFen ?? 'no'} fen instead of ${WHOLE}`)
        hold(row.tender === tender, `the list tells another wallet: ${row.tender}`)
      },
    },
    {
      title: `${wallet}: more than the deposit is neither captured nor given back`,
      async run(probe) {
        await stands(probe, WHOLE, 'the query before it')
        const more = fen(WHOLE + 1)
        refusedWith(await consume(probe, more), 104, null, 'a capture of more than is held')
        refusedWith(await giveBack(probe, more), 104, null, 'a release of more than is held')
        await stands(probe, WHOLE, 'the query after it')
      },
    },
    {
      title: `${wallet}: nobody without the right gives a deposit back`,
      async run(probe) {
        const { holdNo } = await held(probe)
        await stands(probe, WHOLE, 'the query before it')
        const unfreeze_content = { out_freeze_no: holdNo, out_unfreeze_no: await probe.freshNumber(), unfreeze_fee: HALF }
        const nobody = { is_sub_mch_admin: false, authorization_staff_id: 'n0body' }
        const status = await bare(probe, 'unfreeze', { unfreeze_content }, nobody)
        hold(status !== 0, 'a release by nobody was accepted')
        await stands(probe, WHOLE, 'the query after it')
      },
    },
    ...spending,
    {
      title: `${wallet}: what was captured of a deposit is refunded with the number of the hold`,
      async run(probe) {
        const { holdNo, staffId } = await held(probe)
        const { orderNo, end } = await captured(probe)
        if (end.outcome !== 'ok') throw new NotChecked('nothing was captured')
        const { pay } = await probe.till()
        const refundNo = await probe.freshNumber()
        const asked = { orderNo, refundNo, orderFen: HALF, amountFen: HALF, tender, reason: WORD, staffId, freezeNo: holdNo }
        answered(await pay.refund({ ...asked, ...(await probe.right()) }), 'the refund')
        const seen = await probe.lookUntil(
          10,
          () => look(probe, 'the query of the hold'),
          (one) => one.refundedFen === HALF,
        )
        hold(seen.refundedFen === HALF, `the hold tells ${seen.refundedFen} fen refunded instead of ${HALF}`)
        hold(seen.capturedFen === HALF, `after the refund the hold tells ${seen.capturedFen} fen captured instead of ${HALF}`)
      },
    },
    {
      title: `${wallet}: nothing of the deposit is kept in the end`,
      async run(probe) {
        const before = await look(probe, 'the query')
        // What an earlier fault has left standing goes back now.
        if (before.leftFen > 0) answered(await giveBack(probe, before.leftFen), 'the release of what was left')
        const { heldFen, releasedFen, autoReleasedFen, refundedFen } = await look(probe, 'the query after it')
        const back = releasedFen + autoReleasedFen + refundedFen
        hold(back === heldFen, `${back} fen of ${heldFen} went back to the customer`)
      },
    },
  ]
}
