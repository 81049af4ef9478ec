import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Log } from './log.ts'
import { pinsSchema, type Pins } from '../till/offline-pins.ts'
import { journalSealSchema, type JournalSeal } from '../till/journal-guard.ts'
import { putAside } from './put-aside.ts'
import { fileSeal, type Seal, type Tier } from './seal.ts'
import { syncFolder, writeWhole } from './write-whole.ts'

/** What the till got when it was bound (PROTOCOL 5.10 A), with the trading key in it. */
export const bindingSchema = z.object({
  mchId: z.string(),
  subMchId: z.string(),
  shopId: z.string(),
  shopName: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  /** Begins every order number (PROTOCOL 4: an opaque string). */
  orderPrefix: z.string().min(1).max(32),
  authenType: z.number().int(),
  /** The trading key: opaque text, used as it is (PROTOCOL 3.2). */
  key: z.string().min(1),
  serialNumber: z.string().min(1).max(64),
  /** Origin and path the till was bound at, for example `https://pay.qcloud.com/cpay/`. */
  cloudBase: z.string().min(1),
  /** Epoch ms. */
  boundAt: z.number().int(),
})
export type Binding = z.infer<typeof bindingSchema>

/** The password of an HTTP proxy, with the proxy and the user it was given for: it is told to no other. */
const proxyPasswordSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  user: z.string().optional(),
  password: z.string().min(1),
})
export type ProxyPassword = z.infer<typeof proxyPasswordSchema>

/** The merchant's private key (PROTOCOL 3.3), with the merchant it was imported for: it signs for no other. */
const signingKeySchema = z.object({ subMchId: z.string().min(1), pem: z.string().min(1) })
export type SigningKey = z.infer<typeof signingKeySchema>

const vaultFileSchema = z.object({ vault: z.literal(1), tier: z.enum(['keyring', 'file']), data: z.base64().min(1) })

export interface VaultOptions {
  readonly folder: string
  /** Null where there is no keyring that deserves the name. */
  readonly keyring: Seal | null
  readonly now: () => number
  readonly log: Log
}

/** One thing that is kept sealed, in a file of its own. */
export interface Kept<T> {
  /** What is kept; null when there is nothing. Fault `vault.unreadable` when there is something that cannot be opened. */
  read(): Outcome<T | null>
  /** Keeps it on the disk before it returns, and has read it back. Throws when that fails. */
  write(value: T): void
  /** Forgets it. */
  clear(): void
}

export interface Vault extends Kept<Binding> {
  readonly proxyPassword: Kept<ProxyPassword>
  readonly signingKey: Kept<SigningKey>
  readonly pins: Kept<Pins>
  readonly journalSeal: Kept<JournalSeal>
  /** How well a secret kept now would be closed. */
  describe(): { tier: Tier }
}

/**
 * Where secrets are, never in plain text. A damaged file is kept aside; one that was closed by a keyring which is not there
 * now stays where it is, because it opens again when the keyring does.
 */
export function openVault(options: VaultOptions): Vault {
  const file = fileSeal(join(options.folder, 'vault.key'), options.now)
  const seals = { file, keyring: options.keyring }
  return {
    ...keep(options, seals, 'binding.vault', bindingSchema),
    proxyPassword: keep(options, seals, 'proxy.vault', proxyPasswordSchema),
    signingKey: keep(options, seals, 'signing-key.vault', signingKeySchema),
    pins: keep(options, seals, 'pins.vault', pinsSchema),
    journalSeal: keep(options, seals, 'journal-seal.vault', journalSealSchema),
    describe: () => ({ tier: (options.keyring ?? file).tier }),
  }
}

const KEYRING_MISSING = Symbol('keyring missing')

function keep<T>(
  { folder, now, log: parentLog }: VaultOptions,
  { file, keyring }: { file: Seal; keyring: Seal | null },
  name: string,
  schema: z.ZodType<T>,
): Kept<T> {
  const log = parentLog.of('vault')
  const path = join(folder, name)
  const best = keyring ?? file

  const openContent = (text: string): T | typeof KEYRING_MISSING => {
    const sealed = vaultFileSchema.parse(JSON.parse(text))
    const seal = sealed.tier === 'file' ? file : keyring
    if (seal === null) return KEYRING_MISSING
    return schema.parse(JSON.parse(seal.open(Buffer.from(sealed.data, 'base64')).toString('utf8')))
  }

  const read = (): Outcome<T | null> => {
    let text: string
    try {
      text = readFileSync(path, 'utf8')
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'ENOENT') return ok(null)
      log.error('vault.unreadable', { why: code })
      return refuse('vault.unreadable')
    }
    try {
      const value = openContent(text)
      if (value !== KEYRING_MISSING) return ok(value)
      log.error('vault.unreadable', { why: 'no keyring' })
    } catch (error) {
      // The name of the error only: its text could quote what is in the vault.
      log.error('vault.unreadable', { why: error instanceof Error ? error.name : 'unknown', keptAside: putAside(path, now()) })
    }
    return refuse('vault.unreadable')
  }

  return {
    read,
    write(value) {
      const plain = JSON.stringify(schema.parse(value))
      const text = JSON.stringify({ vault: 1, tier: best.tier, data: best.close(Buffer.from(plain, 'utf8')).toString('base64') })
      const before = read()
      if (!before.ok) putAside(path, now())
      writeWhole(path, text)
      const again = openContent(readFileSync(path, 'utf8'))
      if (again === KEYRING_MISSING || JSON.stringify(again) !== plain)
        throw new Error('the vault does not give back what was put in')
    },
    clear() {
      rmSync(path, { force: true })
      syncFolder(folder)
    },
  }
}
