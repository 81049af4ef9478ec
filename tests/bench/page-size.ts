import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from './figure.ts'

const page = join(import.meta.dirname, '..', '..', 'out', 'renderer')

/** Whose page a built file is, by the name of its entry: the customer display's and the camera's are built by themselves. */
const OTHERS = /^assets.(customer|camera)-/
type Whose = 'till' | 'customer' | 'camera'
const whoseIs = (name: string): Whose => (OTHERS.exec(name)?.[1] as Whose | undefined) ?? 'till'

/** Scripts and styles of the built pages, compressed one by one. Fonts are not in it. */
export function pageSize(): Figure[] {
  const files = readdirSync(page, { recursive: true, encoding: 'utf8' })
  const kilobytes = (whose: Whose, ...endings: string[]): number =>
    files
      .filter((name) => whoseIs(name) === whose && endings.some((ending) => name.endsWith(ending)))
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(page, name)), { level: 9 }).length / 1000, 0)
  const [scripts, styles] = [kilobytes('till', '.js'), kilobytes('till', '.css')]
  const [customer, camera] = [kilobytes('customer', '.js', '.css'), kilobytes('camera', '.js', '.css')]
  if (scripts === 0 || styles === 0 || customer === 0 || camera === 0) throw new Error('the page is not built')
  return [
    { name: 'page: scripts, gzip', value: scripts, unit: 'kB', target: null },
    { name: 'page: styles, gzip', value: styles, unit: 'kB', target: null },
    { name: 'page: scripts and styles, gzip', value: scripts + styles, unit: 'kB', target: 350 },
    { name: 'customer display: scripts and styles of its own, gzip', value: customer, unit: 'kB', target: null },
    { name: 'camera: scripts of its own page, gzip', value: camera, unit: 'kB', target: null },
  ]
}
