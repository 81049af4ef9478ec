import type { z } from 'zod'
import { Status } from '../protocol/enums.ts'
import { openAnswer } from '../protocol/envelope.ts'
import { answerHeadSchema, type AnswerHead } from '../protocol/messages/head.ts'
import { unknown, type CallResult } from './result.ts'

/** The object an answer must hold, to be one. */
export interface Expected<T extends z.ZodType> {
  answerKeys: readonly string[]
  shape: T
}

/** Digits in the shape of a payment code: WeChat Pay, Alipay, member card (PROTOCOL 4). */
const PAYMENT_CODE = /(?<!\d)(?:1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22}|99\d{8,30})(?!\d)/g

/**
 * Texts from outside may repeat what was sent, in this call or an earlier one: whatever is secret is struck out, and the
 * rest kept short.
 */
export function masked(text: string, secrets: readonly string[]): string {
  const plain = secrets.filter((secret) => secret !== '').reduce((kept, secret) => kept.replaceAll(secret, '…'), text)
  // Half a surrogate pair at the cut would be no character at all.
  return plain
    .replace(PAYMENT_CODE, '…')
    .slice(0, 255)
    .replace(/[\uD800-\uDBFF]$/, '')
}

function asObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** UTF-8 or nothing: a replaced character could only make a wrong text look right. */
export function utf8(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

/**
 * Whose word the content is: `code` when its code is right, `transport` for the one plain call whose only protection is
 * TLS (PROTOCOL 5.10 A), `nobody` when it came without a code.
 */
export type WordOf = 'code' | 'transport' | 'nobody'

/** Reads the head and the named object of a content whose code was already looked at. */
export function readContent<T extends z.ZodType>(
  content: string,
  wordOf: WordOf,
  expected: Expected<T>,
  secrets: readonly string[],
): CallResult<z.output<T>> {
  const inner = asObject(content)
  const head = inner === null ? null : answerHeadSchema.safeParse(inner)
  if (inner === null || !head?.success) return unknown('unreadable', 'the content is no answer')
  const { status, internalStatus, description, logId } = head.data
  const text = masked(description, secrets)
  const refused = { outcome: 'refused', status, internalStatus, text, logId, signed: wordOf === 'code' } as const

  if (status === Status.unknown) return unknown('serverUnsure', text, logId)
  if (status === Status.refused) return refused
  if (wordOf === 'nobody') return unknown('notTrusted', 'the answer carries no code', logId)
  if (status === Status.tryLater) return unknown('tryLater', text, logId)
  if (status === Status.newNumber || status === Status.refusedSeeText) return refused
  if (status !== Status.ok) return unknown('unreadable', `a status no document knows: ${status}`, logId)
  return readObject(inner, head.data, expected)
}

function readObject<T extends z.ZodType>(
  inner: Record<string, unknown>,
  head: AnswerHead,
  expected: Expected<T>,
): CallResult<z.output<T>> {
  const key = expected.answerKeys.find((name) => inner[name] !== undefined)
  const parsed = expected.shape.safeParse(key === undefined ? {} : inner[key])
  if (!parsed.success) return unknown('unreadable', 'the answer lacks what it must hold', head.logId)
  return { outcome: 'ok', answer: parsed.data, logId: head.logId ?? 0 }
}

/**
 * Makes a result of an answer's body: the code is checked over the string as received, before anything in it is read
 * (PROTOCOL 3.1, 3.5). Whatever the HTTP status, a body that verifies is an answer; without one, only 200 may carry the two
 * statuses that have no code.
 */
export function readAnswer<T extends z.ZodType>(
  httpStatus: number,
  body: Buffer,
  key: string,
  expected: Expected<T>,
  secrets: readonly string[],
): CallResult<z.output<T>> {
  const text = utf8(body)
  const opened = text === null ? ({ trust: 'none', why: 'malformed' } as const) : openAnswer(text, key)
  const redirected = httpStatus >= 300 && httpStatus < 400
  if (redirected || (httpStatus !== 200 && opened.trust !== 'verified')) {
    return unknown('unreadable', `HTTP status ${httpStatus}`)
  }
  if (opened.trust === 'none') {
    return opened.why === 'wrongCode'
      ? unknown('notTrusted', 'the code of the answer is wrong')
      : unknown('unreadable', 'the body is no envelope')
  }
  return readContent(opened.content, opened.trust === 'verified' ? 'code' : 'nobody', expected, secrets)
}
