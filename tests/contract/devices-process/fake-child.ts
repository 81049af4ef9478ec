import { systemClock } from '../../../contract/clock.ts'
import type { Announcement, DevicesConfig, ToDevices } from '../../../contract/devices.ts'
import { slipDocumentSchema } from '../../../contract/slip.ts'
import type { Child } from '../../../electron/devices/child.ts'
import { superviseDevices } from '../../../electron/devices/supervisor.ts'
import { NOTHING_ELSE, onePrinter } from '../../support/devices-config.ts'
import { rememberingLog } from '../../unit/kiosk/scratch.ts'
import { allAt } from '../../support/loudness.ts'

export const config: DevicesConfig = {
  printers: onePrinter({ kind: 'none' }),
  ...NOTHING_ELSE,
  voice: { enabled: true, volume: allAt(80), device: null, pack: null },
  archive: null,
}
export const slip = slipDocumentSchema.parse({ kind: 'test', language: 'en', rows: [] })

export interface FakeChild extends Child {
  readonly heard: ToDevices[]
  killed: boolean
  say(message: unknown): void
  end(code: number): void
}

/** A devices process in this one, moved by hand. */
export function fakeChild(): FakeChild {
  let onMessage: (message: unknown) => void = () => undefined
  let onExit: (code: number | null) => void = () => undefined
  return {
    heard: [],
    killed: false,
    send(message) {
      this.heard.push(message)
    },
    onMessage(listener) {
      onMessage = listener
    },
    onExit(listener) {
      onExit = listener
    },
    kill() {
      this.killed = true
    },
    say: (message) => onMessage(message),
    end: (code) => onExit(code),
  }
}

/** A supervisor with processes that are moved by hand. */
export function supervise(spawnFails = () => false) {
  const children: FakeChild[] = []
  const log = rememberingLog()
  const spawn = () => {
    if (spawnFails()) throw new Error('no such program')
    const child = fakeChild()
    children.push(child)
    return child
  }
  const devices = superviseDevices({ spawn, config, clock: systemClock, log })
  const last = (): FakeChild => {
    const child = children.at(-1)
    if (child === undefined) throw new Error('nothing was started')
    return child
  }
  return { devices, children, last, log }
}
export const kinds = (child: FakeChild): string[] => child.heard.map((message) => message.type)
export const sentence = (id: string, staleAt: number): Announcement => ({
  id,
  tone: 'none',
  kind: 'payment',
  text: '',
  language: 'en',
  urgency: 1,
  staleAt,
})
