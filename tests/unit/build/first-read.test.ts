import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')

/** What a module reads before its first line runs, over all modules of the house below it. Imports of types are none. */
function packagesReadBy(entry: string, seen = new Set<string>()): Set<string> {
  const found = new Set<string>()
  if (seen.has(entry)) return found
  seen.add(entry)
  const text = readFileSync(entry, 'utf8')
  for (const [, from = ''] of text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'();]*?\sfrom\s+)?'([^']+)'/gm)) {
    if (from.startsWith('.')) for (const one of packagesReadBy(join(dirname(entry), from), seen)) found.add(one)
    else found.add(from)
  }
  return found
}

const outside = (entry: string): string[] => [...packagesReadBy(join(root, entry))].filter((name) => !name.startsWith('node:'))

describe('what is read before the window opens', () => {
  it('is nothing but Electron and Node', () => {
    expect(outside('electron/start.ts')).toEqual(['electron'])
  })

  it('would be seen if it were more', () => {
    expect(outside('electron/main.ts')).toEqual(expect.arrayContaining(['electron', 'zod', 'libsql']))
  })

  it('leaves the HTTP client for the first call', () => {
    expect(outside('electron/main.ts')).not.toContain('undici')
    expect(outside('electron/main.ts')).not.toContain('iconv-lite')
  })

  it('leaves what draws codes for the first drawing', () => {
    expect(outside('drivers/devices.ts')).toContain('iconv-lite')
    expect(outside('drivers/devices.ts')).not.toContain('bwip-js/node')
  })
})
