import type { ReleaseAnswer } from '../../cloudpay/client/client.ts'
import type { CallResult } from '../../cloudpay/client/result.ts'
import { fen } from '../../contract/money.ts'
import type { ReleaseRecord } from '../ledger/records.ts'
import { releaseSlip } from '../slips/deposit.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { ids, withText } from './answers.ts'
import type { Effect, MatterCalls, MatterWords, Moment, Reading as ReadingOf, Sentence } from './matter.ts'
import type { SellingCloud, SellingParts } from './parts.ts'
import { RELEASE_TABLE, type ReleaseEvent } from './release-machine.ts'
import { saidRight } from './rights.ts'
import { isOpenRelease } from './sale-state.ts'
import { ABSENT_APART, ASK_LIMIT } from './schedule.ts'
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

function readUnknown(result: Extract<CallResult<unknown>, { outcome: 'unknown' }>): Reading {
  const log = result.logId === null ? {} : { logId: result.logId }
  const notTrusted = result.reason === 'notTrusted' || result.reason === 'unreadable'
  const wait = result.reason === 'tryLater' ? { wait: 3000 } : {}
  const code = notTrusted ? 'release.answerNotTrusted' : 'release.noAnswer'
  return { event: 'noAnswer', facts: { fault: { code, ...log } }, ...wait }
}

/** Reads the answer to a release. `first`: this number was never sent before. */
export function readReleaseSent(
  result: CallResult<ReleaseAnswer>,
  release: ReleaseRecord,
  moment: Moment,
  first: boolean,
): Reading {
  const settledAt = moment.now
  if (result.outcome === 'ok') return readRelease(result.answer, release, moment)
  if (result.outcome === 'unknown') {
    if (result.reason === 'notSent' && first)
      return { event: 'notSent', facts: { settledAt, fault: { code: 'release.notSent' } } }
    return readUnknown(result)
  }
  const more = ids(result)
  if (result.internalStatus === 407)
    return { event: 'numberUsed', facts: { fault: withText('release.amountDiffers', result.text, more) } }
  // Of a repeated release it says nothing about the first one, which may still be on its way.
  const doubt = first ? 'release.setUpProblem' : 'release.noAnswer'
  if (!result.signed) return { event: 'doubtfulRefusal', facts: { fault: withText(doubt, result.text, more) } }
  const fault = withText('release.refused', result.text, more)
  // A refusal of a repeated release does not prove that the first one was not taken.
  return first ? { event: 'refused', facts: { settledAt, fault } } : { event: 'noAnswer', facts: { fault } }
}

/** Reads the answer to a question about the release. A list that does not hold it says as much as a refusal. */
export function readReleaseAsked(result: CallResult<ReleaseAnswer[]>, release: ReleaseRecord, moment: Moment): Reading {
  const { now, watched, absentSince } = moment
  if (result.outcome === 'unknown') return readUnknown(result)
  const mine = result.outcome === 'ok' ? result.answer.find(({ releaseNo }) => releaseNo === release.releaseNo) : undefined
  if (mine) return readRelease(mine, release, moment)
  const wasRefused = release.fault?.code === 'release.setUpProblem'
  const more = result.outcome === 'refused' ? ids(result) : {}
  const text = result.outcome === 'refused' ? result.text : null
  if (result.outcome === 'refused' && !result.signed) {
    // Refused twice for the same wrong key: the fault is here, and nothing can have been given back.
    if (wasRefused && release.fault?.internalStatus === 7 && result.internalStatus === 7)
      return { event: 'refused', facts: { settledAt: now } }
    return { event: 'doubtfulRefusal', facts: wasRefused ? {} : { fault: withText('release.noAnswer', text, more) } }
  }
  if (result.outcome === 'refused' && result.status !== 104)
    return { event: 'noAnswer', facts: { fault: withText('release.noAnswer', text, more) } }
  if (wasRefused) return { event: 'refused', facts: { settledAt: now } }
  if (watched < ASK_LIMIT || absentSince === null || watched - absentSince < ABSENT_APART) return { event: 'absent', facts: {} }
  return { event: 'confirmedAbsent', facts: { settledAt: now, fault: withText('release.notTaken', text, more) } }
}

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

const SPOKEN: Partial<Record<Effect, { name: string; tone: Sentence['tone']; urgency: number }>> = {
  sayReleased: { name: 'released', tone: 'none', urgency: 2 },
  sayFailed: { name: 'releaseFailed', tone: 'failed', urgency: 1 },
  sayUnknown: { name: 'releaseUnknown', tone: 'unknown', urgency: 1 },
}

/** How a release stands in the book, on paper and in the voice. */
export function releaseWords(
  parts: Pick<SellingParts, 'settings'>,
  slipSetting: () => SlipSetting,
): MatterWords<ReleaseRecord, ReleaseEvent> {
  const text: Partial<Record<Effect, (release: ReleaseRecord) => string>> = {
    sayReleased: ({ amountFen }) => sentences.released(parts.settings().language, fen(amountFen)),
    sayFailed: () => sentences.releaseFailed(parts.settings().language),
    sayUnknown: () => sentences.releaseUnknown(parts.settings().language),
  }
  return {
    name: 'release',
    id: (release) => release.releaseId,
    step: (release, event) => RELEASE_TABLE[release.state][event] ?? null,
    isOpen: isOpenRelease,
    put: (release) => ({ release }),
    told: ({ releaseNo, holdNo, amountFen, authority, approver, staffId, fault }) => ({
      releaseNo,
      holdNo,
      amountFen,
      staffId,
      authority,
      approver: approver?.staffId ?? null,
      fault,
    }),
    slip: (release) => ({
      event: `release:${release.releaseNo}`,
      orderNo: release.releaseNo,
      document: releaseSlip(release, slipSetting(), 'auto'),
    }),
    sentence(release, effect) {
      const spoken = SPOKEN[effect]
      if (!spoken) return null
      const { name, tone, urgency } = spoken
      return { event: `${name}:${release.releaseNo}`, text: text[effect]?.(release) ?? '', tone, urgency }
    },
  }
}
