import { beforeEach, expect, test } from 'vitest'
import type { Person } from '../../../electron/till/parts.ts'
import { createPresence } from '../../../electron/till/presence.ts'

const LI: Person = { staffId: '1206', name: '李婷', role: 'clerk', mayRefund: false, since: 0 }
const WANG: Person = { ...LI, staffId: '1207', name: '王磊' }
const MINUTE = 60_000

let elapsed = 0
let waiting: { at: number; call: () => void }[] = []
let minutes = 15
let busy = false
let locked: string[] = []
let presence: ReturnType<typeof createPresence>

/** Lets time pass, each call at its own moment. */
function pass(ms: number): void {
  const end = elapsed + ms
  for (;;) {
    const next = waiting.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
    if (!next) break
    waiting = waiting.filter((one) => one !== next)
    elapsed = next.at
    next.call()
  }
  elapsed = end
}

beforeEach(() => {
  elapsed = 0
  waiting = []
  minutes = 15
  busy = false
  locked = []
  presence = createPresence({
    clock: {
      elapsed: () => elapsed,
      after(ms, call) {
        const one = { at: elapsed + ms, call }
        waiting.push(one)
        return () => (waiting = waiting.filter((other) => other !== one))
      },
    },
    lockAfter: () => minutes * MINUTE,
    busy: () => busy,
    locked: ({ staffId }) => locked.push(staffId),
  })
})

test('locks after so many minutes without a touch, not before, and says whose till it is', () => {
  presence.came(LI)
  pass(15 * MINUTE - 1)
  expect(presence.person()).toEqual(LI)
  pass(1)
  expect(presence.person()).toBeNull()
  expect(presence.lockedFor()).toEqual(LI)
  expect(locked).toEqual(['1206'])
})

test('each touch begins the minutes anew', () => {
  presence.came(LI)
  for (let times = 0; times < 10; times++) {
    pass(14 * MINUTE)
    presence.touched()
  }
  expect(presence.person()).toEqual(LI)
  pass(15 * MINUTE)
  expect(presence.person()).toBeNull()
})

test('never while a payment is not over; soon after it is', () => {
  presence.came(LI)
  busy = true
  pass(60 * MINUTE)
  expect(presence.lock()).toBe(false)
  expect(presence.person()).toEqual(LI)
  busy = false
  pass(MINUTE)
  expect(presence.lockedFor()).toEqual(LI)
})

test('0 minutes never lock, and a setting that changes counts from then on', () => {
  minutes = 0
  presence.came(LI)
  pass(600 * MINUTE)
  expect(presence.person()).toEqual(LI)
  minutes = 5
  pass(MINUTE)
  expect(presence.lockedFor()).toEqual(LI)
})

test('whoever comes next, the same person or another, has the till; nothing is left to wait for once nobody has', () => {
  presence.came(LI)
  expect(presence.lock()).toBe(true)
  expect(presence.lock(), 'locked already').toBe(false)
  expect(waiting).toEqual([])
  presence.came(WANG)
  expect(presence.person()).toEqual(WANG)
  expect(presence.lockedFor()).toBeNull()
  presence.left()
  expect(presence.person()).toBeNull()
  expect(waiting).toEqual([])
  expect(presence.lock(), 'nobody is there').toBe(false)
})
