import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const LOOK_EVERY = 50
const PATIENCE = 30_000

const lineSchema = z.object({ event: z.string(), details: z.record(z.string(), z.unknown()).optional() })
export type LogEntry = z.infer<typeof lineSchema>

/** Reads on in a till's log from where it ended when this was called. */
export async function followLog(home: string) {
  const file = await open(join(home, 'log', 'guitai.log'), 'r')
  let at = (await file.stat()).size
  let rest = ''
  const unread: LogEntry[] = []

  async function readOn(): Promise<void> {
    const { size } = await file.stat()
    if (size === at) return
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - at), 0, size - at, at)
    at += bytesRead
    const lines = (rest + buffer.toString('utf8', 0, bytesRead)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) unread.push(lineSchema.parse(JSON.parse(line)))
  }

  return {
    /** What was written before is not asked about any more. */
    async skip(): Promise<void> {
      await readOn()
      unread.length = 0
    },
    /** Waits for a line with this event that was not skipped. */
    async until(event: string): Promise<LogEntry> {
      const limit = Date.now() + PATIENCE
      for (;;) {
        await readOn()
        const found = unread.find((line) => line.event === event)
        if (found) return found
        if (Date.now() > limit) throw new Error(`the till's log did not say ${event}`)
        await pause(LOOK_EVERY)
      }
    },
    close: () => file.close(),
  }
}
export type TillLog = Awaited<ReturnType<typeof followLog>>
