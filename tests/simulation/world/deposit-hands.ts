import { ok, type Outcome } from '../../../contract/faults.ts'
import type { Person } from '../../../electron/till/parts.ts'
import type { Bank } from './bank.ts'
import { sumsOf, type BankHold } from './bank-holds.ts'
import { CASHIER, MANAGER, type TillLife } from './counter.ts'
import type { Deed } from './deeds.ts'
import type { DepositAct } from './deposit-deeds.ts'
import { wrongView } from './deposit-sums.ts'
import type { Fates } from './fates.ts'
import type { Time } from './time.ts'
import { WORDS, type Right } from './words.ts'

type DepositDeed = Extract<Deed, { do: Exclude<DepositAct['do'], 'kill'> }>

/** Somebody else than the cashier of every day, so that the book tells whether it was one with the right. */
export const UNTRUSTED: Person = { staffId: '1207', name: 'Xu Lei', role: 'clerk', mayRefund: false, since: 0 }

/** A wish for a movement of a hold, as it can be told again when it leaves. */
export const wishOf = (kind: 'capture' | 'release', holdNo: string, amountFen: number): string =>
  `${kind} of ${amountFen} from ${holdNo}`

interface Stage {
  readonly time: Time
  readonly bank: Bank
  readonly fates: Fates
  readonly broken: (by: string) => void
}

/** What hands do with deposits. */
export function createDepositHands({ time, bank, fates, broken }: Stage) {
  const nth = (which: number): BankHold | undefined => {
    const held = [...bank.holds.all.values()].filter(({ state, foreign }) => state === 'held' && !foreign)
    return held[which % Math.max(1, held.length)]
  }
  const part = (hold: BankHold, share: number): number => Math.round((sumsOf(hold).leftFen || hold.amountFen) * share)

  /** Whatever a dying till trips over is of no interest. */
  function watched<T>(till: TillLife, what: string, work: Promise<Outcome<T>>): Promise<Outcome<T | null>> {
    return work.catch((error: unknown) => {
      if (till.alive()) broken(`${what} broke the till: ${error instanceof Error ? error.message : String(error)}`)
      return ok(null)
    })
  }
  function wished(kind: 'capture' | 'release', holdNo: string, amountFen: number, owner: string): void {
    const wish = wishOf(kind, holdNo, amountFen)
    const before = fates.wishes.get(wish)
    fates.wishes.set(wish, { owner, times: (before?.times ?? 0) + 1 })
  }

  function release(deed: { n: number; right: Right; presses: number }, hold: BankHold, amountFen: number, till: TillLife): void {
    const { authority } = WORDS[deed.right]
    const person = deed.right === 'own' ? CASHIER : UNTRUSTED
    wished('release', hold.holdNo, amountFen, `d${deed.n}`)
    for (let press = 0; press < deed.presses; press++)
      void watched(till, 'a release', till.selling.releases.start({ holdNo: hold.holdNo, amountFen, authority }, person))
  }

  return {
    perform(deed: DepositDeed, till: TillLife): void {
      const owner = `d${deed.n}`
      if (deed.do === 'rightGone') {
        fates.rightGoneUntil = time.elapsed() + deed.ms
        return
      }
      if (deed.do === 'checkDeposits') {
        void watched(till, 'the look at the right', till.selling.depositCheck.run(MANAGER))
        return
      }
      if (deed.do === 'holdElsewhere') {
        bank.holds.putElsewhere(`elsewhere${deed.n}`, deed.amountFen, deed.wallet)
        return
      }
      const hold = nth(deed.which)
      if (!hold) return
      const { holdNo, wallet } = hold
      switch (deed.do) {
        case 'capture': {
          const amountFen = part(hold, deed.share)
          fates.captureFates.set(owner, deed.fate)
          wished('capture', holdNo, amountFen, owner)
          const person = deed.by === 'manager' ? MANAGER : CASHIER
          for (let press = 0; press < deed.presses; press++)
            void watched(
              till,
              'a capture',
              till.selling.captures.start({ holdNo, amountFen, releaseRest: !deed.keepRest }, person),
            )
          if (deed.release) release({ n: deed.n, right: 'own', presses: 1 }, hold, part(hold, 1), till)
          return
        }
        case 'release':
          fates.releaseFates.set(owner, deed.fate)
          release(deed, hold, part(hold, deed.share), till)
          return
        case 'lookAtDeposit':
          void watched(till, 'a look', till.selling.holds.find(holdNo, CASHIER)).then((found) => {
            const wrong = found.ok && found.value?.told === true ? wrongView(found.value.hold) : null
            if (wrong !== null) broken(wrong)
          })
          return
        case 'moveElsewhere': {
          const { leftFen } = sumsOf(hold)
          const amountFen = Math.min(leftFen, Math.max(1, part(hold, deed.share)))
          if (amountFen === 0) return
          const number = `elsewhere${deed.n}`
          if (deed.how === 'release') bank.holds.release({ releaseNo: number, holdNo, amountFen, wallet }, true)
          else {
            const releaseRest = deed.how === 'capture' || wallet === 'wechat'
            bank.holds.capture({ orderNo: number, holdNo, amountFen, wallet, releaseRest }, true)
          }
        }
      }
    },
  }
}
