import { onScopeDispose } from 'vue'

type ScanHandler = (text: string) => void

interface Taker {
  readonly handler: ScanHandler
  readonly when: () => boolean
}
const takers: Taker[] = []

/**
 * Takes the scans while the component lives, for screens that know what a scan must be; otherwise the till asks main. `when`: while it is
 * false they are not for this screen.
 */
export function useScans(handler: ScanHandler, when: () => boolean = () => true): void {
  const taker = { handler, when }
  takers.push(taker)
  onScopeDispose(() => {
    const at = takers.indexOf(taker)
    if (at >= 0) takers.splice(at, 1)
  })
}

/** Gives a scan to the screen that takes scans itself; false when none does. */
export function offerScan(text: string): boolean {
  const taker = takers.findLast((one) => one.when())
  taker?.handler(text)
  return taker !== undefined
}
