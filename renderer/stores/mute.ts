import { computed } from 'vue'
import { useTill } from './till.ts'

/** The mute key, for whoever is at the till (BEHAVIOUR 6). */
export function useMute() {
  const till = useTill()
  const muted = computed(() => till.snapshot?.muted ?? false)
  const mayMute = computed(() => till.snapshot?.stage === 'selling')

  function toggle(): void {
    if (mayMute.value) void till.ask('devices.mute', { muted: !muted.value })
  }

  return { muted, mayMute, toggle }
}
