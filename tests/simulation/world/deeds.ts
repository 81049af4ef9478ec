import type { CustomerFate, RefundFate } from './bank.ts'
import { DISK_FAULTS, type DiskFault } from './disk.ts'
import { dice, type Dice } from './dice.ts'

/** What happens at the counter, one after the other. Each deed has a number, which its own chance hangs on. */
export type Deed = { readonly n: number } & (
  | {
      readonly do: 'sell'
      readonly amountFen: number
      readonly way: 'code' | 'qr'
      readonly fate: CustomerFate
      /** Ms after which the same code, or another one, is scanned once more; null for once. */
      readonly scanAgain: number | null
      readonly sameCode: boolean
      readonly wallet: 'wechat' | 'alipay'
    }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'kill' }
  | { readonly do: 'clock'; readonly ms: number }
  | { readonly do: 'askNow' }
  | { readonly do: 'takeBack' }
  | { readonly do: 'disk'; readonly fault: DiskFault; readonly at: number; readonly times: number }
  | { readonly do: 'refund'; readonly which: number; readonly share: number; readonly fate: RefundFate; readonly right: boolean }
  | { readonly do: 'refundElsewhere'; readonly which: number; readonly share: number }
)

export const SUBJECTS = ['sale', 'refund'] as const
export type Subject = (typeof SUBJECTS)[number]

export interface Schedule {
  readonly seed: number
  readonly roughness: number
  readonly printerTrouble: number
  readonly deeds: readonly Deed[]
}

const CUSTOMERS: readonly CustomerFate[] = [
  'pays',
  'pays',
  'paysLater',
  'paysVeryLate',
  'refuses',
  'refusesLater',
  'never',
  'tooPoor',
]
const REFUNDS: readonly RefundFate[] = ['arrives', 'arrivesLater', 'arrivesLater', 'failsLater', 'needsPerson', 'refused']
const AMOUNTS = [1, 990, 2000, 2000, 128_000, 5_000_000]

function sale(n: number, chance: Dice, fates: readonly CustomerFate[]): Deed {
  return {
    n,
    do: 'sell',
    amountFen: chance.pick(AMOUNTS),
    way: chance.chance(0.25) ? 'qr' : 'code',
    fate: chance.pick(fates),
    scanAgain: chance.chance(0.2) ? chance.between(0, 50) : null,
    sameCode: chance.chance(0.5),
    wallet: chance.pick(['wechat', 'alipay'] as const),
  }
}

function deed(n: number, chance: Dice, only: Subject | null): Deed {
  const roll = chance.next()
  if (roll < 0.34) return only === 'refund' ? sale(n, chance, ['pays', 'paysLater']) : sale(n, chance, CUSTOMERS)
  if (roll < 0.52) return { n, do: 'pass', ms: chance.pick([20, 200, 1000, 3000, 20_000, 130_000, 400_000]) }
  if (roll < 0.72 && only !== 'sale') {
    if (chance.chance(0.1)) return { n, do: 'refundElsewhere', which: chance.between(0, 5), share: chance.pick([0.3, 1]) }
    const share = chance.pick([0, 0.3, 0.5, 1, 1, 1.2])
    return { n, do: 'refund', which: chance.between(0, 5), share, fate: chance.pick(REFUNDS), right: chance.chance(0.8) }
  }
  if (roll < 0.8) return { n, do: 'kill' }
  if (roll < 0.86) {
    const times = chance.pick([1, 1, 2, 6])
    return { n, do: 'disk', fault: chance.pick(DISK_FAULTS), at: chance.between(0, 9), times }
  }
  if (roll < 0.9)
    return { n, do: 'clock', ms: chance.pick([-3 * 86_400_000, -86_400_000, -1000, 5000, 86_400_000, 5 * 86_400_000]) }
  return roll < 0.96 ? { n, do: 'askNow' } : { n, do: 'takeBack' }
}

/** The schedule that a seed stands for. */
export function scheduleOf(seed: number, only: Subject | null): Schedule {
  const chance = dice(seed)
  const length = chance.between(2, 10)
  return {
    seed,
    roughness: chance.pick([0, 0.1, 0.3, 0.3, 0.6, 0.85]),
    printerTrouble: chance.pick([0, 0, 0.3, 0.7]),
    deeds: Array.from({ length }, (_none, n) => deed(n, chance, only)),
  }
}
