import type { Message } from './message.ts'
import type { auditWords } from './zh/audit.ts'
import type { depositWords } from './zh/deposits.ts'
import type { memberWords } from './zh/members.ts'
import type { oneCodeWords } from './zh/one-code.ts'
import type { payments } from './zh/payments.ts'
import type { screens } from './zh/screens.ts'
import type { setUpWords } from './zh/set-up.ts'
import type { settingWords } from './zh/settings.ts'
import type { summaryWords } from './zh/summary.ts'
import type { shiftWords } from './zh/shift.ts'

type Widened<T> = { [K in keyof T]: T[K] extends Message ? Message : Widened<T[K]> }

/** The words of the screens: Chinese says which there are, English must have the same. */
export type ScreenWords = Widened<typeof screens>
export type DepositWords = Widened<typeof depositWords>
export type MemberWords = Widened<typeof memberWords>
export type OneCodeWords = Widened<typeof oneCodeWords>
export type PaymentWords = Widened<typeof payments>
export type SettingWords = Widened<typeof settingWords>
export type SummaryWords = Widened<typeof summaryWords>
export type AuditWords = Widened<typeof auditWords>
export type ShiftWords = Widened<typeof shiftWords>
export type SetUpWords = Widened<typeof setUpWords>
