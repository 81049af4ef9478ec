import { afterEach, expect, test } from 'vitest'
import { heldClock } from '../../support/held-clock.ts'
import { openTill } from './raw-till.ts'

/** What people do beside paying: sign-in by phone (UNDOCUMENTED 2), and shifts that are told (UNDOCUMENTED 3, RULINGS 15). */

type Till = Awaited<ReturnType<typeof openTill>>
let till: Till | undefined
afterEach(() => till?.sandbox.close())

const ids = ({ mch }: Till) => ({ out_sub_mch_id: mch()['out_sub_mch_id'], out_shop_id: mch()['out_shop_id'] })

test('calls of which only the fields are public are there when they are asked for, and say in the log that they are a guess', async () => {
  till = await openTill()
  const asked = { ...ids(till), authorize_terminal_type: 1 }
  await expect(till.post('/cpay/client_initialize', asked)).rejects.toThrow()
  await till.sandbox.close()
  till = await openTill('A1', heldClock(), { guesses: true })
  const { head } = await till.post('/cpay/client_initialize', { ...ids(till), authorize_terminal_type: 1 })
  expect(head.status).toBe(0)
  expect(till.logs.at(-1)).toMatchObject({ path: '/cpay/client_initialize', guess: true })
})

test('a QR is scanned once, by one person, within two minutes', async () => {
  const clock = heldClock()
  const opened = (till = await openTill('A1', clock, { guesses: true }))
  const begin = async () => {
    const { body } = await opened.post('/cpay/client_initialize', { ...ids(opened), authorize_terminal_type: 1 })
    const token = body['token']
    const ticket = new URL(String(body['qr_code_url'])).searchParams.get('t') ?? ''
    const look = () => opened.post('/cpay/client_try_get_initializers', { out_sub_mch_id: ids(opened).out_sub_mch_id, token })
    return { ticket, look }
  }
  const first = await begin()
  expect((await first.look()).body['initialization_granted']).toBe(false)
  expect(opened.control.scanSignInCode(first.ticket, '9999'), 'nobody of that number').toBe(false)
  expect(opened.control.scanSignInCode(first.ticket, '0001')).toBe(true)
  expect(opened.control.scanSignInCode(first.ticket, '1206'), 'it was scanned').toBe(false)
  for (const body of [(await first.look()).body, (await first.look()).body]) {
    expect(body).toMatchObject({
      initialization_granted: true,
      staff_id: '0001',
      manager_types: [2],
    })
  }
  clock.pass(60_000)
  expect((await first.look()).head.status, 'the answer is not there for ever').toBe(104)

  const second = await begin()
  opened.control.scanSignInCode(second.ticket, null)
  expect((await second.look()).head).toMatchObject({ status: 104, description: '登录被拒绝。' })

  const third = await begin()
  clock.pass(120_000)
  expect(opened.control.scanSignInCode(third.ticket, '1206')).toBe(false)
  expect((await third.look()).head.status).toBe(104)
  expect(opened.control.signInCodes().map(({ state }) => state)).toEqual(['expired', 'refused', 'signedIn'])
})

test('a shift is told once, however often it is sent; another one of its number is refused', async () => {
  const opened = (till = await openTill())
  const total = { sub_pay_platform: 100, pay_count: 2, pay_fee: 500, refund_count: 1, refund_fee: 700, net_fee: -200 }
  const shift = { device_id: 'A1', staff_id: '1206', shift_no: '1-1', start_time: 100, end_time: 200, totals: [total] }
  const tell = (more: object = {}) =>
    opened.post('/x-kiosk/v1/shift_handover', { ...ids(opened), ...shift, nonce_str: opened.nonce(), ...more })
  expect((await tell()).head.status).toBe(0)
  expect((await tell()).head.status).toBe(0)
  expect(opened.control.shifts()).toEqual([shift])
  expect((await tell({ end_time: 201 })).head.status).toBe(104)
  expect((await tell({ shift_no: '1-2', end_time: 99 })).head.status, 'ends before it begins').toBe(101)
  expect((await tell({ shift_no: '1-2', staff_id: '9999' })).head.status).toBe(101)
  expect((await tell({ shift_no: '1-2', end_time: 300, staff_id: '1207' })).head.status).toBe(0)

  const list = async (more: object = {}) => {
    const span = { start_time: 0, end_time: 1000, page_num: 1, page_size: 10 }
    const asked = { ...ids(opened), ...span, nonce_str: opened.nonce(), ...more }
    const { body } = await opened.post('/x-kiosk/v1/shift_list', asked)
    return (body['shifts'] as { shift_no: string }[]).map(({ shift_no }) => shift_no)
  }
  expect(await list()).toEqual(['1-2', '1-1'])
  expect(await list({ staff_id: '1206' })).toEqual(['1-1'])
  expect(await list({ start_time: 201 })).toEqual(['1-2'])
  expect(await list({ page_size: 1, page_num: 2 })).toEqual(['1-1'])
})
