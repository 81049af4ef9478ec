import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Fault } from '../../contract/faults.ts'
import type { ShopCode } from '../../contract/one-code.ts'
import { codeRows, turned } from '../entry/shop-codes.ts'
import { useDeviceSettings } from './device-settings.ts'
import { useTill } from './till.ts'

/** The shop's QR codes, as Cloud Pay last named them, and which of them are followed. */
export const useShopCodes = defineStore('shopCodes', () => {
  const till = useTill()
  const devices = useDeviceSettings()
  /** Null before Cloud Pay has answered, and when it did not. */
  const found = shallowRef<readonly ShopCode[] | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const asking = computed(() => till.isWaitingFor('oneCode.codes'))
  const rows = computed(() => codeRows(devices.settings?.oneCode.codes ?? [], found.value))
  let before: Promise<unknown> = Promise.resolve()

  async function ask(): Promise<void> {
    if (asking.value) return
    fault.value = null
    const outcome = await till.askQuietly('oneCode.codes', {})
    found.value = outcome.ok ? outcome.value.codes : null
    if (!outcome.ok) fault.value = outcome.fault
  }

  /** Ticks or unticks. The list is asked for as a whole: each press begins with what came of the one before. */
  function turn(code: ShopCode): void {
    before = before.then(() => {
      const ticked = devices.settings?.oneCode.codes
      return ticked && devices.change('devices.setOneCode', { codes: turned(ticked, code) })
    })
  }

  return { found, fault, asking, rows, ask, turn }
})
