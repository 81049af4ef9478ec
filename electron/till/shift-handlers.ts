import { ok, type Outcome } from '../../contract/faults.ts'
import type { RequestName } from '../../contract/requests.ts'
import type { LaidOutSlip, SlipDocument } from '../../contract/slip.ts'
import type { Exports } from './exports.ts'
import type { AtTill, BehindSignIn, TillHandlers } from './handlers.ts'

type ShiftRequest = Extract<RequestName, `shift.${string}` | `summary.${string}`>

export interface ShiftHandlersParts {
  /** The person goes; the shift goes on or is over. */
  readonly leave: (at: AtTill) => void
  readonly layOut: (document: SlipDocument) => LaidOutSlip | Promise<LaidOutSlip>
  readonly exports: Exports
}

/** What people do with shifts and their figures (BEHAVIOUR F14, F18). */
export function shiftHandlers(
  { inSelling, meanwhile }: BehindSignIn,
  parts: ShiftHandlersParts,
): Pick<TillHandlers, ShiftRequest> {
  const shown = async (slip: Outcome<SlipDocument>): Promise<Outcome<LaidOutSlip>> =>
    slip.ok ? ok(await parts.layOut(slip.value)) : slip
  return {
    'shift.look': () => inSelling(({ selling }) => ok(selling.shifts.look())),
    'shift.preview': ({ detail }) => meanwhile(({ selling }) => shown(ok(selling.shifts.slip(detail)))),
    'shift.print': ({ detail }) => inSelling(({ selling, person }) => selling.shifts.printNow(detail, person)),
    'shift.handOver': (wish) =>
      inSelling((at) =>
        at.selling.shifts.handOver(wish, at.person, () => {
          parts.leave(at)
        }),
      ),
    'shift.records': (span) => inSelling(({ selling, person }) => ok(selling.shifts.records(span, person))),
    'shift.recordPreview': ({ shiftNo }) => meanwhile(({ selling, person }) => shown(selling.shifts.recordSlip(shiftNo, person))),
    'shift.reprint': ({ shiftNo }) => inSelling(({ selling, person }) => selling.shifts.reprint(shiftNo, person)),

    'summary.look': (period) => inSelling(({ selling, person }) => selling.summary.look(period, person)),
    'summary.compare': (period) => meanwhile(({ selling, person }) => selling.summary.compare(period, person)),
    'summary.preview': (period) => meanwhile(async ({ selling, person }) => shown(selling.summary.slip(period, person))),
    'summary.print': (period) => inSelling(({ selling, person }) => selling.summary.print(period, person)),
    'summary.export': ({ form, ...period }) =>
      inSelling(({ selling, person }) => {
        const file = selling.summary.file(period, form, person)
        return file.ok ? parts.exports.start(file.value.wish, file.value.name, person) : file
      }),
    'summary.endExport': () => inSelling(({ person }) => parts.exports.end(person)),
  }
}
