import { encodeSlip } from '../../drivers/printer/encode.ts'
import { PROFILES } from '../../drivers/printer/profiles/all.ts'
import { paymentSlip } from '../../electron/slips/payment.ts'
import { saleOf } from '../support/sale.ts'
import { spanFigures, type Figure } from './figure.ts'
import { PLAIN } from '../support/slip-setting.ts'

const ROUNDS = 2000

/** Laying out and encoding the slip of a payment with all its rows, in plain Node. */
export function slipEncoding(): Figure[] {
  const sale = saleOf({
    state: 'paid',
    orderNo: '12345678260101120000000100012345',
    platformTxnId: '4200001234202601011234567890',
    settledAt: Date.UTC(2026, 0, 1, 4),
    amountFen: 128_050,
    discountFen: 1_050,
    remark: '三号桌，两位，发票稍后开具',
  })
  const setting = {
    shopName: '海风酒店 南山店',
    deviceName: '前台一号收银机',
    language: 'zh-CN' as const,
    ...PLAIN,
    footer: '谢谢惠顾，欢迎下次光临',
    training: false,
  }
  const document = paymentSlip(sale, setting, 'auto')
  const samples: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    encodeSlip(document, PROFILES['generic-58'])
    samples.push(performance.now() - started)
  }
  const figures = spanFigures('slip: layout and bytes', samples, 5)
  const [first = NaN] = samples
  return [{ name: 'slip: the first one, with nothing warm', value: first, unit: 'ms', target: null }, ...figures]
}
