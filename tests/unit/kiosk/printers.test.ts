import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lamp } from '../../../contract/devices.ts'
import { coverRoles, mayGoElsewhere, ROLE_OF_SLIP, routeOf } from '../../../contract/printer-roles.ts'
import { PRINTER_FAULTS, printerSetupSchema, type PrinterConfig, type PrinterSetup } from '../../../contract/printers.ts'
import { PRINTER_ROLES, type PrinterRole } from '../../../contract/device-choices.ts'
import { REQUESTS } from '../../../contract/requests.ts'
import { SLIP_KINDS } from '../../../contract/slip.ts'
import { printerLamp } from '../../../electron/kiosk/device-config.ts'
import { laidOut } from '../../../electron/kiosk/laid-out.ts'
import { printerHandlers } from '../../../electron/kiosk/printer-handlers.ts'
import { settingsSchema, type Settings } from '../../../electron/kiosk/settings-schema.ts'
import { PAYMENT } from '../drivers/slips.ts'

const network = (host: string): PrinterConfig => ({ kind: 'network', host, port: 9100 })
const printer = (id: string, roles: readonly PrinterRole[] = PRINTER_ROLES, more: Partial<PrinterSetup> = {}): PrinterSetup =>
  printerSetupSchema.parse({ id, roles, printer: network(id), ...more })
const ids = (setups: readonly PrinterSetup[]): string => setups.map(({ id }) => id).join(' ')

describe('The way of a slip', () => {
  const three = [printer('a', ['receipts']), printer('b', ['reports']), printer('c')]

  it('leads to the printers of its role, in the order of the list', () => {
    expect(ids(routeOf(three, 'receipts', () => false))).toBe('a c')
    expect(ids(routeOf(three, 'reports', () => false))).toBe('b c')
    expect(routeOf([printer('b', ['reports'])], 'receipts', () => false)).toEqual([])
    const reports = SLIP_KINDS.filter((kind) => ROLE_OF_SLIP[kind] === 'reports')
    expect([...reports].sort()).toEqual(['shift', 'summary'])
  })

  it('leads last to one that could not print when it was looked at, and leaves none out', () => {
    expect(ids(routeOf(three, 'receipts', (id) => id === 'a'))).toBe('c a')
    const roles = fc.constantFrom<PrinterRole[][]>([], ['receipts'], ['reports'], ['receipts', 'reports'])
    const setups = fc.array(fc.tuple(roles, fc.boolean()), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(setups, fc.constantFrom(...PRINTER_ROLES), (list, role) => {
        const printers = list.map(([own], at) => printer(`p${at}`, own))
        const away = new Set(list.flatMap(([, isAway], at) => (isAway ? [`p${at}`] : [])))
        const route = routeOf(printers, role, (id) => away.has(id)).map(({ id }) => id)
        const wanted = printers.filter(({ roles: own }) => own.includes(role)).map(({ id }) => id)
        expect([...route].sort()).toEqual(wanted)
        expect(route.filter((id) => !away.has(id))).toEqual(wanted.filter((id) => !away.has(id)))
        expect(route.findIndex((id) => away.has(id))).toBe(
          wanted.some((id) => away.has(id)) ? wanted.filter((id) => !away.has(id)).length : -1,
        )
      }),
    )
  })

  it('goes on only while it is certain that nothing is on paper', () => {
    expect(mayGoElsewhere({ result: 'printed' })).toBe(false)
    expect(mayGoElsewhere({ result: 'sent' })).toBe(false)
    const goesOn = (bytesOut: number) =>
      PRINTER_FAULTS.filter((fault) => mayGoElsewhere({ result: 'failed', fault, bytesOut, detail: '' }))
    expect(goesOn(0)).toEqual(['noPrinter', 'offline', 'paperOut', 'coverOpen', 'failed'])
    expect(goesOn(1)).toEqual([])
  })

  it('always ends somewhere: a role that no printer has goes to the first', () => {
    const covered = coverRoles([printer('a', ['reports']), printer('b', [])])
    expect(covered.map(({ roles }) => roles)).toEqual([['reports', 'receipts'], []])
    expect(coverRoles(covered)).toEqual(covered)
  })
})

describe('The one lamp for printers', () => {
  const FINE: Lamp = { level: 'ok', reason: 'fine' }
  const OUT: Lamp = { level: 'bad', reason: 'paperOut' }
  const OFF: Lamp = { level: 'bad', reason: 'offline' }
  const two = [printer('a'), printer('b', PRINTER_ROLES, { name: '吧台' })]
  const lampOf = (printers: readonly PrinterSetup[], ...lamps: Lamp[]) =>
    printerLamp(
      printers,
      lamps.map((lamp, at) => ({ id: printers[at]?.id ?? '', lamp })),
    )

  it('is the lamp of a till’s only printer', () => {
    for (const lamp of [FINE, OUT, OFF]) expect(lampOf([printer('a')], lamp)).toEqual(lamp)
    expect(lampOf([printer('a')])).toEqual({ level: 'warn', reason: 'starting' })
  })

  it('says which one stands in for which, and why; a printer that only stands by may ail unseen', () => {
    const standIn = { name: '吧台', place: 2, because: 'paperOut' }
    expect(lampOf(two, OUT, FINE)).toEqual({ level: 'warn', reason: 'standIn', standIn })
    expect(lampOf(two, FINE, OUT)).toEqual(FINE)
    expect(lampOf(two, OUT, OFF)).toEqual(OUT)
  })

  it('warns where receipts fare well and reports do not', () => {
    const apart = [printer('a', ['receipts']), printer('b', ['reports'])]
    expect(lampOf(apart, FINE, OFF)).toEqual({ level: 'warn', reason: 'offline' })
    expect(lampOf(apart, OUT, FINE)).toEqual(OUT)
  })
})

describe('The list of printers', () => {
  function room(given: Partial<Settings> = {}) {
    let settings = settingsSchema.parse(given)
    const jobs: (string | undefined)[] = []
    let made = 0
    const handlers = printerHandlers({
      devices: {
        async print(_, __, id) {
          jobs.push(id)
          return { outcome: { result: 'printed' }, firstByteAt: 1, tried: [] }
        },
        status: () => ({
          printers: [],
          voice: { level: 'ok', reason: 'fine' },
          pole: null,
          scanners: [],
        }),
        lastPrints: () => new Map(),
        findPrinters: async () => [],
      },
      settings: {
        current: () => settings,
        change(patch) {
          settings = settingsSchema.parse({ ...settings, ...patch })
          return { saved: true }
        },
      },
      layOut: (document, one) => laidOut(document, settings.printers, one),
      page: () => PAYMENT,
      slips: '/slips',
      newId: () => `new-${++made}`,
    })
    return { handlers, jobs, printers: () => settings.printers, list: () => ids(settings.printers) }
  }
  const add = (host: string, name = '') => ({ printer: network(host), name }) as never

  it('grows to four, each once, and each new one stands in for the others', async () => {
    const { handlers, list, printers } = room({ printers: [printer('a')] })
    expect(await handlers['devices.addPrinter'](add('b', `名字${'长'.repeat(100)}`), null)).toEqual({
      ok: true,
      value: { id: 'new-1' },
    })
    expect(printers()[1]).toMatchObject({ name: `名字${'长'.repeat(38)}`, printer: network('b'), roles: ['receipts', 'reports'] })
    expect(await handlers['devices.addPrinter'](add('B'), null)).toMatchObject({ fault: { code: 'devices.samePrinterTwice' } })
    await handlers['devices.addPrinter'](add('c'), null)
    await handlers['devices.addPrinter'](add('d'), null)
    expect(await handlers['devices.addPrinter'](add('e'), null)).toMatchObject({ fault: { code: 'devices.printersFull' } })
    expect(list()).toBe('a new-1 new-2 new-3')
  })

  it('takes one serial line once, whatever its pace', async () => {
    const line = (baudRate: 9600 | 19_200) =>
      ({ kind: 'serial', line: { path: '/dev/ttyS0', baudRate } }) as unknown as PrinterConfig
    const { handlers } = room({ printers: [printer('a', PRINTER_ROLES, { printer: line(9600) }), printer('b')] })
    expect(await handlers['devices.setPrinter']({ id: 'b', printer: line(19_200) as never }, null)).toMatchObject({
      fault: { code: 'devices.samePrinterTwice' },
    })
    expect(await handlers['devices.setPrinter']({ id: 'a', printer: line(19_200) as never }, null)).toMatchObject({ ok: true })
  })

  it('changes the one that is named, and says so when it is not there', async () => {
    const { handlers, printers } = room({ printers: [printer('a'), printer('b')] })
    await handlers['devices.setPrinter']({ id: 'b', name: '吧台', roles: ['reports'], paper: { cut: false } }, null)
    expect(printers()[0]).toEqual(printer('a'))
    expect(printers()[1]).toMatchObject({ name: '吧台', roles: ['reports'], paper: { cut: false }, printer: network('b') })
    for (const answer of [
      handlers['devices.setPrinter']({ id: 'x', name: '' }, null),
      handlers['devices.removePrinter']({ id: 'x' }, null),
      handlers['devices.movePrinter']({ id: 'x', by: 1 }, null),
      handlers['devices.testPrint']({ id: 'x' }, null),
      handlers['devices.testPage']({ id: 'x' }, null),
    ])
      expect(await answer).toMatchObject({ ok: false, fault: { code: 'devices.printerGone' } })
  })

  it('is put in order, never past its ends', async () => {
    const { handlers, list } = room({ printers: [printer('a'), printer('b'), printer('c')] })
    const move = async (id: string, by: 1 | -1): Promise<string> => {
      await handlers['devices.movePrinter']({ id, by }, null)
      return list()
    }
    expect(await move('c', -1)).toBe('a c b')
    expect(await move('a', -1)).toBe('a c b')
    expect(await move('a', 1)).toBe('c a b')
    expect(await move('b', 1)).toBe('c a b')
  })

  it('loses what is removed, and its roles go to the first; the only one loses its way alone', async () => {
    const { handlers, printers, list } = room({ printers: [printer('a', ['receipts']), printer('b', ['reports'])] })
    await handlers['devices.removePrinter']({ id: 'b' }, null)
    expect(printers()).toEqual([printer('a', ['receipts', 'reports'])])
    await handlers['devices.removePrinter']({ id: 'a' }, null)
    expect(list()).toBe('a')
    expect(printers()[0]?.printer).toEqual({ kind: 'none' })
  })

  it('tries the printer that is asked for, and shows the page as that one prints it', async () => {
    const { handlers, jobs } = room({
      printers: [printer('a'), printer('b', PRINTER_ROLES, { profile: 'generic-80' })],
    })
    await handlers['devices.testPrint']({ id: 'b' }, null)
    expect(jobs).toEqual(['b'])
    const columns = async (id: string) => {
      const page = await handlers['devices.testPage']({ id }, null)
      return page.ok && page.value.columns
    }
    expect([await columns('a'), await columns('b')]).toEqual([32, 48])
  })

  it('is a manager’s and an admin’s to change', () => {
    for (const name of ['set', 'add', 'remove', 'move'] as const)
      expect(REQUESTS[`devices.${name}Printer`].who).toBe('changeDailySettings')
    expect(REQUESTS['devices.setPrinter'].question.safeParse({ id: 'a', roles: [] }).success).toBe(false)
    const wish = { printer: { kind: 'file', path: '/etc/passwd' }, name: '' }
    expect(REQUESTS['devices.addPrinter'].question.safeParse(wish).success).toBe(false)
  })
})
