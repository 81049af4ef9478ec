import type { FaultWords } from '../message.ts'

/** What can go wrong with a shift, and with the figures of a period. */
export const figureFaults: Pick<FaultWords, 'shift' | 'summary'> = {
  shift: {
    unresolved: {
      what: (n) => `还有 ${n('count')} 笔没有结果，不能交班`,
      todo: '先处理；处理不了的，逐笔勾选“我知道”，再交班。它们有结果后会继续入账。',
    },
    countCash: { what: '还没有清点现金', todo: '请先数抽屉里的现金，填上金额，再交班。' },
    notFound: { what: '没有找到这个班次', todo: '请换日期再找；店员只能看自己的班次。' },
  },
  summary: {
    tooLong: { what: (n) => `汇总最多 ${n('days')} 天`, todo: '请选短一点的时间。' },
    noAnswer: { what: '云支付没有给出汇总', todo: '这里是本机账本的数字，没有变。请看网络，再核对一次。' },
  },
}
