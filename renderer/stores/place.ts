import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Where the person is: at the till, reading the orders, or at what is to be confirmed. Everything else follows from the snapshot. */
export const usePlace = defineStore('place', () => {
  const place = ref<'till' | 'orders' | 'toConfirm'>('till')
  /** The order the list should open on, by number; taken once. */
  const wanted = ref<string | null>(null)

  function goToTill(): void {
    place.value = 'till'
  }

  function goToOrders(options: { orderNo?: string | null } = {}): void {
    wanted.value = options.orderNo ?? null
    place.value = 'orders'
  }

  function goToConfirm(): void {
    place.value = 'toConfirm'
  }

  function leave(): void {
    goToTill()
    wanted.value = null
  }

  return { place, wanted, goToTill, goToOrders, goToConfirm, leave }
})
