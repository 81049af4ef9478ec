import { isDeepStrictEqual } from 'node:util'
import type { PoleText } from '../../contract/poles.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import type { Devices } from '../devices/devices.ts'
import { customerViewOf } from './customer-view.ts'
import { poleTextOf } from './pole-text.ts'
import type { SettingsBook } from './settings.ts'

interface Parts {
  readonly devices: Pick<Devices, 'showPole'>
  readonly settings: Pick<SettingsBook, 'current'>
  readonly snapshot: () => Snapshot
}

/** Keeps the pole display on what the customer may know now. Answers whom to tell that something has changed at the till. */
export function keepPole({ devices, settings, snapshot }: Parts): () => void {
  let shown: PoleText | null = null
  return () => {
    if (settings.current().pole.kind === 'none') return
    const text = poleTextOf(customerViewOf(snapshot(), () => []))
    if (isDeepStrictEqual(text, shown)) return
    shown = text
    devices.showPole(text)
  }
}
