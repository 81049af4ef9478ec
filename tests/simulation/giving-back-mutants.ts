import type { Mutant } from './promises.ts'

const REFUNDS = 'electron/till/refunds.ts'
const RIGHTS = 'electron/till/rights.ts'
const REVERSALS = 'electron/till/reversals.ts'

/** Faults in what gives money back: refunds, whose right they are, and reversals. */
export const GIVING_BACK_MUTANTS: readonly Mutant[] = [
  {
    name: 'two presses are two refunds',
    breaks: 'refunds',
    file: REFUNDS,
    from: 'if (starting.has(orderNo)) return',
    to: 'if (starting.has(`${orderNo}!`)) return',
  },
  {
    name: 'a refund is begun while another of the order is not known',
    breaks: 'refunds',
    file: REFUNDS,
    from: "one.state === 'sending' || isUnconfirmed(one)",
    to: "one.state === 'conflict'",
  },
  {
    name: 'more than what is left may be asked back',
    breaks: 'refunds',
    file: REFUNDS,
    from: 'if (amountFen > leftFen)',
    to: 'if (amountFen > 2 * leftFen)',
  },
  {
    name: 'anybody may refund',
    breaks: 'refunds',
    file: RIGHTS,
    from: "person.mayRefund || person.role === 'admin'",
    to: "person.mayRefund || person.role !== 'manager'",
  },
  {
    name: 'a manager may take back what was answered with 407',
    breaks: 'reverse',
    file: REVERSALS,
    from: "if (sale.numberUsed) return 'reverse.numberUsed'",
    to: '',
  },
  {
    name: 'a reversal is sent though the disk refused to write it down',
    breaks: 'first',
    file: REVERSALS,
    from: "if (!follower.act(live, 'reversalAsked', { reversal: by, fault: null })) return refuse('book.notWritten')",
    to: "follower.act(live, 'reversalAsked', { reversal: by, fault: null })",
  },
  {
    name: 'a refund that was being prepared leaves though selling was stopped meanwhile',
    breaks: 'stopped',
    file: REFUNDS,
    from: `    if (bar) return refuse(bar)
    if (underWay(orderNo))`,
    to: '    if (underWay(orderNo))',
  },
  {
    name: 'the word of somebody without the right is enough for a refund',
    breaks: 'refunds',
    file: RIGHTS,
    from: 'if (!mayAlone(proof.value))',
    to: "if (proof.value.name === '')",
  },
]
