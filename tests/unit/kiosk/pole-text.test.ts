import { describe, expect, it } from 'vitest'
import type { CustomerScene, CustomerView } from '../../../contract/customer-view.ts'
import { poleSetupSchema, poleTextSchema, type PoleSetup } from '../../../contract/poles.ts'
import { SALE_STATES, SALE_WAYS } from '../../../contract/states.ts'
import { rowOf, type SerialPole } from '../../../drivers/display/encode.ts'
import { customerViewOf } from '../../../electron/kiosk/customer-view.ts'
import { poleTextOf } from '../../../electron/kiosk/pole-text.ts'
import { aSale, aSnapshot } from '../../support/page-bridge.ts'

const view = (scene: CustomerScene, more: Partial<CustomerView> = {}): CustomerView => ({
  language: 'zh-CN',
  theme: 'light',
  training: false,
  shopName: '老王面馆',
  scene,
  ...more,
})

function pole(charset: 'gbk' | 'ascii', columns = 20): SerialPole {
  const setup: PoleSetup = poleSetupSchema.parse({ kind: 'serial', line: { path: '/dev/ttyS0' }, charset, columns })
  if (setup.kind !== 'serial') throw new Error('not serial')
  return setup
}

function rows(shown: CustomerView, charset: 'gbk' | 'ascii', columns = 20): string[] {
  const text = poleTextSchema.parse(poleTextOf(shown))
  return [text.top, text.bottom].map((row) => rowOf(row, pole(charset, columns)).trimEnd())
}

const amountFen = 1250
const sale = { purpose: 'sale', amountFen } as const
const hold = { purpose: 'hold', amountFen } as const
const paid = { what: 'paid', amountFen, paidFen: amountFen, tender: 'wechat', changeFen: null } as const
const toppedUp = { what: 'toppedUp', amountFen, creditedFen: 1450, balanceFen: 9000, tender: 'wechat', changeFen: null } as const
const codeUrl = 'weixin://x'

const SCENES: [string, CustomerScene, string[], string[]][] = [
  ['nothing is sold', { what: 'idle', pictures: [] }, ['老王面馆', '欢迎光临'], ['WELCOME', '']],
  [
    'a code is waited for',
    { what: 'showCode', ...sale },
    ['请付款', '应收         ￥12.50'],
    ['PLEASE PAY', 'TOTAL          12.50'],
  ],
  [
    'a deposit is waited for',
    { what: 'showCode', ...hold },
    ['请付押金', '押金         ￥12.50'],
    ['PAY DEPOSIT', 'DEPOSIT        12.50'],
  ],
  [
    'a QR is shown',
    { what: 'qr', ...sale, tender: 'wechat', codeUrl },
    ['请扫码付款', '应收         ￥12.50'],
    ['SCAN TO PAY', 'TOTAL          12.50'],
  ],
  [
    'a QR for a deposit is shown',
    { what: 'qr', ...hold, tender: 'alipay', codeUrl },
    ['扫码付押金', '押金         ￥12.50'],
    ['QR DEPOSIT', 'DEPOSIT        12.50'],
  ],
  [
    'it is on its way',
    { what: 'waiting', ...sale, onPhone: false },
    ['请稍候', '应收         ￥12.50'],
    ['PLEASE WAIT', 'TOTAL          12.50'],
  ],
  [
    'the customer confirms',
    { what: 'waiting', ...sale, onPhone: true },
    ['请手机确认', '应收         ￥12.50'],
    ['CHECK PHONE', 'TOTAL          12.50'],
  ],
  [
    'a deposit is on its way',
    { what: 'waiting', ...hold, onPhone: false },
    ['请稍候', '押金         ￥12.50'],
    ['PLEASE WAIT', 'DEPOSIT        12.50'],
  ],
  [
    'nobody knows',
    { what: 'confirming', ...sale },
    ['请问收银员', '核对中       ￥12.50'],
    ['ASK CASHIER', 'CHECKING       12.50'],
  ],
  [
    'nobody knows of a deposit',
    { what: 'confirming', ...hold },
    ['请问收银员', '核对中       ￥12.50'],
    ['ASK CASHIER', 'CHECKING       12.50'],
  ],
  ['it is paid', paid, ['支付成功', '已付         ￥12.50'], ['THANK YOU', 'PAID           12.50']],
  [
    'it is paid with a discount',
    { ...paid, paidFen: 1000 },
    ['支付成功', '实付         ￥10.00'],
    ['THANK YOU', 'PAID           10.00'],
  ],
  [
    'cash brings change',
    { ...paid, tender: 'cashRecord', changeFen: 750 },
    ['支付成功', '找零          ￥7.50'],
    ['THANK YOU', 'CHANGE          7.50'],
  ],
  [
    'cash fits',
    { ...paid, tender: 'cashRecord', changeFen: 0 },
    ['支付成功', '已付         ￥12.50'],
    ['THANK YOU', 'PAID           12.50'],
  ],
  ['a top-up is paid, with a bonus', toppedUp, ['充值成功', '到账         ￥14.50'], ['TOPPED UP', 'CREDITED       14.50']],
  [
    'a top-up in cash brings change',
    { ...toppedUp, tender: 'cashRecord', changeFen: 750 },
    ['充值成功', '找零          ￥7.50'],
    ['TOPPED UP', 'CHANGE          7.50'],
  ],
  [
    'a deposit is held',
    { what: 'held', amountFen, tender: 'wechat' },
    ['押金已收', '押金         ￥12.50'],
    ['DEPOSIT OK', 'DEPOSIT        12.50'],
  ],
  [
    'it was refused',
    { what: 'failed', ...sale },
    ['请问收银员', '未付款       ￥12.50'],
    ['ASK CASHIER', 'NOT PAID       12.50'],
  ],
  [
    'a deposit was refused',
    { what: 'failed', ...hold },
    ['请问收银员', '未收押金     ￥12.50'],
    ['ASK CASHIER', 'NOT HELD       12.50'],
  ],
]

describe('The pole display', () => {
  it.each(SCENES)('when %s', (_, scene, hanzi, letters) => {
    expect(rows(view(scene), 'gbk')).toEqual(hanzi)
    expect(rows(view(scene), 'ascii')).toEqual(letters)
  })

  it.each(SCENES)('speaks the till’s language where it could show hanzi, when %s', (_, scene, _hanzi, letters) => {
    const [top = '', bottom = ''] = rows(view(scene, { language: 'en', shopName: "Wang's Noodles" }), 'gbk')
    if (scene.what === 'idle') expect([top, bottom]).toEqual(["Wang's Noodles", 'WELCOME'])
    else {
      expect(top).toBe(letters[0])
      expect(bottom.replace('￥', '  ')).toBe(letters[1])
    }
  })

  it.each(SCENES)(
    'says that it is training on the narrowest display, and cuts no word for it, when %s',
    (_, scene, hanzi, letters) => {
      for (const [charset, mark, whole] of [
        ['gbk', '练习', hanzi],
        ['ascii', 'TEST', letters],
      ] as const) {
        const [top = '', bottom = ''] = rows(view(scene, { training: true }), charset, 16)
        expect(top.endsWith(` ${mark}`)).toBe(true)
        expect(top.startsWith(whole[0] ?? '')).toBe(true)
        expect(bottom.split(/ +/)).toEqual((whole[1] ?? '').split(/ +/))
      }
    },
  )

  it.each([
    ['', ['欢迎光临', ''], ['WELCOME', '']],
    ["Wang's", ["Wang's", '欢迎光临'], ["Wang's", 'WELCOME']],
    ['老王 Noodles', ['老王 Noodles', '欢迎光临'], ['WELCOME', '']],
    ['名'.repeat(120), ['名'.repeat(10), '欢迎光临'], ['WELCOME', '']],
  ])('greets for a shop named %j', (shopName, hanzi, letters) => {
    const idle = view({ what: 'idle', pictures: [] }, { shopName })
    expect(rows(idle, 'gbk')).toEqual(hanzi)
    expect(rows(idle, 'ascii')).toEqual(letters)
  })

  it('never calls a doubt a failure, and shows the sum of every state whole, whatever the sale', () => {
    for (const state of SALE_STATES)
      for (const way of SALE_WAYS)
        for (const purpose of ['sale', 'hold'] as const) {
          const of = aSale({ state, way, purpose, codeUrl, amountFen: 2_147_483_647, tender: 'wechat' })
          const shown = customerViewOf(aSnapshot({ sale: of }), () => [])
          for (const [charset, sum] of [
            ['gbk', '￥21474836.47'],
            ['ascii', '21474836.47'],
          ] as const) {
            const [top = '', bottom = ''] = rows(shown, charset)
            if (shown.scene.what !== 'idle') expect(bottom.endsWith(sum)).toBe(true)
            if (['unknown', 'conflict', 'closing', 'reversing'].includes(state))
              expect(top + bottom).not.toMatch(/未付款|未收|NOT|成功|THANK/)
          }
        }
  })
})
