import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Pinged } from '../../../cloudpay/client/client.ts'
import { systemClock } from '../../../contract/clock.ts'
import { createLineKeeper } from '../../../electron/till/line.ts'

const [FIRST, SECOND, THIRD] = ['https://a.example/cpay/', 'https://b.example/cpay/', 'https://c.example/cpay/'] as const

beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 9) }))
afterEach(() => vi.useRealTimers())

function world() {
  const alive = new Set<string>([FIRST, SECOND, THIRD])
  let present: string = FIRST
  const moves: string[] = []
  const pinged: string[] = []
  let warmed = 0
  let serverOff = 0
  const keeper = createLineKeeper({
    clock: { ...systemClock, elapsed: () => 0 },
    ping(baseUrls): Promise<Pinged | null> {
      pinged.push(...baseUrls)
      const baseUrl = baseUrls.find((one) => alive.has(one))
      return Promise.resolve(baseUrl === undefined ? null : { baseUrl, ms: 20, serverTime: Date.now() + serverOff })
    },
    baseUrls: () => [FIRST, SECOND, THIRD],
    open: () => ({
      host: () => present,
      useHost(baseUrl) {
        present = baseUrl
      },
      warm() {
        warmed += 1
        return Promise.resolve(true)
      },
    }),
    changed() {},
    moved: (host) => moves.push(host),
  })
  return {
    keeper,
    alive,
    moves,
    pinged,
    present: () => present,
    warmed: () => warmed,
    setServerOff: (ms: number) => (serverOff = ms),
    callMovedTo: (baseUrl: string) => (present = baseUrl),
  }
}

test('the host in use is kept as long as it answers, and no other is bothered', async () => {
  const { keeper, moves, pinged } = world()
  await keeper.look()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(new Set(pinged)).toEqual(new Set([FIRST]))
  expect(pinged.length).toBeGreaterThan(5)
  expect(moves).toEqual([])
  expect(keeper.lamp()).toEqual({ level: 'ok', reason: 'fine' })
})

test('a call without an answer makes it look at once, and a silent host gives way to one that answers', async () => {
  const { keeper, alive, moves, present } = world()
  await keeper.look()
  alive.delete(FIRST)
  keeper.broke()
  await vi.advanceTimersByTimeAsync(0)
  expect(present()).toBe(SECOND)
  expect(moves).toEqual(['b.example'])
  alive.add(FIRST)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(present(), 'back and forth would help nobody').toBe(SECOND)
})

test('a move that a call made by itself is told too, once', async () => {
  const { keeper, moves, callMovedTo } = world()
  await keeper.look()
  callMovedTo(THIRD)
  keeper.broke()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(moves).toEqual(['c.example'])
})

test('with nobody there the lamp says so, and every 5 s it tries again', async () => {
  const { keeper, alive, pinged } = world()
  alive.clear()
  await keeper.look()
  expect(keeper.lamp()).toEqual({ level: 'bad', reason: 'noAnswer' })
  const before = pinged.length
  await vi.advanceTimersByTimeAsync(5_000)
  expect(pinged.length).toBeGreaterThan(before)
  alive.add(THIRD)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(keeper.lamp().reason).toBe('fine')
})

test('the connection is exercised every 2 minutes, and when a payment is near', async () => {
  const { keeper, warmed } = world()
  keeper.warm()
  expect(warmed()).toBe(1)
  await vi.advanceTimersByTimeAsync(119_000)
  expect(warmed()).toBe(1)
  keeper.warm()
  expect(warmed()).toBe(2)
  await vi.advanceTimersByTimeAsync(119_000)
  expect(warmed(), 'counted anew from then').toBe(2)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(warmed()).toBe(3)
  keeper.stop()
  await vi.advanceTimersByTimeAsync(500_000)
  expect(warmed()).toBe(3)
})

test('a clock that is days off is known by the server’s; a second more or less is noise', async () => {
  const { keeper, setServerOff } = world()
  setServerOff(1500)
  await keeper.look()
  expect(keeper.serverNow()).toBe(Date.now())
  setServerOff(-86_400_000)
  await keeper.look()
  expect(keeper.serverNow()).toBe(Date.now() - 86_400_000)
})
