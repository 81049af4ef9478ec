import type { FaultWords } from '../message.ts'

/** What can go wrong with taking a payment back, and with the key for it. */
export const reversingFaults: Pick<FaultWords, 'reverse' | 'signingKey'> = {
  reverse: {
    notOffered: {
      what: 'Reversing is not set up on this till',
      todo: 'An admin switches it on and imports the private key. What was paid can be refunded.',
    },
    otherTill: {
      what: 'Another till took this payment; it cannot be reversed here',
      todo: 'Reverse it on the till that took it, or refund it once it is known.',
    },
    onlyByCode: {
      what: 'This payment cannot be reversed',
      todo: "Only WeChat Pay and Alipay by the customer's code can be. Once it is paid it can be refunded.",
    },
    numberUsed: {
      what: 'This number belongs to another order; it is not reversed',
      todo: 'Reversing would give a rightful payment back. Open that order and look; refund once this one is known.',
    },
    paid: { what: 'This is paid by now; nothing was reversed', todo: 'To give the money back, refund it.' },
    notPaid: { what: 'Nothing was paid; there is nothing to reverse', todo: 'To charge again, ask for a new payment code.' },
    tooEarly: {
      what: 'Too early to reverse',
      todo: 'The customer may be typing the password. Wait for the two minutes, and until it is seen still in work.',
    },
    notInWork: {
      what: 'Cloud Pay does not say that this is still in work; nothing was reversed',
      todo: 'Press "Ask now". Only what is still in work can be reversed.',
    },
    underWay: { what: 'This payment is just being asked about', todo: 'Wait a few seconds, look at its state, then decide.' },
    noAnswer: {
      what: 'No answer before reversing, so nothing was reversed',
      todo: 'Check the network. Reverse again once Cloud Pay can be asked.',
    },
    refused: {
      what: 'Cloud Pay did not agree to the reversal',
      todo: 'The till keeps asking. If the code is 101 · 7, have an admin import the private key again.',
    },
    notSent: { what: 'The reversal was not sent', todo: 'Nothing was reversed. Check the network, then reverse again.' },
  },
  signingKey: {
    notRead: { what: 'This file cannot be read', todo: 'Is the USB stick still there, may it be read? Then pick it again.' },
    notAKey: { what: 'This is no private key', todo: 'Download the private key (PEM) in the back office and pick that file.' },
    publicKey: {
      what: 'This is a public key or a certificate',
      todo: 'Pick the private key of the pair. The public half stays with Cloud Pay.',
    },
    encrypted: {
      what: 'This private key has a password',
      todo: 'Export it without one and pick that; the till keeps it sealed in its own way.',
    },
    notRsa: { what: 'This is no RSA key', todo: 'Cloud Pay uses RSA with 2048 bits. Download the key again in the back office.' },
    wrongLength: {
      what: (n) => `This key has ${n('bits')} bits; Cloud Pay uses 2048`,
      todo: "Download the merchant's private key again in the back office and pick that file.",
    },
    notSaved: { what: 'The private key could not be kept', todo: 'The disk may be full. Make room, then import it again.' },
  },
}
