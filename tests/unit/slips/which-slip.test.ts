import { expect, it } from 'vitest'
import { paymentSlip, topUpSlip } from '../../../electron/slips/payment.ts'
import { saleOf } from '../../support/sale.ts'
import { slipSetting } from '../../support/slip-setting.ts'

const FACTS = { state: 'paid', orderNo: '0100005200011763802000000008', settledAt: 1_795_385_730_000 } as const
const CARD = { cardNo: '66001234', name: '林小满', phone: null, byPayer: false, bonusFen: 1000 }
const TOP_UP = { purpose: 'topUp', topUp: CARD } as const

it('what was not paid has no slip', () => {
  expect(() => paymentSlip(saleOf({ state: 'pendingCustomer' }), slipSetting(), 'auto')).toThrow('only what was paid')
  expect(() => topUpSlip(saleOf({ ...TOP_UP, state: 'failed' }), slipSetting(), 'auto')).toThrow('only what was paid')
})

it('a top-up and a deposit never get the slip of a sale', () => {
  expect(() => paymentSlip(saleOf({ ...FACTS, ...TOP_UP }), slipSetting(), 'auto')).toThrow('slips of their own')
  expect(() => paymentSlip(saleOf({ ...FACTS, purpose: 'hold' }), slipSetting(), 'auto')).toThrow('slips of their own')
})

it('a top-up has no slip before its card is known, and a sale never one of a top-up', () => {
  const unknown = { ...CARD, cardNo: null, byPayer: true }
  expect(() => topUpSlip(saleOf({ ...FACTS, purpose: 'topUp', topUp: unknown }), slipSetting(), 'auto')).toThrow('goes on a card')
  expect(() => topUpSlip(saleOf(FACTS), slipSetting(), 'auto')).toThrow('goes on a card')
})
