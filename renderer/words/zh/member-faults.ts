import { whenKnown, type FaultWords } from '../message.ts'

/** What can go wrong with members, their cards and top-ups. */
export const memberFaults: Pick<FaultWords, 'member' | 'topUp'> = {
  member: {
    notOffered: { what: '这里的服务器没有会员功能', todo: '请收款、退款照常做。会员的事，请到云支付后台办，或者问服务商。' },
    noAnswer: { what: '云支付没有答复会员的事', todo: '请看网络，再试一次。收款不受影响。' },
    refused: { what: '云支付没有接受', todo: '请看平台说的原因，再决定。卡上的钱没有动。' },
    codeDead: { what: '这个码已经失效', todo: '请顾客刷新一下付款码或会员卡，再扫一次。' },
    cardUnknown: { what: '没有这张会员卡', todo: '请核对卡号，或者按手机号、姓名来找。' },
    notActivated: { what: '这张卡还没有激活', todo: '请会员在微信里领卡、激活，再来充值。' },
    expired: { what: '这张卡已经过期', todo: '过期的卡不能充值，也不能付款。请会员换卡，或者问管理员。' },
    belowZero: { what: '扣多了，余额不够', todo: '请改小金额。余额没有动。' },
    aboveCeiling: {
      what: (n) => whenKnown(n('max'), (max) => `余额会超过上限 ¥${max}`, '余额会超过商户的上限'),
      todo: '请改小金额，上限改不了。卡上的钱没有动。',
    },
    notKnown: { what: '余额改了没有，还不知道', todo: '先不要再改。按回车，用同一个单号再问一次，不会改两次。' },
    adjustSettled: {
      what: (n) => `卡${n('cardNo')}那次没结果的修改，现在有结果了`,
      todo: '这一次还没有改。先看那张卡的明细，再按回车。',
    },
    adjustOpen: { what: '这张卡有一次修改还没有结果', todo: '先把那一次问清楚：同样的金额和备注再发一次，不会改两次。' },
  },
  topUp: {
    notATier: { what: '不能充这个金额', todo: '只能充列出来的金额，请选一个。没有收钱。' },
    tooMuch: {
      what: (n) => whenKnown(n('max'), (max) => `一次最多充 ¥${max}`, '超过了能充的金额'),
      todo: '请改小金额，多的分几次充。',
    },
    noCard: { what: '付款的人没有会员卡', todo: '没有收钱。请顾客先在微信里领卡，或者找到会员再给他充。' },
    paidByCard: { what: '会员卡不能用来充值', todo: '没有收钱。请顾客出示微信或支付宝的付款码。' },
    onlyCode: { what: '充值不能这样收', todo: '请扫顾客的付款码。先找到会员的，也可以收现金；二维码、银行卡不行。' },
    spent: { what: '充的钱已经用掉一些，退不了', todo: '卡上的余额不够退回充值和赠送的钱。请会员先补足，或者问管理员。' },
    wholeOnly: { what: '充值只能全部退', todo: '金额不能改，赠送的钱也会一起收回。' },
    cashNotSent: { what: '没有发出去，卡上没有加钱', todo: '请看好网络，再充一次；不充了，就把现金退给顾客。' },
    cashNotKnown: { what: '充上了没有，还不知道', todo: '现金先留在钱箱里，不要再充一次。收银台会一直问，充上一次就停。' },
    cashRefused: { what: '云支付没有接受，卡上没有加钱', todo: '请看平台说的原因，再决定。现金要退给顾客。' },
    cashBack: {
      what: '现金充的值，这里不能退',
      todo: '要退，请管理员先在“修改余额”里减掉充值和赠送的钱，再把现金退给顾客。',
    },
  },
}
