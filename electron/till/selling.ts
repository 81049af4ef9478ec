import type { CloudPay } from '../../cloudpay/client/client.ts'
import { createSales } from './sales.ts'
import type { Place, SellingParts } from './parts.ts'
import type { Spool } from './spool.ts'
import { createStaff } from './staff.ts'
import type { Binding } from './binding.ts'
import { tillDigits } from './binding.ts'

export function placeOf(binding: Binding): Place {
  const { shopName, deviceId, deviceName, orderPrefix } = binding
  return { shopName, deviceId, deviceName, orderPrefix, tillDigits: tillDigits(binding) }
}

/** What there is once the till is bound: the line to Cloud Pay, the people, the sales. Ends with `stop`. */
export function createSelling(binding: Binding, cloud: CloudPay, parts: Omit<SellingParts, 'cloud' | 'place'>, spool: Spool) {
  const place = placeOf(binding)
  const staff = createStaff({ book: parts.book, clock: parts.clock, cloud, shopId: binding.shopId })
  const sales = createSales({ ...parts, cloud, place }, () => spool.kick())
  return {
    binding,
    place,
    staff,
    sales,
    cloud,
    async stop(): Promise<void> {
      sales.stop()
      await cloud.close()
    },
  }
}
export type Selling = ReturnType<typeof createSelling>
