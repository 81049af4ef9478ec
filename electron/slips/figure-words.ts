import type { MovementKind } from '../../contract/figures.ts'
import type { Language } from '../../contract/states.ts'

interface FigureWords {
  readonly shift: string
  readonly shiftInterim: string
  readonly summary: string
  readonly nobody: string
  readonly everybody: string
  readonly from: string
  readonly until: string
  readonly times: (count: number) => string
  readonly sales: string
  readonly counts: string
  readonly settled: string
  readonly refundCounts: string
  readonly settledBack: string
  readonly all: string
  readonly refunds: string
  readonly topUps: string
  readonly bonuses: string
  readonly depositsHeld: string
  readonly depositsCaptured: string
  readonly depositsReleased: string
  readonly depositsExpired: string
  readonly net: string
  /** What net is: the one definition, beneath the number (BEHAVIOUR 10.6). */
  readonly netNote: string
  readonly fee: string
  readonly income: string
  readonly between: (count: number) => string
  readonly unresolved: (count: number) => string
  readonly float: string
  readonly expected: string
  readonly countedCash: string
  readonly difference: string
  readonly detail: string
  readonly handsOver: string
  readonly takesOver: string
  readonly kinds: Readonly<Record<MovementKind, string>>
}

/** What stands on the slips of shifts and periods, in both languages. */
export const FIGURE_WORDS: Readonly<Record<Language, FigureWords>> = {
  'zh-CN': {
    shift: '交班单',
    shiftInterim: '本班统计',
    summary: '交易汇总',
    nobody: '无人当班',
    everybody: '全部人员',
    from: '开始',
    until: '结束',
    times: (count) => `${count} 笔`,
    sales: '收款',
    counts: '笔数',
    settled: '结算金额',
    refundCounts: '退款笔数',
    settledBack: '退款结算金额',
    all: '合计',
    refunds: '退款',
    topUps: '其中会员充值',
    bonuses: '充值赠送',
    depositsHeld: '收押金',
    depositsCaptured: '押金消费',
    depositsReleased: '退押金',
    depositsExpired: '押金到期退还',
    net: '实收',
    netNote: '实收 = 结算金额 − 退款结算金额',
    fee: '手续费',
    income: '入账金额',
    between: (count) => `班次之间 ${count} 笔`,
    unresolved: (count) => `未确认 ${count} 笔`,
    float: '备用金',
    expected: '应有现金',
    countedCash: '清点现金',
    difference: '差额',
    detail: '每笔明细',
    handsOver: '交班',
    takesOver: '接班',
    kinds: {
      sale: '收款',
      capture: '押金消费',
      refund: '退款',
      hold: '收押金',
      release: '退押金',
      captureRest: '退余下押金',
      autoRelease: '押金到期',
      topUp: '会员充值',
      bonus: '充值赠送',
    },
  },
  en: {
    shift: 'SHIFT',
    shiftInterim: 'SHIFT SO FAR',
    summary: 'SUMMARY',
    nobody: 'nobody on duty',
    everybody: 'everybody',
    from: 'From',
    until: 'Until',
    times: (count) => `x${count}`,
    sales: 'Sales',
    counts: 'Count',
    settled: 'Settled',
    refundCounts: 'Refund count',
    settledBack: 'Settled back',
    all: 'All',
    refunds: 'Refunds',
    topUps: 'Top-ups among them',
    bonuses: 'Bonuses',
    depositsHeld: 'Deposits held',
    depositsCaptured: 'Deposits used',
    depositsReleased: 'Deposits returned',
    depositsExpired: 'Returned after 30 days',
    net: 'NET',
    netNote: 'Net = settled - settled back by refunds',
    fee: 'Fee',
    income: 'Income',
    between: (count) => `Between shifts x${count}`,
    unresolved: (count) => `Not confirmed x${count}`,
    float: 'Float',
    expected: 'Cash expected',
    countedCash: 'Cash counted',
    difference: 'Difference',
    detail: 'Each of them',
    handsOver: 'Hands over',
    takesOver: 'Takes over',
    kinds: {
      sale: 'Sale',
      capture: 'Used',
      refund: 'Refund',
      hold: 'Deposit',
      release: 'Return',
      captureRest: 'Rest back',
      autoRelease: '30 days',
      topUp: 'Top-up',
      bonus: 'Bonus',
    },
  },
}
