import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decrypt, encrypt, type Seal } from '../../../electron/kiosk/seal.ts'
import { openVault, type Binding } from '../../../electron/kiosk/vault.ts'
import { rememberingLog, scratchFolder } from './scratch.ts'

const KEY = 'ThisIsNoRealKey0123456789abcdefG'
const binding: Binding = {
  mchId: '1900000109',
  subMchId: '1900000110',
  shopId: 'shop-7',
  shopName: '老街面馆',
  deviceId: 'device-3',
  deviceName: '前台',
  orderPrefix: '01000052',
  authenType: 1,
  key: KEY,
  serialNumber: 'GUITAI_TILL_0123456789ABCDEF',
  cloudBase: 'http://127.0.0.1:8080/cpay/',
  boundAt: 1_795_385_730_123,
}
const open = (folder: string, keyring: Seal | null = null, log = rememberingLog()) =>
  openVault({ folder, keyring, now: () => Date.UTC(2026, 0, 2, 3, 4, 5), log })

/** A keyring as far as the vault can see one: bytes that only it turns back. */
function keyring(): Seal {
  const key = Buffer.alloc(32, 7)
  return { tier: 'keyring', close: (plain) => encrypt(key, plain), open: (closed) => decrypt(key, closed) }
}

describe('The vault', () => {
  it('is empty at first, gives back what was put in, over restarts too, and forgets it when told', () => {
    const folder = scratchFolder()
    expect(open(folder).read()).toEqual({ ok: true, value: null })
    open(folder).write(binding)
    expect(open(folder).read()).toEqual({ ok: true, value: binding })
    open(folder).write({ ...binding, deviceName: '后厨' })
    expect(open(folder).read()).toMatchObject({ ok: true, value: { deviceName: '后厨' } })
    open(folder).clear()
    expect(open(folder).read()).toEqual({ ok: true, value: null })
    expect(() => open(folder).clear()).not.toThrow()
  })

  it('shows the key in none of its files, in no form, and closes them to other users', () => {
    const folder = scratchFolder()
    open(folder).write(binding)
    expect(readdirSync(folder).sort()).toEqual(['binding.vault', 'vault.key'])
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name))
      for (const form of [
        KEY,
        Buffer.from(KEY).toString('hex'),
        Buffer.from(KEY).toString('base64').slice(0, 40),
        '1900000109',
      ]) {
        expect(bytes.includes(form)).toBe(false)
      }
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
    }
  })

  it('says how well it is closed: by a keyring where there is one, else by a key file', () => {
    const folder = scratchFolder()
    expect(open(folder).describe()).toEqual({ tier: 'file' })
    const closed = open(folder, keyring())
    expect(closed.describe()).toEqual({ tier: 'keyring' })
    closed.write(binding)
    expect(readdirSync(folder)).toEqual(['binding.vault'])
    expect(open(folder, keyring()).read()).toEqual({ ok: true, value: binding })
  })

  it('keeps the binding, a proxy password and the merchant’s private key apart: each is forgotten alone', () => {
    const folder = scratchFolder()
    const signingKey = {
      subMchId: '1900000110',
      pem: '-----BEGIN PRIVATE KEY-----\nThisIsNoRealKeyEither\n-----END PRIVATE KEY-----\n',
    }
    const password = { host: '10.0.0.2', port: 3128, password: 'secret' }
    open(folder).write(binding)
    open(folder).signingKey.write(signingKey)
    open(folder).proxyPassword.write(password)
    expect(readdirSync(folder).sort()).toEqual(['binding.vault', 'proxy.vault', 'signing-key.vault', 'vault.key'])
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes('ThisIsNoRealKeyEither')).toBe(false)
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
    }
    expect(open(folder).signingKey.read()).toEqual({ ok: true, value: signingKey })
    open(folder).signingKey.clear()
    expect(open(folder).signingKey.read()).toEqual({ ok: true, value: null })
    expect(open(folder).read()).toEqual({ ok: true, value: binding })
    expect(open(folder).proxyPassword.read()).toEqual({ ok: true, value: password })
    expect(() => open(folder).signingKey.write({ ...signingKey, pem: '' })).toThrow()
  })

  it('still opens what was closed by a key file when a keyring came', () => {
    const folder = scratchFolder()
    open(folder).write(binding)
    expect(open(folder, keyring()).read()).toEqual({ ok: true, value: binding })
  })

  it('stays where it is while the keyring is away, and opens when it is back', () => {
    const folder = scratchFolder()
    open(folder, keyring()).write(binding)
    expect(open(folder).read()).toEqual({ ok: false, fault: { code: 'vault.unreadable' } })
    expect(open(folder, keyring()).read()).toEqual({ ok: true, value: binding })
  })

  it('loses no older vault when a new binding comes while the keyring is away', () => {
    const folder = scratchFolder()
    open(folder, keyring()).write(binding)
    const before = readFileSync(join(folder, 'binding.vault'))
    open(folder).write({ ...binding, deviceId: 'device-4' })
    expect(open(folder).read()).toMatchObject({ ok: true, value: { deviceId: 'device-4' } })
    expect(readFileSync(join(folder, 'binding.broken-20260102-030405.vault')).equals(before)).toBe(true)
  })

  it('is unreadable when any byte of it was changed or lost: it says so, is kept aside, and tells the log no secret', () => {
    const folder = scratchFolder()
    open(folder).write(binding)
    const path = join(folder, 'binding.vault')
    const sound = readFileSync(path)
    const damage = fc.oneof(
      fc.tuple(fc.nat({ max: sound.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
        const bytes = Buffer.from(sound)
        bytes[at] = (bytes[at] ?? 0) ^ flip
        return bytes
      }),
      fc.nat({ max: sound.length - 1 }).map((length) => sound.subarray(0, length)),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    )
    fc.assert(
      fc.property(damage, (bytes) => {
        for (const name of readdirSync(folder)) if (name.includes('broken')) rmSync(join(folder, name))
        writeFileSync(path, bytes)
        const log = rememberingLog()
        const read = open(folder, null, log).read()
        // A changed space or a base64 tail that means the same may still open: then it must open to the same binding.
        if (read.ok) {
          expect(read.value).toEqual(binding)
          return
        }
        expect(read).toEqual({ ok: false, fault: { code: 'vault.unreadable' } })
        expect(JSON.stringify(log.lines)).not.toContain(KEY)
        const aside = readdirSync(folder).filter((name) => name.includes('broken'))
        if (log.lines.some((line) => line.details?.['keptAside'])) expect(aside).toHaveLength(1)
        else expect(JSON.stringify(log.lines)).toContain('no keyring')
      }),
      { numRuns: 250 },
    )
    writeFileSync(path, sound)
    expect(open(folder).read()).toEqual({ ok: true, value: binding })
  })

  it('is unreadable without its key file, and a new binding works at once', () => {
    for (const spoil of [(path: string) => rmSync(path), (path: string) => writeFileSync(path, 'short')]) {
      const folder = scratchFolder()
      open(folder).write(binding)
      spoil(join(folder, 'vault.key'))
      expect(open(folder).read()).toEqual({ ok: false, fault: { code: 'vault.unreadable' } })
      open(folder).write(binding)
      expect(open(folder).read()).toEqual({ ok: true, value: binding })
    }
  })

  it('takes nothing that is no binding, and throws where it cannot be kept', () => {
    const folder = scratchFolder()
    expect(() => open(folder).write({ ...binding, key: '' })).toThrow()
    expect(readdirSync(folder)).toEqual([])
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(() => open(file).write(binding)).toThrow()
  })
})
