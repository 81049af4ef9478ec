import type { Page } from '@playwright/test'
import type { Outcome } from '../../contract/faults.ts'
import type { MemberView } from '../../contract/members.ts'
import type { EventBody, EventName, RequestName } from '../../contract/requests.ts'
import type { HoldView, RefundView, ReleaseView, SaleView } from '../../contract/views.ts'
import type { Snapshot } from '../../contract/snapshot.ts'

/** The moment all page tests happen at: a Saturday, 14:42:19 in the till's own time zone. */
export const NOW = new Date(2025, 10, 22, 14, 42, 19).getTime()

export function aSale(facts: Partial<SaleView> = {}): SaleView {
  return {
    saleId: 'sale-1',
    orderNo: '0100005201031700001842',
    amountFen: 128_000,
    remark: '1208 房 陈先生',
    purpose: 'sale',
    way: 'code',
    state: 'paid',
    orderState: null,
    tender: 'wechat',
    startedAt: NOW - 20_000,
    sentAt: NOW - 12_000,
    settledAt: null,
    askedUntil: NOW + 108_000,
    nextAskAt: null,
    platformTxnId: null,
    membershipNumber: null,
    paidFen: null,
    discountFen: null,
    codeUrl: null,
    receivedFen: null,
    refundedFen: 0,
    lastRefundAt: null,
    holdNo: null,
    releaseRest: null,
    returnedFen: null,
    card: null,
    mayReverse: false,
    fault: null,
    staffId: '1206',
    staffName: '李婷',
    slip: 'none',
    ...facts,
  }
}

/** A refund that Cloud Pay took on a moment ago. */
export function aRefund(facts: Partial<RefundView> = {}): RefundView {
  return {
    refundId: 'r-1',
    refundNo: '0100005201031700001843',
    orderNo: '0100005201031700001842',
    tender: 'wechat',
    orderFen: 4500,
    amountFen: 1500,
    reason: '顾客不要了',
    state: 'accepted',
    startedAt: NOW - 5000,
    acceptedAt: NOW - 4000,
    settledAt: null,
    nextAskAt: NOW + 9000,
    platformRefundId: null,
    receivedBy: null,
    authority: 'own',
    approverName: null,
    fault: null,
    staffId: '0001',
    staffName: '陈经理',
    ...facts,
  }
}

const DAY = 86_400_000

/** A deposit of 19 days, of which a part was captured. */
export function aHold(facts: Partial<HoldView> = {}): HoldView {
  const heldAt = facts.heldAt ?? NOW - 19 * DAY - 3_600_000
  return {
    holdNo: '0100005201031600000903',
    platformHoldId: '2025110322001',
    tender: 'alipay',
    heldFen: 800_000,
    capturedFen: 320_000,
    releasedFen: 0,
    autoReleasedFen: 0,
    refundedFen: 0,
    leftFen: 480_000,
    heldAt,
    endsAt: heldAt + 30 * DAY,
    remark: '宴会厅 金色年华',
    staffId: '1203',
    staffName: '周航',
    elsewhere: null,
    toldAt: NOW,
    underWay: false,
    ...facts,
  }
}

/** A release that Cloud Pay has done. */
export function aRelease(facts: Partial<ReleaseView> = {}): ReleaseView {
  return {
    releaseId: 'u-1',
    releaseNo: '0100005201031700001850',
    holdNo: '0100005201031600000903',
    tender: 'alipay',
    heldFen: 800_000,
    amountFen: 480_000,
    remark: '宴会厅 金色年华',
    state: 'succeeded',
    startedAt: NOW - 4000,
    settledAt: NOW,
    nextAskAt: null,
    platformReleaseId: null,
    authority: 'own',
    approverName: null,
    fault: null,
    staffId: '0001',
    staffName: '陈经理',
    ...facts,
  }
}

/** A member whose card can be used. */
export function aMember(facts: Partial<MemberView> = {}): MemberView {
  return {
    cardNo: '8801200000123456',
    name: '陈晓雨',
    phone: '138****2210',
    balanceFen: 36_450,
    points: 280,
    validUntil: new Date(2027, 5, 30).getTime(),
    state: 'active',
    ...facts,
  }
}

/** A till in the middle of an early shift, everything well. */
export function aSnapshot(facts: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 1,
    now: NOW,
    version: '0.1.0',
    fallbackRuntime: false,
    training: false,
    language: 'zh-CN',
    theme: 'light',
    serialNumber: 'GT24-7F31-0A19',
    stage: 'selling',
    stop: null,
    place: { shopName: '海风酒店 南山店', deviceId: 'a1', deviceName: 'A1 前台' },
    staff: [
      { staffId: '1206', name: '李婷', role: 'clerk' },
      { staffId: '1207', name: '王磊', role: 'clerk' },
      { staffId: '1203', name: '周航', role: 'clerk' },
      { staffId: '1211', name: '孙悦', role: 'clerk' },
      { staffId: '0001', name: '陈经理', role: 'manager' },
    ],
    lockedFor: null,
    signInByPhone: false,
    signInCode: null,
    person: { staffId: '1206', name: '李婷', role: 'clerk', since: NOW - 24_240_000, mayRefund: false },
    muted: false,
    cashierMode: 'cashier',
    maxAmountFen: 5_000_000,
    lamps: {
      network: { level: 'ok', reason: 'fine' },
      printer: { level: 'ok', reason: 'fine' },
      scanner: { level: 'ok', reason: 'keyboardScanner' },
      voice: { level: 'ok', reason: 'fine' },
    },
    sale: null,
    parked: [],
    refunds: [],
    refundsAway: [],
    captures: [],
    releases: [],
    deposits: { count: 0, leftFen: 0, endingCount: 0, endingFen: 0 },
    depositCheck: null,
    members: 'offered',
    exported: null,
    resolved: [],
    approval: null,
    barred: null,
    oneCode: null,
    reconciliation: null,
    ways: { qr: false, cash: false, bankCard: false },
    signingKey: null,
    lastSale: null,
    unconfirmed: 0,
    slipsWaiting: 0,
    offersSetUp: false,
    notices: [],
    ...facts,
  }
}

export interface Asked {
  readonly name: RequestName
  readonly question: Record<string, unknown>
}

/** What the stand-in answers: an outcome, or `never` to leave the page waiting until `release` is called. */
export type StandInAnswers = Partial<Record<RequestName, Outcome<unknown> | 'never'>>

interface StandIn {
  asked: Asked[]
  answers: StandInAnswers
  snapshot: Snapshot
  listeners: Partial<Record<EventName, ((body: unknown) => void)[]>>
  waiting: { name: RequestName; settle: (outcome: Outcome<unknown>) => void }[]
  /** How often the page said that somebody is there. */
  touches: number
}

declare global {
  interface Window {
    standIn: StandIn
  }
}

/** Stands in for the preload and the main process behind it. Runs inside the page, before the page does. */
function putIntoPage({ snapshot, answers }: { snapshot: Snapshot; answers: StandInAnswers }): void {
  const standIn: StandIn = { asked: [], answers, snapshot, listeners: {}, waiting: [], touches: 0 }
  const readScans = (): Outcome<unknown> => {
    const answer = standIn.answers['devices.takeScans']
    return answer === undefined || answer === 'never' ? { ok: true, value: [] } : answer
  }
  const bridge = {
    ask(name: RequestName, question: Record<string, unknown>): Promise<Outcome<unknown>> {
      if (name === 'app.snapshot') return Promise.resolve({ ok: true, value: standIn.snapshot })
      // Asked at each start: not an act of anybody.
      if (name === 'devices.takeScans') return Promise.resolve(readScans())
      // Said while anybody does anything: not an act of its own.
      if (name === 'staff.touch') {
        standIn.touches += 1
        return Promise.resolve({ ok: true, value: null })
      }
      standIn.asked.push({ name, question })
      const answer = standIn.answers[name] ?? { ok: true, value: null }
      if (answer !== 'never') return Promise.resolve(answer)
      return new Promise((settle) => standIn.waiting.push({ name, settle }))
    },
    on(name: EventName, listener: (body: unknown) => void): () => void {
      const listeners = (standIn.listeners[name] ??= [])
      listeners.push(listener)
      return () => {
        listeners.splice(listeners.indexOf(listener), 1)
      }
    },
  }
  Object.assign(window, { standIn, guitai: bridge })
}

const KEPT = 'standIn'

/** The hand of the test on the far side of the bridge. */
export class PageBridge {
  private readonly page: Page
  private current: Snapshot

  private constructor(page: Page, snapshot: Snapshot) {
    this.page = page
    this.current = snapshot
  }

  /** Puts the stand-in into every page opened from here on. */
  static async install(page: Page, snapshot: Snapshot, answers: StandInAnswers = {}): Promise<PageBridge> {
    await page.addInitScript(putIntoPage, { snapshot, answers })
    return new PageBridge(page, snapshot)
  }

  /** Prepares a page that is loaded again for each state, by `reload`. It stands on a blank page of its origin. */
  static async keep(page: Page): Promise<void> {
    await page.addInitScript(`{
      const kept = sessionStorage.getItem('${KEPT}')
      if (kept !== null) (${putIntoPage.toString()})(JSON.parse(kept))
    }`)
  }

  /** Loads a kept page on another state: all that was there before is gone. */
  static async reload(page: Page, url: string, snapshot: Snapshot, answers: StandInAnswers = {}): Promise<PageBridge> {
    await page.evaluate(
      ([key, value]) => {
        sessionStorage.clear()
        localStorage.clear()
        sessionStorage.setItem(key, value)
      },
      [KEPT, JSON.stringify({ snapshot, answers })] as const,
    )
    await page.goto(url)
    return new PageBridge(page, snapshot)
  }

  /** Tells the page that things have changed, as the main process would. */
  async push(facts: Partial<Snapshot>): Promise<void> {
    this.current = { ...this.current, ...facts, revision: this.current.revision + 1 }
    await this.emit('snapshot', this.current)
  }

  async emit<N extends EventName>(name: N, body: EventBody<N>): Promise<void> {
    await this.page.evaluate(
      ([event, content]) => {
        for (const listener of window.standIn.listeners[event] ?? []) listener(content)
      },
      [name, body] as const,
    )
  }

  async answer(name: RequestName, outcome: Outcome<unknown> | 'never'): Promise<void> {
    await this.page.evaluate(
      ([request, next]) => {
        window.standIn.answers[request] = next
      },
      [name, outcome] as const,
    )
  }

  /** Settles a request that was left waiting. */
  async release(name: RequestName, outcome: Outcome<unknown>): Promise<void> {
    await this.page.evaluate(
      ([request, settled]) => {
        const at = window.standIn.waiting.findIndex((one) => one.name === request)
        window.standIn.waiting.splice(at, 1)[0]?.settle(settled)
      },
      [name, outcome] as const,
    )
  }

  touches(): Promise<number> {
    return this.page.evaluate(() => window.standIn.touches)
  }

  /** Everything the page asked for, in order; or only one kind of it. */
  async asked(name?: RequestName): Promise<Asked[]> {
    const all = await this.page.evaluate(() => window.standIn.asked)
    return name === undefined ? all : all.filter((one) => one.name === name)
  }
}
