import { describe, expect, it, vi } from 'vitest'
import { customerViewSchema, type CustomerScene } from '../../../contract/customer-view.ts'
import type { SaleView } from '../../../contract/views.ts'
import type { Snapshot } from '../../../contract/snapshot.ts'
import { PURPOSES, SALE_STATES, SALE_WAYS, type Purpose, type SaleState, type SaleWay } from '../../../contract/states.ts'
import { customerViewOf } from '../../../electron/kiosk/customer-view.ts'
import { aSale, aSnapshot, NOW } from '../../support/page-bridge.ts'

const none = (): string[] => []
const sceneOf = (sale: Partial<SaleView>, facts: Partial<Snapshot> = {}): CustomerScene =>
  customerViewOf(aSnapshot({ sale: aSale({ purpose: 'sale', amountFen: 1500, ...sale }), ...facts }), none).scene

const CODE_URL = 'weixin://wxpay/bizpayurl?pr=p2MfQbEzz'
const amountFen = 1500
const idle = { what: 'idle', pictures: [] }
const please = (onPhone: boolean, purpose: Purpose = 'sale') => ({ what: 'waiting', purpose, amountFen, onPhone })
const paid = { what: 'paid', amountFen, paidFen: 1500, tender: 'wechat', changeFen: null }

/** What the customer is told in each state, however the money is taken; a QR that is pending is shown apart. */
const table = (purpose: Purpose): Record<SaleState, unknown> => {
  const confirming = { what: 'confirming', purpose, amountFen }
  return {
    waitingForCode: { what: 'showCode', purpose, amountFen },
    sending: please(false, purpose),
    pendingCustomer: please(true, purpose),
    closing: confirming,
    reversing: confirming,
    unknown: confirming,
    conflict: confirming,
    paid:
      purpose === 'topUp'
        ? { what: 'toppedUp', amountFen, creditedFen: amountFen, balanceFen: null, tender: 'wechat', changeFen: null }
        : paid,
    held: { what: 'held', amountFen, tender: 'wechat' },
    failed: { what: 'failed', purpose, amountFen },
    refunded: idle,
    cancelled: idle,
  }
}

describe('What the customer is shown', () => {
  const cells: [Purpose, SaleWay, SaleState][] = PURPOSES.flatMap((purpose) =>
    SALE_WAYS.flatMap((way) => SALE_STATES.map((state) => [purpose, way, state] as [Purpose, SaleWay, SaleState])),
  )
  const front = cells.filter(([, way]) => way !== 'capture')

  it.each(front)('of a %s taken by %s that is %s', (purpose, way, state) => {
    const shown = sceneOf({ purpose, way, state, codeUrl: CODE_URL })
    if (way === 'qr' && state === 'pendingCustomer')
      expect(shown).toEqual({ what: 'qr', purpose, amountFen, tender: 'wechat', codeUrl: CODE_URL })
    else expect(shown).toEqual(table(purpose)[state])
  })

  it('is nothing of what is taken from a deposit: whoever stands there has nothing to do for it', () => {
    for (const state of SALE_STATES) expect(sceneOf({ way: 'capture', state, holdNo: '1' })).toEqual(idle)
  })

  it('of a held deposit is the wallet it is held in, and never a payment', () => {
    expect(sceneOf({ purpose: 'hold', state: 'held', tender: 'alipay' })).toEqual({ what: 'held', amountFen, tender: 'alipay' })
    for (const tender of [null, 'memberCard', 'cashRecord'] as const)
      expect(sceneOf({ purpose: 'hold', state: 'held', tender })).toEqual(idle)
  })

  it('is no QR while there is none to show, or none that a wallet can scan', () => {
    expect(sceneOf({ way: 'qr', state: 'pendingCustomer', codeUrl: null })).toEqual(please(false))
    expect(sceneOf({ way: 'qr', state: 'pendingCustomer', codeUrl: CODE_URL, tender: null })).toEqual(please(false))
  })

  it('is the QR no more as soon as it is taken back: nobody may pay it then', () => {
    expect(JSON.stringify(sceneOf({ way: 'qr', state: 'closing', codeUrl: CODE_URL }))).not.toContain(CODE_URL)
  })

  it('is never "failed" while nobody knows, and "paid" or "held" only when it is', () => {
    for (const [purpose, way, state] of front) {
      const { what } = sceneOf({ purpose, way, state, codeUrl: CODE_URL, fault: { code: 'sale.noAnswer' } })
      expect(what === 'failed').toBe(state === 'failed')
      expect(['paid', 'toppedUp'].includes(what)).toBe(state === 'paid')
      expect(what === 'held').toBe(state === 'held')
    }
  })

  it('is what left the wallet after a discount, and the change of cash', () => {
    expect(sceneOf({ paidFen: 1400, discountFen: 100 })).toMatchObject({ amountFen: 1500, paidFen: 1400, changeFen: null })
    const cash = { way: 'record', tender: 'cashRecord', paidFen: 1500 } as const
    expect(sceneOf({ ...cash, receivedFen: 2000 })).toMatchObject({ what: 'paid', tender: 'cashRecord', changeFen: 500 })
    expect(sceneOf({ ...cash, receivedFen: null })).toMatchObject({ changeFen: null })
    expect(sceneOf({ ...cash, tender: 'bankCardRecord', receivedFen: null })).toMatchObject({ changeFen: null })
  })

  it('is of a top-up what went on the card with its bonus, and what is on it once that was told, and never a payment', () => {
    const card = { cardNo: '880001402', name: '林芳', phone: null, bonusFen: 200, balanceFen: null }
    const topUp = { purpose: 'topUp', state: 'paid', paidFen: 1500, card } as const
    expect(sceneOf(topUp)).toMatchObject({ what: 'toppedUp', amountFen: 1500, creditedFen: 1700, balanceFen: null })
    expect(sceneOf({ ...topUp, card: { ...card, balanceFen: 26_700 } })).toMatchObject({ balanceFen: 26_700 })
    const cash = { way: 'record', tender: 'cashRecord', receivedFen: 2000 } as const
    expect(sceneOf({ ...topUp, ...cash })).toMatchObject({ what: 'toppedUp', tender: 'cashRecord', changeFen: 500 })
    // What is on a card that pays is between the slip and its owner.
    const byCard = sceneOf({ tender: 'memberCard', card: { ...card, bonusFen: null, balanceFen: 88_000 } })
    expect(JSON.stringify(byCard)).not.toContain('88000')
  })

  it('asks nobody for a code that would not be taken', () => {
    const barred = { code: 'sale.stoppedByDifference' } as const
    expect(sceneOf({ state: 'waitingForCode' }, { barred })).toEqual(please(false))
    expect(sceneOf({ state: 'paid' }, { barred })).toEqual(paid)
  })

  it('is nothing of a sale while nobody sells, or of one that was parked', () => {
    for (const stage of ['starting', 'unbound', 'signedOut', 'stopped'] as const)
      expect(sceneOf({ state: 'waitingForCode' }, { stage })).toEqual(idle)
    const parked = aSnapshot({ sale: null, parked: [aSale({ state: 'pendingCustomer' })], lastSale: aSale() })
    expect(customerViewOf(parked, none).scene).toEqual(idle)
  })

  it('is in the till’s language and theme, under the shop’s name, and says when it is practice', () => {
    const view = customerViewOf(aSnapshot({ language: 'en', theme: 'dark', training: true }), none)
    expect(view).toEqual({ language: 'en', theme: 'dark', training: true, shopName: '海风酒店 南山店', scene: idle })
    expect(customerViewOf(aSnapshot({ place: null }), none).shopName).toBe('')
  })

  it('has the shop’s pictures while nothing is sold, and nobody looks for them during a sale', () => {
    const pictures = vi.fn(() => ['a.png', 'b.jpg'])
    expect(customerViewOf(aSnapshot(), pictures).scene).toEqual({ what: 'idle', pictures: ['a.png', 'b.jpg'] })
    expect(pictures).toHaveBeenCalledTimes(1)
    customerViewOf(aSnapshot({ sale: aSale() }), pictures)
    expect(pictures).toHaveBeenCalledTimes(1)
  })

  it('holds no number, remark, name of a person or member, in no state of no sale', () => {
    const secret = 'SECRET'
    const sale = (purpose: Purpose, way: SaleWay, state: SaleState): SaleView =>
      aSale({
        purpose,
        way,
        state,
        codeUrl: CODE_URL,
        saleId: `${secret}1`,
        orderNo: `${secret}2`,
        holdNo: `${secret}9`,
        remark: `${secret}3`,
        platformTxnId: `${secret}4`,
        membershipNumber: `${secret}5`,
        card: { cardNo: `${secret}10`, name: `${secret}11`, phone: `${secret}12`, bonusFen: 0, balanceFen: 1 },
        staffId: `${secret}6`,
        staffName: `${secret}7`,
        fault: { code: 'sale.refused', platformText: `${secret}8` },
      })
    for (const [purpose, way, state] of cells) {
      const one = sale(purpose, way, state)
      const known = aSnapshot({
        sale: one,
        parked: [one],
        lastSale: one,
        serialNumber: secret,
        place: { shopName: '海风酒店', deviceId: secret, deviceName: secret },
        staff: [{ staffId: secret, name: secret, role: 'clerk' }],
        person: { staffId: secret, name: secret, role: 'clerk', since: NOW, mayRefund: true },
        notices: [{ id: 1, fault: { code: 'network.otherHost', params: { host: secret } }, at: NOW }],
      })
      const view = customerViewOf(known, none)
      expect(JSON.stringify(view)).not.toContain(secret)
      expect(customerViewSchema.parse(view)).toEqual(view)
    }
  })
})
