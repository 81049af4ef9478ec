import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import { CODES_MOST, type ShopCode } from '../../contract/one-code.ts'
import type { Binding } from './binding.ts'
import type { SellingCloud } from './parts.ts'

const SHOPS = 50
/** More pages of shops than a merchant has. */
const PAGES = 20

/** The fixed QR codes of this shop, as Cloud Pay knows them (BEHAVIOUR F19). Fault: `oneCode.noAnswer`. */
export async function shopCodes({
  binding,
  cloud,
}: {
  readonly binding: Pick<Binding, 'shopId'>
  readonly cloud: Pick<SellingCloud, 'queryShopInfo'>
}): Promise<Outcome<{ codes: ShopCode[] }>> {
  for (let page = 1; page <= PAGES; page += 1) {
    const result = await cloud.queryShopInfo({ page, pageSize: SHOPS })
    if (result.outcome !== 'ok') return refuse('oneCode.noAnswer')
    const { shops } = result.answer
    const own = shops.find(({ out_shop_id: id }) => id === binding.shopId)
    const codes = (own?.qrcode_infos ?? []).flatMap(({ qrcode_id: id, qrcode_name: name }) =>
      id ? [{ id, name: name ?? id }] : [],
    )
    if (own) return ok({ codes: codes.slice(0, CODES_MOST) })
    if (shops.length < SHOPS) break
  }
  return ok({ codes: [] })
}
