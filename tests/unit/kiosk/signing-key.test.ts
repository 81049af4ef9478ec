import { createPublicKey, generateKeyPairSync, type KeyLike } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import type { Reverse } from '../../../cloudpay/client/client.ts'
import type { JournalEntry } from '../../../electron/ledger/records.ts'
import type { Asker } from '../../../electron/kiosk/answer-request.ts'
import { DEFAULT_SETTINGS } from '../../../electron/kiosk/settings-schema.ts'
import { openSigningKey } from '../../../electron/kiosk/signing-key.ts'
import { openVault } from '../../../electron/kiosk/vault.ts'
import { rememberingLog, scratchFolder } from './scratch.ts'

const ADMIN: Asker = { staffId: '1000', role: 'admin' }
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const Q = { orderNo: '01000052', tender: 'wechat', staffId: '0001' } as const

function room(folder = scratchFolder(), subMchId = 's1') {
  const file = join(folder, 'usb', 'key.pem')
  mkdirSync(join(folder, 'usb'), { recursive: true })
  writeFileSync(file, pem)
  const log = rememberingLog()
  const known = { secrets: new Set<string>() }
  const journal: JournalEntry[] = []
  const asked: Reverse[] = []
  const at = { enabled: true, person: ADMIN as Asker, picked: file as string | null, diskRefuses: false, changes: 0 }
  const vault = openVault({ folder: join(folder, 'vault'), keyring: null, now: () => 1, log })
  mkdirSync(join(folder, 'vault'), { recursive: true })
  const key = openSigningKey({
    vault,
    settings: { current: () => ({ ...DEFAULT_SETTINGS, reverse: { enabled: at.enabled } }) },
    known,
    book: {
      write({ entry }) {
        if (at.diskRefuses) throw new Error('disk full')
        journal.push(entry)
        return { slipQueued: false, mayAnnounce: false }
      },
    },
    clock: { now: () => 7 },
    log,
    person: () => at.person,
    pick: () => Promise.resolve(at.picked),
    changed: () => {
      at.changes += 1
    },
  })
  const cloud = {
    reverse(q: Reverse): Promise<CallResult<null>> {
      asked.push(q)
      return Promise.resolve({ outcome: 'ok', answer: null, logId: 1 })
    },
  }
  const reversal = key.reversal(cloud, { subMchId })
  const importing = (asker: Asker = ADMIN) => Promise.resolve(key.handlers['vault.importSigningKey']({}, asker))
  return { folder, file, log, known, journal, asked, at, vault, key, reversal, importing }
}
const imported = { ok: true, value: { fingerprint: expect.stringMatching(/^[0-9A-F]{4} /) as unknown } }

describe('The merchant’s private key', () => {
  it('is imported by an admin, signs from then on, over a restart too, and is in the journal with its fingerprint', async () => {
    const { folder, at, key, journal, asked, reversal, importing } = room()
    expect([reversal.offered(), key.shown(ADMIN)]).toEqual([false, 'absent'])
    expect(await importing()).toEqual(imported)
    expect([reversal.offered(), key.shown(ADMIN), at.changes]).toEqual([true, 'held', 1])
    expect(await reversal.reverse(Q)).toMatchObject({ outcome: 'ok' })
    expect(asked[0]).toMatchObject(Q)
    expect(createPublicKey(asked[0]?.privateKey as KeyLike).equals(publicKey)).toBe(true)
    const entry = journal[0]
    expect(entry).toMatchObject({ kind: 'signingKey.import', subject: '1000', at: 7 })
    expect(JSON.stringify(journal)).not.toContain(pem.split('\n')[2])
    rmSync(join(folder, 'usb'), { recursive: true })
    expect(room(folder).reversal.offered()).toBe(true)
  })

  it('stands in no file in clear, and in no text of the log', async () => {
    const { folder, known, log, vault, importing } = room()
    expect(await importing()).toEqual(imported)
    for (const name of readdirSync(join(folder, 'vault')))
      for (const line of pem.split('\n').slice(1, -2))
        expect(readFileSync(join(folder, 'vault', name)).includes(line)).toBe(false)
    for (const line of pem.trim().split('\n').slice(1, -1)) expect([...known.secrets]).toContain(line)
    expect(JSON.stringify(log.lines)).not.toContain('PRIVATE KEY')
    const again = room(folder)
    expect(again.known.secrets.size, 'nobody asked for it yet').toBe(0)
    again.reversal.offered()
    expect([...again.known.secrets]).toContain(pem)
    expect(vault.signingKey.read()).toMatchObject({ ok: true, value: { subMchId: 's1', pem } })
  })

  it('is there for nobody while the switch is off: not asked for, not shown, not read', async () => {
    const on = room()
    expect(await on.importing()).toEqual(imported)
    const off = room(on.folder)
    off.at.enabled = false
    expect([off.reversal.offered(), off.key.shown(ADMIN)]).toEqual([false, null])
    expect(await off.reversal.reverse(Q)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect([off.asked, off.known.secrets.size]).toEqual([[], 0])
    expect(on.reversal.offered()).toBe(true)
    on.at.enabled = false
    expect(on.reversal.offered()).toBe(false)
    on.at.enabled = true
    for (const role of ['clerk', 'manager'] as const) expect(on.key.shown({ staffId: '1', role })).toBeNull()
    expect(on.key.shown(null)).toBeNull()
  })

  it('signs for the merchant it was imported for, and for no other', async () => {
    const { folder, importing } = room()
    expect(await importing()).toEqual(imported)
    const moved = room(folder, 's2')
    const { reversal } = moved
    expect([reversal.offered(), moved.key.shown(ADMIN)]).toEqual([false, 'absent'])
    expect(await reversal.reverse(Q)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect(moved.asked).toEqual([])
  })

  it('is forgotten when an admin says so', async () => {
    const { folder, key, journal, reversal, importing } = room()
    expect(await importing()).toEqual(imported)
    expect(await key.handlers['vault.forgetSigningKey']({}, ADMIN)).toEqual({ ok: true, value: null })
    expect([reversal.offered(), key.shown(ADMIN)]).toEqual([false, 'absent'])
    expect(readdirSync(join(folder, 'vault'))).not.toContain('signing-key.vault')
    expect(journal.map(({ kind }) => kind)).toEqual(['signingKey.import', 'signingKey.forget'])
  })

  it('is replaced by the next; a wrong file leaves the one that is there', async () => {
    const { file, key, reversal, importing } = room()
    expect(await importing()).toEqual(imported)
    const wrongs = [
      ['no key', 'signingKey.notAKey'],
      [publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'signingKey.publicKey'],
      ['x'.repeat(40_000), 'signingKey.notAKey'],
    ] as const
    for (const [text, code] of wrongs) {
      writeFileSync(file, text)
      expect(await importing()).toEqual({ ok: false, fault: { code } })
      expect([reversal.offered(), key.shown(ADMIN)]).toEqual([true, 'held'])
    }
    const next = generateKeyPairSync('rsa', { modulusLength: 2048 })
    writeFileSync(file, `\uFEFF${next.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()}`)
    expect(await importing()).toEqual(imported)
    expect(reversal.offered()).toBe(true)
  })

  it('is not imported when no file was picked, none is there, or the admin left while the dialog stood open', async () => {
    const { at, folder, journal, importing, vault } = room()
    at.picked = null
    expect(await importing()).toEqual({ ok: true, value: { fingerprint: null } })
    at.picked = join(folder, 'nothing.pem')
    expect(await importing()).toEqual({ ok: false, fault: { code: 'signingKey.notRead' } })
    at.picked = folder
    expect(await importing()).toEqual({ ok: false, fault: { code: 'signingKey.notAKey' } })
    at.picked = join(folder, 'usb', 'key.pem')
    for (const person of [null, { staffId: '0001', role: 'manager' }] as const) {
      at.person = person
      expect(await importing()).toEqual({ ok: false, fault: { code: 'request.forbidden' } })
    }
    expect([journal, vault.signingKey.read()]).toEqual([[], { ok: true, value: null }])
  })

  it('opens one dialog at a time', async () => {
    const { at, importing } = room()
    const both = await Promise.all([importing(), importing()])
    expect(both.filter((outcome) => outcome.ok && outcome.value.fingerprint === null)).toHaveLength(1)
    expect(at.changes).toBe(1)
  })

  it('is not kept when the journal or the vault cannot be written, and says so', async () => {
    const full = room()
    full.at.diskRefuses = true
    expect(await full.importing()).toEqual({ ok: false, fault: { code: 'book.notWritten' } })
    expect(await full.key.handlers['vault.forgetSigningKey']({}, ADMIN)).toEqual({
      ok: false,
      fault: { code: 'book.notWritten' },
    })
    expect(full.vault.signingKey.read()).toEqual({ ok: true, value: null })

    const gone = room()
    rmSync(join(gone.folder, 'vault'), { recursive: true })
    writeFileSync(join(gone.folder, 'vault'), 'a file where the folder was')
    expect(await gone.importing()).toEqual({ ok: false, fault: { code: 'signingKey.notSaved' } })
    expect(JSON.stringify(gone.log.lines)).not.toContain('PRIVATE KEY')
  })

  it('that cannot be read is said to be so, and may be imported anew', async () => {
    const { folder, importing } = room()
    expect(await importing()).toEqual(imported)
    writeFileSync(join(folder, 'vault', 'signing-key.vault'), 'damaged')
    const second = room(folder)
    expect([second.reversal.offered(), second.key.shown(ADMIN)]).toEqual([false, 'unreadable'])
    expect(await second.importing()).toEqual(imported)
    expect(second.key.shown(ADMIN)).toBe('held')
  })
})
