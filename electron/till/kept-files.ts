import type { Clock } from '../../contract/clock.ts'
import type { Book } from '../ledger/book.ts'
import type { Person } from './parts.ts'

/** Keeps a file where people find it; answers its path. Throws what the disk says. */
export type KeepFile = (name: string, content: string) => string

export interface KeptFilesParts {
  readonly book: Pick<Book, 'write'>
  readonly clock: Pick<Clock, 'now'>
  readonly keepFile: KeepFile
}

/** Files that people ask for: the journal says first who asked for which. Throws what the disk says. */
export function keptFiles({ book, clock, keepFile }: KeptFilesParts, person: () => Person | null) {
  /** Writes the wish down; what it answers keeps the file, once it is made. */
  function begin(name: string): (content: string) => string {
    const by = person()
    const body = { staffId: by?.staffId ?? '', staffName: by?.name ?? '', file: name }
    book.write({ entry: { at: clock.now(), kind: 'file.exported', subject: name, body } })
    return (content) => keepFile(name, content)
  }
  const keep: KeepFile = (name, content) => begin(name)(content)
  return { begin, keep }
}
export type KeptFiles = ReturnType<typeof keptFiles>
