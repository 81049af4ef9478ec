import { whenKnown, type FaultWords } from '../message.ts'
import { depositFaults } from './deposit-faults.ts'
import { figureFaults } from './figure-faults.ts'
import { memberFaults } from './member-faults.ts'
import { reversingFaults } from './reversing-faults.ts'
import { signInFaults } from './sign-in-faults.ts'

export const faults: FaultWords = {
  ...reversingFaults,
  ...figureFaults,
  ...depositFaults,
  ...memberFaults,
  oneCode: {
    noAnswer: {
      what: 'Cloud Pay did not say which QR codes the shop has',
      todo: 'Check the network and ask again. Codes that are ticked are followed all the same.',
    },
  },
  ...signInFaults,
  amount: {
    empty: { what: 'No amount yet', todo: 'Type the figures, then press Charge.' },
    notANumber: { what: 'An amount is figures only', todo: 'Use 0 to 9 and the decimal point.' },
    tooManyDecimals: { what: 'Two decimals at most', todo: 'Less than one fen cannot be taken; that figure was left out.' },
    zero: { what: 'The amount must be at least 0.01', todo: 'Type what the customer has to pay.' },
    tooLarge: {
      what: (n) => whenKnown(n('max'), (max) => `One sale takes ¥${max} at most`, 'That is more than one sale may take'),
      todo: 'Take it in several sales.',
    },
  },
  bind: {
    notALink: {
      what: 'This is not a configuration QR',
      todo: 'Ask an admin to open this device in the back office, press Configure device, and scan that code.',
    },
    foreignHost: {
      what: 'This code does not come from Cloud Pay',
      todo: 'Nothing was sent. Scan only codes from the back office; show others to an admin.',
    },
    malformed: {
      what: 'The configuration code is incomplete',
      todo: 'Scan all of it, or paste the whole link; else make a new code.',
    },
    expired: { what: 'The configuration code is too old', todo: 'It lasts 5 minutes. Ask for a new one and scan it at once.' },
    boundElsewhere: {
      what: 'This device record belongs to another till',
      todo: 'Find the record with the S/N of this till and scan its code. To move a till, unbind it at its old place first.',
    },
    alreadyBound: {
      what: 'This till is bound to another record',
      todo: 'Scan the code of that record, or ask an admin to unbind it.',
    },
    refused: { what: 'Cloud Pay did not agree to bind', todo: 'Check that the device type is Smart POS, then make a new code.' },
    noAnswer: { what: 'Cloud Pay did not answer', todo: 'Check the network first, then scan once more.' },
    unreadableAnswer: {
      what: 'The answer of Cloud Pay could not be verified',
      todo: 'Nothing was saved. Make a new code; if it happens again, export diagnostics for the provider.',
    },
    notSaved: { what: 'The configuration could not be saved', todo: 'The disk may be full. Make room, then scan once more.' },
  },
  scan: {
    rubbish: { what: 'The scan made no sense', todo: 'Ask for the payment code, with the screen bright, and scan again.' },
    notACode: {
      what: 'That is no payment code',
      todo: 'WeChat: 18 digits from 10 to 15. Alipay: 16 to 24 digits from 25 to 30. Member card: from 99. Type it again from the phone.',
    },
    notNow: { what: 'Nothing to scan yet', todo: 'Sign in, type the amount, press Charge, then scan the payment code.' },
    busy: { what: 'The last scan is still at work', todo: 'Wait for its result, then scan.' },
    codeAlreadyUsed: { what: 'This payment code was used before', todo: 'A code works once. Ask the customer to refresh it.' },
    orderNotFound: { what: 'No such order', todo: 'Neither this till nor Cloud Pay has it. Check the number on the slip.' },
    noAnswer: {
      what: 'Not of this till, and Cloud Pay gave no answer',
      todo: 'Another till may have taken it. Check the network and look again.',
    },
    configurationLink: {
      what: 'That is a configuration code',
      todo: 'This till is bound already. To bind it anew, ask an admin.',
    },
    tooLate: { what: 'The screen was not ready for that scan', todo: 'That scan was not used, nothing was charged. Scan again.' },
  },
  sale: {
    busy: { what: 'The last sale is still open', todo: 'Wait for its result, or park it and go on.' },
    notWaiting: { what: 'This sale has moved on', todo: 'Look at its state on the screen, then decide.' },
    notFound: { what: 'No such sale', todo: 'Go back to the till, or look in Orders.' },
    notFinished: { what: 'This sale has no result yet', todo: 'Park it; the result will be printed and spoken.' },
    refused: { what: 'Ask for another way to pay', todo: 'Another card or wallet, and a new payment code. No money was taken.' },
    customerCancelled: {
      what: 'The customer cancelled',
      todo: 'To pay after all, they show a new payment code. No money was taken.',
    },
    closed: { what: 'This order was closed', todo: 'No money was taken. Ask for a new payment code.' },
    platformError: {
      what: 'The payment platform had a fault',
      todo: 'No money was taken. Ask for a fresh payment code and try again.',
    },
    reversed: { what: 'This payment was reversed', todo: 'The money goes back to the customer. Use a new code to charge again.' },
    notTaken: { what: 'This payment did not happen', todo: 'Cloud Pay has no such order; no money was taken. Use a new code.' },
    setUpProblem: { what: 'The till is not set up right', todo: 'Do not try again. Tell an admin and export diagnostics.' },
    newNumberNeeded: {
      what: 'This order number cannot be used',
      todo: 'No money was taken. Try again: the till takes a new number.',
    },
    notConflict: { what: 'This sale is in no conflict', todo: 'Only a conflict can be dismissed. Look at its state now.' },
    numberUsed: {
      what: 'This number was used before',
      todo: 'An earlier payment may be valid. Nothing was reversed; open that order and look.',
    },
    amountDiffers: {
      what: 'The answer names another amount',
      todo: 'Hand nothing over and do not charge again. Ask the manager to check.',
    },
    notSent: {
      what: 'This sale was never sent',
      todo: 'No money was taken. Check the network, then ask for the payment code again.',
    },
    noAnswer: {
      what: 'No answer',
      todo: 'The money may have been paid, or not. The till keeps asking, and prints and speaks the result.',
    },
    answerNotTrusted: {
      what: 'The answer could not be verified',
      todo: 'The till did not use it and keeps asking until it can be trusted.',
    },
    serverUnsure: { what: 'Cloud Pay is not sure itself', todo: 'The till keeps asking, and prints and speaks the result.' },
    sameAmountUnknown: {
      what: (n) =>
        whenKnown(n('amount'), (amount) => `A sale of ¥${amount} is not confirmed`, 'A sale of this amount is not confirmed'),
      todo: 'It may be this customer. Check that one first; charge anyway only for somebody else.',
    },
    wayNotOffered: { what: 'This way to pay is switched off', todo: 'Ask an admin to switch it on, or take another way.' },
    tooLittleCash: { what: 'That cash is too little', todo: 'Count what the customer gave and type it again.' },
    qrNotPaid: { what: 'Not paid; the QR was taken back', todo: 'No money was taken. Show a new QR to try again.' },
    stoppedByDifference: {
      what: 'Selling stopped: amounts differ from Cloud Pay',
      todo: 'Ask a manager to look at the differences and then resume.',
    },
    identityTaken: {
      what: 'Another machine uses this store and device',
      todo: 'Selling stopped, so that no number repeats. Switch that one off; a manager can resume.',
    },
  },
  refund: {
    zero: { what: 'A refund is at least 0.01', todo: 'Type the amount to give back.' },
    tooMuch: {
      what: (n) => whenKnown(n('left'), (left) => `At most ¥${left} can be refunded`, 'More than can be refunded'),
      todo: 'Make the amount smaller. Nothing was sent.',
    },
    notRefundable: {
      what: 'This order cannot be refunded',
      todo: 'Only a paid order with something left can. Look at its state.',
    },
    recorded: {
      what: 'Cash and bank cards are not refunded here',
      todo: 'Give the cash back over the counter, or refund at the card terminal.',
    },
    underWay: { what: 'A refund of this order has no result yet', todo: 'Wait for it before refunding more.' },
    noAnswer: {
      what: 'No answer to the refund',
      todo: 'It may have happened. Give no cash; the till keeps asking under the same number.',
    },
    orderNotFound: { what: 'Not found in this merchant', todo: 'Check the slip, or look in Orders by time and amount.' },
    needsApproval: {
      what: 'You may not refund alone',
      todo: 'Somebody with the right approves: by phone, or with number and password.',
    },
    approverIsOperator: { what: 'Nobody approves their own refund', todo: 'Ask another person with the refund right.' },
    approverHasNoRight: { what: 'That person may not refund', todo: 'Ask a manager or somebody with the refund right.' },
    approvalNotOffered: {
      what: 'Approval by phone is not switched on',
      todo: 'Let the approver type their number and password.',
    },
    approvalRefused: {
      what: 'The approver refused this refund',
      todo: 'Nothing was given back. Talk to them; change the amount or leave it.',
    },
    approvalExpired: {
      what: 'The approval has run out',
      todo: 'Nothing was given back. Ask again; an approval lasts 2 minutes.',
    },
    approvalNoAnswer: {
      what: 'Cloud Pay does not answer about the approval',
      todo: 'Nothing was given back. Try again, or let the approver type their number and password.',
    },
    notApproved: {
      what: 'This refund is not approved',
      todo: 'Ask again: an approval is for one order and amount, once, within 2 minutes.',
    },
    refused: { what: 'Cloud Pay did not accept this refund', todo: 'No money went back. Read the reason below, then decide.' },
    failed: { what: 'The refund did not succeed', todo: 'The money is still here. Read the reason; you can refund again.' },
    notTaken: { what: 'This refund did not happen', todo: 'Cloud Pay never took it; no money went back. You can refund again.' },
    notSent: { what: 'The refund was not sent', todo: 'No money went back. Look at the network and refund again.' },
    setUpProblem: { what: 'The till is not set up right', todo: 'Do not try again. Tell an admin and export diagnostics.' },
    answerNotTrusted: { what: 'The answer could not be verified', todo: 'The till did not use it and keeps asking.' },
    amountDiffers: {
      what: 'The refund names another amount',
      todo: 'Refund no more and give no cash. Ask the manager to check.',
    },
    needsPerson: {
      what: "The customer's bank card cannot take it",
      todo: 'The money is back with the merchant. Pay the customer another way and note it.',
    },
    notFound: { what: 'No such refund', todo: 'Look at the order in Orders.' },
    notFinished: { what: 'This refund has no result yet', todo: 'Go on with other work; the result will show.' },
  },
  orders: {
    notWritten: { what: 'The file was not written', todo: 'The disk may be full. Export again; the book was not touched.' },
    noFacts: {
      what: 'Cloud Pay could not be asked',
      todo: 'Only what this till wrote down stands here. Open it again when the network is back.',
    },
  },
  print: {
    notPaid: { what: 'Not paid, so there is no slip', todo: 'Print when it says Paid.' },
    notAccepted: { what: 'Not accepted, so there is no slip', todo: 'Print when it says Refund accepted.' },
    notReleased: { what: 'Not returned yet, so there is no slip', todo: 'Print when it says Deposit is back.' },
    noPrinter: { what: 'No printer is set up', todo: 'Sales are safe. Have a printer connected, then reprint.' },
    offline: { what: 'The printer does not answer', todo: 'The sale is safe and its slip waits. Check power and cable.' },
    interrupted: { what: 'The slip stopped half-way', todo: 'The sale is safe. Check paper and cable, then reprint.' },
    cannotPrintAmount: {
      what: 'The printer cannot print this amount',
      todo: 'Nothing was printed, so nothing is wrong on paper. Check its model.',
    },
    failed: { what: 'The slip was not printed', todo: 'The sale is safe. Look at the printer, then reprint.' },
  },
  devices: {
    noAnswer: {
      what: 'The devices do not answer',
      todo: 'They start again by themselves. Wait ten seconds; if that fails, restart the till.',
    },
    notSaid: { what: 'No sound was played', todo: 'Check volume, loudspeaker and output; see what the voice lamp says.' },
    sameScannerTwice: { what: 'One scanner is set up twice', todo: 'Remove one of them. A scanner is set up once.' },
    printerGone: { what: 'This printer is not set up any more', todo: 'Choose another one from the list.' },
    printersFull: { what: 'At most 4 printers can be set up', todo: 'Remove one first, then add this one.' },
    samePrinterTwice: { what: 'This printer is set up already', todo: 'Find it in the list, or choose another one.' },
    trySelling: { what: 'A sale is under way: scanners cannot be tried', todo: 'Finish or cancel it first, then try again.' },
  },
  network: {
    otherHost: {
      what: (n) => `Cloud Pay is reached on another line now (${n('host')})`,
      todo: 'Selling goes on, with the same numbers and contents. If this happens often, ask the administrator to look at the network.',
    },
    proxyRefused: {
      what: (n) => `The proxy ${n('proxy')} wants another user or password`,
      todo: 'Nothing leaves the till, and no money is taken. Ask IT to correct the proxy in the settings.',
    },
  },
  settings: {
    restored: { what: 'Settings were broken; the last good ones are back', todo: 'Please check printer and voice.' },
    reset: { what: 'Settings were broken and start anew', todo: 'Ask an admin to set up printer and voice again.' },
  },
  book: {
    cutOff: {
      what: (n) => `The book is not whole: it once held row ${n('row')}, and does not now`,
      todo: 'Selling goes on. If it was restored from a backup, have an admin confirm that in the audit log; if not, somebody may have cut rows off: call the provider.',
    },
    notCutOff: { what: 'The book lacks nothing; there is nothing to confirm', todo: 'The audit log says how it stands now.' },
    changedByOthers: {
      what: (n) => `Somebody changed the book, from row ${n('row')} on`,
      todo: 'Selling goes on. Have the manager export the file for support and compare the takings of this till with Cloud Pay.',
    },
    locked: {
      what: 'Another till program holds the book',
      todo: 'Only one may run on a machine. Close the other, then start again.',
    },
    damaged: {
      what: 'The book is damaged; selling has stopped',
      todo: 'Delete nothing. Export diagnostics and call the provider.',
    },
    fromNewerVersion: {
      what: 'A newer till wrote this book',
      todo: 'Install that version again and start. The book was not touched.',
    },
    notWritten: {
      what: 'The book cannot be written; selling has stopped',
      todo: 'The disk may be full. Make room, then start again.',
    },
  },
  vault: {
    unreadable: {
      what: 'The stored key cannot be read',
      todo: 'Ask an admin to reset the keys and scan the code. The book is safe.',
    },
  },
  request: {
    invalid: { what: 'That was not accepted', todo: 'Try once more; if it happens again, export diagnostics.' },
    forbidden: { what: 'You may not do this', todo: 'Ask a manager or an admin to sign in.' },
    failed: { what: 'The till had a fault inside', todo: 'Try once more; if it happens again, export diagnostics.' },
  },
}
