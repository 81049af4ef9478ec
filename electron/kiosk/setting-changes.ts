import { isDeepStrictEqual } from 'node:util'

/** One setting that is another now, as the journal keeps it. */
export interface SettingChange {
  /** Its name in the settings file, for example `receipt.copies.payment`. */
  readonly setting: string
  /** Empty where it was not there. Left out where it is a secret: then it is only told that it changed. */
  readonly from?: string
  readonly to?: string
}

const SECRET = /password|secret|token|^pem$|^key$/i
const HIDDEN = '***'
const LONGEST = 100

type Tree = Readonly<Record<string, unknown>>
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
const isListed = (value: unknown): value is Tree => isTree(value) && typeof value['id'] === 'string'

/** Lists of things with an id are told apart by it, and their order by itself. */
function keyed(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isListed)) return value
  const order = value.map(({ id }) => id).join(', ')
  return { ...Object.fromEntries(value.map((one) => [String(one['id']), one])), ...(value.length > 1 ? { order } : {}) }
}

/** The same without any secret in it: that there is one may be known. */
export const withoutSecrets = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (name, inner: unknown) => (SECRET.test(name) && inner !== undefined ? HIDDEN : inner)))

function said(value: unknown): string {
  if (value === undefined || value === null) return ''
  const plain = typeof value === 'object' ? withoutSecrets(value) : value
  return (typeof plain === 'string' ? plain : JSON.stringify(plain)).slice(0, LONGEST)
}

/** What differs between two states of the settings, leaf by leaf; what came or went as a whole is one change. */
export function changesBetween(before: unknown, after: unknown, path: readonly string[] = []): SettingChange[] {
  if (isDeepStrictEqual(before, after)) return []
  const [from, to] = [keyed(before), keyed(after)]
  if (isTree(from) && isTree(to)) {
    const names = new Set([...Object.keys(from), ...Object.keys(to)])
    return [...names].flatMap((name) => changesBetween(from[name], to[name], [...path, name]))
  }
  const setting = path.join('.')
  return [SECRET.test(path.at(-1) ?? '') ? { setting } : { setting, from: said(from), to: said(to) }]
}
