import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from './figure.ts'

const page = join(import.meta.dirname, '..', '..', 'out', 'renderer')

/** Scripts and styles of the built page, compressed one by one. Fonts are not in it. */
export function pageSize(): Figure[] {
  const files = readdirSync(page, { recursive: true, encoding: 'utf8' })
  const kilobytes = (ending: string): number =>
    files
      .filter((name) => name.endsWith(ending))
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(page, name)), { level: 9 }).length / 1000, 0)
  const [scripts, styles] = [kilobytes('.js'), kilobytes('.css')]
  if (scripts === 0 || styles === 0) throw new Error('the page is not built')
  return [
    { name: 'page: scripts, gzip', value: scripts, unit: 'kB', target: null },
    { name: 'page: styles, gzip', value: styles, unit: 'kB', target: null },
    { name: 'page: scripts and styles, gzip', value: scripts + styles, unit: 'kB', target: 350 },
  ]
}
