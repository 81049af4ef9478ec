import type { Outcome } from '../../contract/faults.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { createAdjustments } from './adjustments.ts'
import { createApproval } from './approval.ts'
import { createBalances } from './balances.ts'
import { createCaptures } from './captures.ts'
import { createDepositCheck } from './deposit-check.ts'
import { createHolds } from './holds.ts'
import { createMembers } from './members.ts'
import { createOneCode } from './one-code.ts'
import { createReconciliation } from './reconciliation.ts'
import { createRecorder } from './recorder.ts'
import { createRefunds } from './refunds.ts'
import { createReleases } from './releases.ts'
import { createResolved } from './resolved.ts'
import { createRights } from './rights.ts'
import { createSales } from './sales.ts'
import { createPhoneSignIn } from './phone-sign-in.ts'
import type { OfflinePins } from './offline-pins.ts'
import type { Person, Place, SellingCloud, SellingParts } from './parts.ts'
import type { Spool } from './spool.ts'
import { createShiftReport } from './shift-report.ts'
import { createShifts } from './shifts.ts'
import { createStaff } from './staff.ts'
import { createSummary } from './summary.ts'
import type { Binding } from './binding.ts'
import { tillDigits } from './binding.ts'

export function placeOf(binding: Binding): Place {
  const { shopName, deviceId, deviceName, orderPrefix } = binding
  return { shopName, deviceId, deviceName, orderPrefix, tillDigits: tillDigits(binding) }
}

/** What all slips of this till say, by the settings of the moment. */
export function slipSettingOf(
  { shopName, deviceName }: Pick<Place, 'shopName' | 'deviceName'>,
  { settings, training }: Pick<SellingParts, 'settings' | 'training'>,
): SlipSetting {
  const { language, receipt } = settings()
  const { barcode, amountSize, rowGap, openDrawer, footer } = receipt
  return { shopName, deviceName, language, training, barcode, amountSize, rowGap, openDrawer, footer }
}

/** What there is once the till is bound: the line to Cloud Pay, the people, the sales, the deposits, the refunds. Ends with `stop`. */
export function createSelling(
  binding: Binding,
  cloud: SellingCloud,
  parts: Omit<SellingParts, 'cloud' | 'place'> & {
    readonly warm: () => void
    /** Whether Cloud Pay's clock was heard. */
    readonly timeKnown: () => boolean
    readonly pins: OfflinePins
    readonly admit: (person: Person) => Outcome<null>
  },
  spool: Spool,
) {
  const place = placeOf(binding)
  const staff = createStaff({ book: parts.book, clock: parts.clock, cloud, shopId: binding.shopId, pins: parts.pins })
  const phoneSignIn = createPhoneSignIn({ ...parts, cloud })
  const recorder = createRecorder(parts, spool)
  const slipSetting = (): SlipSetting => slipSettingOf(place, parts)
  const report = createShiftReport({ ...parts, cloud, place })
  const shifts = createShifts({ ...parts, report, slipSetting, announce: recorder.announce, kickSpool: () => spool.kick() })
  const resolved = createResolved(parts.clock)
  const matters = { ...parts, cloud, place, recorder, slipSetting, resolved }
  const reconciliation = createReconciliation({
    ...matters,
    // Whose number it is, is known by the book: each looks for its own.
    lookAgain: {
      taken: (number) => Promise.all([sales.lookAgain(number), captures.lookAgain(number)]).then(() => undefined),
      back: (number) => Promise.all([refunds.lookAgain(number), releases.lookAgain(number)]).then(() => undefined),
    },
  })
  const { bar: barred } = reconciliation
  const approval = createApproval({ ...parts, cloud })
  const rights = createRights({ ...parts, approval, prove: staff.prove })
  const holds = createHolds({ ...matters, approvalOffered: approval.offered })
  const sales = createSales({
    ...matters,
    barred,
    paid: (sale) => void balances.paid(sale),
    awaitsBalance: (sale) => balances.awaits(sale),
    held({ orderNo, orderState }) {
      holds.began()
      // Something has happened to it already, before this till heard that it is held.
      if (orderNo !== null && orderState !== 'held') void holds.moved(orderNo)
    },
  })
  const balances = createBalances({ ...parts, cloud, sales, spool })
  const members = createMembers({ ...parts, cloud, sales })
  const adjustments = createAdjustments({ ...matters, members })
  const oneCode = createOneCode({ ...parts, cloud, slipSetting, announce: recorder.announce, kickSpool: () => spool.kick() })
  const captures = createCaptures({ ...matters, barred, holds })
  const releases = createReleases({ ...matters, barred, holds, rights })
  const refunds = createRefunds({ ...matters, barred, rights })
  return {
    binding,
    place,
    cloud,
    staff,
    phoneSignIn,
    shifts,
    summary: createSummary({ ...parts, cloud, slipSetting, staff: () => staff.list(), kickSpool: () => spool.kick() }),
    sales,
    refunds,
    holds,
    captures,
    releases,
    members,
    adjustments,
    oneCode,
    depositCheck: createDepositCheck(matters),
    approval,
    reconciliation,
    resolved: resolved.list,
    /** Set while the book refuses to be written. */
    trouble: recorder.trouble,
    slipSetting,

    /** Everything that the book left open is asked about, before anything new can be sent. */
    recover(): void {
      sales.recover()
      captures.recover()
      releases.recover()
      refunds.recover()
      reconciliation.start()
      oneCode.start()
      holds.start()
      report.kick()
    },

    async stop(): Promise<void> {
      sales.stop()
      captures.stop()
      releases.stop()
      refunds.stop()
      holds.stop()
      approval.stop()
      reconciliation.stop()
      oneCode.stop()
      report.stop()
      phoneSignIn.stop()
      await cloud.close()
    },
  }
}
export type Selling = ReturnType<typeof createSelling>
