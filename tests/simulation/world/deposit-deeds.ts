import type { CaptureFate, ReleaseFate, Wallet } from './bank-holds.ts'
import type { Dice } from './dice.ts'
import type { Sell } from './sell.ts'
import { RIGHTS, type Right } from './words.ts'

/** `which`: of the holds that the bank has, whatever is left of them. `share`: of what is left; of the whole when nothing is. */
export type DepositAct =
  | {
      readonly do: 'capture'
      readonly which: number
      readonly share: number
      readonly keepRest: boolean
      readonly by: 'manager' | 'clerk'
      readonly fate: CaptureFate
      /** So many presses at once: only one may count. */
      readonly presses: number
      /** Somebody releases the same hold in the same moment. */
      readonly release: boolean
    }
  | {
      readonly do: 'release'
      readonly which: number
      readonly share: number
      readonly right: Right
      readonly fate: ReleaseFate
      readonly presses: number
    }
  | { readonly do: 'lookAtDeposit'; readonly which: number }
  /** Another till of the merchant has a deposit, or captures or releases one of any till. */
  | { readonly do: 'holdElsewhere'; readonly amountFen: number; readonly wallet: Wallet }
  | {
      readonly do: 'moveElsewhere'
      readonly which: number
      readonly share: number
      readonly how: 'capture' | 'captureAndKeep' | 'release'
    }
  /** The merchant may take no deposits for so many ms. */
  | { readonly do: 'rightGone'; readonly ms: number }
  | { readonly do: 'checkDeposits' }
  /** The till is off for weeks. */
  | { readonly do: 'kill'; readonly steps: number; readonly down: number }

const DAY = 86_400_000
/** Longer than the comparison looks back. */
export const LONG_AWAY = 6 * DAY

const SHARES = [0, 0.3, 0.3, 0.5, 0.5, 0.5, 1, 1, 1, 1.2]
const CAPTURES: readonly CaptureFate[] = ['done', 'done', 'done', 'slow', 'slow', 'refused']
const RELEASES: readonly ReleaseFate[] = ['done', 'done', 'done', 'slow', 'verySlow', 'failsLater', 'refused']

/** A deposit is taken with a code or a QR; other ways are tried now and then, and refused. */
export function startsDeposit(sale: Sell, chance: Dice): Sell {
  const way = chance.pick(['code', 'code', 'code', 'code', 'qr', 'qr', 'qr', sale.way] as const)
  const wallet = way === 'qr' && chance.chance(0.9) ? 'alipay' : sale.wallet
  return { ...sale, way, wallet }
}

export function depositAct(chance: Dice): DepositAct {
  const roll = chance.next()
  const which = chance.between(0, 4)
  const share = chance.pick(SHARES)
  if (roll < 0.35)
    return {
      do: 'capture',
      which,
      share,
      keepRest: chance.chance(0.5),
      by: chance.chance(0.8) ? 'manager' : 'clerk',
      fate: chance.pick(CAPTURES),
      presses: chance.between(1, 2),
      release: chance.chance(0.15),
    }
  if (roll < 0.65)
    return { do: 'release', which, share, right: chance.pick(RIGHTS), fate: chance.pick(RELEASES), presses: chance.between(1, 2) }
  if (roll < 0.73) return { do: 'lookAtDeposit', which }
  if (roll < 0.82)
    return { do: 'moveElsewhere', which, share, how: chance.pick(['capture', 'captureAndKeep', 'release'] as const) }
  if (roll < 0.86)
    return { do: 'holdElsewhere', amountFen: chance.pick([1, 2000, 50_000]), wallet: chance.pick(['wechat', 'alipay'] as const) }
  if (roll < 0.91) return { do: 'rightGone', ms: chance.pick([2000, 60_000, 300_000]) }
  if (roll < 0.94) return { do: 'checkDeposits' }
  return {
    do: 'kill',
    steps: chance.pick([0, 0, chance.between(1, 20)]),
    down: chance.pick([3 * DAY, 5 * DAY, 30 * DAY - 1_200_000, 30 * DAY, 31 * DAY]),
  }
}
