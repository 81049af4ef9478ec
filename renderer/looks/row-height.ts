import { onScopeDispose, ref, type Ref } from 'vue'

/** A row's height in px: it follows the size of the letters, which follows the screen. Takes rem. */
export function useRowHeight(rem: number): Readonly<Ref<number>> {
  const height = ref(0)
  function measure(): void {
    height.value = Math.round(rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
  }
  measure()
  window.addEventListener('resize', measure)
  onScopeDispose(() => window.removeEventListener('resize', measure))
  return height
}
