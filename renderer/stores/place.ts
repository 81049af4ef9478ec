import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Where the person is: at the till, at the orders, the deposits, the members, the figures, the shift, the settings, the audit log, or what is to be confirmed. Everything else follows from the snapshot. */
export const usePlace = defineStore('place', () => {
  const place = ref<
    'till' | 'orders' | 'deposits' | 'members' | 'summary' | 'toConfirm' | 'shift' | 'settings' | 'audit' | 'setUp'
  >('till')
  /** The order the list should open on, by number; taken once. */
  const wanted = ref<string | null>(null)
  /** The same for the board of deposits: the number of a hold, or of a capture or a release of it. */
  const wantedDeposit = ref<string | null>(null)

  function goToTill(): void {
    place.value = 'till'
  }

  function goToOrders(options: { orderNo?: string | null } = {}): void {
    wanted.value = options.orderNo ?? null
    place.value = 'orders'
  }

  function goToDeposits(options: { number?: string } = {}): void {
    wantedDeposit.value = options.number ?? null
    place.value = 'deposits'
  }

  function goToMembers(): void {
    place.value = 'members'
  }

  function goToSummary(): void {
    place.value = 'summary'
  }

  function goToConfirm(): void {
    place.value = 'toConfirm'
  }

  function goToShift(): void {
    place.value = 'shift'
  }

  function goToSettings(): void {
    place.value = 'settings'
  }

  function goToAudit(): void {
    place.value = 'audit'
  }

  function goToSetUp(): void {
    place.value = 'setUp'
  }

  function leave(): void {
    goToTill()
    wanted.value = null
    wantedDeposit.value = null
  }

  return {
    place,
    wanted,
    wantedDeposit,
    goToTill,
    goToOrders,
    goToDeposits,
    goToMembers,
    goToSummary,
    goToConfirm,
    goToShift,
    goToSettings,
    goToAudit,
    goToSetUp,
    leave,
  }
})
