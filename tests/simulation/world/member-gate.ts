import type { Bank } from './bank.ts'
import type { TillLife } from './counter.ts'
import type { Disk } from './disk.ts'
import type { Fates } from './fates.ts'
import type { Leaving } from './line-parts.ts'
import { ADMIN } from './member-hands.ts'
import type { Rows, SaleRow } from './rows.ts'
import type { Time } from './time.ts'

interface MemberGateParts {
  readonly time: Time
  readonly rows: Rows
  readonly disk: Disk
  readonly fates: Fates
  readonly bank: () => Bank
  readonly till: () => TillLife | null
  readonly broken: (by: string) => void
}

/** Looks at what leaves the till for a member's card, and at what it has heard of it. */
export function createMemberGate({ time, rows, disk, fates, bank, till, broken }: MemberGateParts) {
  const told = new Map<string, { by: TillLife; at: number; refusals: number }>()
  /** The adjustment numbers that left, in order. */
  const adjustments = new Set<string>()

  return {
    /** The card in the book is the one that the cashier found, or that of whoever paid. */
    topUpLeaves(sale: SaleRow, { number, cardNo, code }: Extract<Leaving, { kind: 'topUp' }>): void {
      const wish = fates.topUps.get(sale.saleId)
      const meant = wish?.cardNo ?? bank().cards.ofCode(code)[0]?.cardNo
      if (sale.topUpCard !== cardNo) broken(`${number} leaves for another card than it is in the book with`)
      if (meant !== cardNo) broken(`${number} leaves for card ${cardNo}, and was meant for ${meant ?? 'none'}`)
      if (code.startsWith('99')) broken(`${number} would top a card up from a card`)
    },

    /** A code pays for what stood in front when it was scanned. */
    codeLeaves({ saleId, purpose, topUpCard }: SaleRow, code: string): void {
      const scannedFor = fates.scannedFor.get(code) ?? saleId
      if (scannedFor !== saleId) broken(`${saleId} leaves with a code that was scanned for ${scannedFor}`)
      if (purpose !== 'topUp' && topUpCard !== null) broken(`${saleId} is no top-up, and would go on card ${topUpCard}`)
    },

    /** Written down first, always the same under its number, and no other one while it is not known what became of it. */
    adjustmentLeaves({ number, cardNo, amountFen, remark }: Extract<Leaving, { kind: 'adjustment' }>): void {
      adjustments.add(number)
      const began = rows.adjustments().find((row) => row.number === number && row.event === 'began')
      const same = began?.cardNo === cardNo && began.amountFen === amountFen && began.remark === remark
      if (!same || began.staffId !== ADMIN.staffId) broken(`the change ${number} leaves, and is not in the book first`)
      const ended = new Set(rows.adjustments().flatMap((row) => (row.event === 'began' ? [] : [row.number])))
      const open = [...adjustments].find((one) => one !== number && !ended.has(one))
      if (open !== undefined) broken(`the change ${number} leaves, and what became of ${open} is not known`)
      if (ended.has(number)) broken(`the change ${number} leaves, and is over`)
    },

    bonusTold(number: string): void {
      const life = till()
      if (life) told.set(number, { by: life, at: time.elapsed(), refusals: disk.refusals() })
    },
    /** It was told the bonus, and did not die or lose its disk before it could write that down. */
    knowsBonus(number: string): boolean {
      const one = told.get(number)
      if (!one) return false
      const diedAt = one.by.diedAt()
      return !((diedAt !== null && diedAt - one.at < 5) || disk.refusals() > one.refusals)
    },
  }
}
