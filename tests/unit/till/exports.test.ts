import { describe, expect, it } from 'vitest'
import type { ExportForm } from '../../../contract/figure-choices.ts'
import type { ExportWish } from '../../../contract/exports.ts'
import { ok, refuse, type Outcome } from '../../../contract/faults.ts'
import { createExports } from '../../../electron/till/exports.ts'
import type { Person } from '../../../electron/till/parts.ts'

const MANAGER: Person = { staffId: '0001', name: '陈经理', role: 'manager', mayRefund: true, since: 0 }
const CLERK: Person = { staffId: '1207', name: '王磊', role: 'clerk', mayRefund: false, since: 0 }
const wish = (form: ExportForm): ExportWish => ({
  ...{ form, from: 0, until: 1, staffId: null, staff: null, shopName: '', deviceName: '', language: 'zh-CN' },
  ...{ training: false, madeAt: 0, told: null },
})

interface Begun {
  readonly name: string
  readonly progress: (done: number, of: number) => void
  readonly end: (outcome: Outcome<{ path: string } | null>) => Promise<void>
  cancelled: boolean
}

/** A writer whose files are written when the test says so. */
function desk() {
  const begun: Begun[] = []
  let changes = 0
  let refuses = false
  /** What the journal says was asked for. */
  const asked: string[] = []
  const exports = createExports({
    exporter: {
      write(_wish, name, progress) {
        let settle: (outcome: Outcome<{ path: string } | null>) => void = () => undefined
        const ended = new Promise<Outcome<{ path: string } | null>>((resolve) => (settle = resolve))
        const one: Begun = {
          ...{ name, progress, cancelled: false },
          async end(outcome) {
            settle(outcome)
            await ended
          },
        }
        begun.push(one)
        return {
          ended,
          cancel() {
            one.cancelled = true
            settle(ok(null))
          },
        }
      },
    },
    log: { info() {}, warn() {}, error() {} },
    asked(name) {
      if (refuses) throw new Error('disk full')
      asked.push(name)
    },
    changed: () => (changes += 1),
  })
  return { exports, begun, asked, refuse: () => (refuses = true), changes: () => changes }
}

describe('the file of figures', () => {
  it('is one at a time, whoever asks', async () => {
    const { exports, begun } = desk()
    expect(exports.start(wish('csv'), 'one.csv', MANAGER)).toEqual(ok(null))
    expect(exports.start(wish('pdf'), 'two.pdf', MANAGER)).toEqual(refuse('export.busy'))
    expect(exports.start(wish('pdf'), 'two.pdf', CLERK)).toEqual(refuse('export.busy'))
    expect(begun.map((one) => one.name)).toEqual(['one.csv'])
    await begun[0]?.end(ok({ path: '/x/one.csv' }))
    expect(exports.start(wish('pdf'), 'two.pdf', CLERK)).toEqual(ok(null))
  })

  it('is written down before it is begun, with nothing for one that is refused; what the disk refuses is not begun', () => {
    const { exports, begun, asked } = desk()
    exports.start(wish('csv'), 'one.csv', MANAGER)
    exports.start(wish('pdf'), 'two.pdf', MANAGER)
    expect(asked).toEqual(['one.csv'])
    const other = desk()
    other.refuse()
    expect(other.exports.start(wish('csv'), 'one.csv', MANAGER)).toMatchObject({ fault: { code: 'book.notWritten' } })
    expect([other.begun, other.exports.view(MANAGER)]).toEqual([[], null])
    expect(begun).toHaveLength(1)
  })

  it('is told of to whoever asked for it alone: how far it is, where it lies, until it is put away', async () => {
    const { exports, begun, changes } = desk()
    exports.start(wish('xlsx'), 'one.xlsx', MANAGER)
    expect(exports.view(MANAGER)).toEqual({ state: 'running', form: 'xlsx', done: 0, of: 0 })
    const before = changes()
    begun[0]?.progress(3, 10)
    expect(changes()).toBe(before + 1)
    expect(exports.view(MANAGER)).toEqual({ state: 'running', form: 'xlsx', done: 3, of: 10 })
    expect([exports.view(CLERK), exports.view(null)]).toEqual([null, null])
    await begun[0]?.end(ok({ path: '/x/one.xlsx' }))
    expect(exports.view(MANAGER)).toEqual({ state: 'written', form: 'xlsx', path: '/x/one.xlsx' })
    exports.end(CLERK)
    expect(exports.view(MANAGER), 'it is not the clerk’s to put away').not.toBeNull()
    exports.end(MANAGER)
    expect(exports.view(MANAGER)).toBeNull()
  })

  it('is given up by whoever asked for it, and then nothing is told of it', async () => {
    const { exports, begun } = desk()
    exports.start(wish('xlsx'), 'one.xlsx', MANAGER)
    exports.end(CLERK)
    expect(begun[0]?.cancelled).toBe(false)
    exports.end(MANAGER)
    expect(begun[0]?.cancelled).toBe(true)
    await begun[0]?.end(ok(null))
    expect(exports.view(MANAGER)).toBeNull()
  })

  it('is written on when whoever asked for it goes; what is done is put away then', async () => {
    const { exports, begun } = desk()
    exports.start(wish('xlsx'), 'one.xlsx', MANAGER)
    exports.left(MANAGER)
    expect(begun[0]?.cancelled).toBe(false)
    await begun[0]?.end(ok({ path: '/x/one.xlsx' }))
    exports.left(CLERK)
    expect(exports.view(MANAGER)).toMatchObject({ state: 'written' })
    exports.left(MANAGER)
    expect(exports.view(MANAGER)).toBeNull()
  })

  it('that failed says why, and may be asked for again', async () => {
    const { exports, begun } = desk()
    exports.start(wish('pdf'), 'one.pdf', MANAGER)
    await begun[0]?.end(refuse('export.noFont'))
    expect(exports.view(MANAGER)).toEqual({ state: 'failed', form: 'pdf', fault: { code: 'export.noFont' } })
    expect(exports.start(wish('pdf'), 'one.pdf', MANAGER)).toEqual(ok(null))
    // A late word of the one before says nothing about this one.
    begun[0]?.progress(9, 9)
    expect(exports.view(MANAGER)).toMatchObject({ state: 'running', done: 0 })
  })

  it('is given up when the till stops, which waits for that', async () => {
    const { exports, begun } = desk()
    await exports.stop()
    exports.start(wish('xlsx'), 'one.xlsx', MANAGER)
    await exports.stop()
    expect(begun[0]?.cancelled).toBe(true)
  })
})
