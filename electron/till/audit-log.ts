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
import type { KeptFiles } from './kept-files.ts'

/** Nobody chooses among more people by stepping through them. */
const PEOPLE = 100
/** Rows read at once for a file. */
const CHUNK = 1000

export interface AuditLogParts {
  readonly book: Pick<Book, 'acts' | 'journalHead'>
  readonly chain: () => Chain
  readonly staff: () => readonly StaffView[]
  readonly language: () => Language
  readonly beginFile: KeptFiles['begin']
}

/** Whatever else has become due is done first. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface FoundAct {
  readonly row: ActRow
  readonly entry: AuditEntry
}

/** Who did what when, out of the journal: by time, by person, by what it is about. */
export function createAuditLog({ book, chain, staff, language, beginFile }: AuditLogParts) {
  function people(): { staffId: string; name: string }[] {
    const names = new Map(staff().map(({ staffId, name }) => [staffId, name]))
    for (const { staffId, name } of book.acts.people('staff.signedIn', PEOPLE))
      names.set(staffId, name || (names.get(staffId) ?? ''))
    return [...names].map(([staffId, name]) => ({ staffId, name })).sort((one, other) => (one.staffId < other.staffId ? -1 : 1))
  }

  const nameOf = (known: readonly { staffId: string; name: string }[]) => (staffId: string) =>
    known.find((one) => one.staffId === staffId)?.name ?? ''

  const read = (wish: AuditWish, before: ActCursor | null, limit: number): ActRow[] =>
    book.acts.page({ ...wish, kinds: kindsOf(wish.group) }, before, limit)

  /** Everything that the wish lets through, oldest first; read kind by kind and bit by bit, so that nobody at the counter waits for it. */
  async function all(wish: AuditWish): Promise<FoundAct[]> {
    const found: FoundAct[] = []
    const name = nameOf(people())
    for (const kind of kindsOf(wish.group)) {
      for (let last: ActRow | null | undefined = null; last !== undefined;) {
        const rows = book.acts.page({ ...wish, kinds: [kind] }, last, CHUNK)
        for (const row of rows) {
          const entry = auditEntryOf(row, name)
          if (entry) found.push({ row, entry })
        }
        last = rows.length < CHUNK ? undefined : rows.at(-1)
        if (rows.length > 0) await turn()
      }
    }
    return found.sort((one, other) => one.row.at - other.row.at || one.row.seq - other.row.seq)
  }

  return {
    list({ before, limit, ...wish }: Question<'audit.list'>): Answer<'audit.list'> {
      const rows = read(wish, before, limit + 1)
      const known = people()
      const entries = rows.slice(0, limit).flatMap((row) => auditEntryOf(row, nameOf(known)) ?? [])
      return { entries, more: rows.length > limit, people: known, chain: chain() }
    },

    /** As a file. That it was asked for is in the journal before it is read, so the file names a head that holds it. Faults: `orders.notWritten`. */
    async export(wish: AuditWish): Promise<Outcome<{ path: string }>> {
      try {
        const keep = beginFile(`audit-${slipDay(wish.from)}.csv`)
        const acts = await all(wish)
        return ok({ path: keep(auditAsCsv(acts, book.journalHead(), language())) })
      } catch (error) {
        return refuse('orders.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })
      }
    },
  }
}
export type AuditLog = ReturnType<typeof createAuditLog>
