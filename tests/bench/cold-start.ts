import { setTimeout as pause } from 'node:timers/promises'
import type { Counter } from './counter.ts'
import { percentile, rounded, type Figure } from './figure.ts'
import { processorTimeOf } from './processes.ts'

/** Between two starts, so that none pays for the end of the one before, ms. */
const REST = 400

interface Start {
  readonly shown: number
  /** The window can be shown and what belongs into it is drawn. */
  readonly usable: number
  /** Processor time used until then by all processes: what a busy machine does not change. */
  readonly work: number
}

async function startOfBlank(counter: Counter): Promise<Start> {
  const blank = counter.openBlank()
  const shown = (await blank.shownAt) - blank.spawnedAt
  const work = processorTimeOf(blank.pid)
  await blank.quit()
  await pause(REST)
  return { shown, usable: shown, work }
}

/** Usable is the sign-in screen with its people, and only if it takes a key that is pressed in the moment it is drawn. */
async function startOfTill(counter: Counter): Promise<Start> {
  const till = counter.openTill()
  const [shownAt, drawn] = await Promise.all([till.shownAt, till.face('signIn')])
  const work = processorTimeOf(till.pid)
  const pressed = till.press('F6')
  await till.face('number')
  await pressed
  await till.quit()
  await pause(REST)
  const usable = Math.max(shownAt, drawn.at) - till.spawnedAt
  return { shown: shownAt - till.spawnedAt, usable, work }
}

/** Starts of the two apps in turns, so that a machine that is busy is busy for both. The first of each warms the disk only. */
export async function coldStart(counter: Counter, runs: number, tell: (done: string) => void): Promise<Figure[]> {
  const blanks: Start[] = []
  const tills: Start[] = []
  await startOfBlank(counter)
  await startOfTill(counter)
  for (let run = 1; run <= runs; run++) {
    const blank = await startOfBlank(counter)
    const till = await startOfTill(counter)
    blanks.push(blank)
    tills.push(till)
    tell(`start ${run} of ${runs}: blank ${blank.usable.toFixed(0)} ms, till ${till.usable.toFixed(0)} ms`)
  }
  const middle = (name: string, starts: readonly Start[], pick: (one: Start) => number): Figure & { value: number } => {
    const samples = starts.map(pick)
    return { name, value: percentile(samples, 0.5), unit: 'ms', target: null, samples: samples.map(rounded) }
  }
  const blank = middle('cold start: blank window to ready, median', blanks, ({ usable }) => usable)
  const till = middle('cold start: till to a usable sign-in screen, median', tills, ({ usable }) => usable)
  return [
    blank,
    middle('cold start: till to its window ready, median', tills, ({ shown }) => shown),
    till,
    { name: 'cold start: till against blank', value: till.value / blank.value, unit: '×', target: 1.5 },
    middle('cold start: processor time of the blank window, median', blanks, ({ work }) => work),
    middle('cold start: processor time of the till, median', tills, ({ work }) => work),
  ]
}
