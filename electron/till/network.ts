import type { Pinged } from '../../cloudpay/client/client.ts'
import type { Clock } from '../../contract/clock.ts'
import type { Lamp } from '../../contract/devices.ts'

/** How often the network is tried when all is well, and when it is not, ms. */
const WHEN_FINE = 60_000
const WHEN_LOST = 5_000
/** A host that needs longer than this is named slow, ms. */
const SLOW = 3_000

/** Tries the hosts now and then, so that the lamp tells the truth before a customer stands there. */
export function createNetworkWatch(parts: { clock: Clock; ping: () => Promise<Pinged | null>; changed: () => void }) {
  let lamp: Lamp = { level: 'warn', reason: 'starting' }
  let callOff: (() => void) | null = null
  let stopped = false

  async function look(): Promise<Pinged | null> {
    callOff?.()
    const pinged = await parts.ping().catch(() => null)
    if (stopped) return pinged
    const before = lamp
    lamp =
      pinged === null
        ? { level: 'bad', reason: 'noAnswer' }
        : pinged.ms > SLOW
          ? { level: 'warn', reason: 'slow' }
          : { level: 'ok', reason: 'fine' }
    if (lamp.reason !== before.reason) parts.changed()
    callOff?.()
    callOff = parts.clock.after(pinged === null ? WHEN_LOST : WHEN_FINE, () => void look())
    return pinged
  }

  return {
    look,
    lamp: (): Lamp => lamp,
    stop(): void {
      stopped = true
      callOff?.()
    },
  }
}
export type NetworkWatch = ReturnType<typeof createNetworkWatch>
