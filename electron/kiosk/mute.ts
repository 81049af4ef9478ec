import type { Lamp } from '../../contract/devices.ts'
import type { Devices } from '../devices/devices.ts'
import type { Log, Person } from '../till/parts.ts'

interface MuteParts {
  readonly devices: Pick<Devices, 'mute'>
  /** Who is at the till. */
  readonly person: () => Person | null
  readonly log: Log
  /** Called when it is muted, or is not any more. */
  readonly changed: () => void
}

/**
 * The mute key. Whoever pressed it knows that the till is silent; the next person does not. So it holds until it is pressed again or that
 * person signs out, and is in no file: a till that starts speaks (BEHAVIOUR 6, a mute key that does not outlive the shift).
 */
export function createMute({ devices, person, log, changed }: MuteParts) {
  let mutedBy: Person | null = null

  function set(muted: boolean): void {
    const by = muted ? person() : null
    if (mutedBy === by) return
    mutedBy = by
    log.info('voice.muted', { muted: by !== null, staffId: by?.staffId ?? null })
    devices.mute(by !== null)
    changed()
  }

  return {
    /** Without a person at the till there is nobody who could have muted it. */
    set,
    isMuted: () => mutedBy !== null,
    /** Something changed: whoever muted the till may have gone. */
    look(): void {
      if (mutedBy !== null && person() !== mutedBy) set(false)
    },
  }
}
export type Mute = ReturnType<typeof createMute>

/** The voice's lamp of a till that may be muted. What ails the voice beside that is told when it speaks again. */
export function voiceLamp(lamp: Lamp, muted: boolean): Lamp {
  return muted && lamp.reason !== 'off' ? { level: 'warn', reason: 'muted' } : lamp
}
