import { ok } from '../../contract/faults.ts'
import type { RequestName } from '../../contract/requests.ts'
import type { SaleView } from '../../contract/views.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { BehindSignIn, TillHandlers } from './handlers.ts'

type MemberRequest = Extract<RequestName, `members.${string}`>

/** What people do with members' cards. `shown`: the top-up as the page sees it. */
export function memberHandlers(
  { meanwhile }: BehindSignIn,
  shown: (sale: SaleRecord) => SaleView,
): Pick<TillHandlers, MemberRequest> {
  return {
    'members.find': (question) => meanwhile(({ selling }) => selling.members.find(question)),
    'members.statement': (question) => meanwhile(({ selling }) => selling.members.statement(question)),
    'members.rules': () => meanwhile(({ selling }) => selling.members.rules()),
    'members.topUp': (wish) =>
      meanwhile(async ({ selling, person }) => {
        const started = await selling.members.topUp(wish, person)
        return started.ok ? ok(shown(started.value)) : started
      }),
    'members.adjust': (wish) => meanwhile(({ selling, person }) => selling.adjustments.adjust(wish, person)),
  }
}
