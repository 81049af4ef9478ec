import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readPrivateKey, secretsIn } from '../../../electron/kiosk/private-key.ts'
import { createMask } from '../../../electron/kiosk/mask.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const locked = (type: 'pkcs8' | 'pkcs1') =>
  privateKey.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a password' }).toString()
const rsaOf = (bits: number) =>
  generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const faultOf = (text: string) => {
  const read = readPrivateKey(text)
  return read.ok ? 'taken' : read.fault
}

/** A file whose numbers each look sound and do not belong together: it is read as a key, and signs wrongly. */
function mixed(): string {
  const { d = '', dp = '', dq = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const key = createPrivateKey({ format: 'jwk', key: { ...privateKey.export({ format: 'jwk' }), d, dp, dq } })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

describe('The private key of the merchant', () => {
  it.each([
    ['PKCS #8', pkcs8],
    ['PKCS #1', pkcs1],
    ['lines that end in CR LF', pkcs8.replaceAll('\n', '\r\n')],
    [
      'words around it, as consoles write them',
      `Key of the merchant\n${publicKey.export({ type: 'spki', format: 'pem' })}\n${pkcs1}\nend`,
    ],
  ])('is taken from a file with %s, and kept in one form', (_what, text) => {
    const read = readPrivateKey(text)
    expect(read).toMatchObject({ ok: true, value: { pem: pkcs8 } })
    expect(read.ok && createPublicKey(read.value.pem).equals(publicKey)).toBe(true)
  })

  it('has a fingerprint that its public half gives as well, and no other key', () => {
    const read = readPrivateKey(pkcs8)
    const other = readPrivateKey(rsaOf(2048))
    expect(read.ok && read.value.fingerprint).toMatch(/^[0-9A-F]{4}( [0-9A-F]{4}){3}$/)
    expect(read.ok && other.ok && read.value.fingerprint !== other.value.fingerprint).toBe(true)
  })

  it.each([
    ['nothing', '', 'signingKey.notAKey'],
    ['a picture', '\u0000\u0001PNG', 'signingKey.notAKey'],
    ['settings', '{"version":1}', 'signingKey.notAKey'],
    ['a key that is cut off', pkcs8.slice(0, 900), 'signingKey.notAKey'],
    ['a key with a changed line', pkcs8.replace(/\n(.{60})/, '\nAAAA'), 'signingKey.notAKey'],
    ['numbers that do not belong together', mixed(), 'signingKey.notAKey'],
    ['its public half', publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'signingKey.publicKey'],
    ['its public half in the older form', publicKey.export({ type: 'pkcs1', format: 'pem' }).toString(), 'signingKey.publicKey'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'signingKey.publicKey'],
    ['a key with a password', locked('pkcs8'), 'signingKey.encrypted'],
    ['a key with a password in the older form', locked('pkcs1'), 'signingKey.encrypted'],
    [
      'a key of another kind',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'signingKey.notRsa',
    ],
    [
      'a key of Ed25519',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'signingKey.notRsa',
    ],
  ])('is not %s', (_what, text, code) => {
    expect(faultOf(text)).toEqual({ code })
  })

  it.each([1024, 2047, 3072])('is not one of %i bits', (bits) => {
    expect(faultOf(rsaOf(bits))).toEqual({ code: 'signingKey.wrongLength', params: { bits } })
  })

  it('stands in no log: not whole, not quoted, not broken in lines or joined', () => {
    const mask = createMask(() => ({ secrets: [...secretsIn(pkcs8), ...secretsIn(pkcs1)], orderPrefixes: [] }))
    const body = (pem: string) => pem.split('\n').filter((line) => !line.startsWith('-----') && line !== '')
    for (const pem of [pkcs8, pkcs1]) {
      const lines = body(pem)
      const shown = [
        mask.text(pem),
        mask.text(`read ${pem} of it`),
        mask.text(lines.join('')),
        mask.text(lines.join('\r\n')),
        mask.text(JSON.stringify({ text: JSON.stringify(pem) })),
        JSON.stringify(mask.value({ file: pem, parts: lines, error: new Error(`no key: ${pem}`) })),
      ].join('\n')
      for (const line of lines) expect(shown).not.toContain(line.slice(0, 24))
    }
  })
})
