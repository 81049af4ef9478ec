import type { CustomerWords } from '../customer-words.ts'

export const customer: CustomerWords = {
  welcome: '欢迎光临',
  training: '训练模式，没有真钱',
  showCode: '请出示付款码',
  scanWith: { wechat: '请用微信扫码付款', alipay: '请用支付宝扫码付款' },
  scanHere: '扫这里付款',
  wait: '请稍候',
  confirmOnPhone: '请在手机上确认付款',
  confirming: '正在确认付款结果',
  payOnce: '请稍候，先不要再付一次',
  paid: '付款成功',
  youPaid: (sum) => `实付 ¥${sum}`,
  change: (sum) => `找零 ¥${sum}`,
  failed: '这次没有付成',
  anotherWay: '请换一种方式付款，或者问收银员',
  accepted: '可以这样付款',
  tenders: {
    wechat: '微信支付',
    alipay: '支付宝',
    memberCard: '会员卡',
    bankCardRecord: '银行卡',
    cashRecord: '现金',
  },
}
