import { FAULT_CODES } from '../../contract/faults.ts'

/**
 * What may not be read in a log or a bundle for support, in one place: keys, passwords, signatures, payment codes and the
 * one-time id of a configuration link. Order numbers stay readable: support finds a payment by them.
 */

export const MASKED = '[masked]'

const MAX_DEPTH = 8
const MAX_ENTRIES = 200
const MAX_TEXT = 4_000
/** Text is cut here before it is searched, so that a huge body cannot hold the till up. The cut never shows. */
const MAX_SEARCHED = 65_536

/** WeChat Pay 10 to 15, Alipay 25 to 30, member card 99 (PROTOCOL 4). Wallets show them in groups, so gaps are allowed. */
const PAYMENT_CODE = /(?<!\d)(?:1[0-5]|2[5-9]|30|99)(?:[ -]?\d){14,22}(?!\d)/g
/** The si of a configuration link is good for one binding (PROTOCOL 5.10 A), also where the link is percent-encoded. */
const LINK_SETTING = /((?:[?&]|%3f|%26|\b)si(?:=|%3d))[^&%\s"'\\]+/gi
/** A name and what parts it from its value, in JSON at any depth of quoting, in forms, headers and encoded links. */
const NAME = /(?<![\w-])([\w-]{1,60})(?:\\{0,255}["'])?\s{0,4}(?:[:=]|%3[ad])\s{0,4}/gi
const OPENING = /\\{0,255}["']/y
const BARE_VALUE = /(?:(?!%26)[^"'\\&\s,;{}[\]])+/y
/** Keys and codes of the network have 32 characters or more; a number of an order has at most 32 digits. */
const LONG_RUN = /(?<![0-9A-Za-z])(?=[0-9]*[A-Za-z])[0-9A-Za-z]{32,}(?![0-9A-Za-z])/g

const SECRET_NAME = /key|passw|secret|token|^pin$|^authen_|signature|(?:^|_)sign$|^si$/i
const SECRET_CAMEL = /^authen[A-Z]|[a-z]Sign$/
const CODE_NAME = /code/i
const READABLE_CODES: ReadonlySet<string> = new Set(FAULT_CODES)
/** Error codes of Node and of libraries, for example ECONNREFUSED or UND_ERR_SOCKET. */
const ERROR_CODE = /^[A-Z][A-Z_]{2,40}$/

export interface KnownValues {
  /** Secrets the till holds: hidden wherever they stand, whatever they look like. */
  readonly secrets: readonly string[]
  /** Prefixes of our order numbers: a number that begins so is never taken for a payment code. */
  readonly orderPrefixes: readonly string[]
}

export interface Mask {
  text(text: string): string
  /** Answers a copy that JSON can hold: masked, bounded, without circles, functions or getters that throw. */
  value(value: unknown): unknown
}

function maskPaymentCode(code: string): string {
  return `${code.slice(0, 2)}${'*'.repeat(Math.max(code.length - 6, 1))}${code.slice(-4)}`
}

/** `known` is asked at every use, because the key comes with the binding and goes with it. */
export function createMask(known: () => KnownValues = () => ({ secrets: [], orderPrefixes: [] })): Mask {
  const text = (given: string): string => {
    const { secrets, orderPrefixes } = known()
    let shown = given.slice(0, MAX_SEARCHED)
    for (const secret of secrets) if (secret.length >= 4) shown = shown.replaceAll(secret, MASKED)
    shown = maskNamed(shown)
      .replace(LINK_SETTING, `$1${MASKED}`)
      .replace(LONG_RUN, (run) => (orderPrefixes.some((prefix) => isOrderNumber(run, prefix)) ? run : MASKED))
      .replace(PAYMENT_CODE, (code) =>
        orderPrefixes.some((prefix) => isOrderNumber(code, prefix)) ? code : maskPaymentCode(code),
      )
    return shown.length > MAX_TEXT || given.length > MAX_SEARCHED ? `${shown.slice(0, MAX_TEXT)}…` : shown
  }

  const codeField = (value: unknown): unknown => {
    if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) <= 99_999 ? value : MASKED
    return typeof value === 'string' ? maskCode(value) : undefined
  }

  const field = (name: string, value: unknown, depth: number, above: readonly object[]): unknown => {
    if (typeof value === 'boolean' || value === null || value === undefined || value === '') return value
    if (isSecretName(name)) return MASKED
    if (CODE_NAME.test(name)) return codeField(value) ?? MASKED
    return walk(value, depth, above)
  }

  const fields = (entries: Iterable<readonly [string, unknown]>, depth: number, above: readonly object[]) => {
    const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>
    let count = 0
    for (const [name, value] of entries) {
      if (++count > MAX_ENTRIES) {
        copy['…'] = 'more'
        break
      }
      copy[text(name)] = field(name, value, depth, above)
    }
    return copy
  }

  const walk = (value: unknown, depth: number, above: readonly object[]): unknown => {
    if (value === null || value === undefined || typeof value === 'boolean') return value
    if (typeof value === 'string') return quoted(value, depth, above)
    if (typeof value === 'number')
      return Number.isSafeInteger(value) || !Number.isInteger(value) ? unlessCode(value) : text(figures(value))
    if (typeof value === 'bigint') return text(value.toString())
    if (typeof value !== 'object') return `[${typeof value}]`
    if (above.includes(value)) return '[again]'
    if (depth >= MAX_DEPTH) return '[deep]'
    const path = [...above, value]
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString()
    if (value instanceof URL) return text(value.href)
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
    if (Array.isArray(value)) return list(value, depth, path)
    if (value instanceof Set) return list([...value], depth, path)
    if (value instanceof Map) return fields(mapEntries(value), depth + 1, path)
    return fields(ownEntries(value), depth + 1, path)
  }

  const list = (values: readonly unknown[], depth: number, above: readonly object[]): unknown[] =>
    values.slice(0, MAX_ENTRIES).map((value) => walk(value, depth + 1, above))

  /** JSON in a string is masked by its field names too, however often it was quoted. */
  const quoted = (value: string, depth: number, above: readonly object[]): string => {
    if (depth < MAX_DEPTH && value.length <= MAX_SEARCHED && /^\s*[{["]/.test(value)) {
      try {
        return text(JSON.stringify(walk(JSON.parse(value), depth + 1, above)))
      } catch {
        return text(value)
      }
    }
    return text(value)
  }

  const unlessCode = (value: number): unknown => {
    const shown = text(figures(value))
    return shown === figures(value) ? value : shown
  }

  return { text, value: (value) => walk(value, 0, []) }
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) || SECRET_CAMEL.test(name)
}

/** What stands under a name with *code* may be an error's code, which must stay readable, or one that pays. */
function maskCode(value: string): string {
  if (READABLE_CODES.has(value) || ERROR_CODE.test(value) || /^-?\d{1,5}$/.test(value)) return value
  const masked = value.replace(PAYMENT_CODE, maskPaymentCode)
  return masked !== value && masked.length === value.length && !/[A-Za-z]/.test(masked) ? masked : MASKED
}

function maskNamed(text: string): string {
  let shown = ''
  let done = 0
  NAME.lastIndex = 0
  for (let match = NAME.exec(text); match !== null; match = NAME.exec(text)) {
    const name = match[1] ?? ''
    const secret = isSecretName(name)
    if (!secret && !CODE_NAME.test(name)) continue
    OPENING.lastIndex = NAME.lastIndex
    const opening = OPENING.exec(text)?.[0] ?? ''
    const start = NAME.lastIndex + opening.length
    const end = opening === '' ? bareEnd(text, start) : quotedEnd(text, opening, start)
    const value = text.slice(start, end)
    shown += text.slice(done, start) + (value === '' ? '' : secret ? MASKED : maskCode(value))
    done = end
    NAME.lastIndex = end
  }
  return shown + text.slice(done)
}

function quotedEnd(text: string, quote: string, from: number): number {
  const end = text.indexOf(quote, from)
  return end < 0 ? text.length : end
}

function bareEnd(text: string, from: number): number {
  BARE_VALUE.lastIndex = from
  return BARE_VALUE.test(text) ? BARE_VALUE.lastIndex : from
}

function isOrderNumber(run: string, prefix: string): boolean {
  return prefix.length >= 8 && run.length <= 32 && run.startsWith(prefix)
}

function figures(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e300 ? BigInt(value).toString() : String(value)
}

function* mapEntries(map: ReadonlyMap<unknown, unknown>): Iterable<readonly [string, unknown]> {
  for (const [name, value] of map)
    yield [typeof name === 'string' || typeof name === 'number' ? String(name) : `[${typeof name}]`, value]
}

/** An error's message, stack and cause are not enumerable, yet they are what a log is read for. */
function* ownEntries(value: object): Iterable<readonly [string, unknown]> {
  const names = value instanceof Error ? ['name', 'message', 'stack', 'cause', ...Object.keys(value)] : Object.keys(value)
  for (const name of new Set(names)) {
    let found: unknown
    try {
      found = (value as Record<string, unknown>)[name]
    } catch {
      found = '[unreadable]'
    }
    if (found !== undefined || !(value instanceof Error)) yield [name, found]
  }
}
