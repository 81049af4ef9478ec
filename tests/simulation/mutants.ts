import { DEPOSIT_MUTANTS } from './deposit-mutants.ts'
import { GIVING_BACK_MUTANTS } from './giving-back-mutants.ts'
import { MEMBER_MUTANTS } from './member-mutants.ts'
import type { Mutant } from './promises.ts'

export { PROMISES, type Mutant } from './promises.ts'

const ANSWERS = 'electron/till/answers.ts'
const READINGS = 'electron/till/readings.ts'
const MACHINE = 'electron/till/sale-machine.ts'
const RECORDER = 'electron/till/recorder.ts'
const BOOK = 'electron/ledger/book.ts'
const SALES = 'electron/till/sales.ts'
const SPOOL = 'electron/till/spool.ts'
const RECONCILIATION = 'electron/till/reconciliation.ts'

const MOVEMENTS = 'electron/ledger/movements.ts'
const FIGURES = 'electron/ledger/figure-table.ts'

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'a step that the disk refused is taken all the same',
    breaks: 'known',
    file: RECORDER,
    from: 'notWritten(error)\n        return null',
    to: 'notWritten(error)\n        return { record, effects }',
  },
  {
    name: 'a sentence is said without being claimed in the book',
    breaks: 'copies',
    file: RECORDER,
    from: 'if (sentence && mayAnnounce)',
    to: 'if (sentence || mayAnnounce)',
  },
  {
    name: 'no answer to a charge is called failed',
    breaks: 'known',
    file: MACHINE,
    from: "noAnswer: go('sending', 'ask')",
    to: 'noAnswer: failed',
  },
  {
    name: 'after 2 minutes without an answer a charge is called failed',
    breaks: 'shown',
    file: MACHINE,
    from: "deadline: go('unknown', 'sayUnknown', 'ask')",
    to: 'deadline: failed',
  },
  {
    name: 'a number that is used already (407) is called failed',
    breaks: 'known',
    file: MACHINE,
    from: "numberUsed: go('unknown', 'askNow')",
    to: 'numberUsed: failed',
  },
  {
    name: 'a QR that could not be closed is called failed',
    breaks: 'known',
    file: MACHINE,
    from: "closeRefused: go('closing', 'askNow')",
    to: "closeRefused: go('failed')",
  },
  {
    name: 'what failed here stays failed, whatever the bank says',
    breaks: 'known',
    file: MACHINE,
    from: "failed: { paid, held, refunded: go('refunded') }",
    to: 'failed: {}',
  },
  {
    name: '“not sent” is believed of a charge that was sent before',
    breaks: 'known',
    file: READINGS,
    from: "result.reason === 'notSent' && first",
    to: "result.reason === 'notSent'",
  },
  {
    name: 'a refusal of a repeated charge is believed',
    breaks: 'known',
    file: READINGS,
    from: "return first ? says('refused'",
    to: "return first || !first ? says('refused'",
  },
  {
    name: 'a repeated request that is refused without a signature counts as a fault of the set-up',
    breaks: 'known',
    file: READINGS,
    from: 'first ? faults.setUp : faults.unsure',
    to: 'faults.setUp',
  },
  {
    name: 'an unknown number is believed at once',
    breaks: 'known',
    file: READINGS,
    from: 'if (watched < ASK_LIMIT || absentSince === null || watched - absentSince < ABSENT_APART)',
    to: 'if (watched < 0)',
  },
  {
    name: 'an order with another amount is taken for this one',
    breaks: 'totals',
    file: ANSWERS,
    from: 'answer.amountFen !== sale.amountFen',
    to: 'answer.amountFen < 0',
  },
  {
    name: 'the counter of numbers is not kept',
    breaks: 'numbers',
    file: BOOK,
    from: "putFact.run('orderNo', `${wrapped} ${sequence}`)",
    to: 'void wrapped',
  },
  {
    name: 'the journal counts on after a write that was undone',
    breaks: 'journal',
    file: BOOK,
    from: 'onUndo(() => appended.undo())',
    to: 'onUndo(() => void appended)',
  },
  {
    name: 'sales that were open are not asked about after a restart',
    breaks: 'known',
    file: 'electron/till/selling.ts',
    from: 'sales.recover()',
    to: 'void sales',
  },
  {
    name: 'refunds that were open are not asked about after a restart',
    breaks: 'known',
    file: 'electron/till/selling.ts',
    from: 'refunds.recover()',
    to: 'void refunds',
  },
  {
    name: 'a slip that was under way at the kill is printed again',
    breaks: 'copies',
    file: SPOOL,
    from: "owed.set(job.jobId, { state: 'failed', fault: 'interrupted' })",
    to: "owed.set(job.jobId, { state: 'waiting', fault: null })",
  },
  {
    name: 'a slip that is half on paper is tried again',
    breaks: 'copies',
    file: SPOOL,
    from: 'outcome.bytesOut > 0 ||',
    to: 'outcome.bytesOut < 0 ||',
  },
  {
    name: 'a failed refund is believed without a proof',
    breaks: 'known',
    file: 'electron/till/giving-back.ts',
    from: "deadline: go('unknown', 'sayUnknown', 'ask')",
    to: 'deadline: failed',
  },
  {
    name: 'time is counted by the clock on the wall',
    breaks: 'known',
    file: 'electron/till/follower.ts',
    from: 'watched: ageFrom(clock, 0)',
    to: 'watched: ageFrom(clock, record.sentAt === null ? 0 : Math.max(0, clock.now() - record.sentAt))',
  },
  {
    name: 'what was paid long after it was given up is never found',
    breaks: 'known',
    file: RECONCILIATION,
    from: 'await parts.lookAgain.taken(number)',
    to: 'await Promise.resolve(number)',
  },
  {
    name: 'a charge is sent though the disk refused it',
    breaks: 'first',
    file: SALES,
    from: 'return follower.act(entry, event, { orderNo, sentAt: clock.now(), ...facts })',
    to: `const sentAt = clock.now()
    if (!follower.act(entry, event, { orderNo, sentAt, ...facts }))
      entry.record = { ...entry.record, ...facts, orderNo, sentAt, state: 'sending' }
    return true`,
  },
  {
    name: 'a second scan within 50 ms is taken as well',
    breaks: 'numbers',
    file: SALES,
    from: "if (entry.record.state !== 'waitingForCode') return refuse(isOpen(entry.record) ? 'scan.busy' : 'scan.notNow')",
    to: "if (entry.record.state === 'paid') return refuse('scan.notNow')",
  },
  {
    name: 'a number that is used already (407) is taken back',
    breaks: 'reverse',
    file: 'electron/till/sale-calls.ts',
    from: 'return marked(result, sale, read, first)',
    to: `if (isNumberUsed(result)) void parts.cloud.reversal?.reverse({ orderNo: sale.orderNo })
      return marked(result, sale, read, first)`,
  },
  {
    name: 'an earlier payment under a number that is used already (407) counts as this one',
    breaks: 'known',
    file: ANSWERS,
    from: 'if (sale.notOurs && (',
    to: 'if (sale.state === null && (',
  },
  {
    name: 'what is not confirmed is taken back by the till itself',
    breaks: 'reverse',
    file: 'electron/till/sale-calls.ts',
    from: 'return marked(result, sale, read)',
    to: `if (sale.state === 'unknown') void parts.cloud.reversal?.reverse({ orderNo: sale.orderNo })
      return marked(result, sale, read)`,
  },
  {
    name: 'the mark of 407 is not written down',
    breaks: 'reverse',
    file: 'electron/till/sale-calls.ts',
    from: 'return marks ? { ...reading, facts: { ...reading.facts, ...marks } } : reading',
    to: 'return { ...reading, facts: { ...reading.facts, numberUsed: false } }',
  },
  {
    name: 'no answer to a reversal is called failed',
    breaks: 'known',
    file: MACHINE,
    from: "noAnswer: go('reversing', 'ask')",
    to: "noAnswer: go('failed')",
  },
  {
    name: 'what is said to be paid is believed while the reversal may still arrive',
    breaks: 'shown',
    file: ANSWERS,
    from: "if (sale.state === 'reversing' && watched < ASK_LIMIT)",
    to: "if (sale.state === 'reversing' && watched < 0)",
  },
  {
    name: 'an answer is believed whatever its code says',
    breaks: 'known',
    file: 'cloudpay/protocol/envelope.ts',
    from: 'if (info.a && hmacMatches(key, content, info.a.authen_code))',
    to: 'if (info.a)',
  },
  {
    name: 'an answer about another order is taken for this one',
    breaks: 'known',
    file: 'cloudpay/client/orders.ts',
    from: 'if (told.order_content.out_trade_no !== orderNo)',
    to: "if (told.order_content.out_trade_no === '')",
  },
  {
    name: 'what was taken and given back elsewhere is missing from the totals',
    breaks: 'totals',
    file: 'electron/ledger/day-list.ts',
    from: "sale.state IN ('paid', 'refunded') AS paid",
    to: "sale.state = 'paid' AS paid",
  },
  {
    name: 'refunds that need a person are missing from the totals',
    breaks: 'totals',
    file: 'contract/states.ts',
    from: "ACCEPTED_REFUND_STATES: readonly RefundState[] = ['accepted', 'succeeded', 'needsPerson']",
    to: "ACCEPTED_REFUND_STATES: readonly RefundState[] = ['accepted', 'succeeded']",
  },
  {
    name: 'an amount that differs does not stop selling',
    breaks: 'stopped',
    file: RECONCILIATION,
    from: "else if (differences.some(({ kind }) => kind === 'amount')) raise(",
    to: 'else if (differences.length < 0) raise(',
  },
  {
    name: 'how a slip ended is forgotten when the disk refused it',
    breaks: 'known',
    file: SPOOL,
    from: 'if (owed.size > 0) writeOwed()',
    to: 'owed.clear()',
  },
  {
    name: 'a slip that the printer did not take counts as printed',
    breaks: 'shown',
    file: SPOOL,
    from: "mark(job, 'waiting', outcome.fault)",
    to: "mark(job, 'printed', null)",
  },
  {
    name: 'a slip says another amount',
    breaks: 'shown',
    file: 'electron/slips/payment.ts',
    from: 'total(kind.amount, sale.amountFen, setting)',
    to: 'total(kind.amount, sale.amountFen + 1, setting)',
  },
  {
    name: 'a copy is not marked as one',
    breaks: 'copies',
    file: 'electron/till/reprint.ts',
    from: "paymentSlip(sale, slipSetting(), 'copy')",
    to: "paymentSlip(sale, slipSetting(), 'auto')",
  },
  {
    name: 'a payment counts again each time it is written',
    breaks: 'totals',
    file: FIGURES,
    from: 'count: 1 - (known?.count ?? 0),',
    to: 'count: 1,',
  },
  {
    name: 'a refund that failed stays in the figures',
    breaks: 'totals',
    file: FIGURES,
    from: 'for (const one of rest) post(',
    to: 'for (const one of rest.slice(1)) post(',
  },
  {
    name: 'a payment that was refunded counts no more',
    breaks: 'totals',
    file: MOVEMENTS,
    from: "(state !== 'paid' && state !== 'refunded')",
    to: "state !== 'paid'",
  },
  {
    name: 'a shift is closed with the figures of the one before',
    breaks: 'totals',
    file: 'electron/till/shifts.ts',
    from: 'how, figures: figuresOfShift(shift.shiftNo),',
    to: 'how, figures: figuresOfShift(shift.shiftNo - 1),',
  },
  {
    name: 'a shift that Cloud Pay did not answer for is not told again',
    breaks: 'known',
    file: 'electron/till/shift-report.ts',
    from: 'else {\n          later()\n          return',
    to: 'else {\n          return',
  },
  {
    name: 'a shift is told with another end each time',
    breaks: 'totals',
    file: 'electron/till/shift-report.ts',
    from: 'until: endedAt,',
    to: 'until: clock.now(),',
  },
  ...GIVING_BACK_MUTANTS,
  ...DEPOSIT_MUTANTS,
  ...MEMBER_MUTANTS,
]
