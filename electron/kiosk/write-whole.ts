import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Makes a change of a folder, such as a rename, last over a power cut. */
export function syncFolder(folder: string): void {
  let handle: number
  try {
    handle = openSync(folder, 'r')
  } catch {
    return // Windows opens no folders; there the rename itself is all that can be had
  }
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Writes a file whole or not at all: after a crash either the old or the new content is there, and it is on the disk
 * before this returns. The file is readable by the till's user only. Throws what the file system says.
 */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o600): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${basename(path)}.${process.pid}.draft`)
  try {
    rmSync(draft, { force: true })
    const handle = openSync(draft, 'wx', mode)
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
      for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(draft, path)
    syncFolder(folder)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/** The same of a file in a folder; answers its path. */
export function writeInto(folder: string, name: string, content: string): string {
  const path = join(folder, name)
  writeWhole(path, content)
  return path
}
