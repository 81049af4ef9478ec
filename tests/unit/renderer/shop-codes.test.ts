import { describe, expect, it } from 'vitest'
import { CODES_MOST, type ShopCode } from '../../../contract/one-code.ts'
import { codeRows, turned } from '../../../renderer/entry/shop-codes.ts'

const DESK: ShopCode = { id: 'a', name: '前台' }
const DOOR: ShopCode = { id: 'b', name: '门口' }
const OLD: ShopCode = { id: 'x', name: '旧的' }
const short = (rows: ReturnType<typeof codeRows>): string[] =>
  rows.map(({ code, ticked, gone }) => `${code.name}${ticked ? ' ticked' : ''}${gone ? ' gone' : ''}`)

describe('the QR codes to tick', () => {
  it('are those of the shop in its order, and then what is ticked and not there any more', () => {
    expect(short(codeRows([OLD, DOOR], [DESK, DOOR]))).toEqual(['前台', '门口 ticked', '旧的 ticked gone'])
  })

  it('are what is ticked while nobody knows what the shop has: none of them is called gone', () => {
    expect(short(codeRows([OLD, DOOR], null))).toEqual(['旧的 ticked', '门口 ticked'])
    expect(short(codeRows([OLD], []))).toEqual(['旧的 ticked gone'])
  })

  it('have the name that the shop gives them now', () => {
    expect(short(codeRows([{ ...DESK, name: '以前的名字' }], [DESK]))).toEqual(['前台 ticked'])
  })

  it('can be ticked up to as many as the contract takes, and unticked always', () => {
    const most = Array.from({ length: CODES_MOST }, (_, nth) => ({ id: `c${nth}`, name: `${nth}` }))
    expect(codeRows(most, [DESK, ...most]).map(({ full }) => full)).toEqual([true, ...most.map(() => false)])
    expect(codeRows(most.slice(1), [DESK]).some(({ full }) => full)).toBe(false)
  })

  it('are turned one by one, by their ids', () => {
    expect(turned([DESK], DOOR)).toEqual([DESK, DOOR])
    expect(turned([DESK, DOOR], { ...DESK, name: '新名字' })).toEqual([DOOR])
    expect(turned([], OLD)).toEqual([OLD])
  })
})
