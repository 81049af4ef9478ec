import type { CustomerScene, CustomerView } from '../../contract/customer-view.ts'
import type { SaleView } from '../../contract/views.ts'
import type { Snapshot } from '../../contract/snapshot.ts'

/** The part of the truth that the customer display is built from. */
type Known = Pick<Snapshot, 'language' | 'theme' | 'training' | 'place' | 'stage' | 'barred' | 'sale'>

/**
 * What the customer display may know of what the till knows. `pictures` lists the shop's own, and is asked only while nothing
 * is sold. A sale that was parked is nobody's in front of the counter any more.
 */
export function customerViewOf(known: Known, pictures: () => readonly string[]): CustomerView {
  const { language, theme, training, place, stage, sale } = known
  const scene = stage === 'selling' && sale !== null ? sceneOf(sale, known.barred !== null) : null
  return {
    language,
    theme,
    training,
    shopName: place?.shopName ?? '',
    scene: scene ?? { what: 'idle', pictures: [...pictures()] },
  }
}

/** Null when the sale is over, or was never anything to the customer. */
function sceneOf(sale: SaleView, barred: boolean): CustomerScene | null {
  const { amountFen, purpose } = sale
  // It is taken from what is held already; whoever stands at the counter has nothing to do for it.
  if (sale.way === 'capture') return null
  switch (sale.state) {
    case 'waitingForCode':
      // While nothing may be sold, nobody is asked for a code that would not be taken.
      return barred ? { what: 'waiting', purpose, amountFen, onPhone: false } : { what: 'showCode', purpose, amountFen }
    case 'sending':
      return { what: 'waiting', purpose, amountFen, onPhone: false }
    case 'pendingCustomer':
      if (sale.way === 'qr') return qrOf(sale)
      return { what: 'waiting', purpose, amountFen, onPhone: true }
    case 'closing':
    case 'reversing':
    case 'unknown':
    case 'conflict':
      return { what: 'confirming', purpose, amountFen }
    case 'paid':
      if (purpose === 'topUp') return toppedUpOf(sale)
      return { what: 'paid', amountFen, paidFen: sale.paidFen ?? amountFen, tender: sale.tender, changeFen: changeOf(sale) }
    case 'held': {
      const tender = walletOf(sale)
      return tender && { what: 'held', amountFen, tender }
    }
    case 'failed':
      return { what: 'failed', purpose, amountFen }
    case 'refunded':
    case 'cancelled':
      return null
  }
}

const walletOf = ({ tender }: SaleView): 'wechat' | 'alipay' | null =>
  tender === 'wechat' || tender === 'alipay' ? tender : null

/** The same code as on the till's own screen, once there is one. */
function qrOf(sale: SaleView): CustomerScene {
  const { purpose, amountFen, codeUrl } = sale
  const tender = walletOf(sale)
  if (codeUrl === null || tender === null) return { what: 'waiting', purpose, amountFen, onPhone: false }
  return { what: 'qr', purpose, amountFen, tender, codeUrl }
}

const toppedUpOf = (sale: SaleView): CustomerScene => ({
  what: 'toppedUp',
  amountFen: sale.amountFen,
  creditedFen: sale.amountFen + (sale.card?.bonusFen ?? 0),
  balanceFen: sale.card?.balanceFen ?? null,
  tender: sale.tender,
  changeFen: changeOf(sale),
})

const changeOf = ({ tender, receivedFen, amountFen }: SaleView): number | null =>
  tender === 'cashRecord' && receivedFen !== null ? receivedFen - amountFen : null
