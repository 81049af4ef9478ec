import type { ReleaseAnswer } from '../../cloudpay/client/client.ts'
import type { CallResult } from '../../cloudpay/client/result.ts'
import { Status } from '../../cloudpay/protocol/enums.ts'
import { fen } from '../../contract/money.ts'
import type { ReleaseRecord } from '../ledger/records.ts'
import { releaseSlip } from '../slips/deposit.ts'
import { ownSlips } from '../slips/own-slips.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { aWarning, type MatterCalls, type MatterWords, type Moment, type Reading as ReadingOf } from './matter.ts'
import type { SellingCloud, SellingParts } from './parts.ts'
import { readAsked, readSent, type FaultsOf } from './readings.ts'
import { RELEASE_TABLE, type ReleaseEvent } from './release-machine.ts'
import { saidRight } from './rights.ts'
import { isOpenRelease } from './sale-state.ts'
import { ASK_LIMIT } from './schedule.ts'
import { sentences } from './sentences.ts'

type Reading = ReadingOf<ReleaseRecord, ReleaseEvent>

/** Reads a trusted answer about this release: the call's success says nothing, the state decides (PROTOCOL 5.5). */
function readRelease(answer: ReleaseAnswer, release: ReleaseRecord, { now }: Moment): Reading {
  const facts = { platformReleaseId: answer.platformReleaseId ?? release.platformReleaseId, fault: null }
  if (answer.amountFen !== release.amountFen) {
    const fault = { code: 'release.amountDiffers' as const, params: { amountFen: answer.amountFen } }
    return { event: 'differs', facts: { ...facts, fault } }
  }
  switch (answer.verdict) {
    case 'waiting':
      return { event: 'accepted', facts }
    case 'done':
      return { event: 'succeeded', facts: { ...facts, settledAt: now } }
    case 'failed':
      return { event: 'failedThere', facts: { ...facts, settledAt: now, fault: { code: 'release.failed' } } }
    case 'ambiguous':
      return { event: 'noAnswer', facts: { fault: { code: 'release.noAnswer' } } }
  }
}

const FAULTS: FaultsOf = {
  notSent: 'release.notSent',
  noAnswer: 'release.noAnswer',
  notTrusted: 'release.answerNotTrusted',
  unsure: 'release.noAnswer',
  setUp: 'release.setUpProblem',
  refused: 'release.refused',
  newNumber: 'release.refused',
  numberUsed: 'release.amountDiffers',
  notTaken: 'release.notTaken',
}

/** Reads the answer to a release. `first`: this number was never sent before. */
export const readReleaseSent = (
  result: CallResult<ReleaseAnswer>,
  release: ReleaseRecord,
  moment: Moment,
  first: boolean,
): Reading => readSent(result, release, moment, first, readRelease, FAULTS)

/** The one that was asked about among those that were told. A list that does not hold it says as much as a refusal (RULINGS 1). */
function mineOf(result: CallResult<ReleaseAnswer[]>, { releaseNo }: ReleaseRecord): CallResult<ReleaseAnswer> {
  if (result.outcome !== 'ok') return result
  const mine = result.answer.find((one) => one.releaseNo === releaseNo)
  if (mine) return { ...result, answer: mine }
  return { outcome: 'refused', status: Status.refusedSeeText, internalStatus: 0, text: '', logId: result.logId, signed: true }
}

/** Reads the answer to a question about the release. */
export const readReleaseAsked = (result: CallResult<ReleaseAnswer[]>, release: ReleaseRecord, moment: Moment): Reading =>
  readAsked(mineOf(result, release), release, moment, readRelease, FAULTS)

/** What Cloud Pay is asked about a release. */
export function releaseCalls(
  cloud: Pick<SellingCloud, 'unfreeze' | 'queryUnfreezeOrder'>,
): MatterCalls<ReleaseRecord, ReleaseEvent> {
  return {
    async send(release, moment, first) {
      const { holdNo, releaseNo, amountFen, tender, remark, staffId } = release
      const said = { holdNo, releaseNo, amountFen: fen(amountFen), tender, remark, staffId, ...saidRight(release) }
      return readReleaseSent(await cloud.unfreeze(said), release, moment(), first)
    },
    async ask(release, moment) {
      const { holdNo, releaseNo, tender, staffId } = release
      return readReleaseAsked(await cloud.queryUnfreezeOrder({ holdNo, releaseNo, tender, staffId }), release, moment())
    },
    close: () => Promise.reject(new Error('a release is never taken back')),
    // Later nobody stands at the counter for it any more, and the guest may have got cash.
    maySendAgain: (_release, watched) => watched < ASK_LIMIT,
    broken: { event: 'noAnswer', facts: { fault: { code: 'release.noAnswer' } } },
    rest: () => undefined,
  }
}

/** How a release stands in the book, on paper and in the voice. */
export function releaseWords(
  parts: Pick<SellingParts, 'settings'>,
  slipSetting: () => SlipSetting,
): MatterWords<ReleaseRecord, ReleaseEvent> {
  const language = () => parts.settings().language
  return {
    name: 'release',
    id: (release) => release.releaseId,
    number: (release) => release.releaseNo,
    step: (release, event) => RELEASE_TABLE[release.state][event] ?? null,
    isOpen: isOpenRelease,
    put: (release) => ({ release }),
    told: ({ releaseNo, holdNo, amountFen, authority, approver, fault }) => ({
      releaseNo,
      holdNo,
      amountFen,
      authority,
      approver: approver?.staffId ?? null,
      approverName: approver?.name ?? null,
      fault,
    }),
    by: ({ staffId, staffName }) => ({ staffId, staffName }),
    slips: (release) =>
      ownSlips(
        parts.settings().receipt,
        'refund',
        { event: `release:${release.releaseNo}`, orderNo: release.releaseNo },
        (part) => releaseSlip(release, slipSetting(), part),
      ),
    spoken: {
      sayReleased: {
        name: 'released',
        tone: 'none',
        urgency: 2,
        kind: () => 'refund',
        text: ({ amountFen }) => sentences.released(language(), fen(amountFen)),
      },
      sayFailed: {
        name: 'releaseFailed',
        tone: 'failed',
        urgency: 1,
        kind: aWarning,
        text: () => sentences.releaseFailed(language()),
      },
      sayUnknown: {
        name: 'releaseUnknown',
        tone: 'unknown',
        urgency: 1,
        kind: aWarning,
        text: () => sentences.releaseUnknown(language()),
      },
    },
  }
}
