import type { Clock } from '../../contract/clock.ts'
import type { ScannerWay } from '../../contract/scanners.ts'
import { BY_ID, evdevOpener, openEvdev } from './evdev.ts'
import { openHid } from './hid.ts'
import type { OpenedScanner, OpenWay, ScannerEars } from './scanner.ts'
import { openSerial } from './serial.ts'

type Kinds = { readonly [K in ScannerWay['kind']]: OpenWay<Extract<ScannerWay, { kind: K }>> }

/** How a scanner of each kind is opened, once it is set up. A new kind is one line here, and one in the contract. */
const SET_UP: Kinds = { serial: openSerial, hid: openHid, evdev: openEvdev }

/** How one is listened to that nobody has set up yet: a keyboard is left to those who type on it. */
const TRIED: Kinds = { ...SET_UP, evdev: evdevOpener({ folder: BY_ID, grab: null }) }

function openBy(kinds: Kinds, way: ScannerWay, ears: ScannerEars, signal: AbortSignal, clock: Clock): Promise<OpenedScanner> {
  switch (way.kind) {
    case 'serial':
      return kinds.serial(way, ears, signal, clock)
    case 'hid':
      return kinds.hid(way, ears, signal, clock)
    case 'evdev':
      return kinds.evdev(way, ears, signal, clock)
  }
}

export const openSetUp: OpenWay<ScannerWay> = (...all) => openBy(SET_UP, ...all)
export const openTried: OpenWay<ScannerWay> = (...all) => openBy(TRIED, ...all)
