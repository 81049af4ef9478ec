import { describe, expect, it } from 'vitest'
import { printerSetupSchema } from '../../../contract/printers.ts'
import { scannerSetupSchema } from '../../../contract/scanners.ts'
import { settingHandlers } from '../../../electron/kiosk/setting-handlers.ts'
import { offersSetUp } from '../../../electron/kiosk/set-up-offer.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../electron/kiosk/settings-schema.ts'
import { REQUESTS } from '../../../contract/requests.ts'

const REAL = { printer: null, training: false } as const
const offered = (change: Partial<Settings> = {}) => offersSetUp({ ...DEFAULT_SETTINGS, ...change }, REAL, 'manager')

describe('The set-up is offered', () => {
  it('to a manager and an admin of a till that has neither printer nor scanner, and to nobody else', () => {
    const roles = (['manager', 'admin', 'clerk', null] as const).filter((role) => offersSetUp(DEFAULT_SETTINGS, REAL, role))
    expect(roles).toEqual(['manager', 'admin'])
    expect(REQUESTS['app.putSetUpAway'].who).toBe('changeDailySettings')
  })

  it('no longer once one of them is set up', () => {
    const [first] = DEFAULT_SETTINGS.printers
    const bar = printerSetupSchema.parse({ id: 'bar', printer: { kind: 'cups', queue: 'bar' } })
    expect(offered({ printers: [bar] })).toBe(false)
    expect(offered({ printers: first ? [first, bar] : [] })).toBe(false)
    expect(offered({ scanners: [scannerSetupSchema.parse({ id: 'a', way: { kind: 'evdev', id: 'usb-gun' } })] })).toBe(false)
  })

  it('not in training, and not where the surroundings name a printer', () => {
    expect(offersSetUp(DEFAULT_SETTINGS, { ...REAL, training: true }, 'admin')).toBe(false)
    expect(offersSetUp(DEFAULT_SETTINGS, { ...REAL, printer: { kind: 'none' } }, 'admin')).toBe(false)
  })

  it('never again once it was put away', () => {
    let settings: Settings = DEFAULT_SETTINGS
    const change = (patch: Partial<Settings>) => {
      settings = { ...settings, ...patch }
      return { saved: true }
    }
    const handlers = settingHandlers({
      settings: { change, current: () => settings },
      notices: { dismiss: () => undefined },
      busy: () => false,
    })
    void handlers['app.putSetUpAway']({}, null)
    expect(offered(settings)).toBe(false)
  })
})
