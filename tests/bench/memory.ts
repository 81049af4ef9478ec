import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { electronProgram } from '../../build/electron/program.ts'
import type { Counter } from './counter.ts'
import { percentile, rounded, type Figure } from './figure.ts'
import { memoryOf, strangersOf } from './processes.ts'

const program = realpathSync(electronProgram(join(import.meta.dirname, '..', '..')))
const ROUNDS = 3
/** How long an app is left alone before its memory is read, ms: what a start leaves behind is collected by then. */
const SETTLING = 8000

const sum = (parts: ReadonlyMap<string, number>): number => [...parts.values()].reduce((total, part) => total + part, 0)

function spoken(parts: ReadonlyMap<string, number>): string {
  return [...parts]
    .sort(([, one], [, other]) => other - one)
    .map(([role, mb]) => `${role} ${mb.toFixed(0)}`)
    .join(', ')
}

/** Memory of the till, idle at the till screen, and of the blank app, one after the other and never both at once. */
export async function memory(counter: Counter, tell: (done: string) => void): Promise<Figure[]> {
  const blank: number[] = []
  const till: number[] = []
  let strangers = 0
  for (let round = 1; round <= ROUNDS; round++) {
    const empty = counter.openBlank()
    await empty.shownAt
    await pause(SETTLING)
    strangers += strangersOf(program, empty.pid)
    const ofBlank = memoryOf(empty.pid)
    await empty.quit()
    const full = counter.openTill()
    await counter.signIn(full)
    await pause(SETTLING)
    strangers += strangersOf(program, full.pid)
    const ofTill = memoryOf(full.pid)
    await full.quit()
    blank.push(sum(ofBlank))
    till.push(sum(ofTill))
    tell(`memory ${round} of ${ROUNDS}: blank ${sum(ofBlank).toFixed(0)} MB (${spoken(ofBlank)})`)
    tell(`                till ${sum(ofTill).toFixed(0)} MB (${spoken(ofTill)})`)
  }
  const note = strangers > 0 ? { note: 'not exact: another Electron ran and shared its pages' } : {}
  const [ofBlank, ofTill] = [percentile(blank, 0.5), percentile(till, 0.5)]
  return [
    { name: 'memory: blank window, all processes (PSS)', value: ofBlank, unit: 'MB', target: null, samples: blank.map(rounded) },
    {
      name: 'memory: till at the till screen, all processes (PSS)',
      value: ofTill,
      unit: 'MB',
      target: null,
      samples: till.map(rounded),
    },
    { name: 'memory: till against blank', value: ofTill / ofBlank, unit: '×', target: 1.4, ...note },
  ]
}
