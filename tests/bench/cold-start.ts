import { setTimeout as pause } from 'node:timers/promises'
import type { Counter } from './counter.ts'
import { percentile, rounded, type Figure } from './figure.ts'

/** Between two starts, so that none pays for the end of the one before, ms. */
const REST = 400

/** Spawn until the window could be shown, ms. */
async function startOfBlank(counter: Counter): Promise<number> {
  const blank = counter.openBlank()
  const ms = (await blank.shownAt) - blank.spawnedAt
  await blank.quit()
  await pause(REST)
  return ms
}

/**
 * Spawn until the sign-in screen with its people is drawn in a window that could be shown, ms. It counts only if the screen
 * takes a key that is pressed in that moment.
 */
async function startOfTill(counter: Counter): Promise<{ usable: number; shown: number }> {
  const till = counter.openTill()
  const [shownAt, drawn] = await Promise.all([till.shownAt, till.face('signIn')])
  till.burst(['F6'])
  await till.face('number')
  const usable = Math.max(shownAt, drawn.at) - till.spawnedAt
  await till.quit()
  await pause(REST)
  return { usable, shown: shownAt - till.spawnedAt }
}

/** Starts of the two apps in turns, so that a machine that is busy is busy for both. The first of each warms the disk only. */
export async function coldStart(counter: Counter, runs: number, tell: (done: string) => void): Promise<Figure[]> {
  const blank: number[] = []
  const usable: number[] = []
  const shown: number[] = []
  await startOfBlank(counter)
  await startOfTill(counter)
  for (let run = 1; run <= runs; run++) {
    const empty = await startOfBlank(counter)
    const till = await startOfTill(counter)
    blank.push(empty)
    usable.push(till.usable)
    shown.push(till.shown)
    tell(`start ${run} of ${runs}: blank ${empty.toFixed(0)} ms, till ${till.usable.toFixed(0)} ms`)
  }
  const middle = (samples: readonly number[]): number => percentile(samples, 0.5)
  return [
    {
      name: 'cold start: blank window to ready, median',
      value: middle(blank),
      unit: 'ms',
      target: null,
      samples: blank.map(rounded),
    },
    {
      name: 'cold start: till to its window ready, median',
      value: middle(shown),
      unit: 'ms',
      target: null,
      samples: shown.map(rounded),
    },
    {
      name: 'cold start: till to a usable sign-in screen, median',
      value: middle(usable),
      unit: 'ms',
      target: null,
      samples: usable.map(rounded),
    },
    { name: 'cold start: till against blank', value: middle(usable) / middle(blank), unit: '×', target: 1.5 },
  ]
}
