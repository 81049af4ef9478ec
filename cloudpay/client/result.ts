/**
 * Why nothing is known (PROTOCOL 3.5).
 * - `notSent`: it is certain that no byte of the request left: no connection, or the request itself was not sound
 * - `noAnswer`: sent, and the time limit passed; `lost`: sent, and the connection broke
 * - `notTrusted`: the code is missing or wrong, or the answer speaks of something else
 * - `serverUnsure`: status 3; `tryLater`: status 103, after 3 s
 * - `unreadable`: an answer that is none: not the envelope, too large, a web page, a state no document knows
 */
export type UnknownReason = 'notSent' | 'noAnswer' | 'lost' | 'notTrusted' | 'serverUnsure' | 'tryLater' | 'unreadable'

/**
 * The end of a call. `ok` says that the call worked, never that money moved. `text` is for support: the platform's own
 * words for `refused`, ours for `unknown`; it holds no secret. `signed` false marks a refusal anybody could have sent (101).
 */
export type CallResult<T> =
  | { outcome: 'ok'; answer: T; logId: number }
  | { outcome: 'refused'; status: number; internalStatus: number; text: string; logId: number | null; signed: boolean }
  | { outcome: 'unknown'; reason: UnknownReason; text: string; logId: number | null }

export function unknown(reason: UnknownReason, text: string, logId: number | null = null) {
  return { outcome: 'unknown', reason, text, logId } as const
}

/** What was made of one exchange, without a word of its content. `host` is the host's name and port, `ms` milliseconds. */
export interface CallLogEntry {
  endpoint: string
  host: string
  ms: number
  outcome: 'ok' | 'refused' | UnknownReason
  /** Of an exchange that failed: what broke, by the name of the fault. */
  why?: string
  status?: number
  logId?: number
  /** Length of the answer's body. */
  bytes: number
}
