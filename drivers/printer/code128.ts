/**
 * CODE128 in the fewest symbols, as code sets B and C. The bytes are what `GS k 73` takes: `{B`/`{C` chooses a set, in C
 * each byte is a pair of digits.
 */

type Set = 'B' | 'C'
interface Plan {
  readonly symbols: number
  readonly bytes: readonly number[]
}

const START_CHECK_AND_STOP_MODULES = 11 + 11 + 13
const SYMBOL_MODULES = 11

/**
 * In set C the digits 16 04, 16 05 and 16 20 would be DLE EOT, DLE ENQ and DLE DC4: a printer obeys these at once, even
 * inside a barcode; the last one opens the drawer. A time such as 16:05 in an order number is enough.
 */
const OBEYED_AFTER_16 = new Set([4, 5, 20])

const SELECT: Record<Set, readonly number[]> = { B: [0x7b, 0x42], C: [0x7b, 0x43] }

function better(one: Plan | null, other: Plan | null): Plan | null {
  if (!one || !other) return one ?? other
  return other.symbols < one.symbols ? other : one
}

function extend(plan: Plan | null, symbols: number, bytes: readonly number[]): Plan | null {
  return plan && { symbols: plan.symbols + symbols, bytes: [...plan.bytes, ...bytes] }
}

/** The shortest way to each position in each set, from the left; the pairs above are never put side by side. */
function plan(value: string): Plan {
  const inSet: Record<Set, (Plan | null)[]> = { B: [], C: [] }
  const reach = (set: Set, at: number, found: Plan | null) => {
    inSet[set][at] = better(inSet[set][at] ?? null, found)
  }
  reach('B', 0, { symbols: 0, bytes: SELECT.B })
  reach('C', 0, { symbols: 0, bytes: SELECT.C })
  for (let at = 0; at < value.length; at++) {
    const b = inSet.B[at] ?? null
    const c = inSet.C[at] ?? null
    const code = value.charCodeAt(at)
    const character = code === 0x7b ? [code, code] : [code]
    const single = better(extend(b, 1, character), extend(c, 2, [...SELECT.B, ...character]))
    reach('B', at + 1, single)
    const digits = value.slice(at, at + 2)
    if (!/^\d\d$/.test(digits)) continue
    const pair = Number(digits)
    const obeyed = c?.bytes.at(-1) === 16 && OBEYED_AFTER_16.has(pair)
    reach('C', at + 2, better(obeyed ? null : extend(c, 1, [pair]), extend(b, 2, [...SELECT.C, pair])))
  }
  const best = better(inSet.C[value.length] ?? null, inSet.B[value.length] ?? null)
  if (!best) throw new RangeError('a barcode holds printable ASCII only')
  return best
}

/** The data of `GS k 73` for a value of printable ASCII. */
export function code128Data(value: string): readonly number[] {
  if (!/^[\x20-\x7e]+$/.test(value)) throw new RangeError('a barcode holds printable ASCII only')
  return plan(value).bytes
}

/** Width in modules, without the quiet zones. */
export function code128Modules(value: string): number {
  if (!/^[\x20-\x7e]+$/.test(value)) throw new RangeError('a barcode holds printable ASCII only')
  return plan(value).symbols * SYMBOL_MODULES + START_CHECK_AND_STOP_MODULES
}
