import { describe, expect, it } from 'vitest'
import { digits, logId, seededRandom, systemRandom } from '../../../cloudpay/sandbox/random.ts'
import { seedFor } from '../../../cloudpay/sandbox/seed.ts'

describe('Chance in the sandbox', () => {
  it('is the same for the same seed and another for another', () => {
    expect(seedFor(seededRandom('a'))).toEqual(seedFor(seededRandom('a')))
    expect(seedFor(seededRandom('a')).merchant.key).not.toBe(seedFor(seededRandom('b')).merchant.key)
    expect(seedFor(systemRandom).merchant.key).not.toBe(seedFor(systemRandom).merchant.key)
  })

  it('uses every digit, none much more than the others', () => {
    const counts = new Map<string, number>()
    for (const digit of digits(seededRandom('fair'), 20_000)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
    expect(counts.size).toBe(10)
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(250)
  })

  it('makes log numbers that pass 2^31 and stay within 32 bits', () => {
    const random = seededRandom('log')
    const numbers = Array.from({ length: 500 }, () => logId(random))
    expect(Math.max(...numbers)).toBeGreaterThan(2 ** 31)
    expect(Math.max(...numbers)).toBeLessThan(2 ** 32)
    expect(Math.min(...numbers)).toBeGreaterThan(0)
  })

  it('gives every id of this Cloud Pay its length, and every person a password of six digits', () => {
    const { merchant, staff } = seedFor(systemRandom)
    for (const id of [merchant.outMchId, merchant.outSubMchId, merchant.outShopId]) expect(id).toMatch(/^[0-9a-z]{20}$/)
    expect(merchant.prefix).toMatch(/^\d{8}$/)
    for (const person of staff) expect(person.trainingPassword).toMatch(/^\d{6}$/)
    expect(new Set(staff.map((person) => person.trainingPassword)).size).toBe(5)
  })
})
