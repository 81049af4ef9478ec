import type { Mutant } from './promises.ts'

const ADJUSTMENTS = 'electron/till/adjustments.ts'
const MEMBERS = 'electron/till/members.ts'
const SALES = 'electron/till/sales.ts'
const REFUNDS = 'electron/till/refunds.ts'
const EXCHANGES = 'electron/till/sale-exchanges.ts'
const MOVEMENTS = 'electron/ledger/movements.ts'

/** Faults of top-ups, cards and balances changed by hand; found in schedules that are about members. */
export const MEMBER_MUTANTS: readonly Mutant[] = (
  [
    {
      name: 'a top-up is sent as a sale',
      breaks: 'cards',
      file: EXCHANGES,
      from: "if (sale.purpose === 'topUp') return sendTopUp(sale, moment, first)",
      to: '',
    },
    {
      name: 'a top-up of a found card goes on the card of whoever pays',
      breaks: 'cards',
      file: MEMBERS,
      from: 'sale.topUp?.byPayer !== true) return ok(null)',
      to: 'sale.topUp === null) return ok(null)',
    },
    {
      name: 'an answer about another card is taken for this one',
      breaks: 'cards',
      file: 'cloudpay/client/members.ts',
      from: "q.by === 'number' && members.some((one) => one.membership_number !== q.text)",
      to: 'members.length > 20',
    },
    {
      name: 'a code that was shown for a top-up pays for what came to the front meanwhile',
      breaks: 'cards',
      file: 'electron/till/scan-handler.ts',
      from: "if (selling.sales.front()?.saleId !== front) return refuse('scan.tooLate')",
      to: '',
    },
    {
      name: 'a card tops a card up',
      breaks: 'cards',
      file: SALES,
      from: "if (entry.record.purpose === 'topUp' && tender === 'memberCard') return refuse('topUp.paidByCard')",
      to: '',
    },
    {
      name: 'the bonus by the rules is not written down',
      breaks: 'cards',
      file: MEMBERS,
      from: 'const bonusFen = bonus.value',
      to: 'const bonusFen = bonus.value * 0',
    },
    {
      name: 'the bonus that came with a top-up is not written down',
      breaks: 'cards',
      file: 'electron/till/answers.ts',
      from: 'topUp: { ...sale.topUp, bonusFen: answer.bonusFen }',
      to: 'topUp: sale.topUp',
    },
    {
      name: 'a top-up counts as a sale in the figures',
      breaks: 'cards',
      file: MOVEMENTS,
      from: "{ ...movement, kind: 'topUp', settledFen }",
      to: "{ ...movement, kind: 'sale', settledFen }",
    },
    {
      name: 'a bonus is missing from the figures',
      breaks: 'cards',
      file: MOVEMENTS,
      from: '...(bonus > 0 ? [',
      to: '...(bonus > 9999 ? [',
    },
    {
      name: 'a part of a top-up may be asked back',
      breaks: 'refunds',
      file: REFUNDS,
      from: "if (prepared.value.isTopUp && amountFen !== prepared.value.orderFen) return refuse('topUp.wholeOnly')",
      to: '',
    },
    {
      name: 'that an order of another till is a top-up is not seen',
      breaks: 'refunds',
      file: REFUNDS,
      from: "sale?.purpose === 'topUp' || listed?.facts.isTopUp === true",
      to: "sale?.purpose === 'topUp'",
    },
    {
      name: 'a card payment that came after it was given up is never found',
      breaks: 'known',
      file: 'electron/till/differences.ts',
      from: '(state === null && paidAt !== null)',
      to: '(state === null && paidAt === 0)',
    },
    {
      name: 'a balance is changed without being written down first',
      breaks: 'first',
      file: ADJUSTMENTS,
      from: "write('began', one, person)",
      to: 'void one',
    },
    {
      name: 'a change by hand goes out again under a new number',
      breaks: 'cards',
      file: ADJUSTMENTS,
      from: 'const before = open()',
      to: 'const before = null as Open | null',
    },
    {
      name: 'no answer to a change by hand counts as not sent',
      breaks: 'cards',
      file: ADJUSTMENTS,
      from: "if (!(first && result.reason === 'notSent')) return refuse",
      to: 'if (!first) return refuse',
    },
    {
      name: 'a refused change by hand stays open',
      breaks: 'cards',
      file: ADJUSTMENTS,
      from: "write('refused', one, person, { code: fault.code })",
      to: 'void fault',
    },
    {
      name: 'nobody is told that another press made a change by hand known',
      breaks: 'cards',
      file: ADJUSTMENTS,
      from: "return refuse(open() === null ? 'member.adjustSettled' : 'member.adjustOpen', { params })",
      to: "if (open() !== null) return refuse('member.adjustOpen', { params })",
    },
  ] as const satisfies readonly Mutant[]
).map((mutant) => ({ ...mutant, only: 'member' }))
