import { CAMERA_ID, type ScannerRole } from '../../contract/device-choices.ts'
import type { CameraState } from '../../contract/camera.ts'
import type { Clock } from '../../contract/clock.ts'
import type { Lamp } from '../../contract/devices.ts'
import { ok, refuse } from '../../contract/faults.ts'
import type { Handlers } from './answer-request.ts'
import type { Log } from './log.ts'
import type { Publish } from './serve-requests.ts'
import type { SettingsBook } from './settings.ts'

interface Parts {
  readonly settings: Pick<SettingsBook, 'current'>
  readonly clock: Pick<Clock, 'elapsed'>
  /** Takes what was read the way of every scan. */
  readonly hear: (text: string, role: ScannerRole) => void
  readonly tell: Publish
  readonly changed: () => void
  readonly log: Log
}

export interface Camera {
  readonly handlers: Pick<Handlers, 'camera.state' | 'camera.read'>
  /** Null while it is switched off. */
  lamp(): Lamp | null
  /** For so many ms what it reads pays nothing; 0 ends that. */
  try(forMs: number): void
  /** Its page begins anew: nothing is known of it. */
  restarted(): void
}

/**
 * A camera as one more scanner (BEHAVIOUR F26). What its page says is believed while it is switched on, and in its role alone. What
 * was read is written down nowhere.
 */
export function createCamera({ settings, clock, hear, tell, changed, log }: Parts): Camera {
  let state: CameraState | null = null
  let lastRead: string | null = null
  /** What may still be held before a page that begins anew and knows of nothing. */
  let heldOver: string | null = null
  let triedUntil = Number.NEGATIVE_INFINITY
  const setup = () => settings.current().camera
  return {
    handlers: {
      'camera.state': (said) => {
        if (said.state !== state) {
          state = said.state
          log.info('camera.state', { state })
          changed()
        }
        return ok(null)
      },
      'camera.read': ({ text }) => {
        const { enabled, role } = setup()
        if (!enabled) return refuse('request.forbidden')
        const again = text === heldOver
        heldOver = null
        if (again) return ok(null)
        lastRead = text
        if (clock.elapsed() < triedUntil) tell('scanTried', { scannerId: CAMERA_ID, found: null, text, rawHex: '' })
        else hear(text, role)
        return ok(null)
      },
    },
    lamp() {
      if (!setup().enabled) return null
      if (state === null) return { level: 'warn', reason: 'starting' }
      return { level: state === 'fine' ? 'ok' : 'bad', reason: state }
    },
    try(forMs) {
      triedUntil = clock.elapsed() + forMs
    },
    restarted() {
      heldOver = lastRead
      if (state === null) return
      state = null
      changed()
    },
  }
}
