import bwip from 'bwip-js/node'

/** What `GS k` and `GS ( k` carry, read and checked as the printer would. A fault means that nothing would be printed. */

export type Reading = { value: string; modules: number | null } | { fault: string }

interface Code128 {
  set: 'A' | 'B' | 'C'
  value: string
  symbols: number
  shifted: boolean
}

function code128Plain(byte: number, set: 'A' | 'B'): string | null {
  const allowed = set === 'A' ? byte < 0x60 : byte >= 0x20 && byte < 0x80
  return allowed ? String.fromCharCode(byte) : null
}

function code128Escape(state: Code128, letter: string): string | null {
  if (letter === 'A' || letter === 'B' || letter === 'C') {
    if (state.symbols > 0) state.symbols += 1
    state.set = letter
    return null
  }
  if (letter === '{' && state.set === 'B') state.value += '{'
  else if (letter === 'S' && state.set !== 'C') state.shifted = true
  else if (letter !== '1' && (state.set === 'C' || !/[234]/.test(letter)))
    return `{${letter} is not allowed in code set ${state.set}`
  state.symbols += 1
  return null
}

function code128Data(state: Code128, byte: number): string | null {
  if (state.set === 'C') {
    if (byte > 99) return `byte ${byte} in code set C; a pair of figures is a byte from 0 to 99`
    state.value += String(byte).padStart(2, '0')
  } else {
    const set = state.shifted ? (state.set === 'A' ? 'B' : 'A') : state.set
    const plain = code128Plain(byte, set)
    if (plain === null) return `byte ${byte} is not in code set ${set}`
    state.value += plain
    state.shifted = false
  }
  state.symbols += 1
  return null
}

/** CODE128 of `GS k 73`: it must open with {A, {B or {C; in set C each byte stands for two figures. */
function readCode128(data: Uint8Array): Reading {
  const first = data[0] === 0x7b ? String.fromCharCode(data[1] ?? 0) : ''
  if (first !== 'A' && first !== 'B' && first !== 'C') return { fault: 'CODE128 must begin with {A, {B or {C' }
  const state: Code128 = { set: first, value: '', symbols: 0, shifted: false }
  for (let at = 2; at < data.length; at++) {
    const byte = data[at] ?? 0
    if (byte === 0x7b && at + 1 >= data.length) return { fault: 'CODE128 ends in the middle of an escape' }
    const fault = byte === 0x7b ? code128Escape(state, String.fromCharCode(data[++at] ?? 0)) : code128Data(state, byte)
    if (fault !== null) return { fault: `CODE128: ${fault}` }
  }
  if (state.value === '') return { fault: 'CODE128 without data' }
  if (state.shifted) return { fault: 'CODE128 ends after a shift' }
  // Start, data and check are 11 modules each, the stop is 13.
  return { value: state.value, modules: 11 * (state.symbols + 2) + 13 }
}

const PLAIN_SYSTEMS: Record<number, { name: string; data: RegExp }> = {
  65: { name: 'UPC-A', data: /^\d{11,12}$/ },
  66: { name: 'UPC-E', data: /^\d{6,8}$|^\d{11,12}$/ },
  67: { name: 'EAN13', data: /^\d{12,13}$/ },
  68: { name: 'EAN8', data: /^\d{7,8}$/ },
  69: { name: 'CODE39', data: /^[0-9A-Z $%*+\-./]+$/ },
  70: { name: 'ITF', data: /^(?:\d\d)+$/ },
  71: { name: 'CODABAR', data: /^[A-Da-d][0-9$+\-./:]+[A-Da-d]$/ },
}

/** Any barcode of `GS k`. Functions A and B share their systems, 65 apart. The width is known for CODE128 alone. */
export function readBarcode(system: number, data: Uint8Array): Reading & { symbology: string } {
  if (system === 73) return { ...readCode128(data), symbology: 'CODE128' }
  const plain = PLAIN_SYSTEMS[system <= 6 ? system + 65 : system]
  if (plain === undefined) return { fault: `barcode system ${system} is not known`, symbology: '?' }
  const value = Buffer.from(data).toString('latin1')
  if (!plain.data.test(value)) return { fault: `${plain.name} cannot carry ${JSON.stringify(value)}`, symbology: plain.name }
  return { value, modules: null, symbology: plain.name }
}

const CORRECTION = ['L', 'M', 'Q', 'H'] as const
export type Correction = (typeof CORRECTION)[number]

export function correctionOf(n: number): Correction | null {
  return CORRECTION[n - 48] ?? null
}

/** A stored QR symbol: what it says, and how many modules it is wide at this level of correction. */
export function readQr(data: Uint8Array, correction: Correction): Reading {
  if (data.length === 0) return { fault: 'QR without data' }
  const value = Buffer.from(data).toString('utf8')
  try {
    const [symbol] = bwip.raw('qrcode', Buffer.from(data).toString('latin1'), `eclevel=${correction} binarytext`)
    return { value, modules: symbol !== undefined && 'pixx' in symbol ? symbol.pixx : null }
  } catch {
    return { fault: 'more data than a QR symbol can carry' }
  }
}
