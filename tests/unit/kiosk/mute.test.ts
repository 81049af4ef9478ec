import { expect, test } from 'vitest'
import { createMute, voiceLamp } from '../../../electron/kiosk/mute.ts'
import type { Person } from '../../../electron/till/parts.ts'

/** The mute key: silent until it is pressed again, and no longer than the one who pressed it is there (BEHAVIOUR 6). */

const person = (staffId: string): Person => ({ staffId, name: staffId, role: 'clerk', mayRefund: false, since: 0 })

function room(there: Person | null) {
  let now = there
  const told: boolean[] = []
  const logged: unknown[] = []
  let changes = 0
  const mute = createMute({
    devices: { mute: (muted) => void told.push(muted) },
    person: () => now,
    log: { info: (event, facts) => void logged.push([event, facts]), warn() {}, error() {} },
    changed: () => (changes += 1),
  })
  return {
    mute,
    told,
    logged,
    changes: () => changes,
    comes(next: Person | null) {
      now = next
      mute.look()
    },
  }
}

test('it holds until it is pressed again, and the devices hear of each change once', () => {
  const { mute, told, logged, changes } = room(person('1206'))
  for (const pressed of [true, true, false, false]) mute.set(pressed)
  expect(told).toEqual([true, false])
  expect(changes()).toBe(2)
  expect(mute.isMuted()).toBe(false)
  expect(logged[0]).toEqual(['voice.muted', { muted: true, staffId: '1206' }])
})

test('whoever signs out takes it along: the next person hears the till, also under the same number', () => {
  const { mute, told, comes } = room(person('1206'))
  mute.set(true)
  mute.look()
  expect(mute.isMuted()).toBe(true)
  comes(null)
  expect([mute.isMuted(), told]).toEqual([false, [true, false]])
  comes(person('1206'))
  mute.set(true)
  comes(person('1206'))
  expect(mute.isMuted()).toBe(false)
})

test('with nobody at the till there is nobody to mute it', () => {
  const { mute, told } = room(null)
  mute.set(true)
  expect([mute.isMuted(), told]).toEqual([false, []])
})

test('a muted till is seen by its lamp, whatever else ails the voice; one that is switched off stays off', () => {
  const fine = { level: 'ok', reason: 'fine' } as const
  expect(voiceLamp(fine, true)).toEqual({ level: 'warn', reason: 'muted' })
  expect(voiceLamp({ level: 'warn', reason: 'noVoice' }, true).reason).toBe('muted')
  expect(voiceLamp({ level: 'warn', reason: 'off' }, true).reason).toBe('off')
  expect(voiceLamp(fine, false)).toEqual(fine)
})
