import type { FaultWords } from '../message.ts'

/** What can go wrong with taking a payment back, and with the key for it. */
export const reversingFaults: Pick<FaultWords, 'reverse' | 'signingKey'> = {
  reverse: {
    notOffered: { what: '本机没有开通撤销', todo: '请管理员在设置里打开，并导入商户私钥。已经收到的钱可以退款。' },
    otherTill: { what: '这一笔不是本机收的，不能在这里撤销', todo: '请到收这一笔的机器上撤销，或者等它有结果再退款。' },
    onlyByCode: { what: '这一笔不能撤销', todo: '只有扫顾客付款码收的微信、支付宝能撤销。收到钱以后可以退款。' },
    numberUsed: {
      what: '这个单号对着另一笔单，不能撤销',
      todo: '撤销会把另一笔收对的钱退掉。请打开那笔单看清楚；要退钱，等它有结果再退款。',
    },
    paid: { what: '这一笔已经收到钱了，没有撤销', todo: '要把钱给回顾客，请用退款。' },
    notPaid: { what: '这一笔没有收到钱，不用撤销', todo: '还要收的话，请顾客出示新的付款码。' },
    tooEarly: { what: '还没到可以撤销的时候', todo: '顾客可能正在输密码。等满两分钟，柜台查到还在处理，再撤销。' },
    notInWork: { what: '云支付没有说这一笔还在处理，没有撤销', todo: '请按“马上查一次”。云支付说还在处理，才能撤销。' },
    underWay: { what: '这一笔正在查询', todo: '等几秒，看屏幕上的状态，再决定。' },
    noAnswer: { what: '撤销前没有查到结果，没有撤销', todo: '请看网络。查得到了，再撤销一次。' },
    refused: {
      what: '云支付没有同意撤销',
      todo: '柜台会接着查这一笔。代码是 101 · 7 的话，请管理员重新导入商户私钥。',
    },
    notSent: { what: '撤销没有发出去', todo: '什么都没有撤销。请看网络，再撤销一次。' },
  },
  signingKey: {
    notRead: { what: '这个文件读不了', todo: '看看 U 盘还在不在、有没有权限，再选一次。' },
    notAKey: { what: '这不是私钥文件', todo: '请在商户后台下载私钥（PEM 格式），再选那个文件。' },
    publicKey: { what: '这是公钥或证书，不是私钥', todo: '请选同一对里的私钥文件。公钥留在云支付就行。' },
    encrypted: { what: '这个私钥带着密码', todo: '请导出不带密码的私钥再选；存进本机时，柜台会另外加密。' },
    notRsa: { what: '这不是 RSA 私钥', todo: '云支付用的是 RSA 2048 位。请在商户后台重新下载。' },
    wrongLength: {
      what: (n) => `这个私钥是 ${n('bits')} 位，云支付用的是 2048 位`,
      todo: '请在商户后台重新下载商户私钥，再选那个文件。',
    },
    notSaved: { what: '私钥没能存进本机', todo: '看看磁盘是不是满了，腾出空间，再导入一次。' },
  },
}
