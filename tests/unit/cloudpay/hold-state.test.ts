import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  holdState,
  holdVerdict,
  releaseState,
  releaseVerdict,
  stateOfHold,
  stateOfListDeposit,
  stateOfRelease,
  type HoldState,
  type HoldVerdict,
  type ReleaseState,
  type ReleaseVerdict,
} from '../../../cloudpay/protocol/hold-state.ts'
import type { Platform } from '../../../cloudpay/protocol/order-state.ts'

const HOLD_ROWS: [Platform, number, HoldState, HoldVerdict][] = [
  ['wechat', 1, 'created', 'waiting'],
  ['wechat', 2, 'held', 'held'],
  ['wechat', 3, 'pendingCustomer', 'waiting'],
  ['wechat', 4, 'customerCancelled', 'notHeld'],
  ['wechat', 5, 'closed', 'closed'],
  ['wechat', 6, 'error', 'notHeld'],
  ['wechat', 7, 'void', 'notHeld'],
  ['alipay', 1, 'created', 'waiting'],
  ['alipay', 2, 'held', 'held'],
  ['alipay', 3, 'closedOrNotHeld', 'ambiguous'],
  ['alipay', 4, 'void', 'notHeld'],
]
const RELEASE_ROWS: [Platform, number, ReleaseState, ReleaseVerdict][] = [
  ['wechat', 1, 'created', 'waiting'],
  ['wechat', 2, 'released', 'done'],
  ['wechat', 3, 'failed', 'failed'],
  ['wechat', 4, 'void', 'failed'],
  ['alipay', 1, 'created', 'waiting'],
  ['alipay', 2, 'released', 'done'],
  ['alipay', 3, 'failed', 'failed'],
  ['alipay', 4, 'void', 'failed'],
  ['alipay', 5, 'void', 'failed'],
]
const platforms = fc.constantFrom<Platform>('wechat', 'alipay', 'memberCard', 'record')
const numbers = fc.oneof(fc.integer({ min: -3, max: 20 }), fc.integer())

describe('the state of a hold', () => {
  test.each(HOLD_ROWS)('%s %i is %s: %s', (platform, raw, state, verdict) => {
    expect(holdState(platform, raw)).toBe(state)
    expect(holdVerdict(holdState(platform, raw))).toBe(verdict)
  })

  test('of any other number is ambiguous, never "not held"; other wallets hold nothing', () => {
    fc.assert(
      fc.property(platforms, numbers, (platform, raw) => {
        fc.pre(!HOLD_ROWS.some((row) => row[0] === platform && row[1] === raw))
        expect(holdVerdict(holdState(platform, raw))).toBe('ambiguous')
      }),
    )
  })

  test('is read from the one block that is there', () => {
    const hold = { out_freeze_no: '1', freeze_fee: 1 }
    const block = { current_trade_state: 2 }
    expect(stateOfHold({ ...hold, wxpay_freeze_order_content_ext: block })).toEqual({ platform: 'wechat', raw: 2 })
    expect(stateOfHold({ ...hold, alipay_freeze_order_content_ext: block })).toEqual({ platform: 'alipay', raw: 2 })
    expect(stateOfHold(hold)).toBeNull()
    const both = { wxpay_freeze_order_content_ext: block, alipay_freeze_order_content_ext: block }
    expect(stateOfHold({ ...hold, ...both })).toBeNull()
    expect(stateOfListDeposit({ ...hold, wxpay_current_trade_state: 5 })).toEqual({ platform: 'wechat', raw: 5 })
    expect(stateOfListDeposit({ out_unfreeze_no: '1', alipay_current_trade_state: 3 })).toEqual({ platform: 'alipay', raw: 3 })
    expect(stateOfListDeposit(hold)).toBeNull()
  })
})

describe('the state of a release', () => {
  test.each(RELEASE_ROWS)('%s %i is %s: %s', (platform, raw, state, verdict) => {
    expect(releaseState(platform, raw)).toBe(state)
    expect(releaseVerdict(releaseState(platform, raw))).toBe(verdict)
  })

  test('of any other number is ambiguous, never failed', () => {
    fc.assert(
      fc.property(platforms, numbers, (platform, raw) => {
        fc.pre(!RELEASE_ROWS.some((row) => row[0] === platform && row[1] === raw))
        expect(releaseVerdict(releaseState(platform, raw))).toBe('ambiguous')
      }),
    )
  })

  test('is read from the one block that is there', () => {
    const release = { out_freeze_no: '1', out_unfreeze_no: '2', unfreeze_fee: 1 }
    const block = { current_trade_state: 2 }
    expect(stateOfRelease({ ...release, wxpay_unfreeze_order_content_ext: block })).toEqual({ platform: 'wechat', raw: 2 })
    expect(stateOfRelease({ ...release, alipay_unfreeze_order_content_ext: block })).toEqual({ platform: 'alipay', raw: 2 })
    expect(stateOfRelease({ ...release, wxpay_unfreeze_order_content_ext: {} })).toBeNull()
    expect(stateOfRelease(release)).toBeNull()
  })
})
