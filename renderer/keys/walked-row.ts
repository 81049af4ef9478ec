import { nextTick, watch, type Ref } from 'vue'

/** Keeps the row that was walked to in sight, and hands the focus on to it. `chosen` tells rows apart. */
export function useWalkedRow(list: Readonly<Ref<HTMLElement | null>>, chosen: () => unknown): void {
  watch(chosen, async () => {
    await nextTick()
    const row = list.value?.querySelector<HTMLElement>('[aria-pressed=true]')
    row?.scrollIntoView({ block: 'nearest' })
    if (list.value?.contains(document.activeElement)) row?.focus()
  })
}
