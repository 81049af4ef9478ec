/**
 * Everything that can go wrong for the operator, as codes. Each has a sentence that says what to do in both languages
 * (`renderer/words`); a test compares that list with this one.
 */
export const FAULT_CODES = [
  'amount.empty',
  'amount.notANumber',
  'amount.tooManyDecimals',
  'amount.zero',
  'amount.tooLarge',

  'bind.notALink',
  'bind.foreignHost',
  'bind.malformed',
  'bind.expired',
  'bind.boundElsewhere',
  'bind.alreadyBound',
  'bind.refused',
  'bind.noAnswer',
  'bind.unreadableAnswer',
  'bind.notSaved',

  'signIn.wrongPassword',
  'signIn.locked',
  'signIn.refused',
  'signIn.noAnswer',
  'signIn.notSupported',
  'signIn.keyInvalid',
  'signIn.finishFirst',
  'signIn.offline',
  'signIn.codeOver',
  'signIn.codeNotOffered',
  'signIn.notOfThisShop',

  'scan.rubbish',
  'scan.notACode',
  'scan.notNow',
  'scan.busy',
  'scan.codeAlreadyUsed',
  'scan.orderNotFound',
  'scan.noAnswer',
  'scan.configurationLink',
  'scan.tooLate',

  'sale.busy',
  'sale.notWaiting',
  'sale.notFound',
  'sale.notFinished',
  'sale.refused',
  'sale.customerCancelled',
  'sale.closed',
  'sale.platformError',
  'sale.reversed',
  'sale.notTaken',
  'sale.setUpProblem',
  'sale.newNumberNeeded',
  'sale.numberUsed',
  'sale.notConflict',
  'sale.amountDiffers',
  'sale.notSent',
  'sale.noAnswer',
  'sale.answerNotTrusted',
  'sale.serverUnsure',
  'sale.sameAmountUnknown',
  'sale.wayNotOffered',
  'sale.tooLittleCash',
  'sale.qrNotPaid',
  'sale.stoppedByDifference',
  'sale.identityTaken',

  'refund.zero',
  'refund.tooMuch',
  'refund.notRefundable',
  'refund.underWay',
  'refund.noAnswer',
  'refund.orderNotFound',
  'refund.needsApproval',
  'refund.approverIsOperator',
  'refund.approverHasNoRight',
  'refund.approvalNotOffered',
  'refund.approvalRefused',
  'refund.approvalExpired',
  'refund.approvalNoAnswer',
  'refund.notApproved',
  'refund.refused',
  'refund.failed',
  'refund.notTaken',
  'refund.notSent',
  'refund.setUpProblem',
  'refund.answerNotTrusted',
  'refund.amountDiffers',
  'refund.needsPerson',
  'refund.notFound',
  'refund.notFinished',

  'devices.noAnswer',
  'devices.notSaid',
  'devices.printerGone',
  'devices.printersFull',
  'devices.samePrinterTwice',
  'devices.sameScannerTwice',
  'devices.trySelling',

  'deposit.modeForbids',
  'deposit.onlyDeposits',
  'deposit.modeBusy',
  'deposit.tenderNotOffered',
  'deposit.qrOnlyAlipay',
  'deposit.refused',
  'deposit.notHeld',
  'deposit.qrNotHeld',
  'deposit.notFound',
  'deposit.noAnswer',
  'deposit.nothingLeft',
  'deposit.underWay',
  'deposit.checkNotDone',

  'capture.zero',
  'capture.tooMuch',
  'capture.restMustGoBack',
  'capture.onlyManagerKeepsRest',
  'capture.refused',
  'capture.notTaken',
  'capture.notSent',
  'capture.noAnswer',
  'capture.setUpProblem',
  'capture.notFound',
  'capture.notFinished',

  'release.zero',
  'release.tooMuch',
  'release.onlyWhole',
  'release.needsApproval',
  'release.refused',
  'release.failed',
  'release.notTaken',
  'release.notSent',
  'release.noAnswer',
  'release.setUpProblem',
  'release.answerNotTrusted',
  'release.amountDiffers',
  'release.notFound',
  'release.notFinished',

  'reverse.notOffered',
  'reverse.otherTill',
  'reverse.onlyByCode',
  'reverse.numberUsed',
  'reverse.paid',
  'reverse.notPaid',
  'reverse.tooEarly',
  'reverse.notInWork',
  'reverse.underWay',
  'reverse.noAnswer',
  'reverse.refused',
  'reverse.notSent',

  'orders.notWritten',
  'shift.unresolved',
  'shift.countCash',
  'shift.notFound',
  'summary.tooLong',
  'summary.noAnswer',
  'export.busy',
  'export.diskFull',
  'export.noFont',
  'export.ended',
  'orders.noFacts',

  'print.notPaid',
  'print.notAccepted',
  'print.notReleased',
  'print.noPrinter',
  'print.offline',
  'print.interrupted',
  'print.cannotPrintAmount',
  'print.failed',

  'network.otherHost',
  'network.proxyRefused',

  'settings.restored',
  'settings.reset',
  'book.locked',
  'book.damaged',
  'book.fromNewerVersion',
  'book.notWritten',
  'book.changedByOthers',
  'book.cutOff',
  'book.notCutOff',
  'vault.unreadable',
  'signingKey.notRead',
  'signingKey.notAKey',
  'signingKey.publicKey',
  'signingKey.encrypted',
  'signingKey.notRsa',
  'signingKey.wrongLength',
  'signingKey.notSaved',

  'request.invalid',
  'request.forbidden',
  'request.failed',
] as const

export type FaultCode = (typeof FAULT_CODES)[number]

/**
 * A fault as it crosses a border: a code to find the sentence by, the values that sentence names, and what the network
 * said, so that support can find it. `platformText` is the platform's own wording, shown as a quotation, never parsed.
 */
export interface Fault {
  code: FaultCode
  params?: Record<string, string | number> | undefined
  platformText?: string | undefined
  status?: number | undefined
  internalStatus?: number | undefined
  logId?: number | undefined
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; fault: Fault }

export function ok<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function refuse(code: FaultCode, more: Omit<Fault, 'code'> = {}): { ok: false; fault: Fault } {
  return { ok: false, fault: { code, ...more } }
}
