import type { AuditEntry, AuditWish, Chain } from '../../contract/audit.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Answer, Question } from '../../contract/requests.ts'
import type { StaffView } from '../../contract/snapshot.ts'
import type { Language } from '../../contract/states.ts'
import type { ActCursor, ActRow } from '../ledger/act-table.ts'
import type { Book } from '../ledger/book.ts'
import { slipDay } from '../slips/words.ts'
import { auditEntryOf, kindsOf } from './audit.ts'
import { auditAsCsv } from './audit-csv.ts'
import type { KeepFile } from './kept-files.ts'

/** Rows read at once for a file. */
const CHUNK = 500

export interface AuditLogParts {
  readonly book: Pick<Book, 'acts' | 'journalHead'>
  readonly chain: () => Chain
  readonly staff: () => readonly StaffView[]
  readonly language: () => Language
  readonly keepFile: KeepFile
}

interface FoundAct {
  readonly row: ActRow
  readonly entry: AuditEntry
}

/** Who did what when, out of the journal: by time, by person, by what it is about. */
export function createAuditLog({ book, chain, staff, language, keepFile }: AuditLogParts) {
  function people(): { staffId: string; name: string }[] {
    const names = new Map(staff().map(({ staffId, name }) => [staffId, name]))
    for (const kind of ['staff.wrongPassword', 'staff.signedIn'])
      for (const { staffId, name } of book.acts.people(kind)) names.set(staffId, name || (names.get(staffId) ?? ''))
    return [...names].map(([staffId, name]) => ({ staffId, name })).sort((one, other) => (one.staffId < other.staffId ? -1 : 1))
  }

  const nameOf = (known: readonly { staffId: string; name: string }[]) => (staffId: string) =>
    known.find((one) => one.staffId === staffId)?.name ?? ''

  const read = (wish: AuditWish, before: ActCursor | null, limit: number): ActRow[] =>
    book.acts.page({ ...wish, kinds: kindsOf(wish.group) }, before, limit)

  /** Everything that the wish lets through, oldest first. */
  function all(wish: AuditWish): FoundAct[] {
    const found: FoundAct[] = []
    const name = nameOf(people())
    for (let rows = read(wish, null, CHUNK); rows.length > 0; rows = read(wish, rows.at(-1) ?? null, CHUNK)) {
      for (const row of rows) {
        const entry = auditEntryOf(row, name)
        if (entry) found.push({ row, entry })
      }
    }
    return found.reverse()
  }

  return {
    list({ before, limit, ...wish }: Question<'audit.list'>): Answer<'audit.list'> {
      const rows = read(wish, before, limit + 1)
      const known = people()
      const entries = rows.slice(0, limit).flatMap((row) => auditEntryOf(row, nameOf(known)) ?? [])
      return { entries, more: rows.length > limit, people: known, chain: chain() }
    },

    /** As a file. That it was asked for is in the journal before it is read, so the file names a head that holds it. Faults: `orders.notWritten`. */
    export(wish: AuditWish): Outcome<{ path: string }> {
      const content = (): string => auditAsCsv(all(wish), book.journalHead(), language())
      try {
        return ok({ path: keepFile(`audit-${slipDay(wish.from)}.csv`, content) })
      } catch (error) {
        return refuse('orders.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })
      }
    },
  }
}
export type AuditLog = ReturnType<typeof createAuditLog>
