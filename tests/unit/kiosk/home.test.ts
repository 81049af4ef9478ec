import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { homeFolder, openHome } from '../../../electron/kiosk/home.ts'
import { tillIdentity } from '../../../electron/kiosk/serial-number.ts'
import { scratchFolder } from './scratch.ts'

const surroundings = (env: Record<string, string>, platform: NodeJS.Platform = 'linux') => ({
  env,
  platform,
  userFolder: '/home/li',
})

describe('The home of a till', () => {
  it('is where GUITAI_HOME says, else the platform’s data folder', () => {
    expect(homeFolder(surroundings({ GUITAI_HOME: '/srv/till-2' }))).toBe('/srv/till-2')
    expect(homeFolder(surroundings({}))).toBe('/home/li/.local/share/guitai')
    expect(homeFolder(surroundings({ GUITAI_HOME: '', XDG_DATA_HOME: '/data' }))).toBe('/data/guitai')
    expect(homeFolder(surroundings({ XDG_DATA_HOME: 'relative' }))).toBe('/home/li/.local/share/guitai')
    expect(homeFolder(surroundings({}, 'darwin'))).toBe('/home/li/Library/Application Support/Guitai')
  })

  it('is closed to other users, also where it was open before', () => {
    const root = join(scratchFolder(), 'till')
    mkdirSync(root, { mode: 0o755 })
    chmodSync(root, 0o755)
    const home = openHome(surroundings({ GUITAI_HOME: root }))
    for (const folder of [root, home.electron, home.log, home.diagnostics, home.pictures, home.real.vault, home.training.slips]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700)
    }
  })

  it('keeps the book and the binding of training apart from the real ones', () => {
    const home = openHome(surroundings({ GUITAI_HOME: join(scratchFolder(), 'till') }))
    const real = Object.values(home.real)
    expect(real).toHaveLength(4)
    const training: string[] = [home.training.folder, home.training.book, home.training.vault, home.training.slips]
    for (const path of training) {
      expect(real).not.toContain(path)
      expect(path.startsWith(join(home.root, 'training'))).toBe(true)
    }
  })

  it('does not start on a path that is no folder', () => {
    const file = join(scratchFolder(), 'file')
    writeFileSync(file, '')
    expect(() => openHome(surroundings({ GUITAI_HOME: file }))).toThrow()
  })
})

describe('The serial number of a till', () => {
  const machine =
    (files: Record<string, string>) =>
    (path: string): string | null =>
      files[path] ?? null
  const DMI = '/sys/class/dmi/id/product_serial'
  const MACHINE = '/etc/machine-id'
  const id = '0123456789abcdef0123456789abcdef'
  const homeIn = (root: string, chosen = false) => ({ root, serialNumber: join(root, 'serial-number'), chosen })

  it('has the form MAKER_MODEL_serial in capitals, within both published limits', () => {
    const { serialNumber, machineNo } = tillIdentity(homeIn(scratchFolder()), machine({ [DMI]: 'LA190000000' }))
    expect(serialNumber).toMatch(/^[A-Z]+_[A-Z]+_[0-9A-F]{16}$/)
    expect(serialNumber.length).toBeLessThanOrEqual(32)
    expect(machineNo).toMatch(/^[0-9A-F]{16}$/)
  })

  it('is the same again after a reinstallation, and never shows the machine’s own number', () => {
    const files = { [DMI]: 'LA190000000', [MACHINE]: id }
    const first = tillIdentity(homeIn(scratchFolder()), machine(files))
    expect(tillIdentity(homeIn(scratchFolder()), machine(files))).toEqual(first)
    expect(first.serialNumber).not.toContain('LA190000000')
    const hashed = tillIdentity(homeIn(scratchFolder()), machine({ [MACHINE]: id })).serialNumber
    expect(hashed).not.toBe(first.serialNumber)
    expect(hashed.toLowerCase()).not.toContain(id.slice(0, 16))
  })

  it('takes no word of a maker who forgot the field', () => {
    const root = scratchFolder()
    const plain = tillIdentity(homeIn(root), machine({ [MACHINE]: id })).serialNumber
    for (const said of ['To Be Filled By O.E.M.', 'Default string', '0', 'None', 'System Serial Number', '  ', '123456789']) {
      expect(tillIdentity(homeIn(scratchFolder()), machine({ [DMI]: said, [MACHINE]: id })).serialNumber).toBe(plain)
    }
  })

  it('differs between two tills on one machine, each with its own home', () => {
    const read = machine({ [MACHINE]: id })
    const one = tillIdentity(homeIn(scratchFolder(), true), read)
    const two = tillIdentity(homeIn(scratchFolder(), true), read)
    expect(one.serialNumber).not.toBe(two.serialNumber)
    expect(one.machineNo).not.toBe(two.machineNo)
  })

  it('stays when the machine changes, even where it was random', () => {
    const home = homeIn(scratchFolder())
    const first = tillIdentity(home)
    expect(tillIdentity(home)).toEqual(first)
    const random = homeIn(scratchFolder())
    let asked = 0
    const read = (path: string): string | null => (path === random.serialNumber && asked > 0 ? first.serialNumber : null)
    const made = tillIdentity(random, read, (bytes) => Buffer.alloc(bytes, ++asked))
    expect(made.serialNumber).not.toBe(first.serialNumber)
    expect(tillIdentity(random, read).serialNumber).toBe(first.serialNumber)
    writeFileSync(home.serialNumber, 'rubbish')
    expect(tillIdentity(home)).toEqual(tillIdentity(home))
  })
})
