import { CODES_MOST, type ShopCode } from '../../contract/one-code.ts'

/** A QR code on the settings page. `gone`: it is ticked, and the shop has it no more. */
export interface CodeRow {
  readonly code: ShopCode
  readonly ticked: boolean
  readonly gone: boolean
  /** As many are ticked as can be. */
  readonly full: boolean
}

/** The shop's codes as Cloud Pay has them, and then what is ticked besides. `found` is null while nobody knows which there are. */
export function codeRows(ticked: readonly ShopCode[], found: readonly ShopCode[] | null): CodeRow[] {
  const ids = new Set(ticked.map(({ id }) => id))
  const known = new Set(found?.map(({ id }) => id))
  const full = ids.size >= CODES_MOST
  const offered = (found ?? []).map((code) => {
    const isTicked = ids.has(code.id)
    return { code, ticked: isTicked, gone: false, full: full && !isTicked }
  })
  const others = ticked.filter(({ id }) => !known.has(id))
  return [...offered, ...others.map((code) => ({ code, ticked: true, gone: found !== null, full: false }))]
}

/** What is ticked once this one was pressed. */
export function turned(ticked: readonly ShopCode[], code: ShopCode): ShopCode[] {
  const others = ticked.filter(({ id }) => id !== code.id)
  return others.length < ticked.length ? others : [...others, code]
}
