import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { get, openTill, SERIAL, stateOf, type Json, type Till } from './raw-till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.sandbox.close())

const use = async (link: string, serial: string) =>
  (await (await fetch(`${link}&sn=${encodeURIComponent(serial)}`)).json()) as Json
const unbind = (serial = SERIAL, device = 'A1') =>
  till.post('/cpay/unbind_device_sn_code', {
    out_sub_mch_id: till.facts['out_sub_mch_id'],
    out_shop_id: till.facts['out_shop_id'],
    device_id: device,
    sn_code: serial,
  })

describe('A configuration link', () => {
  it('gives the device its ids, its people and the key, in clear and without an envelope', async () => {
    const answer = await use(till.sandbox.configurationLink('A2'), 'GUITAI_X86_0007')
    expect(answer).toMatchObject({
      status: 0,
      internal_status: 0,
      use_device_setting: {
        cloud_cashier_id: '01000052',
        authen_type: 1,
        shop_name: '海风酒店 南山店',
        device_id: 'A2',
        device_name: 'A2 餐厅',
        staff_id: '1207',
        staff_name: '王磊',
      },
    })
    expect(answer).not.toHaveProperty('response_content')
    for (const id of ['out_mch_id', 'out_sub_mch_id', 'out_shop_id']) {
      expect(get(answer, `use_device_setting.${id}`)).toMatch(/^[0-9a-z]{20}$/)
    }
    expect(get(answer, 'use_device_setting.authen_key')).toMatch(/^[0-9A-Z]{32}$/)
  })

  it('may be used again by the same device, and lives five minutes', async () => {
    const link = till.sandbox.configurationLink('A2')
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/cpay\/use_device_setting\?osi=[0-9a-z]{20}&si=[0-9a-z]{1,20}$/)
    till.clock.pass(299_000)
    expect((await use(link, 'GUITAI_X86_0007'))['status']).toBe(0)
    expect((await use(link, 'GUITAI_X86_0007'))['status']).toBe(0)
    till.clock.pass(2_000)
    const late = await use(link, 'GUITAI_X86_0007')
    expect(late).toMatchObject({ status: 104, description: expect.stringContaining('过期') as unknown })
    expect(late).not.toHaveProperty('use_device_setting')
  })

  it('of a device that belongs to another serial is refused with 3214', async () => {
    const answer = await use(till.sandbox.configurationLink('A1'), 'GUITAI_X86_0002')
    expect(answer).toMatchObject({ status: 104, internal_status: 3214 })
    expect(JSON.stringify(answer)).not.toContain(till.key)
  })

  it('that is wrong, or comes from a device with a wrong serial, gives nothing away', async () => {
    const link = till.sandbox.configurationLink('A2')
    expect((await use(link.replace(/&si=.*/, '&si=00000000000000000000'), SERIAL))['status']).toBe(104)
    expect((await use(link.replace(/osi=[^&]*/, 'osi=other'), SERIAL))['status']).toBe(101)
    for (const serial of ['', 'nothing', 'guitai_x86_1', 'A_B_' + 'x'.repeat(64)]) {
      expect(await use(link, serial)).toMatchObject({ status: 101, description: expect.stringContaining('sn') as unknown })
    }
  })

  it('moves a serial that stood behind another device record', async () => {
    await use(till.sandbox.configurationLink('A3'), SERIAL)
    const serials = till.control.office().devices.map((device) => device.serial)
    expect(serials).toEqual([undefined, undefined, SERIAL])
  })
})

describe('Unbinding', () => {
  it('frees the device once; the second time it is free already (3215)', async () => {
    const first = await unbind()
    expect(first.head.status).toBe(0)
    expect(first.codeIsRight).toBe(true)
    expect((await unbind()).head).toMatchObject({ status: 104, internal: 3215 })
    expect((await use(till.sandbox.configurationLink('A1'), 'GUITAI_X86_0002'))['status']).toBe(0)
    expect((await unbind()).head).toMatchObject({ status: 104, internal: 3214 })
  })

  it('stops a till that goes on with its serial', async () => {
    till.control.releaseDevice('A1')
    const { answer } = await till.pay('wechat-fang')
    expect(answer.head).toMatchObject({ status: 101, description: expect.stringContaining('sn_code') as unknown })
  })

  it('asks for no serial of a device that has none', async () => {
    till.control.releaseDevice('A1')
    const client = { ...till.orderClient, sn_code: undefined }
    const request = { ...till.payRequest(till.control.codeOf('wechat-fang')), order_client: client }
    expect(stateOf(await till.post('/cpay/micro_pay', request))).toBe(2)
  })
})

describe('The list of the shop', () => {
  it('shows devices and people with their rights', async () => {
    const answer = await till.post('/cpay/query_sub_mch_shop_info', {
      out_mch_id: till.facts['out_mch_id'],
      out_sub_mch_id: till.facts['out_sub_mch_id'],
      nonce_str: till.nonce(),
      page_num: 1,
      page_size: 50,
    })
    expect(Object.keys(answer.inner)).toContain('query_shop_info')
    expect(answer.body['total_count']).toBe(1)
    const [shop] = answer.body['shop_infos'] as [Json]
    expect(shop).toMatchObject({ shop_name: '海风酒店 南山店', out_shop_id: till.facts['out_shop_id'], fee_type: 'CNY' })
    expect(shop['device_infos']).toMatchObject([
      { device_id: 'A1', device_name: 'A1 前台', device_shift_type: 3, sn_code: SERIAL },
      { device_id: 'A2', device_name: 'A2 餐厅', sn_code: '' },
      { device_id: 'A3', device_name: 'A3 泳池' },
    ])
    expect(shop['staff_infos']).toMatchObject([
      { staff_id: '1206', staff_name: '李婷', shop_manager: false, refund_auth: true },
      { staff_id: '1207', staff_name: '王磊', refund_auth: false },
      { staff_id: '1211', staff_name: '孙悦', refund_auth: false },
      { staff_id: '0001', staff_name: '陈经理', shop_manager: true },
      { staff_id: '1000', staff_name: '周航', shop_manager: false },
    ])
    expect(JSON.stringify(answer.inner)).not.toContain(till.control.staff()[0]?.trainingPassword)
  })
})

describe('Signing in', () => {
  const passwordOf = (id: string) => till.control.staff().find((person) => person.staffId === id)?.trainingPassword ?? ''

  it.each([
    ['1206', '李婷', false, false, true],
    ['1207', '王磊', false, false, false],
    ['0001', '陈经理', true, false, true],
    ['1000', '周航', false, true, true],
  ])('as %s tells who it is and what they may do', async (id, name, manager, admin, refunds) => {
    const answer = await till.login(id, passwordOf(id))
    expect(answer.inner['x_extension']).toBe(true)
    expect(answer.head.status).toBe(0)
    expect(answer.codeIsRight).toBe(true)
    expect(answer.body).toMatchObject({
      staff_id: id,
      staff_name: name,
      shop_manager: manager,
      sub_mch_admin: admin,
      refund_auth: refunds,
      login_time: Math.floor(till.clock.now() / 1000),
    })
  })

  it('with a wrong password is refused, in the same words as for a number that does not exist', async () => {
    const wrong = await till.login('1206', '000000x')
    const nobody = await till.login('4711', '000000')
    expect(wrong.head).toMatchObject({ status: 104, internal: 0 })
    expect(nobody.head.description).toBe(wrong.head.description)
    expect(wrong.inner['x_extension']).toBe(true)
  })

  it('five times wrong locks the number for five minutes, even for the right password', async () => {
    for (let i = 0; i < 4; i++) await till.login('1206', 'wrong')
    expect((await till.login('1206', passwordOf('1206'))).head.status).toBe(0)
    for (let i = 0; i < 5; i++) expect((await till.login('1206', 'wrong')).head.status).toBe(104)
    expect((await till.login('1206', passwordOf('1206'))).head.description).toContain('5分钟')
    expect((await till.login('1207', passwordOf('1207'))).head.status).toBe(0)
    expect(till.control.staff()[0]?.locked).toBe(true)
    till.clock.pass(299_000)
    expect((await till.login('1206', passwordOf('1206'))).head.status).toBe(104)
    till.clock.pass(2_000)
    expect((await till.login('1206', passwordOf('1206'))).head.status).toBe(0)
  })

  it('lives under its own path and never under /cpay/', async () => {
    expect((await fetch(`${till.origin}/cpay/staff_login`, { method: 'POST' })).status).toBe(404)
  })
})
