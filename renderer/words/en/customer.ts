import type { CustomerWords } from '../customer-words.ts'

export const customer: CustomerWords = {
  welcome: 'Welcome',
  training: 'Training, no real money',
  showCode: 'Please show your payment code',
  scanWith: { wechat: 'Please scan with WeChat', alipay: 'Please scan with Alipay' },
  scanHere: 'Scan here to pay',
  wait: 'One moment, please',
  confirmOnPhone: 'Please confirm on your phone',
  confirming: 'Confirming your payment',
  payOnce: 'Please wait, and do not pay again yet',
  paid: 'Paid, thank you',
  youPaid: (sum) => `You paid ¥${sum}`,
  change: (sum) => `Change ¥${sum}`,
  failed: 'The payment did not go through',
  anotherWay: 'Please pay another way, or ask the cashier',
  accepted: 'Ways to pay',
  tenders: {
    wechat: 'WeChat Pay',
    alipay: 'Alipay',
    memberCard: 'Member card',
    bankCardRecord: 'Bank card',
    cashRecord: 'Cash',
  },
}
