import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Log } from './log.ts'
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

const vaultFileSchema = z.object({ vault: z.literal(1), tier: z.enum(['keyring', 'file']), data: z.base64().min(1) })

export interface VaultOptions {
  readonly folder: string
  /** Null where there is no keyring that deserves the name. */
  readonly keyring: Seal | null
  readonly now: () => number
  readonly log: Log
}

export interface Vault {
  /** The binding; null when there is none. Fault `vault.unreadable` when there is one that cannot be opened. */
  read(): Outcome<Binding | null>
  /** Keeps the binding on the disk before it returns, and has read it back. Throws when that fails. */
  write(binding: Binding): void
  /** Forgets the binding. */
  clear(): void
  /** How well a secret kept now would be closed. */
  describe(): { tier: Tier }
}

/**
 * The one file with secrets, never plain text. A damaged file is kept aside; one that was closed by a keyring which is not
 * there now stays where it is, because it opens again when the keyring does.
 */
export function openVault(options: VaultOptions): Vault {
  const { folder, keyring, now } = options
  const log = options.log.of('vault')
  const path = join(folder, 'binding.vault')
  const file = fileSeal(join(folder, 'vault.key'), now)
  const best = keyring ?? file

  const openContent = (text: string): Binding | 'keyringMissing' => {
    const sealed = vaultFileSchema.parse(JSON.parse(text))
    const seal = sealed.tier === 'file' ? file : keyring
    if (seal === null) return 'keyringMissing'
    return bindingSchema.parse(JSON.parse(seal.open(Buffer.from(sealed.data, 'base64')).toString('utf8')))
  }

  const read = (): Outcome<Binding | null> => {
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
      const binding = openContent(text)
      if (binding !== 'keyringMissing') return ok(binding)
      log.error('vault.unreadable', { why: 'no keyring' })
    } catch (error) {
      // The name of the error only: its text could quote what is in the vault.
      log.error('vault.unreadable', { why: error instanceof Error ? error.name : 'unknown', keptAside: putAside(path, now()) })
    }
    return refuse('vault.unreadable')
  }

  return {
    read,
    write(binding) {
      const plain = Buffer.from(JSON.stringify(bindingSchema.parse(binding)), 'utf8')
      const text = JSON.stringify({ vault: 1, tier: best.tier, data: best.close(plain).toString('base64') })
      const before = read()
      if (!before.ok) putAside(path, now())
      writeWhole(path, text)
      const again = openContent(readFileSync(path, 'utf8'))
      if (again === 'keyringMissing' || again.key !== binding.key) throw new Error('the vault does not give back what was put in')
    },
    clear() {
      rmSync(path, { force: true })
      syncFolder(folder)
    },
    describe: () => ({ tier: best.tier }),
  }
}
