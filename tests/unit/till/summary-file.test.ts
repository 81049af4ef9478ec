import { expect, it } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import { USUAL_ITEMS } from '../../../contract/figure-choices.ts'
import { createSummary, type SummaryParts } from '../../../electron/till/summary.ts'
import { DAY_BEGINS, fillBook } from '../../support/filled-book.ts'
import { slipSetting } from '../../support/slip-setting.ts'

it('a file of practice is called so, and says so: it never takes the place of one of real money', () => {
  const book = fillBook(':memory:', 3)
  const parts = {
    ...{ book, clock: systemClock, kickSpool() {}, staff: () => [], slipSetting: () => slipSetting({ training: true }) },
    settings: () => ({ summary: { items: USUAL_ITEMS, form: 'csv' as const } }),
    cloud: { queryOrderListOverview: () => Promise.reject(new Error('nobody asked')) },
  } as unknown as SummaryParts
  const manager = { staffId: '0001', name: '陈经理', role: 'manager', mayRefund: true, since: 0 } as const
  const period = { from: DAY_BEGINS, until: DAY_BEGINS + 86_400_000, staffId: '../../x' }
  const file = createSummary(parts).file(period, 'pdf', manager)
  expect(file).toMatchObject({
    value: { name: 'training-summary-2026-11-27-______x.pdf', wish: { training: true, told: null, staffId: '../../x' } },
  })
  book.close()
})
