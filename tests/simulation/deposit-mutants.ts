import type { Mutant } from './promises.ts'

const CAPTURES = 'electron/till/captures.ts'
const RELEASES = 'electron/till/releases.ts'
const HOLDS = 'electron/till/holds.ts'
const SUMS = 'electron/till/hold-sums.ts'
const ANSWERS = 'electron/till/deposit-answers.ts'
const MACHINE = 'electron/till/sale-machine.ts'
const RELEASE_CALLS = 'electron/till/release-calls.ts'
const RELEASE_MACHINE = 'electron/till/release-machine.ts'
const SELLING = 'electron/till/selling.ts'

/** Faults of deposits; found in schedules that are about deposits. */
export const DEPOSIT_MUTANTS: readonly Mutant[] = (
  [
    {
      name: 'a capture is sent though the disk refused to write it down',
      breaks: 'first',
      file: CAPTURES,
      from: "if (!recorder.begin(kind, capture)) return refuse('book.notWritten')",
      to: 'recorder.begin(kind, capture)',
    },
    {
      name: 'a release is sent though the disk refused to write it down',
      breaks: 'first',
      file: RELEASES,
      from: "if (!recorder.begin(kind, release)) return refuse('book.notWritten')",
      to: 'recorder.begin(kind, release)',
    },
    {
      name: 'a deposit is moved while a capture of it is not known',
      breaks: 'deposits',
      file: HOLDS,
      from: 'book.holds.captures(holdNo).some(isOpen) || book',
      to: 'book',
    },
    {
      name: 'a deposit is moved while a release of it is not known',
      breaks: 'deposits',
      file: HOLDS,
      from: 'some(isOpen) || book.holds.releases(holdNo).some(isOpenRelease)',
      to: 'some(isOpen)',
    },
    {
      name: 'a release goes out again under a new number',
      breaks: 'first',
      file: RELEASE_CALLS,
      from: 'const said = { holdNo, releaseNo, ',
      to: 'const said = { holdNo, releaseNo: first ? releaseNo : `${releaseNo}9`, ',
    },
    {
      name: 'more than is left may be captured',
      breaks: 'deposits',
      file: CAPTURES,
      from: 'if (amountFen > leftFen)',
      to: 'if (amountFen > 2 * leftFen)',
    },
    {
      name: 'more than is left may be released',
      breaks: 'deposits',
      file: RELEASES,
      from: 'if (amountFen > leftFen)',
      to: 'if (amountFen > 2 * leftFen)',
    },
    {
      name: 'what other tills captured of a deposit is not counted',
      breaks: 'deposits',
      file: SUMS,
      from: 'Math.max(there.capturedFen, own.capturedFen)',
      to: 'own.capturedFen',
    },
    {
      name: 'what other tills released of a deposit is not counted',
      breaks: 'deposits',
      file: SUMS,
      from: 'Math.max(there.releasedFen, own.releasedFen)',
      to: 'own.releasedFen',
    },
    {
      name: 'nobody asks what the platform gave back by itself',
      breaks: 'deposits',
      file: HOLDS,
      from: 'book.holds.open().filter(',
      to: 'book.holds.open().slice(0, 0).filter(',
    },
    {
      name: 'a deposit that has come to its end is asked about no more often than before',
      breaks: 'deposits',
      file: 'electron/till/hold-due.ts',
      from: '? ENDED_AGAIN : DAILY',
      to: '? DAILY : DAILY',
    },
    {
      name: 'a QR of a deposit that was given up is called failed',
      breaks: 'known',
      file: MACHINE,
      from: "const LEFT_TO_EXPIRE = { held, takenBack: go('closing', 'ask')",
      to: "const LEFT_TO_EXPIRE = { held, takenBack: go('failed')",
    },
    {
      name: 'no answer to a capture is called failed',
      breaks: 'known',
      file: MACHINE,
      from: "sending: { ...SENDING, stillPaying: go('sending', 'ask') }",
      to: "sending: { ...SENDING, noAnswer: failed, stillPaying: go('sending', 'ask') }",
    },
    {
      name: 'no answer to a release is called failed',
      breaks: 'known',
      file: 'electron/till/giving-back.ts',
      from: "noAnswer: go('sending', 'ask')",
      to: 'noAnswer: failed',
    },
    {
      name: 'a release that was taken on counts as returned',
      breaks: 'shown',
      file: RELEASE_MACHINE,
      from: "const accepted: Step<ReleaseState> = { to: 'accepted', effects: ['ask'] }",
      to: 'const accepted = succeeded',
    },
    {
      name: 'a deposit of which nothing is left counts as never held',
      breaks: 'known',
      file: ANSWERS,
      from: "    case 'closed':\n",
      to: "    case 'closed':\n      if (answer.verdict === 'closed') return { event: 'notPaid', facts: { ...facts, settledAt: now } }\n",
    },
    {
      name: 'a deposit with another amount is taken for this one',
      breaks: 'known',
      file: ANSWERS,
      from: 'answer.heldFen !== sale.amountFen',
      to: 'answer.heldFen < 0',
    },
    {
      name: 'a release goes out under the number of its deposit',
      breaks: 'numbers',
      file: RELEASES,
      from: 'const releaseNo = takeNumber(parts)',
      to: 'const releaseNo = takeNumber(parts) && holdNo',
    },
    {
      name: 'the refund of a capture does not name its deposit',
      breaks: 'refunds',
      file: 'electron/till/refund-calls.ts',
      from: '...(holdNo === null ? {} : { freezeNo: holdNo }),',
      to: '',
    },
    {
      name: 'a clerk may keep the rest of a deposit',
      breaks: 'deposits',
      file: CAPTURES,
      from: "return may('keepRest', person.role) ? null : refuse('capture.onlyManagerKeepsRest')",
      to: 'return null',
    },
    {
      name: 'captures that were open are not asked about after a restart',
      breaks: 'known',
      file: SELLING,
      from: 'captures.recover()',
      to: 'void captures',
    },
    {
      name: 'releases that were open are not asked about after a restart',
      breaks: 'known',
      file: SELLING,
      from: 'releases.recover()',
      to: 'void releases',
    },
    {
      name: 'what was released is missing from the totals',
      breaks: 'totals',
      file: 'electron/ledger/day-list.ts',
      from: "0, 0, 0, state = 'succeeded'",
      to: '0, 0, 0, 0',
    },
    {
      name: 'a deposit may be taken back as a payment',
      breaks: 'reverse',
      file: 'electron/till/reversals.ts',
      from: "sale.way !== 'code' || sale.purpose !== 'sale' ||",
      to: "sale.way !== 'code' ||",
    },
  ] as const satisfies readonly Mutant[]
).map((mutant) => ({ ...mutant, only: 'deposit' }))
