import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** The fields of a process's `stat` that follow its name. */
function statOf(pid: number): string[] {
  // The name in parentheses may hold anything, so the fields are counted from its end.
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
}

/** Every process and the one that started it. */
function parents(): Map<number, number> {
  const found = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      found.set(Number(name), Number(statOf(Number(name))[1]))
    } catch {
      // It ended in between.
    }
  }
  return found
}

/** A process and all below it. */
export function familyOf(pid: number): Set<number> {
  const above = parents()
  const family = new Set([pid])
  for (let before = 0; before < family.size;) {
    before = family.size
    for (const [child, parent] of above) if (family.has(parent)) family.add(child)
  }
  return family
}

/** How many processes of this program run that do not belong to `pid`. */
export function strangersOf(program: string, pid: number): number {
  const family = familyOf(pid)
  const runs = (one: number): boolean => {
    try {
      return readlinkSync(`/proc/${one}/exe`) === program
    } catch {
      return false
    }
  }
  return [...parents().keys()].filter((one) => !family.has(one) && runs(one)).length
}

/** Which of Electron's processes this is. */
function roleOf(pid: number): string {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  const type = /--type=([\w-]+)/.exec(words)?.[1] ?? 'main'
  return /--utility-sub-type=([\w.]+)/.exec(words)?.[1] ?? type
}

/** Memory by role, MB. Shared pages count by their share (PSS), so that the sum is what the app really takes. */
export function memoryOf(pid: number): Map<string, number> {
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

/** The kernel counts processor time in hundredths of a second, on every Linux that Electron runs on; ms. */
const TICK = 10

/** Processor time that a process and all below it have used so far, ms. */
export function processorTimeOf(pid: number): number {
  let ticks = 0
  for (const member of familyOf(pid)) {
    try {
      const stat = statOf(member)
      ticks += Number(stat[11]) + Number(stat[12])
    } catch {
      // It ended in between.
    }
  }
  return ticks * TICK
}
