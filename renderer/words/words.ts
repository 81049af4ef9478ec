import { createI18n, useI18n } from 'vue-i18n/dist/vue-i18n.runtime.mjs'
import { computed } from 'vue'
import { amountInCapitals } from '../../contract/capitals.ts'
import type { FaultCode } from '../../contract/faults.ts'
import { fen, type Fen } from '../../contract/money.ts'
import type { Language } from '../../contract/states.ts'
import { amountInEnglish } from './english-amount.ts'
import * as enAudit from './en/audit.ts'
import * as enDeposits from './en/deposits.ts'
import * as enDoctor from './en/doctor.ts'
import * as enFaults from './en/faults.ts'
import * as enLamps from './en/lamps.ts'
import * as enMembers from './en/members.ts'
import * as enOneCode from './en/one-code.ts'
import * as enPayments from './en/payments.ts'
import * as enScreens from './en/screens.ts'
import * as enSetUp from './en/set-up.ts'
import * as enSettings from './en/settings.ts'
import * as enSummary from './en/summary.ts'
import * as enShift from './en/shift.ts'
import { asFunctions, type ContractWords, type Message } from './message.ts'
import type {
  AuditWords,
  DepositWords,
  MemberWords,
  OneCodeWords,
  PaymentWords,
  ScreenWords,
  SettingWords,
  SetUpWords,
  ShiftWords,
  SummaryWords,
} from './screen-words.ts'
import * as zhAudit from './zh/audit.ts'
import * as zhDeposits from './zh/deposits.ts'
import * as zhDoctor from './zh/doctor.ts'
import * as zhFaults from './zh/faults.ts'
import * as zhLamps from './zh/lamps.ts'
import * as zhMembers from './zh/members.ts'
import * as zhOneCode from './zh/one-code.ts'
import * as zhPayments from './zh/payments.ts'
import * as zhScreens from './zh/screens.ts'
import * as zhSetUp from './zh/set-up.ts'
import * as zhSettings from './zh/settings.ts'
import * as zhSummary from './zh/summary.ts'
import * as zhShift from './zh/shift.ts'

export type Words = ScreenWords &
  SettingWords &
  OneCodeWords &
  SetUpWords &
  PaymentWords &
  DepositWords &
  MemberWords &
  ShiftWords &
  SummaryWords &
  AuditWords &
  ContractWords

export const chinese: Words = {
  ...zhScreens.screens,
  ...zhPayments.payments,
  ...zhDeposits.depositWords,
  ...zhMembers.memberWords,
  ...zhSettings.settingWords,
  ...zhOneCode.oneCodeWords,
  ...zhSummary.summaryWords,
  ...zhShift.shiftWords,
  ...zhAudit.auditWords,
  ...zhSetUp.setUpWords,
  ...zhDoctor,
  ...zhFaults,
  ...zhLamps,
}
export const english: Words = {
  ...enScreens.screens,
  ...enPayments.payments,
  ...enDeposits.depositWords,
  ...enMembers.memberWords,
  ...enSettings.settingWords,
  ...enOneCode.oneCodeWords,
  ...enSummary.summaryWords,
  ...enShift.shiftWords,
  ...enAudit.auditWords,
  ...enSetUp.setUpWords,
  ...enDoctor,
  ...enFaults,
  ...enLamps,
}

type PathOf<T> = { [K in keyof T & string]: T[K] extends Message ? K : `${K}.${PathOf<T[K]>}` }[keyof T & string]
export type WordPath = PathOf<Words>

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': asFunctions(chinese), en: asFunctions(english) },
})

/** Words in one language, whichever the page speaks at the moment. */
export const sayIn = (language: Language, path: WordPath, named: NamedValues = {}): string =>
  i18n.global.t(path, named, { locale: language })

export function speak(language: Language): void {
  i18n.global.locale.value = language
}

/** Every letter that the large words of a result are made of, in the language of the moment. */
export function resultWords(): string {
  const { states, tenders, hold, topUp } = i18n.global.locale.value === 'en' ? english : chinese
  const capitals = amountInCapitals(fen(123_456_789_01)) + amountInCapitals(fen(1000))
  return [
    ...Object.values(states),
    ...Object.values(hold.states),
    ...Object.values(topUp.states),
    ...Object.values(tenders),
    capitals,
  ]
    .filter((word) => typeof word === 'string')
    .join('')
}

export type NamedValues = Record<string, string | number>

/** The words of the page in the language of the moment; a path that has no words does not compile. */
export function useWords() {
  const { t: translate, locale } = useI18n()
  const t = (path: WordPath, named: NamedValues = {}): string => translate(path, named)
  const faultWhat = (code: FaultCode, named: NamedValues = {}): string => t(`faults.${code}.what` as WordPath, named)
  const faultTodo = (code: FaultCode, named: NamedValues = {}): string => t(`faults.${code}.todo` as WordPath, named)
  const language = computed<Language>(() => (locale.value === 'en' ? 'en' : 'zh-CN'))
  const amountWords = (amount: Fen): string => (language.value === 'en' ? amountInEnglish(amount) : amountInCapitals(amount))
  return { t, faultWhat, faultTodo, language, amountWords }
}
