import { computed, type ComputedRef } from 'vue'
import { fen, formatYuan } from '../../contract/money.ts'
import type { SaleView } from '../../contract/views.ts'
import { isCashTopUp } from '../entry/sale-face.ts'
import { useFaultText } from './fault-text.ts'
import { useWords } from './words.ts'

interface Advice {
  readonly what: string
  readonly why: readonly string[]
}

/** What to tell the cashier about a sale, or a hold, that is under way or did not come to be (BEHAVIOUR 7). */
export function useSaleAdvice(of: () => SaleView): ComputedRef<Advice> {
  const { t, faultWhat, faultTodo } = useWords()
  const { whatOf, todoOf } = useFaultText()

  return computed(() => {
    const { state, fault, purpose, way, mayReverse, amountFen, receivedFen } = of()
    const ofCash = isCashTopUp(of())
    const hold = purpose === 'hold'
    /** The words of this purpose. */
    const own = purpose === 'sale' ? 'result' : purpose
    const said = (otherwise: 'sale.numberUsed' | 'sale.refused' | 'deposit.notHeld'): Advice =>
      fault ? { what: whatOf(fault), why: [todoOf(fault)] } : { what: faultWhat(otherwise), why: [faultTodo(otherwise)] }
    switch (state) {
      case 'sending':
        return {
          what: t('result.sendingAdvice'),
          why: [t(ofCash ? 'topUp.cashSendingWhy' : `${own}.sendingWhy`)],
        }
      case 'pendingCustomer':
        return { what: t('result.waitingAdvice'), why: [t(`${own}.waitingWhy`)] }
      case 'conflict':
        return said('sale.numberUsed')
      case 'failed': {
        const { what, why } = said(hold ? 'deposit.notHeld' : 'sale.refused')
        if (ofCash) return { what, why: [...why, t('topUp.cashGiveBack', { sum: formatYuan(fen(receivedFen ?? amountFen)) })] }
        // Of a QR no code was spent.
        return { what, why: way === 'code' ? [...why, t(`${own}.usedCode`)] : why }
      }
      case 'refunded':
        return { what: t('result.refundedAdvice'), why: [t('result.refundedWhy')] }
      case 'reversing':
        return { what: t('reverse.advice'), why: [t('reverse.adviceWhy')] }
      default: {
        const check = t(ofCash ? 'topUp.cashUnknownCheck' : `${own}.unknownCheck`)
        return {
          what: t(`${own}.unknownAdvice`),
          // Where it may be taken back, that has to be explained, and the panel has no room for everything.
          why: mayReverse ? [check] : [fault ? todoOf(fault) : faultTodo('sale.noAnswer'), check],
        }
      }
    }
  })
}
