/** @typedef {'zh' | 'en'} Language */

const KEY = 'sandbox-language'

/** @type {Record<string, readonly [string, string]>} */
const WORDS = {
  wallet: ['顾客的手机', 'Customer phone'],
  approver: ['批准人的手机', 'Approver phone'],
  office: ['商户后台', 'Back office'],
  sandbox: ['训练用云支付', 'Training Cloud Pay'],
  otherLanguage: ['English', '中文'],
  unreachable: ['连不上沙箱，正在重试。', 'The sandbox does not answer. Trying again.'],
  customer: ['顾客', 'Customer'],
  wechat: ['微信支付', 'WeChat Pay'],
  alipay: ['支付宝', 'Alipay'],
  memberCard: ['会员卡', 'Member card'],
  showsCode: ['向商家付款', 'Pay the merchant'],
  balance: ['余额', 'Balance'],
  codeLeft: ['还剩 {0} 秒', '{0} s left'],
  showCode: ['对准扫码枪', 'Hold to the scanner'],
  copy: ['复制付款码', 'Copy the code'],
  copyLink: ['复制链接', 'Copy the link'],
  copied: ['已复制', 'Copied'],
  newCode: ['换一个码', 'New code'],
  nextPayment: ['下一笔付款', 'The next payment'],
  customerDoes: ['顾客', 'The customer'],
  lineDoes: ['线路', 'The line'],
  secondsValue: ['{0} 秒', '{0} s'],
  fewer: ['少等', 'Wait less'],
  more: ['多等', 'Wait longer'],
  online: ['手机有网络', 'Phone has a network'],
  paysAtOnce: ['马上付款', 'pays at once'],
  paysWithCoupon: ['付款，平台优惠一成', 'pays, platform coupon 10%'],
  paysWithShopCoupon: ['付款，商户优惠一成', 'pays, shop coupon 10%'],
  asksPassword: ['要输密码', 'must type the password'],
  paysAfter: ['过一会儿付款', 'pays after a while'],
  refusesAfter: ['过一会儿拒绝', 'refuses after a while'],
  refuses: ['拒绝付款', 'refuses'],
  lowBalance: ['余额不足', 'has too little money'],
  neverAnswers: ['一直不理', 'never answers'],
  slowAnswer: ['已付，回答慢', 'paid, slow answer'],
  cutButPaid: ['已付，断线', 'paid, line cut'],
  cutNotPaid: ['没送到，断线', 'not sent, line cut'],
  unknownButPaid: ['已付，答 3', 'paid, status 3'],
  tryLaterThenPaid: ['先答 103 再付', '103, then paid'],
  numberUsedAnswer: ['已付却答 407', 'Paid, but says 407'],
  tamperedAnswer: ['已付，回答被改', 'paid, answer altered'],
  wrongSignature: ['已付，签名错', 'paid, wrong signature'],
  otherOrder: ['答成别的订单', 'answers another order'],
  serverError: ['已付，HTTP 500', 'paid, HTTP 500'],
  oversized: ['已付，回答过大', 'paid, answer too large'],
  question: ['向 {0} 付款', 'Pay {0}'],
  confirm: ['确认付款', 'Confirm'],
  refuse: ['拒绝', 'Refuse'],
  later: ['以后再说', 'Not now'],
  answerNow: ['去回答', 'Answer'],
  payments: ['付款记录', 'Payments'],
  noPayments: ['还没有付款。让收银台扫上面的码。', 'No payments yet. Let the till scan the code.'],
  tillQrs: ['收银台上的二维码', 'QR on the till'],
  scan: ['扫码', 'Scan'],
  refundedPart: ['已退 {0}', '{0} refunded'],
  initial: ['处理中', 'In work'],
  waiting: ['等待付款', 'Waiting'],
  paid: ['已付款', 'Paid'],
  stopped: ['顾客取消', 'Refused'],
  failed: ['失败', 'Failed'],
  closed: ['已关闭', 'Closed'],
  refunded: ['已退款', 'Refunded'],
  nothingToApprove: ['现在没有什么要批准。', 'There is nothing to approve.'],
  approvalsWait: ['有人在等批准，打开看看', 'Somebody waits for approval. Open'],
  'refund-asked': ['{0} 请您批准这笔退款', '{0} asks you to approve a refund'],
  'refund-number': ['单号', 'Order'],
  'refund-approve': ['批准退 {0}', 'Approve {0}'],
  'refund-used': ['{0} 已批准，款已退', 'Approved by {0}, refunded'],
  'release-asked': ['{0} 请您批准押金退还', '{0} asks you to approve the return of a deposit'],
  'release-number': ['押金单号', 'Deposit'],
  'release-approve': ['批准退还押金 {0}', 'Approve the return of {0}'],
  'release-used': ['{0} 已批准，押金已退', 'Approved by {0}, deposit returned'],
  askedBy: ['申请人', 'Asked by'],
  till: ['柜台', 'Till'],
  whoAreYou: ['您是哪一位', 'Who are you'],
  yourPassword: ['您的密码', 'Your password'],
  answerWithin: ['请在 {0} 内答复', 'Answer within {0}'],
  signInByPhone: ['扫码登录', 'Sign in by phone'],
  nothingToSignIn: ['没有要登录的柜台', 'No till asks for a sign-in'],
  signInAsked: ['在柜台登录', 'Sign in at the till'],
  signInAllow: ['确认登录', 'Sign in'],
  signInRefuse: ['不登录', 'Refuse'],
  'sign-in-signedIn': ['{0} 登录了', '{0} has signed in'],
  'sign-in-refused': ['没有登录', 'Refused'],
  'sign-in-expired': ['二维码过期了', 'The QR is over'],
  refuseRefund: ['不批准', 'Refuse'],
  'approval-granted': ['{0} 已批准', 'Approved by {0}'],
  'approval-refused': ['{0} 没有批准', 'Refused by {0}'],
  'approval-expired': ['已经过期', 'Expired'],
  'approval-fault-wrongPassword': ['密码不对，请再输入一次。', 'Wrong password. Type it again.'],
  'approval-fault-locked': ['密码错误次数过多，这个工号锁 5 分钟。', 'Too many wrong passwords: locked for 5 minutes.'],
  'approval-fault-noRight': ['您没有退款权限。', 'You may not refund.'],
  'approval-fault-own': ['不能批准自己的请求。', 'Nobody approves their own request.'],
  'approval-fault-over': ['这个请求已经结束，请收银员重新出码。', 'This request is over. Have the till ask again.'],
  'approval-fault-failed': ['没有送到，请再试一次。', 'It was not sent. Try again.'],
  reversed: ['已撤销', 'Reversed'],
  devices: ['设备', 'Devices'],
  unbound: ['未绑定', 'Not bound'],
  bound: ['已绑定', 'Bound'],
  showLink: ['显示配置二维码', 'Show the configuration QR'],
  newLink: ['重新生成二维码', 'New configuration QR'],
  linkLeft: ['{0} 后失效', 'Dies in {0}'],
  configQr: ['{0} 的配置二维码', 'Configuration QR of {0}'],
  unbind: ['解绑', 'Unbind'],
  unbindSure: ['再按一次解绑', 'Press again to unbind'],
  staff: ['店员', 'Staff'],
  staffNumber: ['编号', 'Number'],
  name: ['姓名', 'Name'],
  role: ['角色', 'Role'],
  password: ['训练密码', 'Password'],
  clerk: ['店员', 'Clerk'],
  manager: ['店长', 'Shop manager'],
  admin: ['商户管理员', 'Administrator'],
  mayRefund: ['可退款', 'may refund'],
  locked: ['已锁定', 'locked'],
  keys: ['撤销用的密钥', 'Keys for reversing'],
  keysWhy: [
    '私钥由商户管理员下载，导入收银机；公钥留在这里。',
    'The admin downloads the private half for the till; the public half stays here.',
  ],
  privateKey: ['下载商户私钥', 'Download the private key'],
  orders: ['订单', 'Orders'],
  noOrders: ['还没有订单。', 'No orders yet.'],
  faults: ['故障', 'Faults'],
  clearFaults: ['全部恢复', 'Clear all'],
  connection: ['连接', 'Connection'],
  lineFine: ['正常', 'Fine'],
  lineRefused: ['拒绝', 'Refused'],
  lineCut: ['处理后断开', 'Cut after work'],
  slowness: ['每次回答推迟', 'Hold every answer back'],
  noDelay: ['不推迟', 'No'],
  badHmac: ['用错误的密钥签名', 'Sign with a wrong key'],
  nextCalls: ['接下来的调用不处理，只回答', 'Do not carry out the next calls, answer'],
  nextStatus: ['状态 {0}', 'Status {0}'],
  nextLeft: ['还剩 {0} 次，按一下加 1', '{0} left, press to add 1'],
  clock: ['时钟', 'Clock'],
  jump: ['向前跳', 'Jump forward'],
  minute: ['1 分钟', '1 min'],
  fiveMinutes: ['5 分钟', '5 min'],
  hour: ['1 小时', '1 h'],
  day: ['1 天', '1 day'],
  month: ['30 天', '30 days'],
  twoMinutes: ['2 分钟', '2 min'],
  skew: ['服务器的钟', 'The server clock is'],
  behind: ['慢 5 分', '5 min slow'],
  right: ['准确', 'right'],
  ahead: ['快 5 分', '5 min fast'],
}

/** Words of a part of a page, beside those of all. @param {typeof WORDS} more */
export const learn = (more) => void Object.assign(WORDS, more)

/** @returns {Language} */
function atFirst() {
  const wanted = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY) ?? navigator.language
  return wanted.startsWith('zh') ? 'zh' : 'en'
}

/** @type {Language} */
let language = atFirst()

/** @returns {Language} */
export const currentLanguage = () => language

/**
 * @param {string} name
 * @param {...(string | number)} parts
 */
export function word(name, ...parts) {
  const text = WORDS[name]?.[language === 'zh' ? 0 : 1] ?? name
  return text.replace(/\{(\d)\}/g, (_all, index) => String(parts[Number(index)] ?? ''))
}

/** Fen as yuan. @param {number} fee */
export const yuan = (fee) => `¥${(fee / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`

/** @param {number} ms epoch */
export const clockTime = (ms) => new Date(ms).toLocaleTimeString('zh-CN', { hour12: false })

/** @param {number} ms */
export function minutesLeft(ms) {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function apply() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = `${word(document.body.dataset['page'] ?? '')} · ${word('sandbox')}`
  for (const place of document.querySelectorAll('[data-word]')) {
    if (place instanceof HTMLElement) place.textContent = word(place.dataset['word'] ?? '')
  }
  for (const place of document.querySelectorAll('[data-label]')) {
    if (place instanceof HTMLElement) place.setAttribute('aria-label', word(place.dataset['label'] ?? ''))
  }
}

/**
 * Puts the words in and lets the button in the corner change the language.
 * @param {HTMLElement} button
 * @param {() => void} changed
 */
export function speak(button, changed) {
  button.addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh'
    localStorage.setItem(KEY, language)
    apply()
    changed()
  })
  apply()
}
