import { ok } from '../../contract/faults.ts'
import type { RequestName } from '../../contract/requests.ts'
import type { BehindSignIn, TillHandlers } from './handlers.ts'

type DepositRequest = Extract<RequestName, `deposits.${string}` | `capture.${string}` | `release.${string}`>

/** What the cashier does with a deposit once it is held. */
export function depositHandlers({ inSelling, meanwhile }: BehindSignIn): Pick<TillHandlers, DepositRequest> {
  return {
    'deposits.list': (question) => inSelling(({ selling }) => ok(selling.holds.list(question))),
    'deposits.find': ({ number }) => meanwhile(({ selling, person }) => selling.holds.find(number, person)),
    'deposits.check': () => meanwhile(({ selling, person }) => selling.depositCheck.run(person)),
    'capture.start': (wish) => meanwhile(({ selling, person }) => selling.captures.start(wish, person)),
    'capture.askNow': ({ saleId }) => inSelling(({ selling }) => selling.captures.askNow(saleId)),
    'capture.close': ({ saleId }) => inSelling(({ selling }) => selling.captures.close(saleId)),
    'release.askApproval': ({ holdNo, amountFen }) =>
      meanwhile(({ selling, person }) => selling.approval.ask(holdNo, amountFen, person)),
    'release.start': (wish) => meanwhile(({ selling, person }) => selling.releases.start(wish, person)),
    'release.askNow': ({ releaseId }) => inSelling(({ selling }) => selling.releases.askNow(releaseId)),
    'release.close': ({ releaseId }) => inSelling(({ selling }) => selling.releases.close(releaseId)),
  }
}
