import { masked } from '../../../cloudpay/client/answer.ts'
import { NotChecked } from './judgement.ts'
import type { Probe } from './probe.ts'

/** One promise of the protocol, as a sentence, and how a server is asked whether it keeps it. */
export interface Check {
  readonly title: string
  /** Throws `NotChecked` when the question cannot be put, anything else when the promise is broken. */
  readonly run: (probe: Probe) => Promise<void>
}

export type Verdict = 'passed' | 'failed' | 'notChecked'

export interface Finding {
  readonly title: string
  readonly verdict: Verdict
  /** Why it failed or was not checked; no secret stands in it. Empty when it passed. */
  readonly reason: string
  readonly ms: number
}

/** Puts one question to a server. */
export async function judge(check: Check, probe: Probe): Promise<Finding> {
  const since = performance.now()
  const found = (verdict: Verdict, reason: string): Finding => ({
    title: check.title,
    verdict,
    reason: masked(reason, probe.secrets()),
    ms: Math.round(performance.now() - since),
  })
  try {
    await check.run(probe)
    return found('passed', '')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return found(error instanceof NotChecked ? 'notChecked' : 'failed', reason)
  }
}
