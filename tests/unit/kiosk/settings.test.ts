import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paperSchema } from '../../../contract/printers.ts'
import { DEFAULT_SETTINGS, settingsFrom, settingsSchema, type Settings } from '../../../electron/kiosk/settings-schema.ts'
import { openSettings } from '../../../electron/kiosk/settings.ts'
import { onePrinter } from '../../support/devices-config.ts'
import { allAt } from '../../support/loudness.ts'
import { rememberingLog, scratchFolder } from './scratch.ts'

const fullDisk = (): never => {
  throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
}
const NETWORK = { kind: 'network', host: '10.0.0.9', port: 9100 } as const
const me = process.getuid?.() ?? null
const open = (folder: string, more: Partial<Parameters<typeof openSettings>[0]> = {}) =>
  openSettings({
    folder,
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    log: rememberingLog(),
    user: me,
    ...more,
  })
const broken = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('settings.broken-'))

describe('The settings', () => {
  it('are the defaults at first, and are kept', () => {
    const folder = scratchFolder()
    const first = open(folder)
    expect(first.fault).toBeNull()
    expect(first.current()).toEqual(DEFAULT_SETTINGS)
    expect(first.current().reverse, 'nothing is reversed until somebody switches it on').toEqual({ enabled: false })
    expect(first.change({ language: 'en', printers: onePrinter(NETWORK) })).toEqual({ saved: true })
    const second = open(folder)
    expect(second.fault).toBeNull()
    expect(second.current()).toEqual({
      ...DEFAULT_SETTINGS,
      language: 'en',
      printers: onePrinter(NETWORK),
    })
    expect(statSync(join(folder, 'settings.json')).mode & 0o077).toBe(0)
  })

  it('tell who listens, until he ends it', () => {
    const settings = open(scratchFolder())
    const heard: string[] = []
    const end = settings.onChange((now) => heard.push(now.theme))
    settings.change({ theme: 'dark' })
    end()
    settings.change({ theme: 'light' })
    expect(heard).toEqual(['dark'])
  })

  it('refuse a value out of range, and keep what they had', () => {
    const folder = scratchFolder()
    const settings = open(folder)
    expect(() => settings.change({ maxAmountFen: 0 })).toThrow()
    expect(settings.current().maxAmountFen).toBe(DEFAULT_SETTINGS.maxAmountFen)
    expect(open(folder).current()).toEqual(DEFAULT_SETTINGS)
  })

  it('hold for this run where the disk refuses them, and say so', () => {
    const settings = open(scratchFolder(), { write: fullDisk })
    expect(settings.change({ language: 'en' })).toEqual({ saved: false })
    expect(settings.current().language).toBe('en')
  })

  it('fill in what an older file did not have, and take no name they do not know', () => {
    const folder = scratchFolder()
    writeFileSync(
      join(folder, 'settings.json'),
      JSON.stringify({ version: 1, language: 'en', voice: { volume: 30 }, unheard: 1 }),
    )
    const voice = { ...DEFAULT_SETTINGS.voice, volume: allAt(30) }
    expect(open(folder).current()).toEqual({ ...DEFAULT_SETTINGS, language: 'en', voice })
  })

  it('of a till with one printer keep it as the first of the list, with all it printed', () => {
    const folder = scratchFolder()
    const older = { version: 1, printer: NETWORK, profile: 'xprinter-80', paper: { tailLines: 3, cut: false }, footer: '谢谢' }
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(older))
    const settings = open(folder)
    expect(settings.fault).toBeNull()
    const paper = paperSchema.parse({ tailLines: 3, cut: false })
    const roles = ['receipts', 'reports'] as const
    const printers = [{ id: 'printer-1', name: '', printer: NETWORK, profile: 'xprinter-80', paper, roles: [...roles] }]
    expect(settings.current()).toEqual({
      ...DEFAULT_SETTINGS,
      receipt: { ...DEFAULT_SETTINGS.receipt, footer: '谢谢' },
      printers,
    })
    settings.change({ theme: 'dark' })
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toMatchObject({ version: 2, printers })
    expect(open(folder).current().printers).toEqual(printers)
  })

  it('of a till without a printer are brought up too', () => {
    const folder = scratchFolder()
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1 }))
    expect(open(folder).current()).toEqual(DEFAULT_SETTINGS)
  })

  it('give a role that no printer has to the first, and take no two printers of one id', () => {
    const one = { id: 'a', roles: ['reports'] }
    expect(settingsSchema.parse({ printers: [one, { id: 'b', roles: [] }] }).printers.map(({ roles }) => roles)).toEqual([
      ['reports', 'receipts'],
      [],
    ])
    expect(settingsSchema.safeParse({ printers: [one, one] }).success).toBe(false)
    expect(settingsSchema.safeParse({ printers: [] }).success).toBe(false)
    expect(settingsSchema.safeParse({ printers: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id })) }).success).toBe(false)
  })

  const older = (values: object) => settingsFrom({ version: 1, ...values })
  it.each([true, false])('of version 1 had one switch for slips (%s), the footer beside them, and one volume', (auto) => {
    const file = { footer: '欢迎再来', receipt: { auto, openDrawer: true }, voice: { enabled: true, volume: 45 }, theme: 'dark' }
    expect(older(file)).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      receipt: { ...DEFAULT_SETTINGS.receipt, auto: { payment: auto, refund: auto }, openDrawer: true, footer: '欢迎再来' },
      voice: { ...DEFAULT_SETTINGS.voice, volume: allAt(45) },
    })
    expect(older({})).toEqual(DEFAULT_SETTINGS)
  })

  it('of version 1 stay silent where the volume was nothing, and are heard where it was next to nothing', () => {
    expect(older({ voice: { volume: 0 } })?.voice).toMatchObject({ enabled: false, volume: allAt(80) })
    expect(older({ voice: { volume: 7 } })?.voice).toMatchObject({ enabled: true, volume: allAt(20) })
  })

  it('of version 1 that are broken are not mended by the step', () => {
    for (const broken of [{ receipt: 'x' }, { receipt: [] }, { receipt: { auto: 1 } }, { footer: 7 }, { voice: 3 }])
      expect(older(broken), JSON.stringify(broken)).toBeNull()
    for (const volume of [-1, 101, 30.5, '30', { payment: 0 }]) expect(older({ voice: { volume } })).toBeNull()
  })

  it('of a newer version are used as far as they are understood, and the file is not written over at the start', () => {
    const folder = scratchFolder()
    const newer = JSON.stringify({ version: 99, language: 'en', hologram: true })
    writeFileSync(join(folder, 'settings.json'), newer)
    expect(open(folder).current().language).toBe('en')
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(newer)
  })
})

describe('A broken settings file', () => {
  const RECEIPT = { ...DEFAULT_SETTINGS.receipt, footer: '欢迎再来' }
  const good: Settings = { ...DEFAULT_SETTINGS, language: 'en', receipt: RECEIPT, maxAmountFen: 500_000 }
  const prepared = (): string => {
    const folder = scratchFolder()
    open(folder).change(good)
    return folder
  }

  it('gives way to the last good copy, is kept aside, and the till says so', () => {
    const folder = prepared()
    writeFileSync(join(folder, 'settings.json'), '{"version":1,"language":')
    const settings = open(folder)
    expect(settings.fault).toEqual({ code: 'settings.restored' })
    expect(settings.current()).toEqual(good)
    expect(broken(folder)).toEqual(['settings.broken-20260102-030405.json'])
    expect(readFileSync(join(folder, broken(folder)[0] ?? ''), 'utf8')).toBe('{"version":1,"language":')
    const next = open(folder)
    expect(next.fault).toBeNull()
    expect(next.current()).toEqual(good)
  })

  it('gives way to the defaults where the copy is broken too', () => {
    const folder = prepared()
    for (const name of ['settings.json', 'settings.good.json']) writeFileSync(join(folder, name), 'rubbish')
    const settings = open(folder)
    expect(settings.fault).toEqual({ code: 'settings.reset' })
    expect(settings.current()).toEqual(DEFAULT_SETTINGS)
    expect(existsSync(join(folder, 'settings.good.broken-20260102-030405.json'))).toBe(true)
    expect(open(folder).fault).toBeNull()
  })

  it('that is gone comes back from the copy', () => {
    const folder = prepared()
    rmSync(join(folder, 'settings.json'))
    const settings = open(folder)
    expect(settings.fault).toEqual({ code: 'settings.restored' })
    expect(settings.current()).toEqual(good)
  })

  it('of another user, a folder, a link or a huge one is not read', () => {
    const spoilers: ((path: string) => void)[] = [
      (path) => mkdirSync(path),
      (path) => symlinkSync('/etc/passwd', path),
      (path) => symlinkSync('/nowhere', path),
      (path) => writeFileSync(path, JSON.stringify({ version: 1, language: 'zh-CN' }) + ' '.repeat(300_000)),
    ]
    for (const spoil of spoilers) {
      const folder = prepared()
      rmSync(join(folder, 'settings.json'))
      spoil(join(folder, 'settings.json'))
      const settings = open(folder)
      expect(settings.fault).toEqual({ code: 'settings.restored' })
      expect(settings.current()).toEqual(good)
      expect(open(folder).fault).toBeNull()
    }
    const folder = prepared()
    const owner = statSync(join(folder, 'settings.json')).uid
    // To be a stranger to the file: another number than its owner's, and where that is root, whose files are
    // trusted, a file given away first.
    if (owner === 0) {
      const { chownSync } = process.getBuiltinModule('node:fs')
      chownSync(join(folder, 'settings.json'), 4_242, 4_242)
    }
    expect(open(folder, { user: owner + 7 }).fault).toEqual({ code: owner === 0 ? 'settings.restored' : 'settings.reset' })
  })

  it('never keeps the till from starting, whatever is in it: hundreds of them', () => {
    const sound = JSON.stringify({ version: 1, ...good })
    const content = fc.oneof(
      fc.nat({ max: sound.length - 1 }).map((length) => Buffer.from(sound.slice(0, length))),
      fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .tuple(fc.constantFrom(...Object.keys(good), 'version'), fc.jsonValue())
        .map(([name, value]) => Buffer.from(JSON.stringify({ version: 1, ...good, [name]: value }))),
      fc.tuple(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 })).map(([at, byte]) => {
        const bytes = Buffer.from(sound)
        bytes[at] = byte
        return bytes
      }),
      fc.constant(Buffer.from('['.repeat(100_000))),
      fc.constant(Buffer.from('{"__proto__":{"version":1},"constructor":1}')),
    )
    const folder = scratchFolder()
    let restored = 0
    fc.assert(
      fc.property(content, content, fc.boolean(), (main, copy, withGood) => {
        for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
        writeFileSync(join(folder, 'settings.json'), main)
        writeFileSync(join(folder, 'settings.good.json'), withGood ? sound : copy)
        const settings = open(folder)
        settingsSchema.parse(settings.current())
        if (settings.fault?.code === 'settings.restored') restored++
        if (settings.fault !== null) {
          expect(broken(folder)).toHaveLength(1)
          expect(readFileSync(join(folder, broken(folder)[0] ?? '')).equals(main)).toBe(true)
        }
        if (withGood && settings.fault !== null) expect(settings.current()).toEqual(good)
        expect(open(folder).fault).toBeNull()
        expect(open(folder).current()).toEqual(settings.current())
      }),
      { numRuns: 200 },
    )
    expect(restored).toBeGreaterThan(30)
  }, 60_000)

  it('in a folder that cannot be written still lets the till start, on the good copy', () => {
    const folder = prepared()
    writeFileSync(join(folder, 'settings.json'), 'rubbish')
    chmodSync(folder, 0o500)
    const settings = open(folder, { write: fullDisk })
    chmodSync(folder, 0o700)
    expect(settings.current()).toEqual(good)
    expect(settings.fault).toEqual({ code: 'settings.restored' })
  })

  it('leaves at most five of itself behind', () => {
    const folder = prepared()
    for (let turn = 0; turn < 9; turn++) {
      writeFileSync(join(folder, 'settings.json'), `rubbish ${turn}`)
      open(folder, { now: () => Date.UTC(2026, 0, 2, 3, 4, turn) })
    }
    expect(broken(folder)).toHaveLength(5)
    expect(readFileSync(join(folder, 'settings.broken-20260102-030408.json'), 'utf8')).toBe('rubbish 8')
  })
})
