import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ok, refuse } from '../../../contract/faults.ts'
import { openBook } from '../../../electron/ledger/book.ts'
import { openKioskJournal } from '../../../electron/kiosk/kiosk-journal.ts'
import { markMode } from '../../../electron/kiosk/mode-mark.ts'
import { changesBetween } from '../../../electron/kiosk/setting-changes.ts'
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../electron/kiosk/settings-schema.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { onePrinter } from '../../support/devices-config.ts'
import { rememberingLog, scratchFolder } from './scratch.ts'

const MANAGER: Person = { staffId: '0001', name: '陈经理', role: 'manager', mayRefund: true, since: 0 }
const PASSWORD = 'correct horse battery'
const PROXY = { host: 'proxy.local', port: 3128, user: 'till', password: PASSWORD }

function room() {
  const opened = openBook(':memory:', 0)
  if (!opened.ok) throw new Error(opened.fault.code)
  const real = opened.value
  const at = { person: MANAGER as Person | null, refuses: false, settings: DEFAULT_SETTINGS as Settings }
  const journal = openKioskJournal({
    book: {
      ...real,
      write(change) {
        if (at.refuses) throw new Error('database or disk is full')
        return real.write(change)
      },
    },
    settings: {
      current: () => at.settings,
      change(patch) {
        at.settings = settingsSchema.parse({ ...at.settings, ...patch })
        return { saved: true }
      },
    },
    person: () => at.person,
    clock: { now: () => 7 },
    log: rememberingLog(),
  })
  return { at, journal, rows: () => real.journal().map(({ kind, body }) => ({ kind, ...body })) }
}
const row = (setting: string, from: string, to: string) => ({
  ...{ kind: 'setting.changed', staffId: '0001', staffName: '陈经理' },
  ...{ setting, from, to, hidden: false },
})

describe('a change of the settings', () => {
  it('is in the journal, each setting by itself: who, from what, to what', () => {
    const { at, journal, rows } = room()
    const { receipt } = at.settings
    journal.settings.change({ theme: 'dark', receipt: { ...receipt, copies: { ...receipt.copies, payment: 2 } } })
    expect(at.settings.theme).toBe('dark')
    expect(rows()).toEqual([row('theme', 'light', 'dark'), row('receipt.copies.payment', '1', '2')])
  })

  it('that changes nothing leaves nothing', () => {
    const { journal, rows } = room()
    journal.settings.change({ theme: 'light' })
    expect(rows()).toEqual([])
  })

  it('by nobody is told as that', () => {
    const { at, journal, rows } = room()
    at.person = null
    journal.settings.change({ language: 'en' })
    expect(rows()).toMatchObject([{ staffId: '', staffName: '', setting: 'language', to: 'en' }])
  })

  it('that the book refuses is not made, and the asker is told why', () => {
    const { at, journal, rows } = room()
    at.refuses = true
    const handlers = journal.refusing({
      dark() {
        journal.settings.change({ theme: 'dark' })
        return ok(null)
      },
      broken: () => {
        throw new Error('a fault of the program')
      },
    })
    expect(handlers.dark()).toEqual(refuse('book.notWritten'))
    expect(() => handlers.broken()).toThrow('a fault of the program')
    expect([at.settings.theme, rows()]).toEqual(['light', []])
  })

  it('without a book is made all the same: nobody is signed in then', () => {
    const { at } = room()
    const settings = { current: () => at.settings, change: () => ({ saved: true }) }
    const journal = openKioskJournal({ book: null, settings, person: () => null, clock: { now: () => 7 }, log: rememberingLog() })
    journal.lookAtFile()
    expect(journal.settings.change({ theme: 'dark' })).toEqual({ saved: true })
  })
})

describe('a secret', () => {
  it('is told as changed, and its value nowhere', () => {
    const { at, journal, rows } = room()
    const { network } = at.settings
    journal.settings.change({ network: { ...network, proxy: PROXY } })
    journal.settings.change({ network: { ...network, proxy: { ...PROXY, password: 'another one' } } })
    expect(rows()[0]).toMatchObject({ setting: 'network.proxy', to: expect.stringContaining('"password":"***"') as unknown })
    expect(rows()[1]).toEqual({
      ...{ kind: 'setting.changed', staffId: '0001', staffName: '陈经理' },
      ...{ setting: 'network.proxy.password', hidden: true },
    })
    expect(JSON.stringify(rows())).not.toMatch(/battery|another one/)
  })

  it.each(['password', 'apiToken', 'key', 'secretText', 'pem'])('%s is one', (name) => {
    expect(changesBetween({ [name]: 'old value' }, { [name]: 'new value' })).toEqual([{ setting: name }])
  })
})

describe('a list of printers', () => {
  const [printer] = onePrinter({ kind: 'network', host: '10.0.0.9', port: 9100 })
  if (!printer) throw new Error('no printer')
  const other = { ...printer, id: 'bar' }

  it('tells what of which one changed', () => {
    const wide = { ...printer, name: 'front' }
    expect(changesBetween({ printers: [printer, other] }, { printers: [wide, other] })).toEqual([
      { setting: `printers.${printer.id}.name`, from: printer.name, to: 'front' },
    ])
  })
  it('tells what came and went as one change, and their order', () => {
    const came = changesBetween({ printers: [printer] }, { printers: [printer, other] })
    expect(came.map(({ setting, from }) => [setting, from])).toEqual([
      ['printers.bar', ''],
      ['printers.order', ''],
    ])
    expect(changesBetween({ printers: [printer, other] }, { printers: [other, printer] })).toEqual([
      { setting: 'printers.order', from: `${printer.id}, bar`, to: `bar, ${printer.id}` },
    ])
  })
})

describe('the settings file', () => {
  it('that was changed by hand between two starts is told, once', () => {
    const { at, journal, rows } = room()
    journal.lookAtFile()
    expect(rows(), 'the first start knows nothing to compare').toEqual([])
    journal.settings.change({ theme: 'dark' })
    journal.lookAtFile()
    expect(rows()).toHaveLength(1)
    at.person = null
    at.settings = { ...at.settings, ways: { ...at.settings.ways, cash: true } }
    journal.lookAtFile()
    journal.lookAtFile()
    expect(rows().slice(1)).toEqual([{ ...row('ways.cash', 'false', 'true'), staffId: '', staffName: '', inFile: true }])
  })
})

it('what is done at the machine is noted with whoever did it; training that began or ended with a start as well', () => {
  const { at, journal, rows } = room()
  expect(journal.note('diagnostics.exported')).toBe(true)
  at.person = null
  journal.started('training.ended', '1.2.3')
  expect(rows()).toEqual([
    { kind: 'diagnostics.exported', staffId: '0001', staffName: '陈经理' },
    { kind: 'till.started', staffId: '', staffName: '', version: '1.2.3' },
    { kind: 'training.ended', staffId: '', staffName: '' },
  ])
  at.refuses = true
  expect(journal.note('diagnostics.exported')).toBe(false)
})

it('training begins and ends with the start that is another one than the last', () => {
  const path = join(scratchFolder(), 'mode')
  const starts = [false, true, true, false, false].map((training) => markMode(path, training))
  expect(starts).toEqual([null, 'training.began', null, 'training.ended', null])
})
