import { computed, onUnmounted, ref, shallowRef } from 'vue'
import type { Fault } from '../../contract/faults.ts'
import { useTill } from './till.ts'

/** Signing in by a QR that the phone scans, where that is switched on (BEHAVIOUR F02). The QR is main's; the page asks for it and shows it. */
export function usePhoneSignIn() {
  const till = useTill()
  const open = ref(false)
  const refused = shallowRef<Fault | null>(null)

  const offered = computed(() => till.snapshot?.signInByPhone ?? false)
  const code = computed(() => till.snapshot?.signInCode ?? null)
  const asking = computed(() => till.isWaitingFor('staff.showCode'))

  /** A fresh QR; the one before is over. */
  async function show(): Promise<void> {
    if (asking.value) return
    open.value = true
    refused.value = null
    const outcome = await till.askQuietly('staff.showCode', {})
    if (!outcome.ok) refused.value = outcome.fault
  }
  function hide(): void {
    if (!open.value) return
    open.value = false
    void till.askQuietly('staff.hideCode', {})
  }
  // Nobody sees it any more: an answer of some phone must not let anybody in.
  onUnmounted(hide)

  return {
    open: computed(() => open.value && offered.value),
    offered,
    /** One that can be scanned. */
    live: computed(() => (code.value?.over === false ? code.value : null)),
    /** Why there is none, or why it is over. */
    fault: computed(() => refused.value ?? (code.value?.over ? code.value.fault : null)),
    asking,
    show,
    hide,
  }
}
export type PhoneSignIn = ReturnType<typeof usePhoneSignIn>
