import { safeStorage } from 'electron'
import type { Seal } from './seal.ts'

/** The part of safeStorage that both supported Electrons have; newer ones would rather be asked without waiting. */
interface Keyring {
  isEncryptionAvailable(): boolean
  getSelectedStorageBackend(): string
  encryptString(text: string): Buffer
  decryptString(closed: Buffer): string
}
const keyring: Keyring = safeStorage

/**
 * The first tier: Electron's safeStorage, where it stands on a real keyring. On Linux without one it would close with a
 * password that everybody knows (`basic_text`), so there it is no tier at all. Ask after Electron is ready.
 */
export function keyringSeal(): Seal | null {
  if (!keyring.isEncryptionAvailable()) return null
  if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(keyring.getSelectedStorageBackend())) return null
  return {
    tier: 'keyring',
    close: (plain) => keyring.encryptString(plain.toString('utf8')),
    open: (closed) => Buffer.from(keyring.decryptString(closed), 'utf8'),
  }
}
