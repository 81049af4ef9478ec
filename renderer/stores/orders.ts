import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { NO_FILTER, type OrderFilter } from '../../contract/order-filter.ts'
import type { Answer } from '../../contract/requests.ts'
import type { LaidOutSlip } from '../../contract/slip.ts'
import type { OrderRow } from '../../contract/views.ts'
import { OPEN_REFUND_STATES } from '../../contract/states.ts'
import { dayAfter } from '../../contract/days.ts'
import { useWords } from '../words/words.ts'
import { useLongList } from './long-list.ts'
import { useTill } from './till.ts'

type Figures = Omit<Answer<'orders.list'>, 'rows'>
const NOTHING: Figures = {
  total: 0,
  paidCount: 0,
  paidFen: 0,
  refundCount: 0,
  refundFen: 0,
  heldCount: 0,
  heldFen: 0,
  releasedCount: 0,
  releasedFen: 0,
}

/** What tells a row from all others, also when the list grows above it. */
export function keyOf(row: OrderRow): string {
  if (row.kind === 'sale') return row.sale.saleId
  return row.kind === 'refund' ? row.refund.refundId : row.release.releaseId
}

/** The number of its slip; null before it has one. */
function numberOf(row: OrderRow): string | null {
  if (row.kind === 'sale') return row.sale.orderNo
  return row.kind === 'refund' ? row.refund.refundNo : row.release.releaseNo
}

/** The orders of one day, however many, and the one that is open beside them. */
export const useOrders = defineStore('orders', () => {
  const till = useTill()
  const { t } = useWords()

  const day = ref(till.today)
  const filter = shallowRef<OrderFilter>(NO_FILTER)
  const list = useLongList<OrderRow, Figures>(
    (offset, limit) => till.ask('orders.list', { day: day.value, filter: filter.value, offset, limit }),
    NOTHING,
  )
  /** A row that was chosen or found by its number; it need not be in the list any more. */
  const picked = shallowRef<OrderRow | null>(null)
  const preview = shallowRef<LaidOutSlip | null>(null)
  const filtered = computed(() => Object.values(filter.value).some((value) => value !== null))

  function fresh(row: OrderRow): OrderRow {
    if (row.kind === 'refund') {
      const followed = [...(till.snapshot?.refunds ?? []), ...(till.snapshot?.refundsAway ?? [])]
      const refund = followed.find((one) => one.refundId === row.refund.refundId)
      return refund ? { ...row, refund } : row
    }
    if (row.kind === 'release') {
      const release = till.snapshot?.releases.find((one) => one.releaseId === row.release.releaseId)
      return release ? { ...row, release } : row
    }
    const snapshot = till.snapshot
    const candidates = snapshot ? [snapshot.sale, snapshot.lastSale, ...snapshot.parked, ...snapshot.captures] : []
    const sale = candidates.find((one) => one?.saleId === row.sale.saleId)
    return sale ? { ...row, sale } : row
  }

  function rowAt(index: number): OrderRow | null {
    const row = list.held.value.get(index)
    return row ? fresh(row) : null
  }
  /** The key of a row, also of one that was not fetched yet: a list that grows above it does not change it. */
  function keyAt(index: number): string {
    const row = list.held.value.get(index)
    return row ? keyOf(row) : `#${index}`
  }
  const chosen = computed<OrderRow | null>(() => {
    const row = picked.value
    if (!row) return null
    const again = [...list.held.value.values()].find((one) => keyOf(one) === keyOf(row))
    return fresh(again ?? row)
  })

  /** Reads what is looked at anew. What was there stays until then. */
  async function load(): Promise<void> {
    await list.load()
    await lookAgain()
  }

  /** A refund of another day that was open does not come with the list. */
  async function lookAgain(): Promise<void> {
    const row = picked.value
    if (row?.kind !== 'refund' || !OPEN_REFUND_STATES.includes(row.refund.state)) return
    const outcome = await till.askQuietly('orders.find', { orderNo: row.refund.refundNo })
    if (outcome.ok && picked.value === row) picked.value = outcome.value
  }

  async function begin(): Promise<void> {
    choose(null)
    await list.begin()
  }

  async function goToDay(next: string): Promise<void> {
    if (next > till.today) return
    day.value = next
    await begin()
  }
  const shiftDay = (days: number): Promise<void> => goToDay(dayAfter(day.value, days))

  async function setFilter(change: Partial<OrderFilter>): Promise<void> {
    filter.value = { ...filter.value, ...change }
    await begin()
  }

  function choose(row: OrderRow | null): void {
    picked.value = row
    preview.value = null
  }

  /** Opens the order with this number, in whichever day it lies, here or at Cloud Pay. */
  async function find(orderNo: string): Promise<boolean> {
    const outcome = await till.ask('orders.find', { orderNo })
    if (!outcome.ok) return false
    choose(outcome.value)
    return true
  }

  /** Fetches the slip of a row; kept only while that row is still the open one. */
  async function showSlip(row: OrderRow): Promise<void> {
    const orderNo = numberOf(row)
    if (orderNo === null) return
    const outcome = await till.askQuietly('slip.preview', { orderNo })
    if (outcome.ok && picked.value && keyOf(picked.value) === keyOf(row)) preview.value = outcome.value
  }

  /** Writes what the filter lets through into a file, and says where it lies. */
  async function exportCsv(): Promise<void> {
    if (till.isWaitingFor('orders.export')) return
    const outcome = await till.ask('orders.export', { day: day.value, filter: filter.value })
    if (outcome.ok) till.say(t('orders.exported', { path: outcome.value.path }))
  }

  return {
    day,
    filter,
    filtered,
    figures: list.figures,
    loaded: list.loaded,
    count: list.count,
    chosen,
    preview,
    rowAt,
    keyAt,
    see: list.see,
    load,
    shiftDay,
    setFilter,
    choose,
    find,
    showSlip,
    exportCsv,
  }
})
