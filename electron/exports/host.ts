import { constants, setPriority } from 'node:os'
import type { FromExport } from '../../contract/exports.ts'

/** Entry of the process that writes one file of figures and ends: a utility process of Electron, or a forked Node process. */

/** The page is told no more often than it can show, ms. */
const TELL_EVERY_MS = 150

/** What Electron's utility process puts at `process.parentPort`. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
}
const isParentPort = (value: unknown): value is ParentPort =>
  typeof value === 'object' && value !== null && 'postMessage' in value && typeof value.postMessage === 'function'

const parentPort: unknown = 'parentPort' in process ? process.parentPort : null
const post: (message: FromExport) => void = isParentPort(parentPort)
  ? (message) => parentPort.postMessage(message)
  : (message) => void process.send?.(message)
// Whoever asked for the file is gone: it is of no use to anybody.
process.on('disconnect', () => process.exit(1))

async function write(message: unknown): Promise<void> {
  const { exportJobSchema } = await import('../../contract/exports.ts')
  const { writeExport } = await import('./write.ts')
  let toldAt = -Infinity
  const fault = await writeExport(exportJobSchema.parse(message), {
    progress(done, of) {
      if (done < of && performance.now() - toldAt < TELL_EVERY_MS) return
      toldAt = performance.now()
      post({ type: 'progress', done, of })
    },
    giveWay: () => new Promise((resolve) => setImmediate(resolve)),
  })
  post(fault === null ? { type: 'written' } : { type: 'failed', fault })
}

/** The counter comes first: a file can wait for the processor, a sale cannot. */
function giveWayToSelling(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Then it is written at the pace of everything else.
  }
}

/** Checks are read before any shape is: how they are done. */
async function begin(): Promise<void> {
  giveWayToSelling()
  await import('../../contract/plain-checks.ts')
  if (isParentPort(parentPort)) parentPort.on('message', (event) => void write(event.data))
  else process.on('message', (message) => void write(message))
  post({ type: 'ready' })
}
void begin()
