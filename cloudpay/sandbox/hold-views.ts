import { holdState, type HoldPhase, type HoldTender, type ReleasePhase, type ShownHoldPhase } from './hold-states.ts'
import { shownHoldPhase, sumsOf, type Hold, type HoldSums } from './holds.ts'

/** A hold as the two pages and the tests are shown it. Amounts are fen, times epoch ms of the sandbox clock. */
export interface HoldView extends HoldSums {
  number: string
  tender: HoldTender
  trade: 'micro' | 'scan'
  fee: number
  phase: ShownHoldPhase
  /** The number on the wire (PROTOCOL 10). */
  state: number
  history: readonly HoldPhase[]
  createdAt: number
  heldAt: number | undefined
  /** Until what is left goes back by itself; 0 when nothing is left. */
  remainingMs: number
  body: string
  remark: string | undefined
  walletId: string | undefined
  staffId: string | undefined
  deviceId: string | undefined
  codeUrl: string | undefined
  /** The phone is asking its owner. */
  asking: boolean
  captures: readonly { number: string; fee: number; releasedFee: number }[]
  releases: readonly { number: string; fee: number; phase: ReleasePhase }[]
}

/** `elapsed`: now, on the scale that lifetimes are counted on. */
export function holdView(hold: Hold, elapsed: number): HoldView {
  const phase = shownHoldPhase(hold)
  return {
    number: hold.number,
    tender: hold.tender,
    trade: hold.trade,
    fee: hold.fee,
    ...sumsOf(hold),
    phase,
    state: holdState(hold.tender, phase),
    history: [...hold.history],
    createdAt: hold.createdAt,
    heldAt: hold.heldAt,
    remainingMs: phase === 'held' ? Math.max(0, Math.ceil((hold.endsAt ?? 0) - elapsed)) : 0,
    body: hold.body,
    remark: hold.remark,
    walletId: hold.wallet?.id,
    staffId: hold.client.staff_id,
    deviceId: hold.client.device_id,
    codeUrl: hold.codeUrl,
    asking: hold.asking,
    captures: hold.captures.map(({ number, totalFee, capture }) => ({
      number,
      fee: totalFee,
      releasedFee: capture?.releasedFee ?? 0,
    })),
    releases: hold.releases.map(({ number, fee, phase: releasePhase }) => ({ number, fee, phase: releasePhase })),
  }
}
