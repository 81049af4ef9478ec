/** Times in ms, sizes in bytes. The documents publish none (PROTOCOL 2): these are settings (UNDOCUMENTED 9). */
export interface Limits {
  /** Name, TCP and TLS together, for one host. */
  connectMs: number
  /** A whole call that may move money, over all hosts. */
  payMs: number
  /** A whole call that only asks. */
  queryMs: number
  answerBytes: number
  listBytes: number
}

export const DEFAULT_LIMITS: Limits = {
  connectMs: 5_000,
  payMs: 30_000,
  queryMs: 10_000,
  answerBytes: 256 * 1024,
  listBytes: 4 * 1024 * 1024,
}
