import { existsSync, watch, type FSWatcher } from 'node:fs'

/** Where devices come and go. The folders of lasting names exist only while there is a device in them. */
const FOLDERS = ['/dev', '/dev/input', '/dev/input/by-id', '/dev/serial', '/dev/serial/by-id'] as const

/**
 * Calls whenever a device may have come or gone; answers a function that ends it. A hint, and may be missing where the system
 * gives no more watches: who waits for a device looks now and then by himself as well.
 */
export function watchDevices(call: () => void, folders: readonly string[] = FOLDERS): () => void {
  const watchers = new Map<string, FSWatcher>()
  let ended = false
  const forget = (folder: string) => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  const begin = () => {
    // A folder that goes and comes again is another one: the old one's watcher hears nothing any more.
    for (const folder of [...watchers.keys()]) if (!existsSync(folder)) forget(folder)
    for (const folder of folders) {
      if (ended || watchers.has(folder)) continue
      try {
        const watcher = watch(folder, { persistent: false }, (event) => {
          // `change` is told of every byte that is written to any device.
          if (event !== 'rename' || ended) return
          begin()
          call()
        })
        watcher.on('error', () => forget(folder))
        watchers.set(folder, watcher)
      } catch {
        // Not there now; its parent tells when it comes.
      }
    }
  }
  begin()
  return () => {
    ended = true
    for (const folder of [...watchers.keys()]) forget(folder)
  }
}
