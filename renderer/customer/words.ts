import type { Language } from '../../contract/states.ts'
import type { CustomerWords } from '../words/customer-words.ts'
import { customer as english } from '../words/en/customer.ts'
import { customer as chinese } from '../words/zh/customer.ts'

/** Without the till's translator: the display has a few dozen words and no message to put together. */
export const CUSTOMER_WORDS: Readonly<Record<Language, CustomerWords>> = { 'zh-CN': chinese, en: english }

/** All that stands as it is; what is put together with a sum says little besides. */
export const textsOf = (words: object): string[] =>
  Object.values(words).flatMap((word: unknown) => {
    if (typeof word === 'string') return [word]
    return typeof word === 'object' && word !== null ? textsOf(word) : []
  })
