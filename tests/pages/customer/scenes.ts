import type { CustomerView } from '../../../contract/customer-view.ts'
import { aView, CODE_URL } from './the-display.ts'

const amountFen = 128_000
const purpose = 'sale'
const hold = 'hold'
const topUp = 'topUp'
const paid = { what: 'paid', amountFen, paidFen: amountFen, tender: 'wechat', changeFen: null } as const
const toppedUp = {
  what: 'toppedUp',
  amountFen,
  creditedFen: 148_000,
  balanceFen: 184_450,
  tender: 'wechat',
  changeFen: null,
} as const

/** Everything the customer can be shown. */
export const SCENES: Readonly<Record<string, CustomerView>> = {
  idle: aView({ what: 'idle', pictures: [] }),
  unbound: aView({ what: 'idle', pictures: [] }, { shopName: '' }),
  'show-code': aView({ what: 'showCode', purpose, amountFen }),
  'show-code-largest': aView(
    { what: 'showCode', purpose, amountFen: 2_147_483_647 },
    { training: true, shopName: '海风酒店（深圳南山科技园高新南一道旗舰店）'.repeat(3) },
  ),
  qr: aView({ what: 'qr', purpose, amountFen, tender: 'alipay', codeUrl: CODE_URL }),
  'qr-wechat': aView({ what: 'qr', purpose, amountFen: 1, tender: 'wechat', codeUrl: 'weixin://wxpay/bizpayurl?pr=p2MfQbEzz' }),
  waiting: aView({ what: 'waiting', purpose, amountFen, onPhone: false }),
  'on-phone': aView({ what: 'waiting', purpose, amountFen, onPhone: true }),
  confirming: aView({ what: 'confirming', purpose, amountFen }),
  paid: aView(paid),
  'paid-discount': aView({ ...paid, paidFen: 127_000, tender: 'alipay' }, { training: true }),
  'paid-cash': aView({ ...paid, tender: 'cashRecord', changeFen: 72_000 }),
  failed: aView({ what: 'failed', purpose, amountFen }),
  'deposit-show-code': aView({ what: 'showCode', purpose: hold, amountFen }),
  'deposit-qr': aView({ what: 'qr', purpose: hold, amountFen, tender: 'alipay', codeUrl: CODE_URL }),
  'deposit-on-phone': aView({ what: 'waiting', purpose: hold, amountFen, onPhone: true }),
  'deposit-confirming': aView({ what: 'confirming', purpose: hold, amountFen }),
  'deposit-held': aView({ what: 'held', amountFen, tender: 'wechat' }),
  'deposit-held-largest': aView(
    { what: 'held', amountFen: 2_147_483_647, tender: 'alipay' },
    { training: true, shopName: '海风酒店（深圳南山科技园高新南一道旗舰店）'.repeat(3) },
  ),
  'deposit-failed': aView({ what: 'failed', purpose: hold, amountFen }),
  'topup-show-code': aView({ what: 'showCode', purpose: topUp, amountFen }),
  'topup-on-phone': aView({ what: 'waiting', purpose: topUp, amountFen, onPhone: true }),
  'topup-confirming': aView({ what: 'confirming', purpose: topUp, amountFen }),
  'topup-paid': aView(toppedUp),
  'topup-paid-not-told': aView({ ...toppedUp, creditedFen: amountFen, balanceFen: null }),
  'topup-paid-cash': aView({ ...toppedUp, tender: 'cashRecord', changeFen: 72_000 }, { training: true }),
  'topup-failed': aView({ what: 'failed', purpose: topUp, amountFen }),
}
