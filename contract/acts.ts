/** What an act is about: the audit log is filtered by it. */
export const ACT_GROUPS = ['signIn', 'money', 'approval', 'settings', 'till', 'papers'] as const
export type ActGroup = (typeof ACT_GROUPS)[number]

/** Everything that stands in the audit log, each with what it is about. Every one has a sentence in both languages. */
export const ACTS = {
  'staff.signedIn': 'signIn',
  'staff.signedInOffline': 'signIn',
  'staff.signedInByPhone': 'signIn',
  'staff.unlocked': 'signIn',
  'staff.tookOver': 'signIn',
  'staff.wrongPassword': 'signIn',
  'staff.wrongWord': 'signIn',
  'staff.lockedOut': 'signIn',
  'staff.notSignedIn': 'signIn',
  'staff.locked': 'signIn',
  'staff.lockedItself': 'signIn',
  'staff.signedOut': 'signIn',
  'staff.signedOutByNext': 'signIn',

  'refund.started': 'money',
  'refund.accepted': 'money',
  'refund.succeeded': 'money',
  'refund.failed': 'money',
  'refund.unknown': 'money',
  'refund.needsPerson': 'money',
  'release.started': 'money',
  'release.accepted': 'money',
  'release.succeeded': 'money',
  'release.failed': 'money',
  'release.unknown': 'money',
  'capture.started': 'money',
  'capture.succeeded': 'money',
  'capture.failed': 'money',
  'capture.unknown': 'money',
  'reversal.started': 'money',
  'reversal.succeeded': 'money',
  'reversal.paid': 'money',
  'reversal.unknown': 'money',
  'member.adjustStarted': 'money',
  'member.adjusted': 'money',
  'member.adjustRefused': 'money',
  'member.adjustNotSent': 'money',
  'sale.dismissed': 'money',
  'sale.qr': 'money',
  'sale.qrTakenBack': 'money',
  'sale.cash': 'money',
  'sale.bankCard': 'money',
  'topUp.cash': 'money',

  'approval.asked': 'approval',
  'approval.granted': 'approval',
  'approval.refused': 'approval',
  'approval.noRight': 'approval',
  'approval.expired': 'approval',

  'setting.changed': 'settings',
  'setting.hidden': 'settings',
  'setting.inFile': 'settings',
  'key.imported': 'settings',
  'key.forgotten': 'settings',
  'till.bound': 'settings',

  'till.started': 'till',
  'training.began': 'till',
  'training.ended': 'till',
  'till.barred': 'till',
  'till.resumed': 'till',
  'deposit.checking': 'till',
  'shift.handedOver': 'till',
  'shift.endedByNext': 'till',
  'journal.sealMissing': 'till',
  'journal.cutOff': 'till',
  'journal.acknowledged': 'till',

  'slip.reprinted': 'papers',
  'shift.printed': 'papers',
  'shift.copied': 'papers',
  'summary.printed': 'papers',
  'file.exported': 'papers',
  'diagnostics.exported': 'papers',
} as const satisfies Readonly<Record<string, ActGroup>>
export type Act = keyof typeof ACTS

/** What a sentence names. A name that ends in `Fen` is an amount. */
export type ActFacts = Readonly<Record<string, string | number>>

/** The most that is looked at together, days. */
export const AUDIT_DAYS = 90
