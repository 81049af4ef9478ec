import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { PrinterWish } from '../../contract/device-requests.ts'
import type { PrinterFound, PrintOutcome } from '../../contract/printers.ts'
import type { Question } from '../../contract/requests.ts'
import { useDeviceSettings } from './device-settings.ts'
import { usePlace } from './place.ts'
import { useTill } from './till.ts'

export const SET_UP_STEPS = ['printer', 'scanner', 'sound'] as const
export type SetUpStep = (typeof SET_UP_STEPS)[number]

/** What people see on the paper of the test page. */
export type PaperSays = 'right' | 'garbled' | 'nothing'

/**
 * The first printer, scanner and voice, one step after the other (BEHAVIOUR F01). Each step can be passed over. The printer is the
 * first of the list, which is there in name before it is set up; what is there already stays unless somebody chooses another.
 */
export const useSetUp = defineStore('setUp', () => {
  const till = useTill()
  const place = usePlace()
  const devices = useDeviceSettings()
  const step = ref<SetUpStep>('printer')
  const found = shallowRef<readonly PrinterFound[] | null>(null)
  /** It was set up here, not found as it was. */
  const chosenHere = ref(false)
  /** Another one than the one that is there. */
  const wantsAnother = ref(false)
  const outcome = shallowRef<PrintOutcome | null>(null)
  const paper = ref<PaperSays | null>(null)
  /** The till has just been told to draw its slips. */
  const drawnNow = ref(false)

  const printer = computed(() => devices.settings?.printers[0]?.setup ?? null)
  const hasPrinter = computed(() => printer.value !== null && printer.value.printer.kind !== 'none')
  const choosing = computed(() => wantsAnother.value || !hasPrinter.value)
  const last = computed(() => step.value === SET_UP_STEPS.at(-1))

  function begin(): void {
    step.value = 'printer'
    chosenHere.value = false
    wantsAnother.value = false
    outcome.value = null
    paper.value = null
    drawnNow.value = false
    place.goToSetUp()
  }

  async function look(): Promise<void> {
    if (till.isWaitingFor('devices.findPrinters')) return
    const answer = await till.ask('devices.findPrinters', {})
    if (answer.ok) found.value = answer.value
  }

  /** Changes the first printer. */
  const change = async (wish: Omit<Question<'devices.setPrinter'>, 'id'>): Promise<boolean> =>
    printer.value !== null && (await devices.change('devices.setPrinter', { id: printer.value.id, ...wish }))

  /** Its own name stands for it in the list; one that is typed in has none. */
  async function use(wish: PrinterWish, name = ''): Promise<void> {
    if (!(await change({ printer: wish, name: name.slice(0, 40) }))) return
    chosenHere.value = true
    wantsAnother.value = false
    outcome.value = null
    paper.value = null
  }

  function useFound({ config, name }: PrinterFound): void {
    void use(config.kind === 'virtual' ? { kind: 'virtual' } : config, name)
  }

  async function print(): Promise<void> {
    if (printer.value === null || till.isWaitingFor('devices.testPrint')) return
    outcome.value = null
    paper.value = null
    drawnNow.value = false
    const answer = await till.ask('devices.testPrint', { id: printer.value.id })
    if (answer.ok) outcome.value = answer.value
  }

  /** What stands on the paper. Garbled as text, slips are drawn from now on, and that is said. */
  async function tell(says: PaperSays): Promise<void> {
    paper.value = says
    if (says !== 'garbled' || printer.value?.paper.mode !== 'text') return
    drawnNow.value = await change({ paper: { mode: 'image' } })
    outcome.value = null
  }

  function go(to: SetUpStep): void {
    step.value = to
  }

  function move(by: 1 | -1): void {
    const next = SET_UP_STEPS[SET_UP_STEPS.indexOf(step.value) + by]
    if (next) go(next)
  }

  /** Ends it, whatever was done: nobody is asked a second time. */
  async function leave(): Promise<void> {
    place.goToTill()
    if (till.snapshot?.offersSetUp) await till.ask('app.putSetUpAway', {})
  }

  const next = (): void => (last.value ? void leave() : move(1))

  return {
    ...{ step, last, found, printer, hasPrinter, chosenHere, wantsAnother, choosing, outcome, paper, drawnNow },
    ...{ begin, look, change, use, useFound, print, tell, go, move, next, leave },
  }
})
