import { expect, test } from 'vitest'
import { listedOrder } from '../../../cloudpay/client/listed-order.ts'

const row = (refunded_fee: number, state = 5) =>
  listedOrder({ out_trade_no: '0100', total_fee: 2000, refunded_fee, create_time: 1, alipay_current_trade_state: state })

test('an Alipay order in the list is given back when all of it is, and else closed or partly given back: nobody says which', () => {
  expect(row(2000).verdict).toBe('refunded')
  expect(row(0).verdict).toBe('ambiguous')
  expect(row(1999).verdict).toBe('ambiguous')
  expect(row(2000, 2).verdict, 'the state says that it stands').toBe('paid')
})
