import { createHash } from 'node:crypto'
import { hmacCode } from '../protocol/envelope.ts'

/**
 * Proves a password without sending it (RULINGS 13). The salted hash is as good as the password to this server, so it
 * stays in here: what the till keeps for working offline is a slow hash of its own.
 */
export function passwordProof(shopId: string, staffId: string, password: string, nonce: string): string {
  const saltedHash = createHash('sha256').update(`${shopId}:${staffId}:${password}`, 'utf8').digest('hex').toUpperCase()
  return hmacCode(saltedHash, nonce)
}
