import type { MessageContext, MessageFunction } from 'vue-i18n'
import type { FindingCode } from '../../contract/doctor.ts'
import type { FaultCode } from '../../contract/faults.ts'
import type { Lamp } from '../../contract/devices.ts'
import type { Role, SaleState, Tender } from '../../contract/states.ts'

/** The values a sentence names. What is absent reads as an empty string, never as `undefined`. */
export type Named = (key: string) => string

/** A message: plain words, or words around values. */
export type Message = string | ((named: Named) => string)

/** What went wrong, and what to do about it. */
export interface Sentence {
  what: Message
  todo: Message
}

type GroupOf<C extends string> = C extends `${infer G}.${string}` ? G : never
type RestOf<C extends string, G extends string> = C extends `${G}.${infer R}` ? R : never

/** One sentence for each fault code, none missing, none too many: the compiler compares it with the contract. */
export type FaultWords = { [G in GroupOf<FaultCode>]: { [R in RestOf<FaultCode, G>]: Sentence } }

/** One sentence for each thing that the check of the machine may find. */
export type DoctorWords = { [G in GroupOf<FindingCode>]: { [R in RestOf<FindingCode, G>]: Sentence } }

export type LampReason = Lamp['reason']
export interface LampSentence extends Sentence {
  /** One or two words beside the lamp. */
  short: Message
}

export interface ContractWords {
  faults: FaultWords
  findings: DoctorWords
  lamps: Record<LampReason, LampSentence>
  states: Record<SaleState, Message>
  tenders: Record<Tender, Message>
  roles: Record<Role, Message>
}

export interface WordTree {
  readonly [key: string]: Message | WordTree
}
interface FunctionTree {
  [key: string]: MessageFunction | FunctionTree
}

/**
 * Turns the words into message functions, so that no message is ever parsed or compiled in the page: the page's policy
 * forbids code made from text, and `@`, `|` and braces may stand in a sentence as they are.
 */
export function asFunctions(tree: object): FunctionTree {
  const functions: FunctionTree = {}
  for (const [key, entry] of Object.entries(tree as WordTree)) {
    if (typeof entry === 'string') functions[key] = () => entry
    else if (typeof entry === 'function') functions[key] = (context: MessageContext) => entry(namedOf(context))
    else functions[key] = asFunctions(entry)
  }
  return functions
}

function namedOf(context: MessageContext): Named {
  return (key) => {
    const value: unknown = context.named(key)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
}

/** Words that are only said when their value is known. */
export function whenKnown(value: string, say: (value: string) => string, otherwise = ''): string {
  return value === '' ? otherwise : say(value)
}
