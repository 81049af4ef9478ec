import type { FaultWords } from '../message.ts'

/** What can go wrong with a shift, and with the figures of a period. */
export const figureFaults: Pick<FaultWords, 'shift' | 'summary' | 'export'> = {
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
  export: {
    busy: { what: '还有一个文件正在导出', todo: '等它导出完，或者让导出的人按 Esc 取消，再导出。' },
    diskFull: { what: '磁盘满了，文件没有写成', todo: '腾出空间，再导出一次。没有留下半个文件，账本没有动过。' },
    noFont: { what: '这台机器没有中文字体，不能做 PDF', todo: '请管理员安装 fonts-wqy-microhei，或改用 XLSX、CSV 导出。' },
    ended: { what: '导出中断了，文件没有写成', todo: '再导出一次；还不行，按“导出诊断”交给服务商。没有留下半个文件。' },
  },
}
