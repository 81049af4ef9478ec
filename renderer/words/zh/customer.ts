import type { CustomerWords } from '../customer-words.ts'

export const customer: CustomerWords = {
  welcome: '欢迎光临',
  training: '训练模式，没有真钱',
  taking: {
    sale: {
      showCode: '请出示付款码',
      scanWith: { wechat: '请用微信扫码付款', alipay: '请用支付宝扫码付款' },
      scanHere: '扫这里付款',
      confirmOnPhone: '请在手机上确认付款',
      confirming: '正在确认付款结果',
      once: '请稍候，先不要再付一次',
      failed: '这次没有付成',
      anotherWay: '请换一种方式付款，或者问收银员',
      accepted: '可以这样付款',
    },
    hold: {
      showCode: '交押金，请出示付款码',
      scanWith: { wechat: '交押金，请用微信扫码', alipay: '交押金，请用支付宝扫码' },
      scanHere: '扫这里交押金',
      confirmOnPhone: '请在手机上确认押金',
      confirming: '正在确认押金结果',
      once: '请稍候，先不要再交一次',
      failed: '这次押金没有交成',
      anotherWay: '请换一种方式交押金，或者问收银员',
      accepted: '可以这样交押金',
    },
  },
  wait: '请稍候',
  paid: '付款成功',
  youPaid: (sum) => `实付 ¥${sum}`,
  change: (sum) => `找零 ¥${sum}`,
  held: '押金已收',
  keepSlip: '请保管小票，退押金时出示',
  tenders: {
    wechat: '微信支付',
    alipay: '支付宝',
    memberCard: '会员卡',
    bankCardRecord: '银行卡',
    cashRecord: '现金',
  },
}
