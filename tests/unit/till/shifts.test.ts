import { beforeEach, describe, expect, test } from 'vitest'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import { settingsSchema } from '../../../electron/kiosk/settings-schema.ts'
import { slipSettingOf } from '../../../electron/till/selling.ts'
import { createShifts, type Shifts } from '../../../electron/till/shifts.ts'
import { USUAL_ITEMS, type FigureItem } from '../../../contract/figure-choices.ts'
import type { Person } from '../../../electron/till/parts.ts'

const NOON = Date.UTC(2026, 10, 28, 4)
const LI: Person = { staffId: '1206', name: '李婷', role: 'clerk', mayRefund: false, since: 0 }

let now = NOON
let book: Book
let shifts: Shifts
/** The disk takes nothing down. */
let refuses = false
/** Which figures the slip of a shift has. */
let items: readonly FigureItem[] = USUAL_ITEMS
beforeEach(() => {
  items = USUAL_ITEMS
  now = NOON
  refuses = false
  const opened = openBook(':memory:', now)
  if (!opened.ok) throw new Error(opened.fault.code)
  book = opened.value
  const settings = () => settingsSchema.parse({ shift: { items } })
  shifts = createShifts({
    book: {
      ...book,
      write(change) {
        if (refuses) throw new Error('disk full')
        return book.write(change)
      },
    },
    clock: { now: () => now, elapsed: () => 0, after: () => () => {} },
    settings,
    changed() {},
    announce() {},
    kickSpool() {},
    report: { kick() {}, of: () => null },
    slipSetting: () => slipSettingOf({ shopName: '海风', deviceName: 'A1' }, { settings, training: false }),
  })
})

const slips = () => book.slips.begun('shift.printed:').jobs
const press = () => shifts.printNow(false, LI)
const printed = () => {
  const job = book.slips.next(['shift'])
  if (job) book.slips.mark(job.jobId, 'printed', null)
}

describe('what is printed by hand', () => {
  test('waits for the printer as one slip, however long it is pressed for', () => {
    shifts.came(LI)
    for (let second = 0; second < 50; second++) {
      press()
      now += 3000
    }
    expect(slips()).toBe(1)
  })

  test('is one slip for a key that bounces, and another one when it is wanted again', () => {
    shifts.came(LI)
    press()
    printed()
    now += 500
    press()
    expect(slips()).toBe(1)
    now += 3000
    press()
    expect(slips()).toBe(2)
  })
})

test('a clock that was set back ends no shift before it began', () => {
  const since = shifts.came(LI)
  now -= 3_600_000
  const over = shifts.handOver({ acknowledged: [], countedFen: null, print: false, detail: false }, LI, () => {})
  expect(over).toMatchObject({ ok: true, value: { startedAt: since, endedAt: since } })
})

test('what the disk refuses ends nothing, and nobody is signed out', () => {
  shifts.came(LI)
  const before = shifts.look().shift
  refuses = true
  let left = false
  const over = shifts.handOver({ acknowledged: [], countedFen: null, print: true, detail: false }, LI, () => (left = true))
  expect(over).toMatchObject({ ok: false, fault: { code: 'book.notWritten' } })
  expect(left).toBe(false)
  expect(shifts.look().shift).toEqual(before)
})

describe('a shift that is over', () => {
  const HOUR = 3_600_000
  const HE: Person = { ...LI, staffId: '1207', name: '王磊' }
  const CHEN: Person = { ...LI, staffId: '0001', name: '陈经理', role: 'manager' }
  const over = (person: Person) => {
    const ended = shifts.handOver({ acknowledged: [], countedFen: null, print: false, detail: false }, person, () => {})
    if (!ended.ok) throw new Error(ended.fault.code)
    return ended.value
  }
  const copies = (shiftNo: number) => book.slips.begun(`shift.copied:${shiftNo}:`).jobs
  const slipOf = (shiftNo: number) => {
    const slip = shifts.recordSlip(shiftNo, CHEN)
    if (!slip.ok) throw new Error(slip.fault.code)
    return JSON.stringify(slip.value)
  }

  test('stands on the day it ended, whenever it began; the newest is first', () => {
    shifts.came(LI)
    now += 14 * HOUR
    const midnight = now - HOUR
    const first = over(LI)
    now += HOUR
    shifts.came(HE)
    now += HOUR
    const second = over(HE)
    expect(shifts.records({ from: NOON, until: midnight }, CHEN)).toEqual([])
    expect(shifts.records({ from: midnight, until: midnight + 24 * HOUR }, CHEN)).toEqual([
      { ...second, told: null },
      { ...first, told: null },
    ])
    expect(shifts.records({ from: midnight, until: midnight + 24 * HOUR }, LI)).toEqual([{ ...first, told: null }])
    expect(shifts.records({ from: first.endedAt + 1, until: second.endedAt }, CHEN), 'an end is counted once').toEqual([])
  })

  test('is printed once more as a copy, once a press, and by a clerk the own one alone', () => {
    shifts.came(LI)
    const { shiftNo } = over(LI)
    expect(shifts.reprint(shiftNo, HE)).toMatchObject({ ok: false, fault: { code: 'shift.notFound' } })
    expect(shifts.reprint(shiftNo + 1, CHEN), 'one that is open').toMatchObject({ ok: false, fault: { code: 'shift.notFound' } })
    expect(copies(shiftNo)).toBe(0)
    for (const person of [LI, LI, CHEN]) expect(shifts.reprint(shiftNo, person)).toMatchObject({ ok: true })
    expect(copies(shiftNo)).toBe(1)
    const job = book.slips.next(['shift'])
    expect(job).toMatchObject({ copy: true })
    expect(JSON.stringify(job)).toContain('副本')
    printed()
    now += 3000
    expect(shifts.reprint(shiftNo, CHEN)).toMatchObject({ ok: true })
    expect(copies(shiftNo)).toBe(2)
  })

  test('has on its slip the figures that are switched on now', () => {
    shifts.came(LI)
    const { shiftNo } = over(LI)
    expect(slipOf(shiftNo)).toContain('优惠')
    items = ['net']
    expect(slipOf(shiftNo)).toContain('实收')
    expect(slipOf(shiftNo)).not.toContain('优惠')
  })
})
