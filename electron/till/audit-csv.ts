import type { AuditEntry } from '../../contract/audit.ts'
import type { Language } from '../../contract/states.ts'
import { timeOf } from '../exports/cells.ts'
import { csvOf } from '../exports/csv.ts'
import type { ActRow } from '../ledger/act-table.ts'
import type { Checked } from '../ledger/journal.ts'

/** The last seven are the row as it is chained: its hash is SHA-256 of the JSON array [before, row, ms, kind, about, content]. */
const HEADS: Record<Language, readonly string[]> = {
  'zh-CN': ['时间', '工号', '姓名', '操作', '详情', '行号', '毫秒', '类别', '对象', '内容', '上一行哈希', '本行哈希'],
  en: [
    ...['Time', 'Staff number', 'Staff', 'Act', 'Details'],
    ...['Row', 'Ms', 'Kind', 'About', 'Content', 'Hash of the row before', 'Hash'],
  ],
}
const LAST: Record<Language, { rows: string; head: string }> = {
  'zh-CN': { rows: '行号从 – 到', head: '账本末行' },
  en: { rows: 'Rows from – to', head: 'Last row of the journal' },
}

/**
 * Acts as CSV, oldest first, each with its row of the journal, so that anybody can make its hash again. The last line says from which row
 * to which, and with which row and hash the journal ended: a later file, or the book itself, must hold the same there.
 */
export function auditAsCsv(acts: readonly { row: ActRow; entry: AuditEntry }[], head: Checked, language: Language): string {
  const seqs = acts.map(({ row }) => row.seq).sort((one, other) => one - other)
  const range = seqs.length === 0 ? '' : `${seqs[0] ?? ''} – ${seqs.at(-1) ?? ''}`
  return csvOf([
    HEADS[language],
    ...acts.map(({ row, entry }) => [
      ...[timeOf(row.at), entry.staffId, entry.staffName, entry.act],
      Object.entries(entry.facts)
        .map(([name, value]) => `${name}=${value}`)
        .join('; '),
      ...[row.seq, row.at, row.kind, row.subject, row.body, row.before, row.hash],
    ]),
    [LAST[language].rows, range, LAST[language].head, head.seq, '', '', '', '', '', '', '', head.hash],
  ])
}
