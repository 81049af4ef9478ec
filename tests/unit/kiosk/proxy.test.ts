import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openProxy } from '../../../electron/kiosk/proxy.ts'
import { settingsFrom } from '../../../electron/kiosk/settings-schema.ts'
import { openSettings } from '../../../electron/kiosk/settings.ts'
import { openVault } from '../../../electron/kiosk/vault.ts'
import { rememberingLog, scratchFolder } from './scratch.ts'

const SECRET = 'pr0xyS3cret:密'
const PLACE = { host: 'proxy.example', port: 3128, user: 'till' }

/** A start of the till in this folder, as far as the proxy goes. */
function start(folder: string, vaultFolder = join(folder, 'vault')) {
  const log = rememberingLog()
  const now = () => 1_795_385_730_123
  const settings = openSettings({
    folder,
    now,
    log,
    user: process.getuid?.() ?? null,
  })
  const vault = openVault({ folder: vaultFolder, keyring: null, now, log })
  return { proxy: openProxy(settings, vault, log), settings, log }
}
function write(folder: string, proxy: unknown): void {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, language: 'en', network: { connectMs: 900, proxy } }))
}
const filesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')

describe('The proxy', () => {
  it('is none at first', () => {
    expect(start(scratchFolder()).proxy).toBeNull()
  })

  it('takes its password from the settings file into the vault, leaves no trace of it, and has it after every start', () => {
    const folder = scratchFolder()
    write(folder, { ...PLACE, password: SECRET })
    const first = start(folder)
    expect(first.proxy).toEqual({ ...PLACE, password: SECRET })
    expect(first.settings.current()).toMatchObject({ language: 'en', network: { connectMs: 900, proxy: PLACE } })
    const text = filesOf(folder)
    for (const form of [SECRET, Buffer.from(SECRET).toString('latin1'), Buffer.from(SECRET).toString('base64')]) {
      expect(text).not.toContain(form)
    }
    expect(JSON.stringify(first.log.lines)).not.toContain('S3cret')
    for (let turn = 0; turn < 2; turn++) expect(start(folder).proxy).toEqual({ ...PLACE, password: SECRET })
  })

  it('tells its password to no other proxy, and in no other name', () => {
    const folder = scratchFolder()
    write(folder, { ...PLACE, password: SECRET })
    start(folder)
    for (const other of [
      { ...PLACE, host: 'evil.example' },
      { ...PLACE, port: 3129 },
      { ...PLACE, user: 'other' },
    ]) {
      write(folder, other)
      const { proxy, log } = start(folder)
      expect(proxy).toEqual(other)
      expect(log.lines).toContainEqual({ level: 'warn', event: 'proxy.noPassword', details: { forAnother: true } })
    }
    write(folder, { ...PLACE, password: 'another' })
    expect(start(folder).proxy).toEqual({ ...PLACE, password: 'another' })
  })

  it('without user and password needs none', () => {
    const folder = scratchFolder()
    const open = { host: '10.0.0.1', port: 8080 }
    write(folder, open)
    const { proxy, log } = start(folder)
    expect(proxy).toEqual(open)
    expect(log.lines.filter((line) => line.level !== 'info')).toEqual([])
  })

  it('is used all the same when its password cannot be kept, or is gone: never a direct line', () => {
    const folder = scratchFolder()
    writeFileSync(join(folder, 'file'), '')
    write(folder, { ...PLACE, password: SECRET })
    const notKept = start(folder, join(folder, 'file'))
    expect(notKept.proxy).toEqual({ ...PLACE, password: SECRET })
    expect(notKept.log.lines.map((line) => line.event)).toContain('proxy.passwordNotKept')
    expect(JSON.stringify(notKept.log.lines)).not.toContain('S3cret')

    expect(start(folder).proxy).toEqual({ ...PLACE, password: SECRET })
    writeFileSync(join(folder, 'vault', 'proxy.vault'), 'damaged')
    const gone = start(folder)
    expect(gone.proxy).toEqual(PLACE)
    expect(gone.log.lines.map((line) => line.event)).toEqual(expect.arrayContaining(['vault.unreadable', 'proxy.noPassword']))
  })

  it.each([
    { host: '', port: 3128 },
    { host: 'http://proxy.example', port: 3128 },
    { host: 'proxy.example' },
    { host: 'proxy.example', port: 0 },
    { host: 'proxy.example', port: 65_536 },
    { ...PLACE, user: 'a:b' },
    { ...PLACE, password: '' },
  ])('of a wrong form (%j) is not taken for one', (proxy) => {
    expect(settingsFrom({ version: 1, network: { proxy } })).toBeNull()
  })

  it('keeps its password apart from the binding: to forget the one leaves the other', () => {
    const folder = scratchFolder()
    const vault = openVault({ folder, keyring: null, now: () => 0, log: rememberingLog() })
    vault.proxyPassword.write({ ...PLACE, password: SECRET })
    vault.clear()
    expect(vault.read()).toEqual({ ok: true, value: null })
    expect(vault.proxyPassword.read()).toEqual({ ok: true, value: { ...PLACE, password: SECRET } })
    vault.proxyPassword.clear()
    expect(vault.proxyPassword.read()).toEqual({ ok: true, value: null })
  })
})
