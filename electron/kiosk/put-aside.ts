import { existsSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { syncFolder } from './write-whole.ts'

const KEPT = 5

function stamp(now: number): string {
  return new Date(now).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
}

/**
 * Renames a file that cannot be used, so that nothing is lost and the name is free: `settings.json` becomes
 * `settings.broken-20260102-030405.json`. Of each file the newest five are kept. Answers the new path, or null when
 * there was nothing to move or it could not be moved.
 */
export function putAside(path: string, now: number): string | null {
  const folder = dirname(path)
  const extension = extname(path)
  const start = `${basename(path, extension)}.broken-`
  try {
    lstatSync(path)
    let target = join(folder, `${start}${stamp(now)}${extension}`)
    for (let turn = 2; existsSync(target); turn++) target = join(folder, `${start}${stamp(now)}-${turn}${extension}`)
    renameSync(path, target)
    const kept = readdirSync(folder)
      .filter((name) => name.startsWith(start) && name.endsWith(extension))
      .sort()
    for (const old of kept.slice(0, -KEPT)) rmSync(join(folder, old), { recursive: true, force: true })
    syncFolder(folder)
    return target
  } catch {
    return null
  }
}
