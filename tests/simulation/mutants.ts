/** A fault put into the engine on purpose: in this file, these words become those. The simulation has to catch it. */
export interface Mutant {
  readonly name: string
  readonly file: string
  readonly from: string
  readonly to: string
}

const ANSWERS = 'electron/till/answers.ts'
const MACHINE = 'electron/till/sale-machine.ts'
const REFUNDS = 'electron/till/refunds.ts'
const RECORDER = 'electron/till/recorder.ts'
const BOOK = 'electron/ledger/book.ts'

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'a step that the disk refused is taken all the same',
    file: RECORDER,
    from: 'notWritten(error)\n        return null',
    to: 'notWritten(error)\n        return { record, effects }',
  },
  {
    name: 'a sentence is said without being claimed in the book',
    file: RECORDER,
    from: 'if (sentence && mayAnnounce)',
    to: 'if (sentence || mayAnnounce)',
  },
  {
    name: 'no answer to a charge is called failed',
    file: MACHINE,
    from: "noAnswer: go('sending', 'ask')",
    to: 'noAnswer: failed',
  },
  {
    name: 'after 2 minutes without an answer a charge is called failed',
    file: MACHINE,
    from: "deadline: go('unknown', 'sayUnknown', 'ask')",
    to: 'deadline: failed',
  },
  {
    name: 'a number that is used already (407) is called failed',
    file: MACHINE,
    from: "numberUsed: go('unknown', 'askNow')",
    to: 'numberUsed: failed',
  },
  {
    name: 'a QR that could not be closed is called failed',
    file: MACHINE,
    from: "closeRefused: go('closing', 'askNow')",
    to: "closeRefused: go('failed')",
  },
  {
    name: 'a paid sale brings its slip at every answer',
    file: MACHINE,
    from: "paid: { refunded: go('refunded') }",
    to: "paid: { refunded: go('failed') }",
  },
  {
    name: '“not sent” is believed of a charge that was sent before',
    file: ANSWERS,
    from: "if (result.reason === 'notSent' && first)\n      return { event: 'notSent', facts: { settledAt: now",
    to: "if (result.reason === 'notSent')\n      return { event: 'notSent', facts: { settledAt: now",
  },
  {
    name: 'a refusal of a repeated charge is believed',
    file: ANSWERS,
    from: "return first ? { event: 'refused'",
    to: "return first || !first ? { event: 'refused'",
  },
  {
    name: 'an unknown number is believed at once',
    file: ANSWERS,
    from: 'if (watched < ASK_LIMIT || absentSince === null || watched - absentSince < ABSENT_APART)',
    to: 'if (watched < 0)',
  },
  {
    name: 'an order with another amount is taken for this one',
    file: ANSWERS,
    from: 'answer.amountFen !== sale.amountFen',
    to: 'answer.amountFen < 0',
  },
  {
    name: 'the counter of numbers is not kept',
    file: BOOK,
    from: "putFact.run('orderNo', `${wrapped} ${sequence}`)",
    to: 'void wrapped',
  },
  {
    name: 'the journal counts on after a write that was undone',
    file: BOOK,
    from: 'onUndo(() => appended.undo())',
    to: 'onUndo(() => void appended)',
  },
  {
    name: 'sales that were open are not asked about after a restart',
    file: 'electron/till/selling.ts',
    from: 'sales.recover()',
    to: 'void sales',
  },
  {
    name: 'refunds that were open are not asked about after a restart',
    file: 'electron/till/selling.ts',
    from: 'refunds.recover()',
    to: 'void refunds',
  },
  {
    name: 'a slip that was under way at the kill is printed again',
    file: 'electron/till/spool.ts',
    from: "mark(job, 'failed', 'interrupted')\n      void run()",
    to: "mark(job, 'waiting', null)\n      void run()",
  },
  {
    name: 'a slip that is half on paper is tried again',
    file: 'electron/till/spool.ts',
    from: 'outcome.bytesOut > 0 ||',
    to: 'outcome.bytesOut < 0 ||',
  },
  {
    name: 'two presses are two refunds',
    file: REFUNDS,
    from: 'if (starting.has(orderNo)) return',
    to: 'if (starting.has(`${orderNo}!`)) return',
  },
  {
    name: 'a refund is begun while another of the order is not known',
    file: REFUNDS,
    from: "one.state === 'sending' || isUnconfirmed(one)",
    to: "one.state === 'conflict'",
  },
  {
    name: 'more than what is left may be asked back',
    file: REFUNDS,
    from: 'if (amountFen > leftFen)',
    to: 'if (amountFen > 2 * leftFen)',
  },
  {
    name: 'anybody may refund',
    file: REFUNDS,
    from: "person.mayRefund || person.role === 'admin'",
    to: "person.mayRefund || person.role !== 'manager'",
  },
  {
    name: 'a failed refund is believed without a proof',
    file: 'electron/till/refund-machine.ts',
    from: "deadline: go('unknown', 'sayUnknown', 'ask')",
    to: 'deadline: failed',
  },
  {
    name: 'time is counted by the clock on the wall',
    file: 'electron/till/follower.ts',
    from: 'watched: ageFrom(clock, 0)',
    to: 'watched: ageFrom(clock, record.sentAt === null ? 0 : Math.max(0, clock.now() - record.sentAt))',
  },
  {
    name: 'what was paid long after it was given up is never found',
    file: 'electron/till/reconciliation.ts',
    from: 'await parts.lookAgain.sale(orderNo)',
    to: 'await Promise.resolve(orderNo)',
  },
]
