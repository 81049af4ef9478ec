import { vi } from 'vitest'
import type { BehaviourName } from '../../../cloudpay/sandbox/sandbox.ts'
import type { HoldSearch } from '../../../contract/deposit-requests.ts'
import type { Answer } from '../../../contract/requests.ts'
import type { HoldTender, ReleaseState, SaleState } from '../../../contract/states.ts'
import type { Person } from '../../../electron/till/parts.ts'
import type { SaleWish } from '../../../electron/till/sale-start.ts'
import { MANAGER, wish, type CounterRoom } from './counter-room.ts'

/** What people sell, and do with deposits, at a counter room, for tests that speak of it. */

export const WALLETS: Readonly<Record<HoldTender, string>> = { wechat: 'wechat-fang', alipay: 'alipay-min' }
export const OFTEN = { timeout: 15_000, interval: 20 }
export const OWN = { kind: 'own' } as const
export const NO_SEARCH: HoldSearch = { state: 'all', heldFen: null, day: null, ending: null, tender: null, remark: null }
export const DAY = 86_400_000

export const codeOf = (outcome: { ok: boolean; fault?: { code: string } }) => (outcome.ok ? 'taken' : outcome.fault?.code)

/** A sale by the customer's code, paid and put away; answers its number. */
export async function sold(
  room: CounterRoom,
  amountFen: number,
  { tender = 'wechat', behaviour, ...more }: Partial<SaleWish> & { tender?: HoldTender; behaviour?: BehaviourName } = {},
): Promise<string> {
  const { sales } = room.selling()
  const bank = room.sandbox.control
  if (behaviour) bank.behave(WALLETS[tender], behaviour)
  const started = sales.start(wish(amountFen, { anyway: true, ...more }))
  if (!started.ok) throw new Error(started.fault.code)
  sales.scanned(bank.freshCode(WALLETS[tender]), tender)
  await vi.waitUntil(() => sales.front()?.state === 'paid', OFTEN)
  const orderNo = sales.front()?.orderNo ?? ''
  sales.close(started.value.saleId)
  return orderNo
}

export function depositing(room: () => CounterRoom) {
  const bank = () => room().sandbox.control

  /** Begins to take a deposit and scans the customer's code; answers its number once it stands as wished. */
  async function held(
    amountFen = 10_000,
    tender: HoldTender = 'wechat',
    more: { until?: SaleState; person?: Person; remark?: string; behaviour?: BehaviourName } = {},
  ): Promise<string> {
    const { sales } = room().selling()
    const { until = 'held', person = MANAGER, remark = '', behaviour } = more
    if (behaviour) bank().behave(WALLETS[tender], behaviour)
    const started = sales.start(wish(amountFen, { purpose: 'hold', remark, person, anyway: true }))
    if (!started.ok) throw new Error(started.fault.code)
    const scanned = sales.scanned(bank().freshCode(WALLETS[tender]), tender)
    if (!scanned.ok) throw new Error(scanned.fault.code)
    await vi.waitUntil(() => sales.front()?.state === until, OFTEN)
    const holdNo = sales.front()?.orderNo ?? ''
    if (until === 'held' || until === 'failed') sales.close(started.value.saleId)
    return holdNo
  }

  async function found(number: string, person = MANAGER): Promise<Answer<'deposits.find'>> {
    const answer = await room().selling().holds.find(number, person)
    if (!answer.ok) throw new Error(answer.fault.code)
    return answer.value
  }

  async function captured(holdNo: string, amountFen: number, releaseRest = true, until: SaleState = 'paid'): Promise<string> {
    const { captures } = room().selling()
    const started = await captures.start({ holdNo, amountFen, releaseRest }, MANAGER)
    if (!started.ok) throw new Error(started.fault.code)
    const { saleId, orderNo } = started.value
    await vi.waitUntil(() => captures.list().find((one) => one.saleId === saleId)?.state === until, OFTEN)
    return orderNo ?? ''
  }

  async function released(holdNo: string, amountFen: number, until: ReleaseState = 'succeeded'): Promise<string> {
    const { releases } = room().selling()
    const started = await releases.start({ holdNo, amountFen, authority: OWN }, MANAGER)
    if (!started.ok) throw new Error(started.fault.code)
    const { releaseId, releaseNo } = started.value
    await vi.waitUntil(() => releases.list().find((one) => one.releaseId === releaseId)?.state === until, OFTEN)
    return releaseNo
  }

  /** How Cloud Pay has the hold. */
  const there = (holdNo: string) =>
    bank()
      .holds()
      .find((one) => one.number === holdNo)
  const calls = (path: string) =>
    bank()
      .received()
      .filter((call) => call.path === `/cpay/${path}`)

  return { bank, held, found, captured, released, there, calls }
}
