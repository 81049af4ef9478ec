import { expect, test } from 'vitest'
import { OPEN_RELEASE_STATES, RELEASE_STATES } from '../../../contract/states.ts'
import { RELEASE_EVENTS, RELEASE_TABLE } from '../../../electron/till/release-machine.ts'

const cells = RELEASE_STATES.flatMap((state) =>
  RELEASE_EVENTS.map((event) => ({ state, event, next: RELEASE_TABLE[state][event] ?? null })),
)

test('nothing that is merely unknown leads to failed', () => {
  const unsure = ['noAnswer', 'deadline', 'absent', 'doubtfulRefusal', 'numberUsed', 'differs', 'accepted']
  for (const { state, event, next } of cells.filter((cell) => unsure.includes(cell.event)))
    expect(next?.to ?? 'stays', `${state} × ${event}`).not.toBe('failed')
})

test('a release is announced and printed once it went back, and not when it is merely taken on', () => {
  for (const { state, event, next } of cells) {
    const told = next?.effects.some((effect) => effect === 'slip' || effect === 'sayReleased') ?? false
    expect(told, `${state} × ${event}`).toBe(next?.to === 'succeeded')
  }
})

test('it leaves again under its number only while it may not have arrived', () => {
  for (const { state, next } of cells) if (next?.effects.includes('sendAgain')) expect(state).toBe('sending')
})

test('every open release goes on being asked about, or waits for a person', () => {
  for (const state of OPEN_RELEASE_STATES.filter((one) => one !== 'conflict'))
    for (const event of ['accepted', 'succeeded', 'failedThere', 'absent', 'noAnswer', 'differs'] as const)
      expect(RELEASE_TABLE[state][event], `${state} × ${event}`).toBeDefined()
})

test('what went back stays so', () => {
  expect(RELEASE_TABLE.succeeded).toEqual({})
})
