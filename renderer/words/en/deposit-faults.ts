import { whenKnown, type FaultWords } from '../message.ts'

/** What can go wrong with holding a deposit, taking from it, and giving it back. */
export const depositFaults: Pick<FaultWords, 'deposit' | 'capture' | 'release'> = {
  deposit: {
    modeForbids: { what: 'This till takes no deposits now', todo: 'Ask a manager to change what it takes, in the head.' },
    onlyDeposits: {
      what: 'This till takes deposits only',
      todo: 'To charge, ask a manager to change what it takes, in the head.',
    },
    modeBusy: { what: 'A sale stands in front', todo: 'Wait for its result, or park it; then change what the till takes.' },
    tenderNotOffered: {
      what: 'This code cannot hold a deposit',
      todo: 'Only WeChat and Alipay can. Ask the customer for another payment code.',
    },
    qrOnlyAlipay: {
      what: 'WeChat holds no deposit by QR',
      todo: "Scan the customer's WeChat payment code, or show the Alipay QR.",
    },
    refused: {
      what: 'Cloud Pay did not accept this deposit',
      todo: "Nothing was held. Read the platform's reason, go through the checklist, then decide.",
    },
    notHeld: { what: 'The deposit was not held', todo: 'Nothing was held. To hold it after all, ask for a new payment code.' },
    qrNotHeld: { what: 'Not held; the QR was taken back', todo: 'Nothing was held. Show a new QR to try again.' },
    notFound: { what: 'No such deposit', todo: 'Check the number on the slip, or find it by amount, day and last figures.' },
    noAnswer: {
      what: 'Not of this till, and Cloud Pay gave no answer',
      todo: 'Another till may have held it. Check the network and look again.',
    },
    nothingLeft: {
      what: 'This deposit is settled',
      todo: 'Nothing is left to capture or return. A wrong capture can be refunded.',
    },
    underWay: {
      what: 'Something with this deposit has no result yet',
      todo: 'Do nothing more with it. Look at "To be confirmed", and go on once it is known.',
    },
    checkNotDone: {
      what: 'It could not be found out whether deposits work',
      todo: 'Check the network and ask again; in a hurry, switch all the same.',
    },
  },
  capture: {
    zero: { what: 'A capture is at least 0.01', todo: 'Type the amount to capture. To take nothing, return the deposit.' },
    tooMuch: {
      what: (n) => whenKnown(n('left'), (left) => `At most ¥${left} can be captured`, 'More than is left of the deposit'),
      todo: 'Make the amount smaller and charge the rest on its own. Nothing was sent.',
    },
    restMustGoBack: {
      what: 'The rest of a WeChat deposit goes back',
      todo: 'WeChat captures once. Capture with the rest returned.',
    },
    onlyManagerKeepsRest: {
      what: 'Only a manager keeps the rest held',
      todo: 'Ask a manager to sign in, or let the rest go back to the guest.',
    },
    refused: {
      what: 'Cloud Pay did not accept this capture',
      todo: "The deposit is as it was. Read the platform's reason, go through the checklist, then decide.",
    },
    notTaken: {
      what: 'This capture did not happen',
      todo: 'Cloud Pay never took it; the deposit is as it was. You can capture again.',
    },
    notSent: { what: 'The capture was not sent', todo: 'The deposit is as it was. Check the network, then capture again.' },
    noAnswer: {
      what: 'The capture is not confirmed',
      todo: 'Do not repeat it. The till asks under the same number, and prints and speaks the result.',
    },
    setUpProblem: {
      what: 'The till is not set up right',
      todo: 'The deposit is as it was; do not try again. Tell an admin and export diagnostics.',
    },
    notFound: { what: 'No such capture', todo: 'Open the deposit and look at its captures and returns.' },
    notFinished: { what: 'This capture has no result yet', todo: 'Go on with other work; it is printed and spoken when known.' },
  },
  release: {
    zero: { what: 'A return is at least 0.01', todo: 'Type the amount to give back.' },
    tooMuch: {
      what: (n) => whenKnown(n('left'), (left) => `At most ¥${left} can be returned`, 'More than is left of the deposit'),
      todo: 'Make the amount smaller. Nothing was sent.',
    },
    onlyWhole: { what: 'This deposit goes back whole', todo: 'Return all of it; to keep a part, capture that part.' },
    needsApproval: {
      what: 'You may not return a deposit alone',
      todo: 'Somebody with the refund right approves: by phone, or with number and password.',
    },
    refused: { what: 'Cloud Pay did not accept this return', todo: 'Nothing went back. Read the reason below, then decide.' },
    failed: { what: 'The return did not succeed', todo: 'The deposit is still held. Read the reason; you can return it again.' },
    notTaken: {
      what: 'This return did not happen',
      todo: 'Cloud Pay never took it; nothing went back. You can return it again.',
    },
    notSent: { what: 'The return was not sent', todo: 'Nothing went back. Check the network, then return it again.' },
    noAnswer: {
      what: 'The return is not confirmed',
      todo: 'Do not repeat it and give no cash. The till keeps asking under the same number.',
    },
    setUpProblem: {
      what: 'The till is not set up right',
      todo: 'Nothing went back; do not try again. Tell an admin and export diagnostics.',
    },
    answerNotTrusted: {
      what: 'The answer could not be verified',
      todo: 'The till did not use it and keeps asking. Return no more meanwhile.',
    },
    amountDiffers: {
      what: 'The return names another amount',
      todo: 'Return no more and give no cash. Ask the manager to check.',
    },
    notFound: { what: 'No such return', todo: 'Open the deposit and look at its captures and returns.' },
    notFinished: { what: 'This return has no result yet', todo: 'Go on with other work; the result will show.' },
  },
}
