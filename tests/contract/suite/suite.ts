import type { Check } from './check.ts'
import { depositChecks } from './deposit-money.ts'
import { DEPOSITS } from './deposits.ts'
import { ENVELOPE } from './envelope.ts'
import { FIRST_CONTACT } from './first-contact.ts'
import { MEMBERS } from './members.ts'
import { paymentChecks, qrChecks } from './payments.ts'
import { SIGN_IN, UNBINDING } from './people.ts'
import type { WalletTender } from './probe.ts'
import { refundChecks } from './refunds.ts'

const BOTH: readonly WalletTender[] = ['wechat', 'alipay']

/**
 * The promises of the protocol that any server of it can be held to, in the order in which they are put. A check needs
 * nothing of the server but the protocol.
 */
export const SUITE: readonly Check[] = [
  ...FIRST_CONTACT,
  ...ENVELOPE,
  ...SIGN_IN,
  ...MEMBERS,
  ...BOTH.flatMap(qrChecks),
  ...DEPOSITS,
  ...BOTH.flatMap((tender) => [...paymentChecks(tender), ...refundChecks(tender)]),
  ...BOTH.flatMap(depositChecks),
  ...UNBINDING,
]
