import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { LaidOutSlip } from '../../contract/slip.ts'
import type { OrderRow } from '../../contract/snapshot.ts'
import { dayAfter } from '../entry/durations.ts'
import { usePlace } from './place.ts'
import { useTill } from './till.ts'

/** Rows asked for at once. */
export const PAGE = 50

/** The orders of one day, page by page, and the one that is open beside them. */
export const useOrders = defineStore('orders', () => {
  const till = useTill()
  const place = usePlace()

  const day = ref(till.today)
  const offset = ref(0)
  const rows = shallowRef<readonly OrderRow[]>([])
  const total = ref(0)
  const paidCount = ref(0)
  const paidFen = ref(0)
  const loaded = ref(false)
  /** A row found by its number, which need not be in the list. */
  const found = shallowRef<OrderRow | null>(null)
  const chosenId = ref<string | null>(null)
  const preview = shallowRef<LaidOutSlip | null>(null)

  /** Sales the till is still asking about, as the snapshot knows them: newer than any list. */
  const open = computed<readonly OrderRow[]>(() => {
    const snapshot = till.snapshot
    const candidates = snapshot ? [...(snapshot.sale ? [snapshot.sale] : []), ...snapshot.parked] : []
    return candidates.filter((sale) => sale.state === 'unknown' || sale.state === 'conflict')
  })
  const fresh = (row: OrderRow): OrderRow => {
    const snapshot = till.snapshot
    const candidates = snapshot ? [snapshot.sale, snapshot.lastSale, ...snapshot.parked] : []
    return candidates.find((sale) => sale?.saleId === row.saleId) ?? row
  }
  const shown = computed(() => (place.onlyUnconfirmed ? open.value : rows.value.map(fresh)))
  const chosen = computed<OrderRow | null>(() => {
    const inList = shown.value.find((row) => row.saleId === chosenId.value)
    if (inList) return inList
    return found.value && found.value.saleId === chosenId.value ? fresh(found.value) : null
  })

  let asked = 0

  async function load(): Promise<void> {
    const turn = ++asked
    const outcome = await till.ask('orders.list', { day: day.value, offset: offset.value, limit: PAGE })
    if (turn !== asked) return
    loaded.value = true
    if (!outcome.ok) return
    rows.value = outcome.value.rows
    total.value = outcome.value.total
    paidCount.value = outcome.value.paidCount
    paidFen.value = outcome.value.paidFen
  }

  async function goToDay(next: string): Promise<void> {
    if (next > till.today) return
    day.value = next
    offset.value = 0
    loaded.value = false
    rows.value = []
    place.onlyUnconfirmed = false
    choose(null)
    await load()
  }

  const shiftDay = (days: number): Promise<void> => goToDay(dayAfter(day.value, days))

  async function turnPage(pages: number): Promise<void> {
    const next = offset.value + pages * PAGE
    if (next < 0 || next >= total.value) return
    offset.value = next
    await load()
  }

  function choose(saleId: string | null): void {
    chosenId.value = saleId
    preview.value = null
  }

  /** Opens the order with this number, in whichever day it lies. */
  async function find(orderNo: string): Promise<boolean> {
    const outcome = await till.ask('orders.find', { orderNo })
    if (!outcome.ok) return false
    found.value = outcome.value
    choose(outcome.value.saleId)
    return true
  }

  /** Fetches the slip of an order; kept only while that order is still the open one. */
  async function showSlip(row: OrderRow): Promise<void> {
    if (!row.orderNo) return
    const outcome = await till.askQuietly('slip.preview', { orderNo: row.orderNo })
    if (outcome.ok && chosenId.value === row.saleId) preview.value = outcome.value
  }

  return {
    day,
    offset,
    rows,
    total,
    paidCount,
    paidFen,
    loaded,
    chosenId,
    chosen,
    shown,
    open,
    preview,
    load,
    goToDay,
    shiftDay,
    turnPage,
    choose,
    find,
    showSlip,
  }
})
