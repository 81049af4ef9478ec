import { expect, it } from 'vitest'
import { fuzz } from '../../support/scanner-fuzz.ts'

it('no random traffic of scanners is split, joined or taken for what it is not', { timeout: 60_000 }, () => {
  expect(fuzz(20_000, 1)).toEqual({ inputs: 20_000, faults: [] })
})
