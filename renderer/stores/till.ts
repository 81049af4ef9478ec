import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Fault, Outcome } from '../../contract/faults.ts'
import type { Answer, Question, RequestName } from '../../contract/requests.ts'
import type { SaleView } from '../../contract/views.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import { dayOf } from '../../contract/days.ts'

/** How long a refused act stays on the screen, ms. */
const FAULT_STAYS = 8000

/**
 * What the main process last said, and the one way to ask it. The page keeps no truth of its own: a reloaded page asks for
 * the snapshot and is where it was.
 */
export const useTill = defineStore('till', () => {
  const snapshot = shallowRef<Snapshot | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const remark = shallowRef<string | null>(null)
  /** The till's clock, epoch ms, moving on between snapshots. */
  const now = ref(Date.now())
  const waitingFor = ref<readonly RequestName[]>([])

  let clockOffset = 0
  let faultTimer: ReturnType<typeof setTimeout> | undefined

  const sale = computed(() => snapshot.value?.sale ?? null)
  const today = computed(() => dayOf(now.value))

  function take(next: Snapshot): void {
    if (snapshot.value && next.revision < snapshot.value.revision) return
    snapshot.value = next
    clockOffset = next.now - Date.now()
    now.value = next.now
  }

  function tick(): void {
    now.value = Date.now() + clockOffset
  }

  function report(next: Fault): void {
    fault.value = next
    clearTimeout(faultTimer)
    faultTimer = setTimeout(() => (fault.value = null), FAULT_STAYS)
  }

  function forgetFault(): void {
    clearTimeout(faultTimer)
    fault.value = null
  }

  /** A short word that something was done, for example where the diagnostics lie; spoken politely, gone by itself. */
  function say(text: string): void {
    remark.value = text
    setTimeout(() => {
      if (remark.value === text) remark.value = null
    }, FAULT_STAYS)
  }

  /** Asks and leaves a refusal to the caller. An answer that never comes because the bridge broke is a fault as well. */
  async function askQuietly<N extends RequestName>(name: N, question: Question<N>): Promise<Outcome<Answer<N>>> {
    waitingFor.value = [...waitingFor.value, name]
    try {
      return await window.guitai.ask(name, question)
    } catch {
      return { ok: false, fault: { code: 'request.failed' } }
    } finally {
      const at = waitingFor.value.indexOf(name)
      waitingFor.value = waitingFor.value.filter((_, index) => index !== at)
    }
  }

  /** Asks, and shows a refusal as a sentence. */
  async function ask<N extends RequestName>(name: N, question: Question<N>): Promise<Outcome<Answer<N>>> {
    const outcome = await askQuietly(name, question)
    if (outcome.ok) forgetFault()
    else report(outcome.fault)
    return outcome
  }

  const isWaitingFor = (name: RequestName): boolean => waitingFor.value.includes(name)

  /** Shows what the main process has just answered (a sale, or none), until its next snapshot says the same. */
  function showSale(view: SaleView | null, revisionBefore: number): void {
    if (snapshot.value && snapshot.value.revision === revisionBefore) snapshot.value = { ...snapshot.value, sale: view }
  }

  /** Begins to listen; answers a function that ends it. */
  function connect(): () => void {
    const stopListening = window.guitai.on('snapshot', take)
    const clock = setInterval(tick, 1000)
    void askQuietly('app.snapshot', {}).then((outcome) => {
      if (outcome.ok) take(outcome.value)
      else report(outcome.fault)
    })
    return () => {
      stopListening()
      clearInterval(clock)
    }
  }

  return { snapshot, sale, fault, remark, now, today, connect, ask, askQuietly, isWaitingFor, report, forgetFault, say, showSale }
})
