import { safeStorage } from 'electron'
import type { Seal } from './seal.ts'

/**
 * The first tier: Electron's safeStorage, where it stands on a real keyring. On Linux without one it would close with a
 * password that everybody knows (`basic_text`), so there it is no tier at all. Ask after Electron is ready.
 */
export function keyringSeal(): Seal | null {
  if (!safeStorage.isEncryptionAvailable()) return null
  if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return null
  return {
    tier: 'keyring',
    close: (plain) => safeStorage.encryptString(plain.toString('utf8')),
    open: (closed) => Buffer.from(safeStorage.decryptString(closed), 'utf8'),
  }
}
