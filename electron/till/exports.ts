import type { ExportView, ExportWish } from '../../contract/exports.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Exporter, Writing } from '../exports/exporter.ts'
import type { Log, Person } from './parts.ts'

export interface ExportsParts {
  readonly exporter: Exporter
  readonly log: Log
  /** Writes down who asked for which file, before it is begun. Throws when the disk refuses it. */
  readonly asked: (name: string) => void
  readonly changed: () => void
}

interface Current {
  readonly staffId: string
  readonly writing: Writing
  view: ExportView
}

/** The one file of figures that is being written, or what became of the last one. Whoever asked for it sees it, and nobody else. */
export function createExports({ exporter, log, asked, changed }: ExportsParts) {
  let current: Current | null = null

  return {
    /** Faults: `export.busy`, `book.notWritten`. */
    start(wish: ExportWish, name: string, person: Person): Outcome<null> {
      if (current?.view.state === 'running') return refuse('export.busy')
      try {
        asked(name)
      } catch (error) {
        return refuse('book.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })
      }
      const { form } = wish
      const writing = exporter.write(wish, name, (done, of) => {
        if (current?.writing !== writing) return
        current.view = { state: 'running', form, done, of }
        changed()
      })
      const mine: Current = { staffId: person.staffId, writing, view: { state: 'running', form, done: 0, of: 0 } }
      current = mine
      void writing.ended.then((outcome) => {
        if (outcome.ok && outcome.value) {
          log.info('export.written', { form })
          mine.view = { state: 'written', form, path: outcome.value.path }
        } else if (outcome.ok) current = null
        else {
          log.warn('export.failed', { form, fault: outcome.fault })
          mine.view = { state: 'failed', form, fault: outcome.fault }
        }
        changed()
      })
      changed()
      return ok(null)
    },

    /** Gives up what is being written, or puts away what became of it; somebody else's is left alone. */
    end(person: Person): Outcome<null> {
      if (current?.staffId !== person.staffId) return ok(null)
      if (current.view.state === 'running') current.writing.cancel()
      else {
        current = null
        changed()
      }
      return ok(null)
    },

    /** Whoever goes has seen what became of it; what is being written is written on. */
    left(person: Person): void {
      if (current?.staffId === person.staffId && current.view.state !== 'running') current = null
    },

    view: (person: Person | null): ExportView | null => (current?.staffId === person?.staffId ? (current?.view ?? null) : null),

    /** Gives up what is being written, and waits until nothing of it is left. */
    async stop(): Promise<void> {
      if (current?.view.state !== 'running') return
      current.writing.cancel()
      await current.writing.ended
    },
  }
}
export type Exports = ReturnType<typeof createExports>
