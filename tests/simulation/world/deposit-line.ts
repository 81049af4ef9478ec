import { captureAnswer, holdAnswer, releaseAnswer } from '../../../cloudpay/client/hold-answer.ts'
import { DEFAULT_LIMITS } from '../../../cloudpay/client/limits.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import type { SellingCloud } from '../../../electron/till/parts.ts'
import type { BankOrder } from './bank-order.ts'
import type { BankHold, BankRelease, Wallet } from './bank-holds.ts'
import type { Dice } from './dice.ts'
import { holdContent, releaseContent } from './hold-wire.ts'
import type { BankAnswer } from './numbers.ts'
import { must, type Exchange, type LineParts } from './line-parts.ts'
import { orderContent } from './wire.ts'

export interface DepositLineParts extends Pick<LineParts, 'bank' | 'wire' | 'leaving' | 'bonusTold'> {
  readonly exchange: Exchange
  /** It leaves now; answers how it arrives, with the time that it took told. */
  readonly travels: <T>(number: string, arrive: () => BankAnswer<T>) => () => BankAnswer<T>
  readonly isGone: (order: BankOrder) => boolean
  readonly foreignOrder: (orderNo: string, amountFen: number, wallet: Wallet) => (dice: Dice) => void
}

const { payMs, queryMs } = DEFAULT_LIMITS
type Calls =
  'microFreeze' | 'scanCodeFreeze' | 'queryFreezeOrder' | 'depositConsume' | 'queryCapture' | 'unfreeze' | 'queryUnfreezeOrder'

/** Deposits over the line (PROTOCOL 5.5). */
export function depositLine(parts: DepositLineParts): Pick<SellingCloud, Calls> {
  const { bank, exchange, wire, travels } = parts
  const { holds } = bank
  const writtenHold = (hold: BankHold) => holdContent(hold, bank.refundedOf(hold))
  const readHold = (hold: BankHold) => must(holdAnswer(writtenHold(hold)))
  const writtenCapture = (order: BankOrder) => orderContent(order, parts.isGone(order))
  const readCapture = (order: BankOrder) => must(captureAnswer(writtenCapture(order), null))
  const writtenRelease = (release: BankRelease) => releaseContent(release, bank.walletOf(release))
  const readRelease = (release: BankRelease) => must(releaseAnswer(writtenRelease(release)))
  const foreignHold = (holdNo: string, amountFen: number, wallet: Wallet) => (dice: Dice) =>
    holds.putForeign(
      holdNo,
      dice.chance(0.5) ? amountFen : amountFen + 1,
      dice.pick(['paid', 'paid', 'inWork', 'cancelled'] as const),
      wallet,
    )

  return {
    microFreeze(q) {
      const { holdNo, amountFen, paymentCode: code, tender: wallet } = q
      parts.leaving({ kind: 'hold', number: holdNo, amountFen })
      return exchange({
        name: 'micro_freeze',
        about: holdNo,
        limitMs: payMs,
        arrive: travels(holdNo, () => holds.micro({ holdNo, amountFen, code, wallet })),
        answer: readHold,
        write: (hold) => ({ freeze_order_content: writtenHold(hold) }),
        call: () => wire.calls.microFreeze(q),
        foreign: foreignHold(holdNo, amountFen, wallet),
      })
    },
    scanCodeFreeze(q) {
      const { holdNo, amountFen } = q
      // The server reads seconds.
      const expiresAt = q.expiresAt === undefined ? bank.now() + 7_200_000 : Math.floor(q.expiresAt / 1000) * 1000
      parts.leaving({ kind: 'hold', number: holdNo, amountFen, expiresAt: q.expiresAt })
      const codeUrl = `https://qr.alipay.com/${holdNo}`
      return exchange({
        name: 'scan_code_freeze',
        about: holdNo,
        limitMs: queryMs,
        arrive: travels(holdNo, () => holds.qr({ holdNo, amountFen, expiresAt })),
        answer: () => ({ holdNo, codeUrl }),
        write: () => ({ code_url: codeUrl }),
        call: () => wire.calls.scanCodeFreeze(q),
        foreign: foreignHold(holdNo, amountFen, 'alipay'),
      })
    },
    queryFreezeOrder: (q) =>
      exchange({
        name: 'query_freeze_order',
        about: q.holdNo,
        limitMs: queryMs,
        arrive: () => holds.query(q.holdNo, q.tender),
        answer: readHold,
        write: (hold) => ({ freeze_order_content: writtenHold(hold) }),
        call: () => wire.calls.queryFreezeOrder(q),
      }),
    depositConsume(q) {
      const { orderNo, holdNo, amountFen, tender: wallet, releaseRest } = q
      parts.leaving({ kind: 'capture', number: orderNo, amountFen, holdNo, keepsRest: !releaseRest })
      return exchange({
        name: 'deposit_consume',
        about: orderNo,
        limitMs: payMs,
        arrive: travels(orderNo, () => holds.capture({ orderNo, holdNo, amountFen, wallet, releaseRest })),
        answer: readCapture,
        write: (order) => ({ order_content: writtenCapture(order) }),
        call: () => wire.calls.depositConsume(q),
        foreign: parts.foreignOrder(orderNo, amountFen, wallet),
      })
    },
    queryCapture: (q) =>
      exchange({
        name: 'query_order',
        about: q.orderNo,
        limitMs: queryMs,
        arrive: () => bank.order(q.orderNo),
        answer: readCapture,
        write: (order) => ({ order_content: writtenCapture(order) }),
        call: () => wire.calls.queryCapture(q),
      }),
    unfreeze(q) {
      const { holdNo, releaseNo, amountFen, tender: wallet } = q
      parts.leaving({ kind: 'release', number: releaseNo, amountFen })
      return exchange({
        name: 'unfreeze',
        about: releaseNo,
        limitMs: queryMs,
        arrive: travels(releaseNo, () => holds.release({ releaseNo, holdNo, amountFen, wallet })),
        answer: readRelease,
        write: (release) => ({ unfreeze_order_content: writtenRelease(release) }),
        call: () => wire.calls.unfreeze(q),
        foreign: () => bank.takeNumber(releaseNo),
      })
    },
    queryUnfreezeOrder: (q) =>
      exchange({
        name: 'query_unfreeze_order',
        about: q.releaseNo ?? q.holdNo,
        limitMs: queryMs,
        arrive: () => holds.queryReleases(q.holdNo, q.tender, q.releaseNo),
        answer: (all: readonly BankRelease[]) => all.map(readRelease),
        write: (all) => ({ unfreeze_order_content: all.map(writtenRelease) }),
        call: (): Promise<CallResult<ReturnType<typeof readRelease>[]>> => wire.calls.queryUnfreezeOrder(q),
      }),
  }
}
