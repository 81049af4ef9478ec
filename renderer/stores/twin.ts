import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Fault } from '../../contract/faults.ts'
import { useTill } from './till.ts'

/**
 * A sale of the same amount is not confirmed yet: perhaps it is this customer's. That is asked before there is a second one
 * (BEHAVIOUR F04). The question falls away by itself when the first one becomes known.
 */
export const useTwin = defineStore('twin', () => {
  const till = useTill()
  const asked = shallowRef<{ readonly orderNo: string; readonly anyway: () => Promise<void> } | null>(null)
  /** The sale that is not confirmed, while the question is open. */
  const sale = computed(() => till.snapshot?.parked.find((one) => one.orderNo === asked.value?.orderNo) ?? null)

  /** Answers whether this refusal is the question; then it is asked, and `anyway` charges all the same. */
  function asks(fault: Fault, anyway: () => Promise<void>): boolean {
    const orderNo = fault.params?.['orderNo']
    if (fault.code !== 'sale.sameAmountUnknown' || typeof orderNo !== 'string') return false
    asked.value = { orderNo, anyway }
    // Not parked, it cannot be looked at from here: then the sentence alone has to do.
    return sale.value !== null
  }

  function drop(): void {
    asked.value = null
  }

  async function takeAnyway(): Promise<void> {
    const question = asked.value
    drop()
    await question?.anyway()
  }

  async function lookFirst(): Promise<void> {
    const first = sale.value
    drop()
    if (first) await till.ask('sale.open', { saleId: first.saleId })
  }

  return { sale, asks, drop, takeAnyway, lookFirst }
})
