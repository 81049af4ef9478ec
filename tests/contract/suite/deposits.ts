import type { CallResult } from '../../../cloudpay/client/result.ts'
import type { Check } from './check.ts'
import { answered, hold, NotChecked, refusedWith, told } from './judgement.ts'
import { freshNonce, HALF, WHOLE, type Probe, type WalletTender } from './probe.ts'

/** What has to hold of deposits although nobody shows a payment code: no money moves here (PROTOCOL 5.5). */

const WORD = '协议检查'
const BOTH: readonly WalletTender[] = ['wechat', 'alipay']

/** A merchant may have no deposits; then nothing can be asked, and what is said of it are these words. */
export function needsDeposits<T>(result: CallResult<T>, what: string): T {
  if (result.outcome === 'refused' && result.internalStatus === 0 && /内部(异常|错误)|权限/.test(result.text))
    throw new NotChecked(`this merchant takes no deposits: ${result.text}`)
  return answered(result, what)
}

/** All that could be done with a hold which is not one: refused, each of it. */
async function isOutOfReach(probe: Probe, holdNo: string, tender: WalletTender, what: string): Promise<void> {
  const { pay, staffId } = await probe.till()
  const orderNo = await probe.freshNumber()
  const spent = await pay.depositConsume({
    orderNo,
    holdNo,
    amountFen: HALF,
    tender,
    body: WORD,
    remark: '',
    staffId,
    releaseRest: true,
  })
  hold(spent.outcome === 'refused', `spending from ${what} has to be refused, and was ${told(spent)}`)
  const order = await probe.query({ orderNo, tender })
  hold(order.outcome === 'refused', `after it was refused, the order was ${told(order)}`)
  const right = await probe.right()
  const releaseNo = await probe.freshNumber()
  const back = await pay.unfreeze({ holdNo, releaseNo, amountFen: HALF, tender, remark: '', staffId, ...right })
  hold(back.outcome === 'refused', `giving ${what} back has to be refused, and was ${told(back)}`)
}

export const DEPOSITS: readonly Check[] = [
  ...BOTH.map((tender): Check => ({
    title: `deposits: a hold of ${tender === 'wechat' ? 'WeChat Pay' : 'Alipay'} that nobody made is not found, spent or given back`,
    async run(probe) {
      const { pay, staffId } = await probe.till()
      const holdNo = await probe.freshNumber()
      const found = await pay.queryFreezeOrder({ holdNo, tender, staffId })
      hold(found.outcome === 'refused', `a hold that nobody made was ${told(found)}`)
      const releases = await pay.queryUnfreezeOrder({ holdNo, tender, staffId })
      const none = releases.outcome === 'refused' || (releases.outcome === 'ok' && releases.answer.length === 0)
      hold(none, `the releases of a hold that nobody made were ${told(releases)}`)
      await isOutOfReach(probe, holdNo, tender, 'a hold that nobody made')
    },
  })),
  {
    title: 'deposits: WeChat Pay has no QR for them',
    async run(probe) {
      const { post, mch, orderClient } = await probe.till()
      const { head } = await post('scancode_freeze', {
        freeze_content: { out_freeze_no: await probe.freshNumber(), freeze_fee: HALF, fee_type: 'CNY', body: WORD },
        pay_mch_key: { ...mch, pay_platform: 1, sub_pay_platform: 100 },
        order_client: orderClient,
        nonce_str: freshNonce(),
      })
      hold(head.status !== 0, 'a QR for a hold of WeChat Pay was made')
    },
  },
  {
    title: 'deposits: a QR of Alipay is made once a number, waits, and holds nothing',
    async run(probe) {
      const { pay, staffId } = await probe.till()
      const holdNo = await probe.freshNumber()
      // It cannot be taken back, so it is not to live long.
      const expiresAt = ((await probe.ping())?.serverTime ?? Date.now()) + 90_000
      const asked = { holdNo, amountFen: HALF, body: WORD, remark: '', staffId, expiresAt }
      const { codeUrl } = needsDeposits(await pay.scanCodeFreeze(asked), 'the hold')
      hold(URL.canParse(codeUrl), 'the code_url is no link')
      const again = answered(await pay.scanCodeFreeze(asked), 'the same hold once more')
      hold(again.codeUrl === codeUrl, 'the same hold once more has another QR')
      refusedWith(await pay.scanCodeFreeze({ ...asked, amountFen: WHOLE }), 104, 407, 'the used hold number')
      const waiting = answered(await pay.queryFreezeOrder({ holdNo, tender: 'alipay', staffId }), 'the query')
      hold(waiting.verdict === 'waiting', `before it is scanned it is in the state ${waiting.rawState} (${waiting.state})`)
      hold(waiting.heldFen === HALF, `the query tells ${waiting.heldFen} fen instead of ${HALF}`)
      await isOutOfReach(probe, holdNo, 'alipay', 'a hold that nobody has scanned')
    },
  },
]
