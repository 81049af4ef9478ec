import type { Language } from '../../contract/states.ts'

/** What two books of a period are held against each other by. */
type ComparedWhat =
  | 'count'
  | 'fen'
  | 'settledFen'
  | 'refundCount'
  | 'refundFen'
  | 'refundSettledFen'
  | 'heldCount'
  | 'heldFen'
  | 'releasedCount'
  | 'releasedFen'
  | 'restFen'
  | 'autoFen'

interface ExportWords {
  readonly summary: string
  readonly net: string
  readonly amount: string
  readonly shop: string
  readonly person: string
  readonly madeAt: string
  readonly hours: string
  readonly orders: string
  /** Beneath the orders: why their sum can differ from the figures. */
  readonly ordersNote: string
  readonly item: string
  readonly ours: string
  readonly theirs: string
  readonly difference: string
  readonly compared: string
  readonly agrees: string
  readonly differs: (count: number) => string
  readonly byHours: string
  readonly byDays: string
  readonly thisTime: string
  readonly before: string
  readonly byTender: string
  readonly ordersUnit: string
  readonly nothing: string
  readonly page: (nth: number, of: number) => string
  readonly what: Readonly<Record<ComparedWhat, string>>
}

/** What stands in files of figures beside the words of the slips. */
export const EXPORT_WORDS: Readonly<Record<Language, ExportWords>> = {
  'zh-CN': {
    summary: '交易汇总',
    net: '实收',
    amount: '金额',
    shop: '门店',
    person: '人员',
    madeAt: '导出时间',
    hours: '按小时',
    orders: '订单',
    ordersNote: '订单按下单时间列出，汇总按到账时间计入。',
    item: '项目',
    ours: '本机',
    theirs: '云支付',
    difference: '差额',
    compared: '和云支付核对',
    agrees: '和云支付一致',
    differs: (count) => `和云支付有 ${count} 处不同`,
    byHours: '每小时交易额',
    byDays: '每天交易额',
    thisTime: '本段',
    before: '上一段',
    byTender: '按支付方式',
    ordersUnit: '笔',
    nothing: '这段时间没有交易',
    page: (nth, of) => `第 ${nth} / ${of} 页`,
    what: {
      count: '笔数',
      fen: '金额',
      settledFen: '结算',
      refundCount: '退款笔数',
      refundFen: '退款金额',
      refundSettledFen: '退款结算',
      heldCount: '押金笔数',
      heldFen: '押金',
      releasedCount: '退押笔数',
      releasedFen: '退押金',
      restFen: '扣押金退回的余额',
      autoFen: '到期退回',
    },
  },
  en: {
    summary: 'Summary',
    net: 'Net received',
    amount: 'Amount',
    shop: 'Shop',
    person: 'Person',
    madeAt: 'Exported at',
    hours: 'Hours',
    orders: 'Orders',
    ordersNote: 'Orders stand by the time they were begun, figures by the time they were paid.',
    item: 'Item',
    ours: 'Till',
    theirs: 'Cloud Pay',
    difference: 'Difference',
    compared: 'Compared with Cloud Pay',
    agrees: 'Cloud Pay says the same',
    differs: (count) => `Cloud Pay differs in ${count}`,
    byHours: 'Taken by the hour',
    byDays: 'Taken by the day',
    thisTime: 'This time',
    before: 'Time before',
    byTender: 'By way of paying',
    ordersUnit: 'orders',
    nothing: 'Nothing was taken in this time',
    page: (nth, of) => `Page ${nth} of ${of}`,
    what: {
      count: 'orders',
      fen: 'amount',
      settledFen: 'settled',
      refundCount: 'refunds',
      refundFen: 'refunded',
      refundSettledFen: 'settled back',
      heldCount: 'deposits',
      heldFen: 'held',
      releasedCount: 'releases',
      releasedFen: 'released',
      restFen: 'rest of captures',
      autoFen: 'run out',
    },
  },
}
