import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { NO_FILTER, type OrderFilter } from '../../contract/order-filter.ts'
import type { Answer } from '../../contract/requests.ts'
import type { LaidOutSlip } from '../../contract/slip.ts'
import type { OrderRow, SaleView } from '../../contract/snapshot.ts'
import { dayAfter } from '../entry/durations.ts'
import { useWords } from '../words/words.ts'
import { usePlace } from './place.ts'
import { useTill } from './till.ts'

/** Rows asked for at once. */
const CHUNK = 100

type Figures = Omit<Answer<'orders.list'>, 'rows'>
const NOTHING: Figures = { total: 0, paidCount: 0, paidFen: 0, refundCount: 0, refundFen: 0 }

/** What tells a row from all others, also when the list grows above it. */
export const keyOf = (row: OrderRow): string => (row.kind === 'sale' ? row.sale.saleId : row.refund.refundId)

/**
 * The orders of one day, however many, and the one that is open beside them. Only what is looked at is fetched: a day of a
 * hundred thousand rows costs no more than one of a hundred.
 */
export const useOrders = defineStore('orders', () => {
  const till = useTill()
  const place = usePlace()
  const { t } = useWords()

  const day = ref(till.today)
  const filter = shallowRef<OrderFilter>(NO_FILTER)
  const figures = shallowRef<Figures>(NOTHING)
  const loaded = ref(false)
  /** The rows that were fetched, by their place in the list. */
  const held = shallowRef<ReadonlyMap<number, OrderRow>>(new Map())
  /** A row that was chosen or found by its number; it need not be in the list any more. */
  const picked = shallowRef<OrderRow | null>(null)
  const preview = shallowRef<LaidOutSlip | null>(null)
  const filtered = computed(() => Object.values(filter.value).some((value) => value !== null))

  /** Sales the till is still asking about, as the snapshot knows them: newer than any list. */
  const open = computed<readonly SaleView[]>(() => {
    const snapshot = till.snapshot
    const candidates = snapshot ? [...(snapshot.sale ? [snapshot.sale] : []), ...snapshot.parked] : []
    return candidates.filter((sale) => ['unknown', 'conflict', 'reversing'].includes(sale.state))
  })
  function fresh(row: OrderRow): OrderRow {
    if (row.kind === 'refund') {
      const refund = till.snapshot?.refunds.find((one) => one.refundId === row.refund.refundId)
      return refund ? { ...row, refund } : row
    }
    const snapshot = till.snapshot
    const candidates = snapshot ? [snapshot.sale, snapshot.lastSale, ...snapshot.parked] : []
    const sale = candidates.find((one) => one?.saleId === row.sale.saleId)
    return sale ? { ...row, sale } : row
  }

  const count = computed(() => (place.onlyUnconfirmed ? open.value.length : figures.value.total))
  function rowAt(index: number): OrderRow | null {
    if (place.onlyUnconfirmed) {
      const sale = open.value[index]
      return sale ? { kind: 'sale', sale, elsewhere: null } : null
    }
    const row = held.value.get(index)
    return row ? fresh(row) : null
  }
  /** The key of a row, also of one that was not fetched yet: a list that grows above it does not change it. */
  function keyAt(index: number): string {
    if (place.onlyUnconfirmed) return open.value[index]?.saleId ?? ''
    const row = held.value.get(index)
    return row ? keyOf(row) : `#${index}`
  }
  const chosen = computed<OrderRow | null>(() => {
    const row = picked.value
    if (!row) return null
    const again = [...held.value.values()].find((one) => keyOf(one) === keyOf(row))
    return fresh(again ?? row)
  })

  /** The latest wish: answers to an older one are not looked at. */
  let wish = 0
  let seen = { first: 0, last: 0 }
  const asked = new Set<number>()

  async function fetchChunk(chunk: number, replace: boolean): Promise<void> {
    const turn = wish
    asked.add(chunk)
    const question = { day: day.value, filter: filter.value, offset: chunk * CHUNK, limit: CHUNK }
    const outcome = await till.ask('orders.list', question)
    if (turn !== wish) return
    loaded.value = true
    if (!outcome.ok) {
      asked.delete(chunk)
      return
    }
    const { rows, ...sums } = outcome.value
    figures.value = sums
    const next = new Map(replace ? [] : held.value)
    rows.forEach((row, nth) => next.set(chunk * CHUNK + nth, row))
    held.value = next
  }

  /** These rows are looked at: what is not here yet is fetched. */
  function see(first: number, last: number): void {
    seen = { first, last }
    if (place.onlyUnconfirmed) return
    for (let chunk = Math.floor(first / CHUNK); chunk <= Math.floor(last / CHUNK); chunk++)
      if (!asked.has(chunk)) void fetchChunk(chunk, false)
  }

  /** Reads what is looked at anew. What was there stays until then. */
  async function load(): Promise<void> {
    wish += 1
    asked.clear()
    await fetchChunk(Math.floor(seen.first / CHUNK), true)
    see(seen.first, seen.last)
  }

  async function begin(): Promise<void> {
    seen = { first: 0, last: 0 }
    loaded.value = false
    held.value = new Map()
    figures.value = NOTHING
    place.onlyUnconfirmed = false
    choose(null)
    await load()
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

  /** Fetches the slip of an order; kept only while that order is still the open one. */
  async function showSlip({ orderNo, saleId }: SaleView): Promise<void> {
    if (orderNo === null) return
    const outcome = await till.askQuietly('slip.preview', { orderNo })
    if (outcome.ok && picked.value && keyOf(picked.value) === saleId) preview.value = outcome.value
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
    figures,
    loaded,
    count,
    chosen,
    open,
    preview,
    rowAt,
    keyAt,
    see,
    load,
    shiftDay,
    setFilter,
    choose,
    find,
    showSlip,
    exportCsv,
  }
})
