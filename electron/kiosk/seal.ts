import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { putAside } from './put-aside.ts'
import { writeWhole } from './write-whole.ts'

/**
 * How well the vault is closed. `keyring`: by the desktop's keyring. `file`: by a random key in a file of the till's user,
 * which keeps the secret out of backups and of eyes that see the vault alone, not from who has that user's rights.
 */
export type Tier = 'keyring' | 'file'

export interface Seal {
  readonly tier: Tier
  close(plain: Buffer): Buffer
  /** Throws when the bytes were changed or the key is another one. */
  open(closed: Buffer): Buffer
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const PURPOSE = Buffer.from('guitai vault 1', 'ascii')

/** AES-256-GCM: nonce, tag, text. A fresh nonce each time; a changed byte anywhere fails the tag. */
export function encrypt(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(PURPOSE)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

/** Throws when a byte was changed, the text was cut, or the key is another one. */
export function decrypt(key: Buffer, closed: Buffer): Buffer {
  if (closed.length < NONCE_BYTES + TAG_BYTES) throw new Error('the vault is cut off')
  const decipher = createDecipheriv('aes-256-gcm', key, closed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(PURPOSE).setAuthTag(closed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(closed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
}

function readKey(path: string): Buffer | null {
  if (!existsSync(path)) return null
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
  const key = readFileSync(path)
  return key.length === KEY_BYTES ? key : null
}

/** The second tier: a random key in a file that only the till's user can read, made when the first secret is kept. */
export function fileSeal(keyPath: string, now: () => number): Seal {
  return {
    tier: 'file',
    close(plain) {
      let key = readKey(keyPath)
      if (key === null) {
        if (existsSync(keyPath)) putAside(keyPath, now())
        key = randomBytes(KEY_BYTES)
        writeWhole(keyPath, key)
      }
      return encrypt(key, plain)
    },
    open(closed) {
      const key = readKey(keyPath)
      if (key === null) throw new Error('the key file of the vault is missing or damaged')
      return decrypt(key, closed)
    },
  }
}
