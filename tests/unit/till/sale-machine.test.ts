import { describe, expect, test } from 'vitest'
import { OPEN_SALE_STATES, SALE_STATES, type SaleState } from '../../../contract/states.ts'
import { SALE_EVENTS, type SaleEvent } from '../../../electron/till/sale-events.ts'
import { SALE_TABLES, step as stepOf } from '../../../electron/till/sale-machine.ts'

/** Every table there is: how it is taken, and what for. */
const TABLES = Object.keys(SALE_TABLES) as (keyof typeof SALE_TABLES)[]
type TableName = (typeof TABLES)[number]

const OF = { holdQr: { purpose: 'hold', way: 'qr' }, cashTopUp: { purpose: 'topUp', way: 'record' } } as const
const step = (name: TableName, state: SaleState, event: SaleEvent) =>
  stepOf({ ...(name === 'holdQr' || name === 'cashTopUp' ? OF[name] : { purpose: 'sale', way: name }), state }, event)
const cellsOf = (way: TableName) =>
  SALE_STATES.flatMap((state) => SALE_EVENTS.map((event) => ({ state, event, next: step(way, state, event) })))

describe.each(TABLES)('the table of a sale by %s', (way) => {
  const cells = cellsOf(way)

  test('nothing that is merely unknown leads to failed', () => {
    const unsure = ['noAnswer', 'deadline', 'absent', 'void', 'doubtfulRefusal', 'stillPaying', 'numberUsed', 'differs'] as const
    for (const event of [...unsure, 'takenBack', 'closed', 'closeRefused', 'qrReady'] as const) {
      for (const state of SALE_STATES) expect(step(way, state, event)?.to ?? 'stays', `${state} × ${event}`).not.toBe('failed')
    }
  })

  test('it leaves only from the choice of the way, or again while nothing is known', () => {
    for (const { state, next } of cells) {
      if (next?.effects.includes('send')) expect(state).toBe('waitingForCode')
      if (next?.effects.includes('sendAgain')) expect(state).toBe('sending')
    }
  })

  test('whatever is paid stays paid or is refunded, never anything else', () => {
    expect(SALE_TABLES[way].paid).toEqual({
      refunded: { to: 'refunded', effects: [] },
      // Nothing is said or queued again for it.
      balanceTold: { to: 'paid', effects: ['slipsAnew'] },
    })
    expect(SALE_TABLES[way].refunded).toEqual({})
    expect(SALE_TABLES[way].cancelled).toEqual({})
  })

  test('whatever turns paid brings one slip and one sentence', () => {
    for (const { state, next } of cells.filter((cell) => cell.next?.to === 'paid' && cell.state !== 'paid'))
      expect(next?.effects, state).toEqual(['slip', 'sayPaid'])
  })

  test('only a sale that was never sent can be cancelled', () => {
    expect(cells.filter(({ next }) => next?.to === 'cancelled').map(({ state }) => state)).toEqual(
      way === 'capture' ? [] : ['waitingForCode'],
    )
  })
})

describe.each(['code', 'qr'] as const)('a sale by %s', (way) => {
  test('is paid by a paid answer in every state in which it may have left', () => {
    const states = [...OPEN_SALE_STATES, 'failed'] as const
    // Only a QR is closed, and only a sale by code is reversed.
    for (const state of states.filter((one) => one !== (way === 'qr' ? 'reversing' : 'closing')))
      expect(step(way, state, 'paid'), state).toEqual({ to: 'paid', effects: ['slip', 'sayPaid'] })
  })

  test('goes on asking, or ends, at every answer', () => {
    const states =
      way === 'qr'
        ? (['sending', 'pendingCustomer', 'closing'] as const)
        : (['sending', 'pendingCustomer', 'unknown', 'reversing'] as const)
    for (const state of states) {
      for (const event of ['paid', 'stillPaying', 'notPaid', 'void', 'absent', 'noAnswer', 'differs'] as const)
        expect(step(way, state, event), `${state} × ${event}`).not.toBeNull()
    }
  })
})

describe('a QR', () => {
  test('is closed when it is given up or its time is over, and asked about once more before it is believed', () => {
    for (const state of ['sending', 'pendingCustomer'] as const)
      for (const event of ['takenBack', 'deadline'] as const)
        expect(step('qr', state, event)).toEqual({ to: 'closing', effects: ['close'] })
    for (const event of ['closed', 'closeRefused'] as const)
      expect(step('qr', 'closing', event)).toEqual({ to: 'closing', effects: ['askNow'] })
  })
})

describe('a reversal (invariant M4)', () => {
  const everywhere = TABLES.flatMap((way) => cellsOf(way).map((cell) => ({ way, ...cell })))

  test('begins with a person’s act alone, in a sale by code that is not confirmed, or is being reversed already', () => {
    const into = everywhere.filter(({ state, next }) => next?.to === 'reversing' && state !== 'reversing')
    expect(into.map(({ way, state, event }) => [way, state, event])).toEqual([['code', 'unknown', 'reversalAsked']])
    const asked = everywhere.filter(({ event, next }) => event === 'reversalAsked' && next !== null)
    expect(asked.map(({ way, state }) => [way, state])).toEqual([
      ['code', 'reversing'],
      ['code', 'unknown'],
    ])
  })

  test('is sent by no effect: whatever happens, the table only asks on, prints and speaks', () => {
    const effects = new Set(everywhere.flatMap(({ next }) => next?.effects ?? []))
    expect([...effects].sort()).toEqual(
      [
        'ask',
        'askNow',
        'close',
        'sayFailed',
        'sayPaid',
        'sayUnknown',
        'send',
        'sendAgain',
        'slip',
        'slipsAnew',
        'toneWaiting',
      ].sort(),
    )
    expect(Object.values(SALE_TABLES.code.reversing).flatMap((next) => next.effects)).not.toContain('sendAgain')
  })

  test('is over when the order says so, and not when the call does', () => {
    const ends = { paid: 'paid', refunded: 'refunded', notPaid: 'failed', confirmedAbsent: 'failed', differs: 'conflict' }
    const asks = {
      reversalTaken: 'askNow',
      stillPaying: 'ask',
      paidMeanwhile: 'ask',
      void: 'ask',
      absent: 'ask',
      noAnswer: 'ask',
    }
    for (const [event, to] of Object.entries(ends)) expect(step('code', 'reversing', event as 'paid')?.to, event).toBe(to)
    for (const [event, effect] of Object.entries({ ...asks, doubtfulRefusal: 'ask' }))
      expect(step('code', 'reversing', event as 'paid'), event).toEqual({ to: 'reversing', effects: [effect] })
  })

  test('that was not taken leaves the sale not confirmed, as it was; 407 too', () => {
    expect(step('code', 'reversing', 'reversalRefused')).toEqual({ to: 'unknown', effects: ['askNow'] })
    expect(step('code', 'reversing', 'reversalNotSent')).toEqual({ to: 'unknown', effects: ['ask'] })
    expect(step('code', 'reversing', 'numberUsed')).toEqual({ to: 'unknown', effects: ['askNow'] })
  })

  test('is never announced as a failed payment', () => {
    const effects = Object.values(SALE_TABLES.code.reversing).flatMap((next) => next.effects)
    expect(effects).not.toContain('sayFailed')
  })

  test('407 leaves its mark in every state in which a sale can hear it', () => {
    for (const state of ['sending', 'pendingCustomer', 'unknown', 'reversing'] as const)
      expect(step('code', state, 'numberUsed'), state).not.toBeNull()
    for (const state of ['sending', 'pendingCustomer', 'closing', 'unknown'] as const)
      expect(step('qr', state, 'numberUsed'), state).not.toBeNull()
  })
})

describe('cash and bank cards', () => {
  test('are paid once they are written down, and nothing is sent or asked', () => {
    expect(step('record', 'waitingForCode', 'recorded')?.to).toBe('paid')
    for (const state of ['sending', 'pendingCustomer', 'closing', 'reversing', 'unknown'] as const)
      expect(SALE_TABLES.record[state]).toEqual({})
  })
})

describe('a hold', () => {
  test('by code or by QR is held by an answer that says so, in every state in which it may have left', () => {
    for (const state of ['sending', 'pendingCustomer', 'unknown', 'conflict', 'failed'] as const)
      for (const name of ['code', 'holdQr'] as const)
        expect(step(name, state, 'held'), `${name} ${state}`).toEqual({ to: 'held', effects: ['slip', 'sayPaid'] })
    expect(step('holdQr', 'closing', 'held')).toEqual({ to: 'held', effects: ['slip', 'sayPaid'] })
  })

  test('that is held stays held: what becomes of it since, its own table tells', () => {
    for (const name of TABLES) expect(SALE_TABLES[name].held).toEqual({})
  })

  test('by QR is never closed by a call: given up, it is asked about until its own end has come', () => {
    for (const { next, state, event } of cellsOf('holdQr'))
      expect(next?.effects ?? [], `${state} × ${event}`).not.toContain('close')
    for (const state of ['sending', 'pendingCustomer'] as const)
      for (const event of ['takenBack', 'deadline'] as const)
        expect(step('holdQr', state, event)).toEqual({ to: 'closing', effects: ['ask'] })
    expect(step('holdQr', 'closing', 'stillPaying')).toEqual({ to: 'closing', effects: ['ask'] })
    expect(step('holdQr', 'closing', 'notPaid')).toEqual({ to: 'failed', effects: [] })
  })
})

describe('a capture', () => {
  test('waits for nobody: it is on its way until it is known, and unknown after 2 minutes', () => {
    expect(step('capture', 'sending', 'stillPaying')).toEqual({ to: 'sending', effects: ['ask'] })
    expect(step('capture', 'sending', 'deadline')).toEqual({ to: 'unknown', effects: ['sayUnknown', 'ask'] })
    for (const state of ['waitingForCode', 'pendingCustomer', 'closing', 'reversing'] as const)
      expect(SALE_TABLES.capture[state]).toEqual({})
  })
})
