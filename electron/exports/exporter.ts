import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { fromExportSchema, type ExportJob, type ExportWish } from '../../contract/exports.ts'
import type { Clock } from '../../contract/clock.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Child } from '../devices/child.ts'
import { syncFolder } from '../kiosk/write-whole.ts'
import { removeDraft } from './draft.ts'
import { faultOf } from './fault-of.ts'

/** How long the process may take to say that it is ready, ms. */
const START_LIMIT_MS = 15_000

/** A file that is being written. */
export interface Writing {
  /** Where it lies; null when it was given up. Faults: `export.diskFull`, `export.noFont`, `export.ended`, `orders.notWritten`. */
  readonly ended: Promise<Outcome<{ path: string } | null>>
  /** Gives it up; nothing of it is left once it has ended. */
  readonly cancel: () => void
}

/** Writes files of figures where people find them. */
export interface Exporter {
  /** `name` is the file's own; a file of that name is replaced once the new one is whole. */
  write(wish: ExportWish, name: string, progress: (done: number, of: number) => void): Writing
}

export interface ExporterParts {
  /** Starts the process that writes one file (`host.ts`). */
  readonly spawn: () => Child<ExportJob>
  /** Where the files are kept. */
  readonly folder: string
  readonly book: string
  readonly clock: Clock
}

const draftOf = (name: string): string => `.${name}.draft`

/** What a till that stopped in the middle left behind is of no use to anybody. */
function sweep(folder: string): void {
  let names: string[] = []
  try {
    names = readdirSync(folder)
  } catch {
    // Where there is no folder nothing was left.
  }
  for (const name of names) if (/^\..*\.draft$/.test(name)) removeDraft(join(folder, name))
}

/**
 * Each file is written by a process of its own, beside its place, and gets its name when it is whole: selling goes on as if nobody
 * exported, and whatever ends it early leaves nothing (decision 0009).
 */
export function createExporter({ spawn, folder, book, clock }: ExporterParts): Exporter {
  sweep(folder)

  return {
    write(wish, name, progress) {
      const [path, draft] = [join(folder, name), join(folder, draftOf(name))]
      let givenUp = false
      let cancel = (): void => undefined
      const ended = new Promise<Outcome<{ path: string } | null>>((resolve) => {
        let over = false
        let child: Child<ExportJob> | null = null
        let endWait = (): void => undefined
        const end = (outcome: Outcome<{ path: string } | null>): void => {
          if (over) return
          over = true
          endWait()
          child?.kill()
          removeDraft(draft)
          resolve(outcome)
        }
        const named = (): Outcome<{ path: string }> => {
          try {
            renameSync(draft, path)
            syncFolder(folder)
            return ok({ path })
          } catch (error) {
            return { ok: false, fault: faultOf(error) }
          }
        }
        try {
          mkdirSync(folder, { recursive: true, mode: 0o700 })
        } catch (error) {
          end({ ok: false, fault: faultOf(error) })
          return
        }
        try {
          child = spawn()
        } catch (error) {
          end(refuse('export.ended', { platformText: String(error).slice(0, 200) }))
          return
        }
        const started = child
        endWait = clock.after(START_LIMIT_MS, () => started.kill())
        cancel = () => {
          givenUp = true
          started.kill()
        }
        started.onMessage((message) => {
          const parsed = fromExportSchema.safeParse(message)
          // Whoever gave it up is told nothing more of it.
          if (!parsed.success || over || givenUp) return
          const said = parsed.data
          if (said.type === 'ready') {
            endWait()
            started.send({ ...wish, book, draft })
          } else if (said.type === 'progress') progress(said.done, said.of)
          else end(said.type === 'written' ? named() : { ok: false, fault: said.fault })
        })
        // A draft is only taken away when nobody writes into it any more.
        started.onExit(() => end(givenUp ? ok(null) : refuse('export.ended')))
      })
      return { ended, cancel: () => cancel() }
    },
  }
}
