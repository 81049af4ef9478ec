import type { Behaviour } from './behaviours.ts'
import type { MemberCard, MemberCards } from './member-cards.ts'
import type { MovableClock } from './movable-clock.ts'
import { digits, type RandomBytes } from './random.ts'
import type { WalletSeed } from './seed.ts'

/** A phone shows a code for a minute; what was on the screen a moment ago is taken for one minute more. */
export const CODE_SHOWN_MS = 60_000
const CODE_GOOD_MS = 120_000
const CODE_LENGTH = 18

export interface Wallet extends WalletSeed {
  behaviour: Behaviour
  /** Name of the choice on the page, for showing it; scripts of tests need none. */
  behaviourName: string
  /** Without a network the phone is never asked for the password. */
  online: boolean
  /** Of a member's card: what it is the face of. */
  card: MemberCard | undefined
}

interface Code {
  code: string
  wallet: Wallet
  madeAt: number
  used: boolean
  lost: number
}

export type CodeCheck =
  | { known: true; wallet: Wallet; countLoss: () => number; use: () => void }
  | { known: false; why: 'unknown' | 'expired' | 'used' }

/** The customers' side: wallets and their payment codes. */
export interface Bank {
  wallets: readonly Wallet[]
  wallet(id: string): Wallet | undefined
  /** The code on the phone's screen now; a new one when the old has been shown for a minute or was used. */
  liveCode(id: string): { code: string; until: number }
  freshCode(id: string): string
  check(code: string): CodeCheck
}

export function createBank(seeds: readonly WalletSeed[], cards: MemberCards, clock: MovableClock, random: RandomBytes): Bank {
  const wallets: Wallet[] = seeds.map((seed) => ({
    ...seed,
    behaviour: { customer: 'pays' },
    behaviourName: 'paysAtOnce',
    online: true,
    card: seed.cardNumber === undefined ? undefined : cards.get(seed.cardNumber),
  }))
  const codes = new Map<string, Code>()
  const shown = new Map<string, Code>()

  function demand(id: string): Wallet {
    const wallet = wallets.find((candidate) => candidate.id === id)
    if (!wallet) throw new Error('no such wallet')
    return wallet
  }
  function make(wallet: Wallet): Code {
    for (const [code, entry] of codes) if (clock.elapsed() - entry.madeAt > 2 * CODE_GOOD_MS) codes.delete(code)
    let code = ''
    do code = wallet.codePrefix + digits(random, CODE_LENGTH - wallet.codePrefix.length)
    while (codes.has(code))
    const entry: Code = { code, wallet, madeAt: clock.elapsed(), used: false, lost: 0 }
    codes.set(code, entry)
    shown.set(wallet.id, entry)
    return entry
  }

  return {
    wallets,
    wallet: (id) => wallets.find((candidate) => candidate.id === id),
    liveCode(id) {
      const wallet = demand(id)
      const current = shown.get(id)
      const stale = !current || current.used || clock.elapsed() - current.madeAt >= CODE_SHOWN_MS
      const entry = stale ? make(wallet) : current
      return { code: entry.code, until: entry.madeAt + CODE_SHOWN_MS }
    },
    freshCode: (id) => make(demand(id)).code,
    check(code) {
      const entry = codes.get(code)
      if (!entry) return { known: false, why: 'unknown' }
      if (entry.used) return { known: false, why: 'used' }
      if (clock.elapsed() - entry.madeAt > CODE_GOOD_MS) return { known: false, why: 'expired' }
      return {
        known: true,
        wallet: entry.wallet,
        countLoss: () => ++entry.lost,
        use: () => {
          entry.used = true
        },
      }
    },
  }
}
