import { describe, expect, test } from 'vitest'
import type { CloudPay } from '../../../cloudpay/client/client.ts'
import { making } from './one-call.ts'

/** Signing in by a QR (UNDOCUMENTED 2): what is sent, and who counts as whom. */

const LINK = 'https://pay.example/sign-in?t=1'

describe('asking for a QR', () => {
  const asking = (told: Record<string, unknown>) => making('client_initialize', told, (pay: CloudPay) => pay.signInCode())

  test('names the shop and a PC; the answer is a handle, a text for the QR and its life in ms', async () => {
    const { result, sent } = await asking({ activator: 'a', token: 't', qr_code_url: LINK, ttl: 120 })
    expect(sent).toEqual({ out_sub_mch_id: 'sub01', out_shop_id: 'shop01', authorize_terminal_type: 1 })
    expect(result).toMatchObject({ outcome: 'ok', answer: { token: 't', qrText: LINK, ttl: 120_000 } })
  })

  test.each([
    ['no handle', { qr_code_url: LINK, ttl: 120 }],
    ['no link', { token: 't', ttl: 120 }],
    ['a link that no camera reads', { token: 't', qr_code_url: 'x'.repeat(513), ttl: 120 }],
    ['no time', { token: 't', qr_code_url: LINK, ttl: 0 }],
  ])('an answer with %s is none', async (_what, told) => {
    expect((await asking(told)).result).toMatchObject({ outcome: 'unknown', reason: 'unreadable' })
  })
})

describe('asking who scanned it', () => {
  const here = { out_shop_id: 'shop01', staffs: [{ staff_id: '8', staff_name: '李婷', refund_auth: true }] }
  const asking = async (told: Record<string, unknown>) => {
    const { result, sent } = await making('client_try_get_initializers', told, (pay: CloudPay) => pay.signInCodeScanned('t'))
    expect(sent).toEqual({ out_sub_mch_id: 'sub01', token: 't' })
    return 'answer' in result ? result.answer : result.outcome
  }
  const granted = (more: Record<string, unknown>) => asking({ initialization_granted: true, staff_id: '8', ...more })
  const person = { staffId: '8', name: '李婷', admin: false, shopManager: false, mayRefund: true }

  test('nobody yet', async () => {
    expect(await asking({ initialization_granted: false, staff_id: '8', shop_infos: [here] })).toEqual({ state: 'waiting' })
  })

  test('somebody of this shop, with the rights that were told and no others', async () => {
    expect(await granted({ shop_infos: [here] })).toEqual({ state: 'signedIn', person })
    const bare = { ...here, staffs: [{ staff_id: '8' }] }
    expect(await granted({ shop_infos: [bare] })).toEqual({
      state: 'signedIn',
      person: { ...person, name: '8', mayRefund: false },
    })
  })

  test.each([
    ['manager of this shop', [{ manager_type: 2, out_id: 'shop01' }], { shopManager: true }],
    ['manager of another one', [{ manager_type: 2, out_id: 'shop02' }], {}],
    ['admin of this merchant', [{ manager_type: 1, out_id: 'sub01' }], { admin: true }],
    ['admin of another one', [{ manager_type: 1, out_id: 'sub02' }], {}],
    ['one of the provider', [{ manager_type: 4, out_id: 'sub01' }], {}],
  ])('as %s', async (_what, manager_entities, more) => {
    // What somebody is anywhere is not what they are here.
    const told = { shop_infos: [here], manager_entities, manager_types: [1, 2] }
    expect(await granted(told)).toEqual({ state: 'signedIn', person: { ...person, ...more } })
  })

  test('by their kind alone, where no places were told', async () => {
    expect(await granted({ shop_infos: [here], manager_types: [2] })).toMatchObject({ person: { shopManager: true } })
  })

  test.each([
    ['without a staff number', { staff_id: '', shop_infos: [here], manager_types: [1] }],
    ['of another shop', { shop_infos: [{ ...here, out_shop_id: 'shop02' }] }],
    ['who manages another shop', { shop_infos: [{ out_shop_id: 'shop02', staffs: [] }], manager_types: [2] }],
    ['of whom nothing is told', {}],
  ])('somebody %s is a stranger', async (_who, told) => {
    expect(await granted(told)).toEqual({ state: 'stranger' })
  })

  test('an answer that does not say whether is none', async () => {
    expect(await asking({ staff_id: '8', shop_infos: [here] })).toBe('unknown')
  })
})
