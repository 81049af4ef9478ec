import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { pssMatches, pssSignature } from '../../cloudpay/protocol/envelope.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'

/** Cloud Pay knows keys of this length alone (PROTOCOL 3.3). */
const BITS = 2048

const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m
const PRIVATE = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/
const OTHER_HALF = /-----BEGIN (?:RSA )?(?:PUBLIC KEY|CERTIFICATE)-----/

export interface PrivateKey {
  /** PKCS #8, whatever the file had. */
  readonly pem: string
  /** Of the public half, in four groups of four, to be compared by people. */
  readonly fingerprint: string
}

function keyIn(text: string): KeyObject | null {
  try {
    const key = createPrivateKey(text)
    // A file may hold numbers that do not belong together; only signing shows it.
    const sound = key.asymmetricKeyType !== 'rsa' || pssMatches(createPublicKey(key), 'guitai', pssSignature(key, 'guitai'))
    return sound ? key : null
  } catch {
    return null
  }
}

function fingerprintOf(key: KeyObject): string {
  const half = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const digits = createHash('sha256').update(half).digest('hex').slice(0, 16).toUpperCase()
  return digits.replace(/(.{4})(?=.)/g, '$1 ')
}

/**
 * The merchant's private key out of a PEM file (PROTOCOL 3.3). Faults: `signingKey.encrypted`, `.publicKey` (a certificate
 * too), `.notRsa`, `.wrongLength`, and `.notAKey` for anything else.
 */
export function readPrivateKey(text: string): Outcome<PrivateKey> {
  if (ENCRYPTED.test(text)) return refuse('signingKey.encrypted')
  if (!PRIVATE.test(text)) return refuse(OTHER_HALF.test(text) ? 'signingKey.publicKey' : 'signingKey.notAKey')
  const key = keyIn(text)
  if (key === null) return refuse('signingKey.notAKey')
  if (key.asymmetricKeyType !== 'rsa') return refuse('signingKey.notRsa')
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits !== BITS) return refuse('signingKey.wrongLength', { params: { bits } })
  return ok({ pem: key.export({ type: 'pkcs8', format: 'pem' }).toString(), fingerprint: fingerprintOf(key) })
}

/** What of a PEM may stand in no log: the whole, and each line by itself, as texts are quoted and broken in many ways. */
export function secretsIn(pem: string): string[] {
  const lines = pem.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('-----'))
  return [pem, lines.join(''), ...lines]
}
