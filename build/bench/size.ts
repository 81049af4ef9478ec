import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { slipDocumentSchema } from '../../contract/slip.ts'
import { encodeSlip } from '../../drivers/printer/encode.ts'
import { PROFILES } from '../../drivers/printer/profiles/all.ts'
import { percentile, type Figure } from './figure.ts'

const page = join(import.meta.dirname, '..', '..', 'out', 'renderer')

/** All that the page loads, compressed, without its fonts. */
export function pageFigure(): Figure {
  const files = readdirSync(page, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:js|css|html|svg)$/.test(name))
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(page, name)), { level: 9 }).length, 0)
  return { name: 'page without fonts, gzip', value: bytes / 1000, unit: 'kB', limit: 350 }
}

const SLIP = slipDocumentSchema.parse({
  kind: 'payment',
  language: 'zh-CN',
  rows: [
    { kind: 'text', text: '海风酒店 南山店', align: 'center', bold: true },
    { kind: 'rule' },
    { kind: 'text', text: '收款凭证', align: 'center', size: 2 },
    ...Array.from({ length: 12 }, (_, row) => ({
      kind: 'pair' as const,
      label: `项目 ${row + 1}`,
      value: '微信支付 订单内容说明文字',
    })),
    { kind: 'money', label: '实收', amountFen: 128_050, size: 2 },
    { kind: 'barcode', value: '01001234567890123456789012345678' },
    { kind: 'qr', value: 'https://example.org/order/01001234567890123456789012345678' },
    { kind: 'text', text: '谢谢惠顾', align: 'center' },
  ],
})

/** Layout and encoding of a long slip with a barcode and a QR. */
export function encodeFigure(): Figure {
  const samples: number[] = []
  for (let round = 0; round < 300; round++) {
    const started = performance.now()
    encodeSlip(SLIP, PROFILES['generic-80'])
    samples.push(performance.now() - started)
  }
  return { name: 'slip encoded, p99 of 300', value: percentile(samples, 0.99), unit: 'ms', limit: 5 }
}
