import { isDeepStrictEqual } from 'node:util'
import type { Selling } from '../../../electron/till/selling.ts'
import type { Bank } from './bank.ts'
import type { BankOrder } from './bank-order.ts'
import { CASHIER, MANAGER, type TillLife } from './counter.ts'
import type { Deed } from './deeds.ts'
import { createDepositHands } from './deposit-hands.ts'
import { createMemberHands } from './member-hands.ts'
import type { Disk } from './disk.ts'
import type { Fates } from './fates.ts'
import type { Time } from './time.ts'
import { WORDS } from './words.ts'

const ENDED: readonly string[] = ['failed', 'paid', 'held', 'refunded']

interface Stage {
  readonly time: Time
  readonly bank: Bank
  readonly disk: Disk
  readonly fates: Fates
  readonly standing: () => Promise<TillLife>
  readonly broken: (by: string) => void
}

/** Does one deed after the other at the counter; what happens because of it goes on by itself. */
export function createHands({ time, bank, disk, fates, standing, broken }: Stage) {
  const deposits = createDepositHands({ time, bank, fates, broken })
  const members = createMemberHands({ time, bank, fates, broken, refund })
  let codes = 0
  let lastCode = ''

  function codeFor(deed: Extract<Deed, { do: 'sell' }>): string {
    if (deed.oldCode && lastCode !== '') return lastCode
    lastCode = `13${String(deed.n).padStart(8, '0')}${String(codes++).padStart(8, '0')}`
    return lastCode
  }

  async function sell(deed: Extract<Deed, { do: 'sell' }>, till: TillLife): Promise<void> {
    const { sales } = till.selling
    fates.customers.set(`d${deed.n}`, deed.customer)
    const front = sales.front()
    // A top-up is tried again with its own hands.
    const again = deed.retry && front?.state === 'failed' && front.purpose !== 'topUp'
    if (front && !again) {
      if (ENDED.includes(front.state)) sales.close(front.saleId)
      else sales.park(front.saleId)
    }
    const { amountFen: wanted, purpose } = deed
    const started = again
      ? sales.retry(front.saleId, CASHIER, true)
      : sales.start({ amountFen: wanted, remark: '', purpose, person: CASHIER, anyway: true })
    if (!started.ok) return
    const { saleId, amountFen } = started.value
    switch (deed.way) {
      case 'none':
        return
      case 'qr':
        sales.showQr(saleId, deed.wallet)
        return
      case 'cash':
        sales.record(saleId, 'cashRecord', amountFen + 5000)
        return
      case 'bankCard':
        sales.record(saleId, 'bankCardRecord', null)
        return
      case 'code': {
        const code = codeFor(deed)
        sales.scanned(code, deed.wallet)
        if (deed.scanAgain === null) return
        await time.pass(deed.scanAgain)
        if (till.alive()) sales.scanned(deed.sameCode ? code : `${code.slice(0, -1)}9`, deed.wallet)
      }
    }
  }

  function refund(
    deed: Pick<Extract<Deed, { do: 'refund' }>, 'n' | 'share' | 'fate' | 'right'>,
    order: BankOrder,
    till: TillLife,
  ): void {
    const { refunds } = till.selling
    fates.refundFates.set(`d${deed.n}`, deed.fate)
    const { counts, authority } = WORDS[deed.right]
    fates.rights.set(`d${deed.n}`, counts)
    const person = { ...CASHIER, mayRefund: deed.right === 'own' }
    const wish = { orderNo: order.orderNo, amountFen: Math.round(order.amountFen * deed.share), reason: `d${deed.n}`, authority }
    const unlessDead = (error: unknown): void => {
      if (till.alive()) broken(`a refund broke the till: ${error instanceof Error ? error.message : String(error)}`)
    }
    // Pressed twice: only one of them may count.
    refunds.start(wish, person).catch(unlessDead)
    refunds.start(wish, person).catch(unlessDead)
  }

  function askNow({ sales, refunds, captures, releases }: Selling): void {
    for (const one of captures.list()) captures.askNow(one.saleId)
    for (const one of releases.list()) releases.askNow(one.releaseId)
    for (const sale of sales.parked()) sales.askNow(sale.saleId)
    for (const one of refunds.list()) refunds.askNow(one.refundId)
  }

  function reverse({ which, by }: Extract<Deed, { do: 'reverse' }>, till: TillLife): void {
    const { sales } = till.selling
    const front = sales.front()
    const sale = nth([...(front ? [front] : []), ...sales.parked()], which)
    if (!sale) return
    if (by === 'manager') fates.takenBack.set(sale.saleId, (fates.takenBack.get(sale.saleId) ?? 0) + 1)
    const person = by === 'manager' ? MANAGER : CASHIER
    for (let presses = 0; presses < 2; presses++) {
      sales.reversals.start(sale.saleId, person).catch((error: unknown) => {
        if (till.alive()) broken(`a reversal broke the till: ${error instanceof Error ? error.message : String(error)}`)
      })
    }
  }

  /** What the book says the moment before is what is handed over. */
  function handOver({ selling: { shifts, sales } }: TillLife): void {
    shifts.came(CASHIER)
    const { figures, unresolved } = shifts.look()
    const wish = { acknowledged: unresolved.map(({ id }) => id), countedFen: null, print: false, detail: false }
    const over = shifts.handOver(wish, CASHIER, () => {
      sales.leave()
    })
    if (!over.ok) return
    fates.handedOver.push(over.value)
    if (!isDeepStrictEqual(over.value.figures, figures)) broken('a shift is handed over with other figures than were shown')
  }

  const nth = <T>(all: readonly T[], which: number): T | undefined => all[which % Math.max(1, all.length)]
  const paidOrders = (): BankOrder[] => [...bank.orders.values()].filter((order) => order.state === 'paid')
  const paidOrder = (which: number): BankOrder | undefined => nth(paidOrders(), which)

  return {
    /** Answers when the deed is done, long before everything that follows from it is. */
    async perform(deed: Deed): Promise<void> {
      const till = await standing()
      const { sales, reconciliation } = till.selling
      switch (deed.do) {
        case 'sell':
          return sell(deed, till)
        case 'pass':
          return time.pass(deed.ms)
        case 'kill':
          for (let left = deed.steps; left > 0 && till.alive(); left--) if (!(await time.step(time.elapsed() + 60_000))) break
          till.kill()
          return time.pass(deed.down)
        case 'clock':
          fates.clockSetAt = time.elapsed()
          time.jump(deed.ms)
          return
        case 'askNow':
          askNow(till.selling)
          return
        case 'reverse':
          await time.pass(deed.wait)
          if (till.alive()) reverse(deed, till)
          return
        case 'takeBack': {
          const front = sales.front()
          if (front) sales.takeBackQr(front.saleId)
          return
        }
        case 'open': {
          const parked = nth(sales.parked(), deed.which)
          if (parked) sales.open(parked.saleId)
          return
        }
        case 'leave':
          sales.leave()
          return
        case 'handOver':
          handOver(till)
          return
        case 'look':
          reconciliation.resume(MANAGER)
          return
        case 'dismiss': {
          for (const { saleId, state } of till.selling.captures.list())
            if (state === 'conflict') till.selling.captures.dismiss(saleId, MANAGER)
          const front = sales.front()
          const conflict = [...(front ? [front] : []), ...sales.parked()].find(({ state }) => state === 'conflict')
          if (conflict) sales.dismiss(conflict.saleId, MANAGER)
          return
        }
        case 'compare':
          void reconciliation.run()
          return
        case 'reprint': {
          const { all, releases } = bank.holds
          const number = nth([...paidOrders().map(({ orderNo }) => orderNo), ...all.keys(), ...releases.keys()], deed.which)
          if (number !== undefined) till.reprint.print(number, CASHIER)
          return
        }
        case 'printer':
          fates.printerGoneUntil = time.elapsed() + deed.ms
          return
        case 'line':
          fates.line = { weather: deed.weather, until: time.elapsed() + deed.ms }
          return
        case 'disk':
          disk.arm(deed.fault, deed.at, deed.times)
          return
        case 'refund': {
          const order = paidOrder(deed.which)
          if (order) refund(deed, order, till)
          return
        }
        case 'refundElsewhere': {
          const order = paidOrder(deed.which)
          if (!order) return
          const { orderNo, amountFen: orderFen, capture } = order
          const holdNo = capture?.holdNo ?? null
          if (order.topUp && bank.refundedFen(orderNo) > 0) return
          const left = orderFen - bank.refundedFen(orderNo)
          const amountFen = order.topUp ? orderFen : Math.min(left, Math.max(1, Math.round(orderFen * deed.share)))
          if (amountFen > 0) bank.refund({ orderNo, refundNo: `elsewhere${deed.n}`, orderFen, amountFen, holdNo }, true)
          return
        }
        case 'topUp':
        case 'payCard':
        case 'refundCard':
        case 'adjust':
        case 'cardChanges':
        case 'newRules':
        case 'topUpElsewhere':
        case 'spendElsewhere':
        case 'refundCardElsewhere':
          members.perform(deed, till)
          return
        default:
          deposits.perform(deed, till)
      }
    },
  }
}
