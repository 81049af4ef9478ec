import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Counter } from './counter.ts'
import { percentile, rounded, type Figure } from './figure.ts'

const ROUNDS = 3
/** How long an app is left alone before its memory is read, ms: what a start leaves behind is collected by then. */
const SETTLING = 8000

/** Every process and the one that started it. */
function parents(): Map<number, number> {
  const found = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      // The name in parentheses may hold anything, so the fields are counted from its end.
      const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      found.set(Number(name), Number(parent))
    } catch {
      // It ended in between.
    }
  }
  return found
}

/** A process and all below it. */
function familyOf(pid: number): Set<number> {
  const above = parents()
  const family = new Set([pid])
  for (let before = 0; before < family.size;) {
    before = family.size
    for (const [child, parent] of above) if (family.has(parent)) family.add(child)
  }
  return family
}

/** Which of Electron's processes this is. */
function roleOf(pid: number): string {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  const type = /--type=([\w-]+)/.exec(words)?.[1] ?? 'main'
  return /--utility-sub-type=([\w.]+)/.exec(words)?.[1] ?? type
}

/** Memory by role, MB. Shared pages count by their share (PSS), so that the sum is what the app really takes. */
function memoryOf(pid: number): Map<string, number> {
  const found = new Map<string, number>()
  for (const member of familyOf(pid)) {
    try {
      const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${member}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
      const role = roleOf(member)
      found.set(role, (found.get(role) ?? 0) + kilobytes / 1024)
    } catch {
      // It ended in between.
    }
  }
  return found
}

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
  for (let round = 1; round <= ROUNDS; round++) {
    const empty = counter.openBlank()
    await empty.shownAt
    await pause(SETTLING)
    const ofBlank = memoryOf(empty.pid)
    await empty.quit()
    const full = counter.openTill()
    await counter.signIn(full)
    await pause(SETTLING)
    const ofTill = memoryOf(full.pid)
    await full.quit()
    blank.push(sum(ofBlank))
    till.push(sum(ofTill))
    tell(`memory ${round} of ${ROUNDS}: blank ${sum(ofBlank).toFixed(0)} MB (${spoken(ofBlank)})`)
    tell(`                till ${sum(ofTill).toFixed(0)} MB (${spoken(ofTill)})`)
  }
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
    { name: 'memory: till against blank', value: ofTill / ofBlank, unit: '×', target: 1.4 },
  ]
}
