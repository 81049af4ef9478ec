import { whenKnown, type FaultWords } from '../message.ts'

/** What can go wrong with members, their cards and top-ups. */
export const memberFaults: Pick<FaultWords, 'member' | 'topUp'> = {
  member: {
    notOffered: {
      what: 'This server offers no members',
      todo: 'Charge and refund as always. For members use the back office, or ask the provider.',
    },
    noAnswer: {
      what: 'Cloud Pay gave no answer about members',
      todo: 'Check the network and try again. Charging works as before.',
    },
    refused: { what: 'Cloud Pay did not accept it', todo: 'Read the reason below, then decide. The balance is as it was.' },
    codeDead: {
      what: 'This code is not valid any more',
      todo: 'Ask the customer to refresh the code or the card, then scan again.',
    },
    cardUnknown: { what: 'No such member card', todo: 'Check the card number, or look by phone or name.' },
    notActivated: { what: 'This card is not activated', todo: 'Ask the member to claim and activate it in WeChat, then top up.' },
    expired: {
      what: 'This card has expired',
      todo: 'It takes no top-up and pays nothing. The member needs another card; ask an admin.',
    },
    belowZero: { what: 'The balance is not enough for that', todo: 'Take off less. The balance is as it was.' },
    aboveCeiling: {
      what: (n) =>
        whenKnown(n('max'), (max) => `The balance would exceed ¥${max}`, "That would exceed the merchant's balance ceiling"),
      todo: 'Make it less; the ceiling is fixed. The balance is as it was.',
    },
    notKnown: {
      what: 'Nobody knows whether the balance was changed',
      todo: 'Do not change it anew. Enter asks again under the same number: it is never done twice.',
    },
    adjustSettled: {
      what: (n) => `The change of card ${n('cardNo')} that had no result has one now`,
      todo: "This one was not done. That card's statement tells what became of the other; then press Enter again.",
    },
    adjustOpen: {
      what: 'A change of this card has no result yet',
      todo: 'Settle that one first: the same amount and remark once more. It is never done twice.',
    },
  },
  topUp: {
    notATier: { what: 'This amount cannot be topped up', todo: 'Choose one that is listed. No money was taken.' },
    tooMuch: {
      what: (n) => whenKnown(n('max'), (max) => `One top-up is ¥${max} at most`, 'That is more than a top-up may be'),
      todo: 'Make it less, and top up several times.',
    },
    noCard: {
      what: 'The payer has no member card',
      todo: 'No money was taken. They claim a card in WeChat first; or find the member and top up that card.',
    },
    paidByCard: {
      what: 'A member card cannot pay for a top-up',
      todo: 'No money was taken. Ask for a WeChat or Alipay payment code.',
    },
    onlyCode: {
      what: 'A top-up is not paid this way',
      todo: "Scan the customer's payment code. Of a member who was found cash is taken too; a QR or a bank card never.",
    },
    spent: {
      what: 'Part of this top-up is spent',
      todo: 'The balance does not cover the top-up and its bonus. The member tops up first, or ask an admin.',
    },
    wholeOnly: { what: 'A top-up goes back whole', todo: 'The amount stays as it is; the bonus is taken back too.' },
    cashNotSent: {
      what: 'Nothing was sent, nothing is on the card',
      todo: 'Check the network and top up again; or give the cash back.',
    },
    cashNotKnown: {
      what: 'Nobody knows whether the card has it',
      todo: 'Keep the cash in the drawer and do not top up again. The till goes on asking, and the card gets it once.',
    },
    cashRefused: {
      what: 'Cloud Pay did not accept it, nothing is on the card',
      todo: 'Read the reason below, and give the cash back.',
    },
    cashBack: {
      what: 'A top-up in cash is not refunded here',
      todo: 'An admin takes the top-up and its bonus off by “Adjust balance” first; then give the cash back.',
    },
  },
}
