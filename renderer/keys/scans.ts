import { onScopeDispose } from 'vue'

type ScanHandler = (text: string) => void

const handlers: ScanHandler[] = []

/** Takes the scans while the component lives, for screens that know what a scan must be; otherwise the till asks main. */
export function useScans(handler: ScanHandler): void {
  handlers.push(handler)
  onScopeDispose(() => {
    const at = handlers.indexOf(handler)
    if (at >= 0) handlers.splice(at, 1)
  })
}

/** Gives a scan to the screen that takes scans itself; false when none does. */
export function offerScan(text: string): boolean {
  const handler = handlers.at(-1)
  handler?.(text)
  return handler !== undefined
}
