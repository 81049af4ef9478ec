import type { Clock } from '../../contract/clock.ts'
import type { Book } from '../ledger/book.ts'
import type { Person } from './parts.ts'

/** Keeps a file where people find it; answers its path. What is made only when it is called sees the journal with this act in it. */
export type KeepFile = (name: string, content: string | (() => string)) => string

/** Files that people ask for: the journal says first who asked for which. Throws what the disk says. */
export function keptFiles(
  {
    book,
    clock,
    keepFile,
  }: { book: Pick<Book, 'write'>; clock: Pick<Clock, 'now'>; keepFile: (name: string, content: string) => string },
  person: () => Person | null,
): KeepFile {
  return (name, content) => {
    const by = person()
    const body = { staffId: by?.staffId ?? '', staffName: by?.name ?? '', file: name }
    book.write({ entry: { at: clock.now(), kind: 'file.exported', subject: name, body } })
    return keepFile(name, typeof content === 'string' ? content : content())
  }
}
