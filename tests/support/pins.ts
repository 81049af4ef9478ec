import { ok } from '../../contract/faults.ts'
import { createOfflinePins, type OfflinePins, type Pins } from '../../electron/till/offline-pins.ts'

/** Passwords remembered in memory alone. */
export function pinsInMemory(now: () => number): OfflinePins {
  let pins: Pins | null = null
  const log = { info() {}, warn() {}, error() {} }
  return createOfflinePins({ kept: { read: () => ok(pins), write: (all) => void (pins = all) }, clock: { now }, log })
}
