import type { HoldView } from '../../../contract/views.ts'
import { LIFE, sumsOf, type BankHold } from './bank-holds.ts'
import { MANAGER, type TillLife } from './counter.ts'
import type { Schedule } from './deeds.ts'
import { wrongView } from './deposit-sums.ts'
import type { Time } from './time.ts'
import type { Violation, World } from './world.ts'

const MINUTE = 60_000
/** The till asks within half an hour, at its next look of every 10 minutes, what the platform gave back by itself. */
const SWEPT = 41 * MINUTE
/** So long an answer to a look is waited for, ms. */
const LOOKING = 2000

interface EndingParts {
  readonly time: Time
  readonly world: World
  readonly standing: () => Promise<TillLife>
  readonly kill: () => void
  readonly broken: (by: Violation) => void
}

/** A capture under a number that is another's may be taken for this till's own (407 unheard), and counts with its hold here alone. */
const isSure = (hold: BankHold, { bank, rows }: World): boolean =>
  !hold.foreign && !rows.capturesOf(hold.holdNo).some(({ orderNo }) => bank.orders.get(orderNo)?.foreign === true)

function wrongSums(hold: BankHold, view: HoldView, { bank }: World): Violation | null {
  const there = { ...sumsOf(hold), heldFen: hold.amountFen, refundedFen: bank.refundedOf(hold) }
  for (const [name, fen] of Object.entries(there)) {
    const here = view[name as keyof typeof there]
    if (here !== fen) return `${hold.holdNo} is shown with ${name} ${here}, and the bank says ${fen}`
  }
  return wrongView(view)
}

/** What must hold of deposits when all is known: the automatic release, and that a look tells what the bank has. */
export function createEnding({ time, world, standing, kill, broken }: EndingParts) {
  const { bank, rows } = world

  return {
    /** Lets the deposits come to their 30 days, with the till switched off, or on. Most of that time it is off: that is quick. */
    async deposits(how: Schedule['ending']): Promise<TillLife> {
      const held = [...bank.holds.all.values()].flatMap(({ heldAt }) => (heldAt === null ? [] : [heldAt]))
      if (how === 'none' || held.length === 0) return standing()
      const left = Math.max(...held) + LIFE - bank.now()
      const off = how === 'off' ? left + MINUTE : left - 20 * MINUTE
      if (off > 0) {
        await standing()
        kill()
        await time.pass(off)
      }
      const life = await standing()
      await time.pass(how === 'off' ? SWEPT : 20 * MINUTE + SWEPT)
      return life
    },

    async lookedAt(life: TillLife): Promise<void> {
      const since = world.wellSince() ?? 0
      for (const { holdNo, autoReleasedFen } of rows.holds()) {
        const hold = bank.holds.all.get(holdNo)
        if (!hold || !isSure(hold, world)) continue
        const at = hold.autoReleasedAt
        if (at !== null && bank.now() - Math.max(at, since) >= SWEPT && autoReleasedFen !== hold.autoReleasedFen)
          broken(
            `${hold.autoReleasedFen} of ${holdNo} went back by themselves, and the book says ${autoReleasedFen ?? 'nothing'}`,
          )
      }
      for (const hold of [...bank.holds.all.values()].filter((one) => one.state === 'held' && isSure(one, world))) {
        if (rows.isProbe(hold.holdNo)) continue
        // What goes back by itself just now may do so after the answer left, and before it is looked at here.
        const toItsEnd = (hold.heldAt ?? 0) + LIFE - bank.now()
        if (toItsEnd >= 0 && toItsEnd <= LOOKING) await time.pass(toItsEnd + LOOKING)
        let found: Awaited<ReturnType<TillLife['selling']['holds']['find']>> | null = null
        void life.selling.holds.find(hold.holdNo, MANAGER).then((one) => (found = one))
        await time.pass(LOOKING)
        const answer = found as Awaited<ReturnType<TillLife['selling']['holds']['find']>> | null
        if (!answer?.ok || !answer.value.told) broken(`${hold.holdNo} is at the bank, and a look does not find it`)
        else {
          const wrong = wrongSums(hold, answer.value.hold, world)
          if (wrong !== null) broken(wrong)
        }
      }
      void life.selling.reconciliation.run()
      await time.pass(2000)
      const strange = [...bank.orders.values(), ...bank.holds.all.values()].some(({ foreign }) => foreign)
      const differs = life.selling.reconciliation.last()?.differences[0]
      if (differs && !strange) broken(`the comparison ends with a difference: ${JSON.stringify(differs)}`)
    },
  }
}
