import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { CAMERA_ID } from '../../contract/device-choices.ts'
import type { ScannerSetup, ScanTried } from '../../contract/scanners.ts'
import { useDeviceSettings } from './device-settings.ts'
import { useTill } from './till.ts'

/** How long a trial lasts, ms. */
const TRIAL_MS = 60_000
/** How much later than the devices process the page may hear the keys of one scan, ms. */
const KEYS_LATER_MS = 2000

/** A free id for one more scanner. */
export function freeScannerId(taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const id = `scanner-${number}`
    if (!taken.includes(id)) return id
  }
}

/** What the last scan of a trial was, and whose. A keyboard scanner is heard by the page itself. */
export interface Tried {
  readonly from: string
  readonly text: string
  readonly rawHex: string
  /** The scanner, while it is not set up and no mere keyboard. */
  readonly found: ScanTried['found']
  /** It is set up. */
  readonly known: boolean
}

/**
 * Scanners are tried, or one is added: what is read is shown here, and pays nothing. While it lasts the page's own scans come
 * here too.
 */
export const useScannerTrial = defineStore('scannerTrial', () => {
  const till = useTill()
  const devices = useDeviceSettings()
  const mode = ref<'none' | 'try' | 'add'>('none')
  const until = ref(0)
  const last = shallowRef<Tried | null>(null)
  const added = ref<'none' | 'added' | 'already' | 'asKeyboard'>('none')
  const addedName = ref('')
  let addedAt = Number.NEGATIVE_INFINITY

  const on = computed(() => mode.value !== 'none' && till.now < until.value)
  const secondsLeft = computed(() => Math.ceil(Math.min(TRIAL_MS, Math.max(0, until.value - till.now)) / 1000))

  async function begin(wanted: 'try' | 'add'): Promise<void> {
    last.value = null
    added.value = 'none'
    const outcome = await till.ask('devices.tryScanners', { forMs: TRIAL_MS })
    if (!outcome.ok) return
    mode.value = wanted
    until.value = till.now + TRIAL_MS
  }

  function end(): void {
    if (mode.value === 'none') return
    mode.value = 'none'
    void till.askQuietly('devices.tryScanners', { forMs: 0 })
  }

  const setups = (): ScannerSetup[] => devices.settings?.scanners.map(({ setup }) => setup) ?? []

  async function add(found: NonNullable<ScanTried['found']>): Promise<void> {
    mode.value = 'none'
    addedAt = till.now
    await till.askQuietly('devices.tryScanners', { forMs: 0 })
    const setup = { id: freeScannerId(setups().map(({ id }) => id)), name: found.model.slice(0, 40), way: found.way }
    if (!(await devices.change('devices.setScanners', { scanners: [...setups(), setup] }))) return
    addedName.value = setup.name
    added.value = 'added'
  }

  /** Sets up the scanner that was heard last. */
  async function keep(): Promise<void> {
    const found = last.value?.found
    if (found) await add(found)
  }

  function hear({ scannerId, found, text, rawHex }: ScanTried): void {
    if (scannerId === CAMERA_ID && mode.value === 'add') return
    if (mode.value === 'add') {
      if (found !== null) void add(found)
      else added.value = 'already'
      return
    }
    const own = setups().find(({ id }) => id === scannerId)
    if (on.value)
      last.value = { from: own?.name || found?.model || scannerId || '', text, rawHex, found, known: scannerId !== null }
  }

  /**
   * A scan that the page heard as keys; false when it belongs to the till. A keyboard scanner that is being added is heard on both
   * ways, and its keys may come later than what the devices said of it.
   */
  function hearKeys(text: string): boolean {
    if (!on.value) return till.now < addedAt + KEYS_LATER_MS
    if (mode.value === 'add') added.value = 'asKeyboard'
    else if (last.value?.text !== text) last.value = { from: '', text, rawHex: '', found: null, known: false }
    return true
  }

  return { mode, on, last, added, addedName, secondsLeft, begin, end, keep, hear, hearKeys }
})
