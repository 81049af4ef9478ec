import type { CustomerWords } from '../customer-words.ts'

export const customer: CustomerWords = {
  welcome: 'Welcome',
  training: 'Training, no real money',
  taking: {
    sale: {
      showCode: 'Please show your payment code',
      scanWith: { wechat: 'Please scan with WeChat', alipay: 'Please scan with Alipay' },
      scanHere: 'Scan here to pay',
      confirmOnPhone: 'Please confirm on your phone',
      confirming: 'Confirming your payment',
      once: 'Please wait, and do not pay again yet',
      failed: 'The payment did not go through',
      anotherWay: 'Please pay another way, or ask the cashier',
      accepted: 'Ways to pay',
    },
    hold: {
      showCode: 'Deposit: please show your payment code',
      scanWith: { wechat: 'Deposit: please scan with WeChat', alipay: 'Deposit: please scan with Alipay' },
      scanHere: 'Scan here for the deposit',
      confirmOnPhone: 'Please confirm the deposit on your phone',
      confirming: 'Confirming your deposit',
      once: 'Please wait, and do not pay the deposit again yet',
      failed: 'The deposit did not go through',
      anotherWay: 'Please try another way, or ask the cashier',
      accepted: 'Ways to leave a deposit',
    },
  },
  wait: 'One moment, please',
  paid: 'Paid, thank you',
  youPaid: (sum) => `You paid ¥${sum}`,
  change: (sum) => `Change ¥${sum}`,
  held: 'Deposit received',
  keepSlip: 'Please keep the slip: it brings the deposit back',
  tenders: {
    wechat: 'WeChat Pay',
    alipay: 'Alipay',
    memberCard: 'Member card',
    bankCardRecord: 'Bank card',
    cashRecord: 'Cash',
  },
}
