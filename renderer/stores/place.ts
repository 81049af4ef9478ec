import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Where the person is: at the till, or reading the orders. Everything else follows from the snapshot. */
export const usePlace = defineStore('place', () => {
  const place = ref<'till' | 'orders'>('till')
  /** The order the list should open on, by number; taken once. */
  const wanted = ref<string | null>(null)
  const onlyUnconfirmed = ref(false)

  function goToTill(): void {
    place.value = 'till'
  }

  function goToOrders(options: { orderNo?: string | null; onlyUnconfirmed?: boolean } = {}): void {
    wanted.value = options.orderNo ?? null
    onlyUnconfirmed.value = options.onlyUnconfirmed ?? false
    place.value = 'orders'
  }

  function leave(): void {
    goToTill()
    wanted.value = null
    onlyUnconfirmed.value = false
  }

  return { place, wanted, onlyUnconfirmed, goToTill, goToOrders, leave }
})
