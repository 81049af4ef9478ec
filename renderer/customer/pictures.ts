import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue'

/** How long each picture is seen, ms. */
const EACH = 10_000
/** A picture larger than this would take too much memory to draw, in pixels. */
const MOST_PIXELS = 25_000_000

const urlOf = (name: string): string => `./pictures/${encodeURIComponent(name)}`

/** Whether a picture can be drawn; once it can, it is in memory and seen at once. */
async function isSound(url: string): Promise<boolean> {
  const image = new Image()
  image.src = url
  try {
    await image.decode()
  } catch {
    return false
  }
  return image.naturalWidth * image.naturalHeight <= MOST_PIXELS
}

/** The picture to show now, one after the other; null while there is none. What cannot be drawn is passed over. */
export function usePictures(names: Ref<readonly string[]>): Readonly<Ref<string | null>> {
  const shown = shallowRef<string | null>(null)
  let round = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function showFrom(start: number, mine: number): Promise<void> {
    const list = names.value
    for (let step = 0; step < list.length; step++) {
      const index = (start + step) % list.length
      const url = urlOf(list[index] ?? '')
      const sound = url === shown.value || (await isSound(url))
      if (mine !== round) return
      if (!sound) continue
      shown.value = url
      timer = setTimeout(() => void showFrom(index + 1, mine), EACH)
      return
    }
    shown.value = null
  }

  function stop(): void {
    clearTimeout(timer)
    round++
  }

  watch(
    () => names.value.join('\n'),
    () => {
      stop()
      void showFrom(0, round)
    },
    { immediate: true },
  )
  onScopeDispose(stop)
  return readonly(shown)
}
