import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printerConfigSchema } from '../../../contract/printers.ts'
import { readAddress, whereOf } from '../../../renderer/entry/printer-address.ts'

describe('The address of a network printer', () => {
  it('is a name or four figures, with a port or without', () => {
    expect(readAddress(' 192.168.1.50 ')).toEqual({ kind: 'network', host: '192.168.1.50', port: 9100 })
    expect(readAddress('192.168.1.50：9101')).toEqual({ kind: 'network', host: '192.168.1.50', port: 9101 })
    expect(readAddress('192。168。1。50')).toEqual({ kind: 'network', host: '192.168.1.50', port: 9100 })
    expect(readAddress('kitchen.lan:6101')).toEqual({ kind: 'network', host: 'kitchen.lan', port: 6101 })
  })

  it('is nothing else', () => {
    const wrong = ['', '192.168.1', '192.168.1.256', '1.2.3.4.5', 'a b', 'http://x', 'x:0', 'x:70000', '-x', 'x:', 'a;rm -rf /']
    for (const typed of wrong) expect(readAddress(typed), typed).toBeNull()
  })

  it('is always one that the contract takes', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const wish = readAddress(typed)
        return wish === null || printerConfigSchema.safeParse(wish).success
      }),
    )
  })

  it('is shown without what everybody has', () => {
    expect(whereOf({ kind: 'network', host: 'a', port: 9100 })).toBe('a')
    expect(whereOf({ kind: 'network', host: 'a', port: 9101 })).toBe('a:9101')
    expect(whereOf({ kind: 'file', path: '/dev/usb/lp1' })).toBe('lp1')
  })
})
