import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { DeviceSettings } from '../../contract/device-requests.ts'
import type { Question } from '../../contract/requests.ts'
import { nextOf } from '../entry/next-of.ts'
import { useTill } from './till.ts'

export const GROUPS = ['printer', 'receipt', 'scanner', 'voice', 'oneCode', 'customer', 'machine'] as const
export type SettingGroup = (typeof GROUPS)[number]

type Setting =
  | `devices.${'add' | 'remove' | 'move'}Printer`
  | 'devices.setPrinter'
  | 'devices.setReceipt'
  | 'devices.setVoice'
  | 'devices.setOneCode'
  | 'devices.setScanners'
  | 'devices.setCamera'
  | 'devices.setCustomerSide'

/** How the devices are set up, as the main process last said; the page changes nothing by itself. */
export const useDeviceSettings = defineStore('deviceSettings', () => {
  const till = useTill()
  const group = ref<SettingGroup>('printer')
  const settings = shallowRef<DeviceSettings | null>(null)
  /** The printer that is shown, of those that are set up. */
  const printerId = ref<string | null>(null)
  const printer = computed(
    () => settings.value?.printers.find(({ setup }) => setup.id === printerId.value) ?? settings.value?.printers[0] ?? null,
  )
  let asked = 0
  let shown = 0

  const role = computed(() => till.snapshot?.person?.role ?? 'clerk')
  /** The daily ones: printer, receipts and voice. */
  const mayChange = computed(() => role.value !== 'clerk')
  /** What an installer sets up: scanners and the customer's side. */
  const mayInstall = computed(() => role.value === 'admin')

  async function look(): Promise<void> {
    const mine = ++asked
    const outcome = await till.ask('devices.look', {})
    if (!outcome.ok || mine < shown) return
    shown = mine
    settings.value = outcome.value
  }

  /** Changes, and shows what came of it. */
  async function change<N extends Setting>(name: N, wish: Question<N>): Promise<boolean> {
    const outcome = await till.ask(name, wish)
    await look()
    return outcome.ok
  }

  function step(by: 1 | -1): void {
    group.value = nextOf(GROUPS, group.value, by)
  }

  /** Lamps come with the snapshot: what stands beside them is asked for again when they change. */
  watch(
    () => JSON.stringify([till.snapshot?.lamps, till.snapshot?.slipsWaiting]),
    () => {
      if (settings.value !== null) void look()
    },
  )

  return { group, settings, printer, printerId, mayChange, mayInstall, look, change, step }
})
