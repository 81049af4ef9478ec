import type { z } from 'zod'
import { faultSchema } from '../../contract/fault-schema.ts'
import { refuse, type Outcome } from '../../contract/faults.ts'
import { may } from '../../contract/permissions.ts'
import type { Asker as Who, PageName } from '../../contract/request-shape.ts'
import { REQUESTS, type Answer, type RequestName } from '../../contract/requests.ts'
import type { Role } from '../../contract/states.ts'
import type { Log } from './log.ts'

/** Who is signed in at the till; null when nobody is. */
export type Asker = { readonly staffId: string; readonly role: Role } | null

export type ParsedQuestion<N extends RequestName> = z.output<(typeof REQUESTS)[N]['question']>

/** One handler for each request of the contract: a missing one does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (question: ParsedQuestion<N>, asker: Asker) => Outcome<Answer<N>> | Promise<Outcome<Answer<N>>>
}

export interface RequestParts {
  readonly handlers: Handlers
  /** Asked at every request: the page's own idea of who is signed in counts for nothing. */
  readonly person: () => Asker
  readonly log: Log
  /** A short id that stands in the log and in the fault, so that support finds the one by the other. */
  readonly newId: () => string
}

type AnyHandler = (question: unknown, asker: Asker) => Outcome<unknown> | Promise<Outcome<unknown>>

/** Whether a request open to these may be asked by this page, with this person, or nobody, signed in. */
export function mayAsk(who: Who, page: PageName, asker: Asker): boolean {
  if (page !== 'till' || who === 'customer' || who === 'camera') return page === who
  return who === 'anyone' || may(who, asker?.role)
}

/**
 * Answers one request of a page: the name must be in the contract, the page and the person's role must allow it, the question must
 * have the contract's shape, and so must the answer. Never throws; what went wrong inside stays in the log.
 * Faults: `request.invalid`, `request.forbidden`, `request.failed` with the `id` of the log line, and the handler's own.
 */
export async function answerRequest(
  parts: RequestParts,
  page: PageName,
  name: unknown,
  question: unknown,
): Promise<Outcome<unknown>> {
  const { log } = parts
  if (typeof name !== 'string' || !Object.hasOwn(REQUESTS, name)) {
    log.warn('request.unknown', { name, page })
    return refuse('request.invalid')
  }
  const known = name as RequestName
  const failed = (why: string, error: unknown): Outcome<unknown> => {
    const id = parts.newId()
    log.error('request.failed', { request: known, id, why, error })
    return refuse('request.failed', { params: { id } })
  }

  let asker: Asker
  try {
    asker = parts.person()
  } catch (error) {
    return failed('who is signed in is not known', error)
  }
  if (!mayAsk(REQUESTS[known].who, page, asker)) {
    log.warn('request.forbidden', { request: known, page, role: asker?.role ?? 'nobody' })
    return refuse('request.forbidden')
  }
  const parsed = REQUESTS[known].question.safeParse(question)
  if (!parsed.success) {
    log.warn('request.invalid', { request: known, issues: shapeOf(parsed.error) })
    return refuse('request.invalid')
  }

  let outcome: Outcome<unknown>
  try {
    outcome = await (parts.handlers[known] as AnyHandler)(parsed.data, asker)
  } catch (error) {
    return failed('the handler threw', error)
  }
  if (!outcome.ok) {
    const fault = faultSchema.safeParse(outcome.fault)
    return fault.success ? { ok: false, fault: fault.data } : failed('the fault is not of the contract', shapeOf(fault.error))
  }
  const answer = REQUESTS[known].answer.safeParse(outcome.value)
  return answer.success ? { ok: true, value: answer.data } : failed('the answer is not of the contract', shapeOf(answer.error))
}

/** Where a value is wrong and how, never what it was: it could be a password. */
export function shapeOf(error: z.ZodError): string[] {
  return error.issues.slice(0, 10).map((issue) => `${issue.path.map(String).join('.') || '(whole)'}: ${issue.code}`)
}
