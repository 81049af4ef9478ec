import { describe, expect, it } from 'vitest'
import type { Clock } from '../../../contract/clock.ts'
import { paperSchema, type PrintOutcome } from '../../../contract/printers.ts'
import { Press, SLEEPS_AFTER_MS, type PressSetup } from '../../../drivers/printer/press.ts'
import type { Printer, PrintJob } from '../../../drivers/printer/printer.ts'
import { PROFILES } from '../../../drivers/printer/profiles/all.ts'
import { PAYMENT, printed, slip } from './slips.ts'

/** A press over a printer in memory, on a clock that moves only when something waits for it. */
function room(paper: Parameters<typeof paperSchema.parse>[0] = {}, setup: Partial<PressSetup> = {}) {
  let now = 0
  const waits: number[] = []
  const jobs: (PrintJob & { at: number })[] = []
  const outcomes: PrintOutcome[] = []
  const clock: Clock = {
    now: () => now,
    elapsed: () => now,
    after(ms, call) {
      waits.push(ms)
      now += ms
      call()
      return () => {}
    },
  }
  const printer: Printer = {
    async print(job) {
      jobs.push({ ...job, at: now })
      now += 100
      return { outcome: outcomes.shift() ?? { result: 'printed' }, firstByteAt: 1 }
    },
    status: async () => ({ level: 'ok', reason: 'fine' }),
    close: async () => {},
  }
  const press = new Press(
    {
      printer,
      profile: PROFILES['generic-80'],
      paper: paperSchema.parse(paper),
      firstDelayMs: 0,
      archive: null,
      ...setup,
    },
    clock,
    async () => {},
    () => {},
  )
  return { press, printer, jobs, waits, outcomes, pass: (ms: number) => (now += ms) }
}

describe('the press', () => {
  it('waits between slips so that staff can tear them off, but not before the first nor longer than is left', async () => {
    const { press, jobs, waits, pass } = room({ gapMs: 3000 })
    await press.print('1', PAYMENT)
    await press.print('2', PAYMENT)
    pass(2000)
    await press.print('3', PAYMENT)
    pass(60_000)
    await press.print('4', PAYMENT)
    expect(waits).toEqual([3000, 1000])
    expect(jobs.map((job) => job.at)).toEqual([0, 3100, 6200, 66_300])
  })

  it('waits for nobody after a slip that left nothing on paper', async () => {
    const { press, waits, outcomes } = room({ gapMs: 3000 })
    outcomes.push({ result: 'failed', fault: 'paperOut', bytesOut: 0, detail: '' })
    await press.print('1', PAYMENT)
    await press.print('1', PAYMENT)
    expect(waits).toEqual([])
  })

  it('wakes the printer before the first slip and after a long pause, and waits until it is awake', async () => {
    const looks: number[] = []
    const { press, jobs, waits, pass, printer } = room({}, { firstDelayMs: 4000 })
    printer.status = async () => (looks.push(jobs.length), { level: 'bad', reason: 'offline' })
    await press.print('1', PAYMENT)
    pass(SLEEPS_AFTER_MS - 1000)
    await press.print('2', PAYMENT)
    pass(SLEEPS_AFTER_MS + 1)
    await press.print('3', PAYMENT)
    expect(waits).toEqual([4000, 4000])
    expect(looks).toEqual([0, 2])
    expect(jobs[0]?.at).toBe(4000)
  })

  it('does not wait once more when the first slip is tried again', async () => {
    const { press, waits, outcomes } = room({}, { firstDelayMs: 4000 })
    outcomes.push({ result: 'failed', fault: 'offline', bytesOut: 0, detail: '' })
    await press.print('1', PAYMENT)
    await press.print('1', PAYMENT)
    expect(waits).toEqual([4000])
  })

  it('prints what the paper settings say', async () => {
    const { press, jobs } = room({ headLines: 2, tailLines: 3, cut: false })
    await press.print('1', slip([{ kind: 'text', text: 'one' }]))
    const paper = printed(jobs[0]?.bytes ?? new Uint8Array(), PROFILES['generic-80'])
    expect(paper).toMatchObject({ errors: [], cuts: 0 })
    expect(paper.lines.map((line) => line.text).slice(0, 6)).toEqual(['', '', 'one', '', '', ''])
    expect(jobs[0]?.slip.lines).toHaveLength(6)
  })

  it('draws the whole slip where that is set', async () => {
    const { press, jobs } = room({ mode: 'image' })
    expect((await press.print('1', PAYMENT)).outcome.result).toBe('printed')
    const { lines, errors } = printed(jobs[0]?.bytes ?? new Uint8Array(), PROFILES['generic-80'])
    expect(errors).toEqual([])
    expect(lines.some((line) => line.kind === 'raster')).toBe(true)
    expect(lines.every((line) => line.text === '')).toBe(true)
  })

  it('opens the drawer once a job, however often it is asked to, and again when nothing was sent', async () => {
    const { press, jobs, outcomes } = room()
    outcomes.push({ result: 'failed', fault: 'offline', bytesOut: 0, detail: '' })
    expect((await press.kickDrawer('d1')).outcome.result).toBe('failed')
    const [first, second] = await Promise.all([press.kickDrawer('d1'), press.kickDrawer('d1')])
    expect([first.outcome.result, second.outcome.result]).toEqual(['printed', 'printed'])
    expect(jobs).toHaveLength(2)
    expect(printed(jobs[1]?.bytes ?? new Uint8Array(), PROFILES['generic-80'])).toMatchObject({
      drawerKicks: 1,
      lines: [],
      errors: [],
    })
  })

  it('sends nothing to a printer without a drawer', async () => {
    const { press, jobs } = room({}, { profile: PROFILES['sunmi-58'] })
    expect((await press.kickDrawer('d1')).outcome).toMatchObject({ result: 'failed', bytesOut: 0 })
    expect(jobs).toEqual([])
  })
})
