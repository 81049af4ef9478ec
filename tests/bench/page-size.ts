import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from './figure.ts'

const page = join(import.meta.dirname, '..', '..', 'out', 'renderer')

/** What only the customer display reads, by the name of its entry. */
const CUSTOMERS = /^assets.customer-/

/** Scripts and styles of the built pages, compressed one by one. Fonts are not in it. */
export function pageSize(): Figure[] {
  const files = readdirSync(page, { recursive: true, encoding: 'utf8' })
  const kilobytes = (ending: string, customers: boolean): number =>
    files
      .filter((name) => name.endsWith(ending) && CUSTOMERS.test(name) === customers)
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(page, name)), { level: 9 }).length / 1000, 0)
  const [scripts, styles] = [kilobytes('.js', false), kilobytes('.css', false)]
  const customers = kilobytes('.js', true) + kilobytes('.css', true)
  if (scripts === 0 || styles === 0 || customers === 0) throw new Error('the page is not built')
  return [
    { name: 'page: scripts, gzip', value: scripts, unit: 'kB', target: null },
    { name: 'page: styles, gzip', value: styles, unit: 'kB', target: null },
    { name: 'page: scripts and styles, gzip', value: scripts + styles, unit: 'kB', target: 350 },
    { name: 'customer display: scripts and styles of its own, gzip', value: customers, unit: 'kB', target: null },
  ]
}
