import { readdirSync, readFileSync } from 'node:fs'

function parents(): Map<number, number> {
  const found = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      // The name in parentheses may hold anything, so the fields are counted from its end.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      found.set(Number(name), Number(fields[1]))
    } catch {
      // It ended in between.
    }
  }
  return found
}

/** Memory of a process and all below it, in MB. Shared pages are counted by their share (PSS), so the sum is honest. */
export function memoryOf(pid: number): number {
  const above = parents()
  const family = new Set([pid])
  for (let grown = true; grown;) {
    grown = false
    for (const [child, parent] of above) {
      if (!family.has(parent) || family.has(child)) continue
      family.add(child)
      grown = true
    }
  }
  let kilobytes = 0
  for (const member of family) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${member}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      // It ended in between.
    }
  }
  return kilobytes / 1024
}
