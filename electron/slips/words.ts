import type { Language, Tender } from '../../contract/states.ts'

interface SlipWords {
  readonly payment: string
  readonly refund: string
  readonly bound: string
  readonly auto: string
  readonly manual: string
  readonly copy: string
  /** One of several slips of its own; never the word that marks a copy. */
  readonly part: (nth: number, of: number) => string
  readonly training: string
  readonly orderNo: string
  readonly platformNo: string
  readonly tender: string
  readonly memberCard: string
  readonly member: string
  readonly topUp: string
  readonly topUpAmount: string
  readonly bonus: string
  /** Amount and bonus: what went on the card. */
  readonly credited: string
  readonly cardBalance: string
  readonly time: string
  readonly cashier: string
  readonly till: string
  readonly serialNumber: string
  readonly amount: string
  readonly discount: string
  readonly paid: string
  readonly received: string
  readonly change: string
  readonly refundNo: string
  readonly refundAmount: string
  readonly orderAmount: string
  readonly reason: string
  readonly approver: string
  readonly refundNote: string
  readonly remark: string
  /** A payment by a QR code on the wall. */
  readonly oneCode: string
  readonly oneCodeRefund: string
  readonly codeName: string
  readonly transactionAmount: string
  readonly settled: string
  readonly settledBack: string
  readonly boundNote: string
  readonly hold: string
  readonly capture: string
  readonly release: string
  readonly holdNo: string
  readonly releaseNo: string
  readonly holdAmount: string
  readonly captureAmount: string
  readonly releaseAmount: string
  readonly held: string
  readonly returned: string
  readonly keepSlip: string
  readonly returnedBy: string
  readonly holdEnds: string
  /** A WeChat hold is a charge: the slip must not say that the money stays in the wallet (GLOSSARY, trap 4). */
  readonly wechatHoldNote: string
  readonly returnNote: string
  readonly signature: string
  readonly testPage: string
  readonly sample: string
  readonly profile: string
  readonly testHanzi: string
  readonly testNote: string
  readonly tenders: Readonly<Record<Tender, string>>
}

/** What stands on paper, in both languages; the terms are the glossary's. */
export const SLIP_WORDS: Readonly<Record<Language, SlipWords>> = {
  'zh-CN': {
    payment: '收款凭证',
    refund: '退款凭证',
    bound: '设备已绑定',
    auto: '自动打印',
    manual: '人工打印',
    copy: '副本',
    part: (nth, of) => `第 ${nth}/${of} 联`,
    training: '练习模式，没有真实收款',
    orderNo: '订单号',
    platformNo: '交易单号',
    tender: '支付方式',
    memberCard: '会员卡号',
    member: '会员',
    topUp: '会员充值凭证',
    topUpAmount: '充值金额',
    bonus: '赠送',
    credited: '到账',
    cardBalance: '卡内余额',
    time: '时间',
    cashier: '收银员',
    till: '收银台',
    serialNumber: '设备 S/N',
    amount: '金额',
    discount: '优惠',
    paid: '实付',
    received: '收现金',
    change: '找零',
    refundNo: '退款单号',
    refundAmount: '退款金额',
    orderAmount: '订单金额',
    reason: '原因',
    approver: '授权人',
    refundNote: '退款已受理，到账时间以钱包或银行为准。',
    remark: '备注',
    oneCode: '一码支付凭证',
    oneCodeRefund: '一码支付退款',
    codeName: '收款码',
    transactionAmount: '交易金额',
    settled: '结算金额',
    settledBack: '退款结算金额',
    boundNote: '这台收银台可以收款了，请用工号和密码登录。',
    hold: '押金凭证',
    capture: '押金消费',
    release: '押金退还',
    holdNo: '押金单号',
    releaseNo: '退还单号',
    holdAmount: '押金',
    captureAmount: '消费',
    releaseAmount: '退还',
    held: '押金金额',
    returned: '退还顾客',
    keepSlip: '请保管此单，退押金时出示。',
    returnedBy: '自动退还',
    holdEnds: '收取满 30 天后，余下的押金自动退还。',
    wechatHoldNote: '微信支付的押金已从钱包扣款，退还时原路退回，到账时间以微信或银行为准。',
    returnNote: '退还的押金原路退回，到账时间以钱包或银行为准。',
    signature: '签名',
    testPage: '打印测试',
    sample: '样张',
    profile: '打印机类型',
    testHanzi: '汉字：微信支付宝收银押金退款鑫喆',
    testNote: '上面的汉字和金额都清楚，下面的条码和二维码能扫出来，就设对了。',
    tenders: { wechat: '微信支付', alipay: '支付宝', memberCard: '会员卡', bankCardRecord: '银行卡记账', cashRecord: '现金记账' },
  },
  en: {
    payment: 'PAYMENT',
    refund: 'REFUND',
    bound: 'TILL BOUND',
    auto: 'Auto print',
    manual: 'Manual print',
    copy: 'COPY',
    part: (nth, of) => `Part ${nth}/${of}`,
    training: 'TRAINING - no money was taken',
    orderNo: 'Order',
    platformNo: 'Platform no.',
    tender: 'Tender',
    memberCard: 'Member card',
    member: 'Member',
    topUp: 'MEMBER TOP-UP',
    topUpAmount: 'Topped up',
    bonus: 'Bonus',
    credited: 'Credited',
    cardBalance: 'Card balance',
    time: 'Time',
    cashier: 'Cashier',
    till: 'Till',
    serialNumber: 'Serial number',
    amount: 'AMOUNT',
    discount: 'Discount',
    paid: 'Paid',
    received: 'Cash received',
    change: 'Change',
    refundNo: 'Refund',
    refundAmount: 'REFUND',
    orderAmount: 'Order amount',
    reason: 'Reason',
    approver: 'Approved by',
    refundNote: 'The refund was accepted. When it arrives depends on the wallet or the bank.',
    remark: 'Remark',
    oneCode: 'ONE-CODE PAYMENT',
    oneCodeRefund: 'ONE-CODE REFUND',
    codeName: 'QR code',
    transactionAmount: 'Transaction amount',
    settled: 'Settlement amount',
    settledBack: 'Refund settlement',
    boundNote: 'This till can take payments now. Sign in with your staff number and password.',
    hold: 'DEPOSIT HELD',
    capture: 'DEPOSIT USED',
    release: 'DEPOSIT RETURNED',
    holdNo: 'Deposit',
    releaseNo: 'Return',
    holdAmount: 'DEPOSIT',
    captureAmount: 'USED',
    releaseAmount: 'RETURNED',
    held: 'Deposit held',
    returned: 'Returned',
    keepSlip: 'KEEP THIS SLIP - needed to return the deposit.',
    returnedBy: 'Goes back by itself',
    holdEnds: 'After 30 days what is left of the deposit goes back by itself.',
    wechatHoldNote:
      'WeChat Pay took this amount from the wallet. It comes back the way it was paid; when it arrives depends on WeChat or the bank.',
    returnNote: 'The deposit goes back the way it was paid. When it arrives depends on the wallet or the bank.',
    signature: 'Signature',
    testPage: 'PRINTER TEST',
    sample: 'Sample',
    profile: 'Printer type',
    testHanzi: 'Hanzi: 微信支付宝收银押金退款',
    testNote: 'Set up right when hanzi and sums are clear and both symbols below can be scanned.',
    tenders: {
      wechat: 'WeChat Pay',
      alipay: 'Alipay',
      memberCard: 'Member card',
      bankCardRecord: 'Card (recorded)',
      cashRecord: 'Cash (recorded)',
    },
  },
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-11-22` in the till's own time zone. */
export function slipDay(at: number): string {
  const time = new Date(at)
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}

/** `2026-11-22 14:03:22` in the till's own time zone. */
export function slipTime(at: number): string {
  const time = new Date(at)
  return `${slipDay(at)} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}
