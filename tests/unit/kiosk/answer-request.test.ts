import { PERMISSIONS, type Grant, type Permission } from '../../../contract/permissions.ts'
import type { Asker as Who } from '../../../contract/request-shape.ts'
import { describe, expect, it, vi } from 'vitest'
import { ok, refuse } from '../../../contract/faults.ts'
import type { PageName } from '../../../contract/request-shape.ts'
import { EVENTS, REQUESTS, type RequestName } from '../../../contract/requests.ts'
import { ROLES } from '../../../contract/states.ts'
import { answerRequest, mayAsk, type Asker, type Handlers } from '../../../electron/kiosk/answer-request.ts'
import { EVENT_PAGES, isEventName } from '../../../electron/kiosk/channels.ts'
import { rememberingLog } from './scratch.ts'

/** BEHAVIOUR 1.2, cell by cell. */
const ROWS: readonly (readonly [Permission, Grant, Grant, Grant])[] = [
  ['useTill', 'all', 'all', 'all'],
  ['takePayment', 'all', 'all', 'all'],
  ['holdDeposit', 'all', 'all', 'all'],
  ['captureDeposit', 'all', 'all', 'all'],
  ['keepRest', 'all', 'all', 'none'],
  ['releaseDeposit', 'approval', 'approval', 'approval'],
  ['refund', 'approval', 'approval', 'approval'],
  ['useMembers', 'all', 'all', 'all'],
  ['adjustMember', 'all', 'none', 'none'],
  ['listOrders', 'all', 'all', 'own'],
  ['findOrder', 'store', 'store', 'store'],
  ['summary', 'all', 'all', 'own'],
  ['handOver', 'own', 'own', 'own'],
  ['shiftRecords', 'all', 'all', 'own'],
  ['chooseCashierMode', 'all', 'all', 'none'],
  ['lookAtAudit', 'all', 'all', 'none'],
  ['acknowledgeBook', 'all', 'none', 'none'],
  ['settleDoubt', 'all', 'all', 'none'],
  ['lookAtSettings', 'all', 'all', 'all'],
  ['changeDailySettings', 'all', 'all', 'none'],
  ['changeSetUp', 'all', 'none', 'none'],
  ['manageKeys', 'all', 'none', 'none'],
]
const CELLS = ROWS.flatMap(([permission, ...grants]) =>
  (['admin', 'manager', 'clerk'] as const).map((role, nth) => [permission, role, grants[nth] ?? 'none'] as const),
)
const NAMES = Object.keys(REQUESTS) as RequestName[]
const manager: Asker = { staffId: 'm1', role: 'manager' }
const admin: Asker = { staffId: 'a1', role: 'admin' }
/** The page that a request is for. */
const pageFor = (name: RequestName): PageName => {
  const { who } = REQUESTS[name]
  return who === 'customer' || who === 'camera' ? who : 'till'
}

/** Handlers that all answer `request.failed`, to be replaced one by one. */
function handlers(own: Partial<Record<RequestName, unknown>> = {}): Handlers {
  const refusing = Object.fromEntries(NAMES.map((name) => [name, () => refuse('sale.notFound')]))
  return { ...refusing, ...own } as Handlers
}
const ask = (
  own: Partial<Record<RequestName, unknown>>,
  name: unknown,
  question: unknown,
  person: () => Asker = () => manager,
  page: PageName = 'till',
) => {
  const log = rememberingLog()
  const answer = answerRequest({ handlers: handlers(own), person, log, newId: () => 'id-1' }, page, name, question)
  return answer.then((outcome) => ({ outcome, log: log.lines }))
}

describe('A request of the page', () => {
  it('is answered when its name, its role, its question and its answer are right', async () => {
    const handler = vi.fn((question: unknown, asker: Asker) =>
      ok({ kind: 'orderNumber', orderNo: JSON.stringify([question, asker]) }),
    )
    const { outcome, log } = await ask({ 'scan.read': handler }, 'scan.read', { text: '01' })
    expect(outcome).toEqual({ ok: true, value: { kind: 'orderNumber', orderNo: JSON.stringify([{ text: '01' }, manager]) } })
    expect(log).toEqual([])
  })

  it.each([undefined, null, 7, '', 'app.unknown', 'toString', '__proto__', 'constructor', {}, ['app.snapshot']])(
    'named %j is refused as invalid',
    async (name) => {
      const { outcome } = await ask({}, name, {})
      expect(outcome).toEqual(refuse('request.invalid'))
    },
  )

  it.each(NAMES)('%s with a field too many, or of no shape at all, never reaches its handler', async (name) => {
    const handler = vi.fn(() => ok(null))
    for (const question of [{ unheardOf: 1 }, null, undefined, 'text', [], 5]) {
      const { outcome } = await ask({ [name]: handler }, name, question, () => admin, pageFor(name))
      expect(outcome).toEqual(refuse('request.invalid'))
    }
    expect(handler).not.toHaveBeenCalled()
  })

  it.each(NAMES.filter((name) => pageFor(name) === 'till'))(
    '%s is answered to exactly those the contract names',
    async (name) => {
      const who: Who = REQUESTS[name].who
      const signedOut = await ask({}, name, null, () => null)
      expect(signedOut.outcome).toEqual(refuse(who === 'anyone' ? 'request.invalid' : 'request.forbidden'))
      for (const role of ROLES) {
        const { outcome } = await ask({}, name, null, () => ({ staffId: 's', role }))
        const may = who === 'anyone' || (who !== 'customer' && who !== 'camera' && PERMISSIONS[who][role] !== 'none')
        expect(outcome).toEqual(refuse(may ? 'request.invalid' : 'request.forbidden'))
      }
    },
  )

  it.each(CELLS)('%s: %s is %s', (permission, role, grant) => {
    expect(PERMISSIONS[permission][role]).toBe(grant)
    expect(mayAsk(permission, 'till', { staffId: 's', role })).toBe(grant !== 'none')
    expect(mayAsk(permission, 'till', null)).toBe(false)
  })

  it('every row of the matrix has its cells here, and is asked for by a request or a rule', () => {
    const rows = new Set(CELLS.map(([permission]) => permission))
    expect([...rows].sort()).toEqual(Object.keys(PERMISSIONS).sort())
    const named = new Set<string>(NAMES.map((name) => REQUESTS[name].who))
    expect([...rows].filter((row) => !named.has(row))).toEqual(['keepRest'])
  })

  it.each([
    ['sale.reverse', 'settleDoubt'],
    ['sale.dismiss', 'settleDoubt'],
    ['reconcile.resume', 'settleDoubt'],
    ['refund.start', 'refund'],
    ['release.start', 'releaseDeposit'],
    ['members.topUp', 'useMembers'],
    ['members.adjust', 'adjustMember'],
    ['vault.importSigningKey', 'manageKeys'],
    ['vault.forgetSigningKey', 'manageKeys'],
    ['app.setCashierMode', 'chooseCashierMode'],
    ['devices.setPrinter', 'changeDailySettings'],
    ['devices.setOneCode', 'changeDailySettings'],
    ['oneCode.codes', 'lookAtSettings'],
    ['devices.setScanners', 'changeSetUp'],
    ['summary.look', 'summary'],
    ['shift.records', 'shiftRecords'],
    ['audit.list', 'lookAtAudit'],
    ['audit.export', 'lookAtAudit'],
    ['audit.acknowledge', 'acknowledgeBook'],
  ] as const)('%s needs %s', (name, permission) => {
    expect(REQUESTS[name].who).toBe(permission)
  })

  it.each(NAMES)('%s is asked by its own page only, whoever is signed in', async (name) => {
    const handler = vi.fn(() => ok(null))
    const other: PageName = pageFor(name) === 'till' ? 'customer' : 'till'
    for (const person of [null, manager, { staffId: 'a', role: 'admin' } as const]) {
      const { outcome, log } = await ask({ [name]: handler }, name, {}, () => person, other)
      expect(outcome).toEqual(refuse('request.forbidden'))
      expect(log).toMatchObject([{ level: 'warn', event: 'request.forbidden', details: { request: name, page: other } }])
    }
    expect(handler).not.toHaveBeenCalled()
  })

  it('of the customer display is one, and needs nobody at the till', async () => {
    expect(NAMES.filter((name) => pageFor(name) === 'customer')).toEqual(['customer.view'])
    const view = {
      language: 'en',
      theme: 'dark',
      training: false,
      shopName: 'Shop',
      scene: { what: 'failed', purpose: 'sale', amountFen: 5 },
    }
    const told = () => ok({ ...view, staffName: 'Li', scene: { ...view.scene, orderNo: '0100' } })
    const { outcome } = await ask({ 'customer.view': told }, 'customer.view', {}, () => null, 'customer')
    expect(outcome).toEqual(ok(view))
  })

  it('is judged by who is signed in now, not by who was', async () => {
    let person: Asker = manager
    const parts = { handlers: handlers(), person: () => person, log: rememberingLog(), newId: () => 'x' }
    const question = { orderNo: '0100005200000000' }
    expect(await answerRequest(parts, 'till', 'orders.find', question)).toEqual(refuse('sale.notFound'))
    person = null
    expect(await answerRequest(parts, 'till', 'orders.find', question)).toEqual(refuse('request.forbidden'))
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('key 1234 in the text')
      },
    ],
    ['rejects', () => Promise.reject(new Error('key 1234 in the text'))],
    [
      'throws no error',
      () => {
        throw 'key 1234 in the text' as unknown
      },
    ],
  ])('whose handler %s says only an id, and the log has the rest', async (_how, handler) => {
    const { outcome, log } = await ask({ 'app.snapshot': handler }, 'app.snapshot', {})
    expect(outcome).toEqual(refuse('request.failed', { params: { id: 'id-1' } }))
    expect(log).toHaveLength(1)
    expect(log[0]).toMatchObject({ level: 'error', event: 'request.failed', details: { id: 'id-1', request: 'app.snapshot' } })
    expect(log[0]?.details?.['error']).toBeDefined()
  })

  it('whose answer is not of the contract fails, and what it was is not in the log', async () => {
    const { outcome, log } = await ask({ 'scan.read': () => ok({ kind: 'orderNumber', orderNo: 77_123 }) }, 'scan.read', {
      text: 'x',
    })
    expect(outcome).toEqual(refuse('request.failed', { params: { id: 'id-1' } }))
    expect(JSON.stringify(log)).toContain('orderNo')
    expect(JSON.stringify(log)).not.toContain('77123')
  })

  it('takes along nothing that the contract does not name', async () => {
    const value = { reachable: true, host: 'pay.qcloud.com', ms: 31, key: 'a trading key' }
    const { outcome } = await ask({ 'bind.checkNetwork': () => ok(value) }, 'bind.checkNetwork', {})
    expect(outcome).toEqual({ ok: true, value: { reachable: true, host: 'pay.qcloud.com', ms: 31 } })
  })

  it('passes the handler’s own fault on, as far as the contract knows it', async () => {
    const fault = { code: 'bind.expired', logId: 42, secret: 'no' }
    const { outcome } = await ask({ 'bind.useLink': () => ({ ok: false, fault }) }, 'bind.useLink', { link: 'x' })
    expect(outcome).toEqual({ ok: false, fault: { code: 'bind.expired', logId: 42 } })
    const wrong = await ask({ 'bind.useLink': () => ({ ok: false, fault: { code: 'made.up' } }) }, 'bind.useLink', { link: 'x' })
    expect(wrong.outcome).toEqual(refuse('request.failed', { params: { id: 'id-1' } }))
  })

  it('that is refused leaves no password in the log', async () => {
    const question = { staffId: 's1', password: 'hunter22', more: 1 }
    const { outcome, log } = await ask({}, 'staff.signIn', question)
    expect(outcome).toEqual(refuse('request.invalid'))
    expect(JSON.stringify(log)).not.toContain('hunter22')
  })
})

describe('The events of the preload', () => {
  it('are those of the contract and no others', () => {
    for (const name of Object.keys(EVENTS)) expect(isEventName(name)).toBe(true)
    for (const name of ['toString', '__proto__', '', 'sale', 7, null]) expect(isEventName(name)).toBe(false)
    const till = 'till'
    expect(EVENT_PAGES).toEqual({ snapshot: till, openOrder: till, scanned: till, scanTried: till, customer: 'customer' })
  })
})
