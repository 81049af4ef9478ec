import { whenKnown, type FaultWords } from '../message.ts'

/** What can keep somebody from coming to the till. */
export const signInFaults: Pick<FaultWords, 'signIn'> = {
  signIn: {
    finishFirst: { what: 'This payment is not over', todo: 'Finish it, or give it up with Esc, then lock.' },
    offline: {
      what: (n) => `Cloud Pay cannot be reached; ${n('name')} was let in by the password this till remembers`,
      todo: 'Sell as ever. A refund that somebody else must approve waits for the network.',
    },
    wrongPassword: {
      what: 'Wrong password',
      todo: (n) =>
        whenKnown(n('left'), (left) => `Tries left: ${left}. `) + 'Type it again, or set a new terminal password on the phone.',
    },
    locked: {
      what: 'Too many tries, this number is locked',
      todo: (n) =>
        whenKnown(n('wait'), (wait) => `Try again in ${wait}. `, 'Try again in a few minutes. ') +
        'Others can sign in meanwhile.',
    },
    refused: {
      what: 'Cloud Pay does not let this number in',
      todo: 'Check the number; a new person needs the activation QR from the manager.',
    },
    noAnswer: { what: 'Cloud Pay could not be reached', todo: 'Check the network, then press Sign in again.' },
    notSupported: {
      what: 'Signing in by number is not switched on',
      todo: 'Ask the service provider to switch it on for this store.',
    },
    codeOver: {
      what: 'This QR is over',
      todo: 'Press Enter for another one and scan it, or Esc for the password.',
    },
    codeNotOffered: {
      what: 'Cloud Pay gave no QR to sign in by',
      todo: 'Sign in with number and password; the service provider can switch scanning on.',
    },
    notOfThisShop: {
      what: 'Whoever scanned it does not work in this shop',
      todo: 'Somebody of this shop must scan it; the manager activates new people.',
    },
    keyInvalid: {
      what: 'The trading key of this till no longer works',
      todo: 'Ask an admin to reset the keys and scan the code again.',
    },
  },
}
