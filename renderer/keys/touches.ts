/** Told no more often than this, ms: a till locks after minutes. */
const EVERY = 20_000

/** Calls `tell` when somebody presses a key or touches the screen while `counts`, at most every twenty seconds; answers how to end it. */
export function tellTouches(tell: () => void, counts: () => boolean): () => void {
  let told = Number.NEGATIVE_INFINITY
  const touched = ({ timeStamp }: Event): void => {
    if (!counts() || timeStamp - told < EVERY) return
    told = timeStamp
    tell()
  }
  const options = { capture: true, passive: true }
  for (const name of ['keydown', 'pointerdown'] as const) window.addEventListener(name, touched, options)
  return () => {
    for (const name of ['keydown', 'pointerdown'] as const) window.removeEventListener(name, touched, options)
  }
}
