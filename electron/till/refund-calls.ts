import type { CloudPay, RefundAnswer } from '../../cloudpay/client/client.ts'
import type { CallResult } from '../../cloudpay/client/result.ts'
import { fen } from '../../contract/money.ts'
import type { RefundRecord } from '../ledger/records.ts'
import { ownSlips } from '../slips/own-slips.ts'
import { refundSlip } from '../slips/refund.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { aWarning, type MatterCalls, type MatterWords, type Moment, type Reading as ReadingOf } from './matter.ts'
import { withReason } from './member-faults.ts'
import type { SellingParts } from './parts.ts'
import { readAsked, readSent, type FaultsOf } from './readings.ts'
import { REFUND_TABLE, type RefundEvent } from './refund-machine.ts'
import { saidRight } from './rights.ts'
import { ASK_LIMIT } from './schedule.ts'
import { isOpenRefund } from './sale-state.ts'
import { sentences } from './sentences.ts'

type Reading = ReadingOf<RefundRecord, RefundEvent>

/** Reads a trusted answer about this refund: the call's success says nothing, the state decides (PROTOCOL 5.4). */
function readRefund(answer: RefundAnswer, refund: RefundRecord, { now }: Moment): Reading {
  const facts: Partial<RefundRecord> = {
    platformRefundId: answer.platformRefundId ?? refund.platformRefundId,
    receivedBy: answer.receivedBy ?? refund.receivedBy,
    fault: null,
  }
  if (answer.amountFen !== refund.amountFen) {
    const fault = { code: 'refund.amountDiffers' as const, params: { amountFen: answer.amountFen } }
    return { event: 'differs', facts: { ...facts, fault } }
  }
  const acceptedAt = refund.acceptedAt ?? now
  switch (answer.verdict) {
    case 'waiting':
      return { event: 'accepted', facts: { ...facts, acceptedAt } }
    case 'done':
      return { event: 'succeeded', facts: { ...facts, acceptedAt, settledAt: now } }
    case 'failed':
      return { event: 'failedThere', facts: { ...facts, settledAt: now, fault: { code: 'refund.failed' } } }
    case 'needsPerson':
      return { event: 'needsPerson', facts: { ...facts, acceptedAt, settledAt: now, fault: { code: 'refund.needsPerson' } } }
    case 'ambiguous':
      return { event: 'noAnswer', facts: { fault: { code: 'refund.noAnswer' } } }
  }
}

const FAULTS: FaultsOf = {
  notSent: 'refund.notSent',
  noAnswer: 'refund.noAnswer',
  notTrusted: 'refund.answerNotTrusted',
  unsure: 'refund.noAnswer',
  setUp: 'refund.setUpProblem',
  refused: 'refund.refused',
  newNumber: 'refund.refused',
  numberUsed: 'refund.amountDiffers',
  notTaken: 'refund.notTaken',
}

/** Reads the answer to a refund. `first`: this number was never sent before. */
export const readRefundSent = (result: CallResult<RefundAnswer>, refund: RefundRecord, moment: Moment, first: boolean): Reading =>
  readSent(result, refund, moment, first, readRefund, FAULTS)

/** Reads the answer to a question about the refund. */
export const readRefundAsked = (result: CallResult<RefundAnswer>, refund: RefundRecord, moment: Moment): Reading =>
  readAsked(result, refund, moment, readRefund, FAULTS)

/** What Cloud Pay is asked about a refund. */
export function refundCalls(cloud: Pick<CloudPay, 'refund' | 'queryRefundOrder'>): MatterCalls<RefundRecord, RefundEvent> {
  return {
    async send(refund, moment, first) {
      const { orderNo, refundNo, orderFen, amountFen, tender, holdNo, reason, staffId } = refund
      const result = await cloud.refund({
        orderNo,
        refundNo,
        orderFen: fen(orderFen),
        amountFen: fen(amountFen),
        tender,
        reason,
        staffId,
        ...saidRight(refund),
        ...(holdNo === null ? {} : { freezeNo: holdNo }),
      })
      return withReason(result, readRefundSent(result, refund, moment(), first))
    },
    async ask(refund, moment) {
      const { orderNo, refundNo, tender, staffId } = refund
      return readRefundAsked(await cloud.queryRefundOrder({ orderNo, refundNo, tender, staffId }), refund, moment())
    },
    close: () => Promise.reject(new Error('a refund is never taken back')),
    // Later nobody stands at the counter for it any more, and the customer may have got cash.
    maySendAgain: (_refund, watched) => watched < ASK_LIMIT,
    broken: { event: 'noAnswer', facts: { fault: { code: 'refund.noAnswer' } } },
    rest: () => undefined,
  }
}

/** How a refund stands in the book, on paper and in the voice. */
export function refundWords(
  parts: Pick<SellingParts, 'settings'>,
  slipSetting: () => SlipSetting,
): MatterWords<RefundRecord, RefundEvent> {
  const language = () => parts.settings().language
  return {
    name: 'refund',
    id: (refund) => refund.refundId,
    number: (refund) => refund.refundNo,
    step: (refund, event) => REFUND_TABLE[refund.state][event] ?? null,
    isOpen: isOpenRefund,
    put: (refund) => ({ refund }),
    told: ({ refundNo, orderNo, amountFen, authority, approver, fault }) => ({
      refundNo,
      orderNo,
      amountFen,
      authority,
      approver: approver?.staffId ?? null,
      approverName: approver?.name ?? null,
      fault,
    }),
    by: ({ staffId, staffName }) => ({ staffId, staffName }),
    slips: (refund) =>
      ownSlips(parts.settings().receipt, 'refund', { event: `refund:${refund.refundNo}`, orderNo: refund.refundNo }, (part) =>
        refundSlip(refund, slipSetting(), part),
      ),
    spoken: {
      sayRefunded: {
        name: 'refunded',
        tone: 'none',
        urgency: 2,
        kind: () => 'refund',
        text: ({ tender, amountFen }) => sentences.refunded(language(), tender, fen(amountFen)),
      },
      sayFailed: {
        name: 'refundFailed',
        tone: 'failed',
        urgency: 1,
        kind: aWarning,
        text: () => sentences.refundFailed(language()),
      },
      sayUnknown: {
        name: 'refundUnknown',
        tone: 'unknown',
        urgency: 1,
        kind: aWarning,
        text: () => sentences.refundUnknown(language()),
      },
    },
  }
}
