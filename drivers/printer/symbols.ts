import { createRequire } from 'node:module'
import type bwip from 'bwip-js/node'

let read: typeof bwip | null = null

/** Read with the first symbol: printers that draw their own never need it, and it is large. */
function symbols(): typeof bwip {
  read ??= createRequire(import.meta.url)('bwip-js/node') as typeof bwip
  return read
}

/** Dark and light, row by row. */
export interface Modules {
  readonly width: number
  readonly height: number
  readonly dark: readonly boolean[]
}

/** What a QR code carries of a value: control characters and broken surrogates are left out. */
export function qrText(value: string): string {
  return value.replace(/[\p{Cc}\p{Cs}]/gu, '')
}

/** A QR code at level M, as the native command of the printer makes it, without a quiet zone. */
export function qrModules(value: string): Modules {
  const [symbol] = symbols().raw('qrcode', qrText(value), 'eclevel=M')
  if (!symbol || !('pixs' in symbol)) throw new Error('the QR code could not be made')
  return { width: symbol.pixx, height: symbol.pixy, dark: symbol.pixs.map((pixel) => pixel === 1) }
}

/** CODE128 as one row of modules, without quiet zones. */
export function code128Row(value: string): Modules {
  const [symbol] = symbols().raw('code128', value)
  if (!symbol || !('sbs' in symbol)) throw new Error('the barcode could not be made')
  const dark = symbol.sbs.flatMap((width, index) => Array.from({ length: width }, () => index % 2 === 0))
  return { width: dark.length, height: 1, dark }
}
