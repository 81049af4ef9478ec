import { fen } from '../../contract/money.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import { faultSchema } from '../../contract/fault-schema.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import { withText } from './readings.ts'
import { takeNumber } from './numbers.ts'
import type { Person, SellingCloud, SellingParts } from './parts.ts'

/** The least there is, and how long its QR would live if anybody saw it, ms. */
const PROBE = fen(1)
const PROBE_LIVES = 60_000

type Parts = Pick<SellingParts, 'book' | 'clock' | 'serverNow' | 'log' | 'changed' | 'place'> & {
  readonly cloud: Pick<SellingCloud, 'scanCodeFreeze'>
}
type Checked = NonNullable<Snapshot['depositCheck']>

/**
 * Whether this merchant can take deposits, before a customer stands there (BEHAVIOUR F06, 10.2). No call tells; but the request
 * for a deposit QR is refused where the right, the channel or the contract is missing. The QR is shown to nobody and dies by
 * itself, so no money can move. WeChat Pay has no such call: of a merchant without Alipay it proves nothing.
 */
export function createDepositCheck(parts: Parts) {
  const { book, clock, place } = parts

  function last(): Checked | null {
    const kept = book.fact('depositCheck')
    if (kept === null) return null
    const { at, works, fault } = JSON.parse(kept) as Checked
    return { at, works, fault: faultSchema.nullable().parse(fault) }
  }

  function written(write: () => unknown): boolean {
    try {
      write()
      return true
    } catch (error) {
      parts.log.error('book.write', { text: error instanceof Error ? error.message : String(error) })
      return false
    }
  }

  return {
    last,

    /** Asks now; `last` has the answer. Faults: `book.notWritten`. */
    async run({ staffId, name: staffName }: Person): Promise<Outcome<null>> {
      const holdNo = takeNumber(parts)
      if (holdNo === null) return refuse('book.notWritten')
      const at = clock.now()
      const entry = { at, kind: 'deposit.checking', subject: place.deviceId, body: { holdNo, staffId, staffName } }
      if (!written(() => book.write({ entry }))) return refuse('book.notWritten')
      const expiresAt = parts.serverNow() + PROBE_LIVES
      const result = await parts.cloud.scanCodeFreeze({
        holdNo,
        amountFen: PROBE,
        body: place.shopName,
        remark: '',
        staffId,
        expiresAt,
      })
      const refused = result.outcome === 'refused' && result.signed
      const checked: Checked = {
        at: clock.now(),
        works: result.outcome === 'ok' ? true : refused ? false : null,
        fault:
          result.outcome === 'ok' ? null : refused ? withText('deposit.refused', result.text) : { code: 'deposit.checkNotDone' },
      }
      if (!written(() => book.setFact('depositCheck', JSON.stringify(checked)))) return refuse('book.notWritten')
      parts.log.info('deposit.checked', { works: checked.works })
      parts.changed()
      return ok(null)
    },
  }
}
export type DepositCheck = ReturnType<typeof createDepositCheck>
