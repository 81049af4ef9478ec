import { describe, expect, test } from 'vitest'
import { OPEN_SALE_STATES, SALE_STATES } from '../../../contract/states.ts'
import { SALE_EVENTS, SALE_TABLE, step } from '../../../electron/till/sale-machine.ts'

const cells = SALE_STATES.flatMap((state) => SALE_EVENTS.map((event) => ({ state, event, next: step(state, event) })))

describe('the table of a sale', () => {
  test('nothing that is merely unknown leads to failed', () => {
    for (const event of [
      'noAnswer',
      'deadline',
      'absent',
      'void',
      'doubtfulRefusal',
      'stillPaying',
      'numberUsed',
      'differs',
    ] as const) {
      for (const state of SALE_STATES) expect(step(state, event)?.to ?? 'stays', `${state} × ${event}`).not.toBe('failed')
    }
  })

  test('a paid answer wins in every state in which a charge may have left, and brings one slip and one sentence', () => {
    for (const state of [...OPEN_SALE_STATES, 'failed'] as const) {
      expect(step(state, 'paid'), state).toEqual({ to: 'paid', effects: ['slip', 'sayPaid'] })
    }
  })

  test('a charge leaves only from a scanned code, or again while nothing is known', () => {
    for (const { state, next } of cells) {
      if (next?.effects.includes('charge')) expect(state).toBe('waitingForCode')
      if (next?.effects.includes('chargeAgain')) expect(state).toBe('sending')
    }
  })

  test('whatever is paid stays paid or is refunded, never anything else', () => {
    expect(Object.values(SALE_TABLE.paid).map((next) => next.to)).toEqual(['refunded'])
    expect(SALE_TABLE.refunded).toEqual({})
    expect(SALE_TABLE.cancelled).toEqual({})
  })

  test('only a sale that was never charged can be cancelled', () => {
    expect(cells.filter(({ next }) => next?.to === 'cancelled').map(({ state }) => state)).toEqual(['waitingForCode'])
  })

  test('every open state that is asked about goes on asking, or ends, at every answer', () => {
    for (const state of ['sending', 'pendingCustomer', 'unknown'] as const) {
      for (const event of ['paid', 'stillPaying', 'notPaid', 'void', 'absent', 'noAnswer', 'differs', 'deadline'] as const) {
        expect(step(state, event), `${state} × ${event}`).not.toBeNull()
      }
    }
  })
})
