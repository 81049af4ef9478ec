import { ref, shallowRef, watch } from 'vue'
import type { Fault } from '../../contract/faults.ts'
import type { OrderFacts } from '../../contract/order-facts.ts'
import type { OrderRow } from '../../contract/views.ts'
import { OPEN_SALE_STATES } from '../../contract/states.ts'
import { keyOf } from './orders.ts'
import { useTill } from './till.ts'

/** The number to ask Cloud Pay by; null for what it cannot know more of than the till does. */
function numberToAsk(row: OrderRow): string | null {
  // A deposit is not in that list: its own page tells of it.
  if (row.kind === 'release') return null
  if (row.kind === 'refund') {
    const { state, refundNo } = row.refund
    return state === 'sending' || state === 'unknown' || state === 'conflict' ? null : refundNo
  }
  const { state, way, orderNo, purpose } = row.sale
  if (purpose === 'hold') return null
  return way === 'record' || OPEN_SALE_STATES.includes(state) ? null : orderNo
}
function standOf(row: OrderRow): string {
  if (row.kind === 'sale') return `${row.sale.state} ${row.sale.refundedFen}`
  return row.kind === 'refund' ? row.refund.state : row.release.state
}

/** What Cloud Pay tells of the row that is open beside the list: asked when it is opened, and when it has moved. */
export function useOrderFacts(open: () => OrderRow | null) {
  const till = useTill()
  const facts = shallowRef<OrderFacts | null>(null)
  /** Why Cloud Pay could not be asked. */
  const fault = shallowRef<Fault | null>(null)
  const asking = ref(false)
  /** The latest wish: answers to an older one are not looked at. */
  let wish = 0
  let shown = ''

  async function ask(): Promise<void> {
    const turn = ++wish
    const row = open()
    const key = row ? keyOf(row) : ''
    if (key !== shown) facts.value = null
    shown = key
    fault.value = null
    const orderNo = row && numberToAsk(row)
    asking.value = orderNo !== null
    if (orderNo === null) return
    const outcome = await till.askQuietly('orders.facts', { orderNo })
    if (turn !== wish) return
    asking.value = false
    if (outcome.ok) facts.value = outcome.value
    else fault.value = outcome.fault
  }

  watch(
    () => {
      const row = open()
      return row && `${keyOf(row)} ${standOf(row)}`
    },
    () => void ask(),
    { immediate: true },
  )

  return { facts, fault, asking }
}
