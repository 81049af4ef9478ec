import { correctionOf, readBarcode, readQr } from './escpos-emulator-barcodes.ts'
import { fault, type Effect, type Machine } from './escpos-emulator-machine.ts'
import type { Bitmap } from './escpos-emulator-paper.ts'

/** Commands that print symbols and pictures. */

const byte = (args: Uint8Array, at = 0): number => args[at] ?? 0
const word = (args: Uint8Array, at: number): number => byte(args, at) + byte(args, at + 1) * 256

const between =
  (name: string, least: number, most: number, then: (machine: Machine, value: number) => void): Effect =>
  (machine, args, offset) => {
    const value = byte(args)
    if (value < least || value > most) {
      fault(machine, offset, `${name} ${value} is out of range`)
      return
    }
    then(machine, value)
  }

const HRI = ['none', 'above', 'below', 'both'] as const

const hri: Effect = (machine, args, offset) => {
  const place = HRI[byte(args) >= 48 ? byte(args) - 48 : byte(args)]
  if (place === undefined) {
    fault(machine, offset, `GS H ${byte(args)} is out of range`)
    return
  }
  machine.symbols.hri = place
}

const barcode: Effect = (machine, args, offset) => {
  const system = byte(args)
  const data = system <= 6 ? args.subarray(1, -1) : args.subarray(2)
  const reading = readBarcode(system, data)
  if ('fault' in reading) {
    fault(machine, offset, reading.fault)
    return
  }
  const dots = (reading.modules ?? 0) * machine.symbols.moduleWidth
  const { value, symbology } = reading
  machine.paper.symbol({ kind: 'barcode', offset, value, symbology, hri: machine.symbols.hri }, dots)
}

const QR_FUNCTIONS: Record<number, Effect> = {
  65: (machine, args, offset) => {
    if (![49, 50, 51].includes(byte(args)) || byte(args, 1) !== 0) fault(machine, offset, 'QR: no such model')
  },
  67: between('QR module size', 1, 16, (machine, size) => (machine.symbols.qrModule = size)),
  69: (machine, args, offset) => {
    const correction = correctionOf(byte(args))
    if (correction === null) {
      fault(machine, offset, `QR correction ${byte(args)} is out of range`)
      return
    }
    machine.symbols.qrCorrection = correction
  },
  80: (machine, args, offset) => {
    if (byte(args) !== 48) {
      fault(machine, offset, 'QR store: m must be 48')
      return
    }
    if (args.length < 2) {
      fault(machine, offset, 'QR store without data')
      return
    }
    machine.symbols.qrStored = args.slice(1)
  },
  81: (machine, args, offset) => {
    const { qrStored, qrCorrection, qrModule } = machine.symbols
    if (byte(args) !== 48) {
      fault(machine, offset, 'QR print: m must be 48')
      return
    }
    if (qrStored === null) {
      fault(machine, offset, 'QR print without stored data')
      return
    }
    const reading = readQr(qrStored, qrCorrection)
    if ('fault' in reading) {
      fault(machine, offset, reading.fault)
      return
    }
    machine.paper.symbol({ kind: 'qr', offset, value: reading.value, symbology: 'QR' }, (reading.modules ?? 0) * qrModule)
  },
}

/** Arguments each function of `GS ( k` takes beside cn and fn; storing takes any number. */
const QR_ARGUMENTS: Record<number, number> = { 65: 2, 67: 1, 69: 1, 81: 1 }

const twoDimensional: Effect = (machine, args, offset) => {
  const [, , cn = 0, fn = 0] = args
  const rest = args.subarray(4)
  const apply = cn === 49 ? QR_FUNCTIONS[fn] : undefined
  if (apply === undefined) {
    fault(machine, offset, `GS ( k ${cn} ${fn} is not a QR function the emulator knows`)
    return
  }
  const expected = QR_ARGUMENTS[fn]
  if (expected !== undefined && rest.length !== expected) {
    fault(machine, offset, `GS ( k 49 ${fn} with ${rest.length} arguments`)
    return
  }
  apply(machine, rest, offset)
}

function printBitmap(machine: Machine, bitmap: Bitmap, widthFactor: number, offset: number): void {
  if (bitmap.width === 0 || bitmap.height === 0) {
    fault(machine, offset, 'a picture without dots')
    return
  }
  if (bitmap.bits.length > machine.options.pictureBytes) {
    fault(machine, offset, `a picture of ${bitmap.bits.length} bytes is more than the printer buffers`)
  }
  machine.paper.symbol({ kind: 'raster', offset, bitmap }, bitmap.width * widthFactor)
}

const raster: Effect = (machine, args, offset) => {
  const mode = byte(args) >= 48 ? byte(args) - 48 : byte(args)
  if (mode > 3) {
    fault(machine, offset, `GS v 0 ${byte(args)} is out of range`)
    return
  }
  const bitmap = { width: word(args, 1) * 8, height: word(args, 3), bits: args.slice(5) }
  printBitmap(machine, bitmap, mode & 1 ? 2 : 1, offset)
}

const columnImage: Effect = (machine, args, offset) => {
  if (![0, 1, 32, 33].includes(byte(args))) {
    fault(machine, offset, `ESC * ${byte(args)} is out of range`)
    return
  }
  const dots = word(args, 1) * (byte(args) % 32 === 0 ? 2 : 1)
  if (dots > machine.paper.room) fault(machine, offset, `overflow: a column image of ${dots} dots`)
  else machine.paper.moveTo(machine.paper.position + dots, offset)
}

/** Graphics into the print buffer (function 112), then onto the paper (2 or 50). */
const graphics =
  (countBytes: number): Effect =>
  (machine, args, offset) => {
    const body = args.subarray(countBytes)
    const fn = byte(body, 1)
    if (byte(body) !== 48) {
      fault(machine, offset, 'graphics: m must be 48')
      return
    }
    if (fn === 112) {
      const [, , tone = 0, bx = 0, by = 0, colour = 0] = body
      const bitmap = { width: word(body, 6), height: word(body, 8), bits: body.slice(10) }
      const whole = bitmap.bits.length === Math.ceil(bitmap.width / 8) * bitmap.height
      const known = tone === 48 && colour >= 49 && colour <= 52 && [1, 2].includes(bx) && [1, 2].includes(by)
      if (!known || !whole) {
        fault(machine, offset, 'graphics: arguments and data do not agree')
        return
      }
      machine.symbols.graphicsStored = bitmap
      return
    }
    const stored = machine.symbols.graphicsStored
    if (fn !== 2 && fn !== 50) {
      fault(machine, offset, `graphics function ${fn} is not one the emulator knows`)
      return
    }
    if (stored === null) {
      fault(machine, offset, 'graphics printed before any were stored')
      return
    }
    machine.symbols.graphicsStored = null
    printBitmap(machine, stored, 1, offset)
  }

export const SYMBOLS: Record<string, Effect> = {
  'GS H': hri,
  'GS f': between('GS f', 0, 1, () => undefined),
  'GS h': between('GS h', 1, 255, (machine, height) => (machine.symbols.barcodeHeight = height)),
  'GS w': between('GS w', 2, 6, (machine, width) => (machine.symbols.moduleWidth = width)),
  'GS k': barcode,
  'GS ( k': twoDimensional,
  'GS v 0': raster,
  'ESC *': columnImage,
  'GS ( L': graphics(2),
  'GS 8 L': graphics(4),
}
