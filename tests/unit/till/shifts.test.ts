import { beforeEach, describe, expect, test } from 'vitest'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import { settingsSchema } from '../../../electron/kiosk/settings-schema.ts'
import { slipSettingOf } from '../../../electron/till/selling.ts'
import { createShifts, type Shifts } from '../../../electron/till/shifts.ts'
import type { Person } from '../../../electron/till/parts.ts'

const NOON = Date.UTC(2026, 10, 28, 4)
const LI: Person = { staffId: '1206', name: '李婷', role: 'clerk', mayRefund: false, since: 0 }

let now = NOON
let book: Book
let shifts: Shifts
/** The disk takes nothing down. */
let refuses = false
beforeEach(() => {
  now = NOON
  refuses = false
  const opened = openBook(':memory:', now)
  if (!opened.ok) throw new Error(opened.fault.code)
  book = opened.value
  const settings = () => settingsSchema.parse({})
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
