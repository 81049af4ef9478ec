import { constants, createHmac, sign, type KeyLike } from 'node:crypto'

/**
 * The bare wire: signs with Node's crypto and posts with fetch. It shares no code with the client or the sandbox, so that
 * what the documents say is what is tested.
 */

export type Json = Record<string, unknown>

export interface WireAnswer {
  readonly httpStatus: number
  /** The four fields that every answer begins with. */
  readonly head: { status: number; description: string; log_id: number; internal: number }
  /** The object named after the call. */
  readonly body: Json
  readonly inner: Json
  readonly innerText: string
  readonly signed: boolean
  readonly codeIsRight: boolean
}

/** HMAC-SHA256 as the wire has it: the key as text, upper-case hex (PROTOCOL 3.2). */
export const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex').toUpperCase()

/** What proves a content with the merchant's key. */
export const hmacInfo = (key: string, text: string): Json => ({ a: { authen_type: 1, authen_code: hmac(key, text) } })

/** What proves a content with the merchant's private key: PSS with the longest salt (PROTOCOL 3.3). */
export function signatureInfo(privateKey: KeyLike, text: string): Json {
  const options = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN }
  const signature = sign('sha256', Buffer.from(text), options as Parameters<typeof sign>[2])
  return { s: { sign_type: 1, sign: signature.toString('base64') } }
}

/** Posts exactly this text, with this proof. Throws when what comes back is no envelope. */
export async function postContent(url: string, content: string, info: Json, key: string): Promise<WireAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ request_content: content, authen_info: info }),
  })
  const text = await response.text()
  const outer = envelopeIn(text)
  if (outer === null) throw new Error(`HTTP ${response.status} without an envelope`)
  const innerText = outer.response_content
  const inner = JSON.parse(innerText) as Json
  const named = Object.keys(inner).find((name) => typeof inner[name] === 'object')
  return {
    httpStatus: response.status,
    head: {
      status: inner['status'] as number,
      description: inner['description'] as string,
      log_id: inner['log_id'] as number,
      internal: (inner['internal_status'] ?? inner['Internal_status']) as number,
    },
    body: (inner[named ?? ''] ?? {}) as Json,
    inner,
    innerText,
    signed: outer.authen_info !== undefined,
    codeIsRight: outer.authen_info?.a?.authen_code === hmac(key, innerText),
  }
}

interface Envelope {
  response_content: string
  authen_info?: { a?: { authen_code: string } }
}

function envelopeIn(text: string): Envelope | null {
  try {
    const outer = JSON.parse(text) as Envelope
    return typeof outer.response_content === 'string' ? outer : null
  } catch {
    return null
  }
}
