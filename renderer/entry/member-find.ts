import type { MemberWay } from '../../contract/member-choices.ts'
import { halfWidth } from '../keys/key-name.ts'

/** What was typed to find a member by, and the way it is looked for. */
export interface MemberWish {
  readonly by: Exclude<MemberWay, 'code'>
  readonly text: string
}

/**
 * What was typed says what it is (BEHAVIOUR F15): 11 figures that begin with 1 are a telephone, other figures a card number, also with blanks
 * or lines between them, the rest a name. Null while nothing was typed.
 */
export function memberWish(typed: string): MemberWish | null {
  const text = halfWidth(typed).trim()
  if (text === '') return null
  const figures = text.replace(/[\s-]/g, '')
  if (/^1\d{10}$/.test(figures)) return { by: 'phone', text: figures }
  return /^\d+$/.test(figures) ? { by: 'cardNo', text: figures } : { by: 'name', text }
}
