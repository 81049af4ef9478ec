import { computed, onScopeDispose, shallowRef, type ComputedRef } from 'vue'
import type { CustomerScene } from '../../contract/customer-view.ts'

/** How long the customer sees that it is paid, or held, ms, however quickly the cashier goes on. */
const STAYS = 8000

const isResult = ({ what }: CustomerScene): boolean => ['paid', 'toppedUp', 'held'].includes(what)

/**
 * The scene that is on the screen. A paid sale, a top-up, or a held deposit, stays for its time, unless the next customer's has begun: the
 * till puts it away at the first figure of the next sum. Left in front at the till, it goes by itself all the same.
 */
export function useResultStays(): {
  readonly scene: ComputedRef<CustomerScene | null>
  readonly take: (next: CustomerScene) => void
} {
  const scene = shallowRef<CustomerScene | null>(null)
  let told: CustomerScene | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const isStaying = (): boolean => timer !== undefined
  function leave(): void {
    clearTimeout(timer)
    timer = undefined
  }

  function take(next: CustomerScene): void {
    const before = told
    told = next
    if (isResult(next)) {
      // The same once more, in another language or theme, or with more known of it: its time goes on.
      if (before?.what === next.what) {
        if (isStaying()) scene.value = next
        return
      }
      leave()
      scene.value = next
      timer = setTimeout(() => {
        leave()
        scene.value = told?.what === 'idle' ? told : { what: 'idle', pictures: [] }
      }, STAYS)
    } else if (next.what !== 'idle' || !isStaying()) {
      leave()
      scene.value = next
    }
  }

  onScopeDispose(leave)
  return { scene: computed(() => scene.value), take }
}
