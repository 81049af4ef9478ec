import { whenKnown, type FaultWords } from '../message.ts'

/** What can keep somebody from coming to the till. */
export const signInFaults: Pick<FaultWords, 'signIn'> = {
  signIn: {
    wrongPassword: {
      what: '密码不对',
      todo: (n) => whenKnown(n('left'), (left) => `还可以试 ${left} 次。`) + '请重新输入；忘了就在手机上“设置收银终端密码”。',
    },
    locked: {
      what: '错了太多次，这个工号先锁住了',
      todo: (n) => whenKnown(n('wait'), (wait) => `${wait} 后再试。`, '过几分钟再试。') + '这期间可以换别的工号登录。',
    },
    refused: { what: '云支付不让这个工号登录', todo: '请核对工号；还没激活的，请店长给激活码。' },
    noAnswer: { what: '登录时没有连上云支付', todo: '请检查网络，再按一次登录。' },
    notSupported: { what: '云支付还没有开通工号登录', todo: '请服务商为这家店开通，再来登录。' },
    finishFirst: { what: '这笔还没有结束，先不锁', todo: '收完这一笔，或者按 Esc 放弃，再锁。' },
    offline: {
      what: (n) => `连不上云支付，${n('name')} 用本机记住的密码登录了`,
      todo: '可以照常收银；退款要别人授权的，等网络好了再办。',
    },
    codeOver: { what: '这张登录二维码不能用了', todo: '按 Enter 换一张，再扫；也可以按 Esc 用密码登录。' },
    codeNotOffered: { what: '云支付没有给登录二维码', todo: '请用工号和密码登录；要扫码登录，请服务商开通。' },
    notOfThisShop: { what: '扫码的人不在这家店的员工名单里', todo: '请本店的店员或店长来扫；新员工先请店长激活。' },
    keyInvalid: { what: '本机的交易密钥不能用了', todo: '请管理员重置密钥，再扫一次配置码。' },
  },
}
