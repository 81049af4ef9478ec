import type { ReaderOptions } from 'zxing-wasm/reader'

/** What wallets and slips show. Fewer kinds are read faster, and misread less. */
export const KINDS: ReaderOptions = { formats: ['QRCode', 'Code128'], maxNumberOfSymbols: 4, tryHarder: true }
