import { ok } from '../../contract/faults.ts'
import type { RequestName } from '../../contract/requests.ts'
import { createAuditLog, type AuditLogParts } from './audit-log.ts'
import type { BehindSignIn, TillHandlers } from './handlers.ts'
import type { JournalGuard } from './journal-guard.ts'

type AuditRequest = Extract<RequestName, `audit.${string}`>

/** What managers ask of the audit log. */
export function auditHandlers(
  { inSelling, meanwhile }: BehindSignIn,
  parts: Omit<AuditLogParts, 'chain'> & { readonly guard: Pick<JournalGuard, 'chain' | 'acknowledge'> },
): Pick<TillHandlers, AuditRequest> {
  const audit = createAuditLog({ ...parts, chain: parts.guard.chain })
  return {
    'audit.list': (wish) => inSelling(() => ok(audit.list(wish))),
    'audit.export': (wish) => meanwhile(() => audit.export(wish)),
    'audit.acknowledge': () => inSelling(({ person }) => parts.guard.acknowledge(person)),
  }
}
