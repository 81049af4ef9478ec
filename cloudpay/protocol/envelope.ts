import { constants, createHmac, sign, timingSafeEqual, verify, type KeyLike } from 'node:crypto'
import { z } from 'zod'
import { AuthenType, SignType } from './enums.ts'

/**
 * The envelope of PROTOCOL 3: a string that holds JSON, and a code over exactly that string. It is made once, signed
 * once and sent as it is; an answer's code is checked over the string as received, before anything in it is read.
 */

const hmacPart = z.object({ authen_type: z.literal(AuthenType.hmacSha256), authen_code: z.string().max(2048) })
const pssPart = z.object({ sign_type: z.literal(SignType.rsaPss), sign: z.string().max(2048) })
const authenInfo = z.object({ a: hmacPart.optional(), s: pssPart.optional() })

export const requestEnvelopeSchema = z.object({ request_content: z.string(), authen_info: authenInfo })
export const answerEnvelopeSchema = z.object({ response_content: z.string(), authen_info: authenInfo.optional() })
export type RequestEnvelope = z.infer<typeof requestEnvelopeSchema>
export type AnswerEnvelope = z.infer<typeof answerEnvelopeSchema>

/** HMAC-SHA256 of the text, upper-case hex. The key is used as text bytes, never hex-decoded (PROTOCOL 3.2). */
export function hmacCode(key: string, text: string): string {
  return createHmac('sha256', Buffer.from(key, 'utf8')).update(text, 'utf8').digest('hex').toUpperCase()
}

/** Compares in constant time. Only the upper-case form is right: the documents know no other. */
export function hmacMatches(key: string, text: string, code: string): boolean {
  const expected = Buffer.from(hmacCode(key, text), 'ascii')
  const given = Buffer.from(code, 'utf8')
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/** RSASSA-PSS, SHA-256, the largest possible salt, base64 (PROTOCOL 3.3). */
export function pssSignature(privateKey: KeyLike, text: string): string {
  const options = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN }
  return sign('sha256', Buffer.from(text, 'utf8'), options as Parameters<typeof sign>[2]).toString('base64')
}

export function pssMatches(publicKey: KeyLike, text: string, signature: string): boolean {
  const options = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
  return verify('sha256', Buffer.from(text, 'utf8'), options as Parameters<typeof verify>[2], Buffer.from(signature, 'base64'))
}

/** Signs the content with the sub-merchant's key and answers the body to send. */
export function sealRequest(content: string, key: string): string {
  const envelope: RequestEnvelope = {
    request_content: content,
    authen_info: { a: { authen_type: AuthenType.hmacSha256, authen_code: hmacCode(key, content) } },
  }
  return JSON.stringify(envelope)
}

/** The same with the merchant's private key, for the calls that ask for `s` (PROTOCOL 3.4). */
export function sealSignedRequest(content: string, privateKey: KeyLike): string {
  const envelope: RequestEnvelope = {
    request_content: content,
    authen_info: { s: { sign_type: SignType.rsaPss, sign: pssSignature(privateKey, content) } },
  }
  return JSON.stringify(envelope)
}

export function sealAnswer(content: string, key: string | null): string {
  const envelope: AnswerEnvelope = { response_content: content }
  if (key !== null) envelope.authen_info = { a: { authen_type: AuthenType.hmacSha256, authen_code: hmacCode(key, content) } }
  return JSON.stringify(envelope)
}

export type OpenedAnswer =
  | { trust: 'verified' | 'unsigned'; content: string }
  /** The body is no envelope, or carries a code that is not right: it is no answer at all (PROTOCOL 3.5). */
  | { trust: 'none'; why: 'malformed' | 'wrongCode' }

/** Takes the body of an answer apart and checks its code, without reading the content. */
export function openAnswer(body: string, key: string): OpenedAnswer {
  let outer: unknown
  try {
    outer = JSON.parse(body)
  } catch {
    return { trust: 'none', why: 'malformed' }
  }
  const parsed = answerEnvelopeSchema.safeParse(outer)
  if (!parsed.success) return { trust: 'none', why: 'malformed' }
  const { response_content: content, authen_info: info } = parsed.data
  if (info === undefined) return { trust: 'unsigned', content }
  if (info.a && hmacMatches(key, content, info.a.authen_code)) return { trust: 'verified', content }
  return { trust: 'none', why: 'wrongCode' }
}
