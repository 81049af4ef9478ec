import { fault, initialise, type Effect, type Machine } from './escpos-emulator-machine.ts'
import { isKnownCodePage } from './escpos-emulator-text.ts'
import type { Align } from './escpos-emulator-paper.ts'

/** Commands that change how the following text is printed, and those that move the paper. */

const allowed = (machine: Machine, offset: number, name: string, value: number, values: readonly number[]): boolean => {
  if (values.includes(value)) return true
  fault(machine, offset, `${name} ${value} is out of range`)
  return false
}

const byte = (args: Uint8Array, at = 0): number => args[at] ?? 0
const word = (args: Uint8Array): number => byte(args) + byte(args, 1) * 256
const signedWord = (args: Uint8Array): number => (word(args) > 32_767 ? word(args) - 65_536 : word(args))
const nothing: Effect = () => undefined

/** A switch that counts only bit 0 of its argument. */
const lowBit =
  (set: (machine: Machine, on: boolean) => void): Effect =>
  (machine, args) =>
    set(machine, (byte(args) & 1) === 1)

const inRange =
  (name: string, values: readonly number[], then: (machine: Machine, value: number) => void = () => undefined): Effect =>
  (machine, args, offset) => {
    if (allowed(machine, offset, name, byte(args), values)) then(machine, byte(args))
  }

const unusable =
  (why: string): Effect =>
  (machine, _args, offset) =>
    fault(machine, offset, why)

const ALIGNS: Record<number, Align> = { 0: 'left', 1: 'center', 2: 'right', 48: 'left', 49: 'center', 50: 'right' }

const align: Effect = (machine, args, offset) => {
  const chosen = ALIGNS[byte(args)]
  if (chosen === undefined) {
    fault(machine, offset, `ESC a ${byte(args)} is out of range`)
    return
  }
  if (!machine.paper.isEmpty) {
    fault(machine, offset, 'ESC a in the middle of a line has no effect')
    return
  }
  machine.paper.align = chosen
}

/** Font, size and underline are for single-byte characters; emphasis is for all. */
const printMode: Effect = (machine, args) => {
  const mode = byte(args)
  machine.style.smallFont = (mode & 0x01) !== 0
  machine.style.bold = (mode & 0x08) !== 0
  machine.style.ascii = { width: mode & 0x20 ? 2 : 1, height: mode & 0x10 ? 2 : 1 }
}

const characterSize: Effect = (machine, args, offset) => {
  const n = byte(args)
  if ((n & 0x88) !== 0) {
    fault(machine, offset, `GS ! ${n} is out of range`)
    return
  }
  const size = { width: (n >> 4) + 1, height: (n & 0x07) + 1 }
  machine.style.ascii = size
  if (machine.options.gsEnlargesHanzi) machine.style.hanzi = { ...size }
}

const chineseMode =
  (on: boolean): Effect =>
  (machine, _args, offset) => {
    if (machine.options.hanzi === 'none') {
      fault(machine, offset, 'this printer has no Chinese mode')
      return
    }
    if (machine.options.hanzi === 'FS&') machine.style.chinese = on
  }

const kanjiFont: Effect = (machine, args, offset) => {
  const [, , fn, font] = args
  if (args.length !== 4 || fn !== 48 || font === undefined || font % 48 > 2)
    fault(machine, offset, 'FS ( A: no such Chinese font')
}

const tabStops: Effect = (machine, args, offset) => {
  const stops = [...args.subarray(0, -1)]
  const rising = stops.every((stop, index) => index === 0 || stop > (stops[index - 1] ?? 0))
  if (!rising || stops.length > 32) {
    fault(machine, offset, 'ESC D: at most 32 tab stops, in rising order')
    return
  }
  machine.style.tabs = stops
}

const tab: Effect = (machine, _args, offset) => {
  const { style, paper } = machine
  const stop = style.tabs.map((column) => column * paper.cellDots).find((dots) => dots > paper.position)
  if (stop === undefined) fault(machine, offset, 'HT without a further tab stop')
  else paper.moveTo(stop, offset)
}

const atLineStart =
  (name: string, then: (machine: Machine, args: Uint8Array) => void): Effect =>
  (machine, args, offset) => {
    if (!machine.paper.isEmpty) fault(machine, offset, `${name} in the middle of a line`)
    then(machine, args)
  }

const cut: Effect = (machine, args, offset) => {
  if (!machine.paper.isEmpty) fault(machine, offset, 'a cut in the middle of a line')
  if (allowed(machine, offset, 'GS V', byte(args), [0, 1, 48, 49, 65, 66, 97, 98, 103, 104])) machine.cuts += 1
}

const pulse: Effect = (machine, args, offset) => {
  if (allowed(machine, offset, 'ESC p', byte(args), [0, 1, 48, 49])) machine.drawerKicks += 1
}

const realTimePulse: Effect = (machine, args, offset) => {
  if (byte(args) !== 1) {
    fault(machine, offset, `DLE DC4 ${byte(args)} has no place in a slip`)
    return
  }
  const [, pin = 0, time = 0] = args
  if (pin > 1 || time < 1 || time > 8) {
    fault(machine, offset, 'DLE DC4 1 with pin or time out of range')
    return
  }
  machine.drawerKicks += 1
}

const ask =
  (command: string, values: readonly number[] | null): Effect =>
  (machine, args, offset) => {
    if (values !== null && !allowed(machine, offset, command, byte(args), values)) return
    machine.asks.push({ offset, command, n: byte(args) })
  }

const buzzer: Effect = (machine, args, offset) => {
  if (!machine.options.beeper) {
    fault(machine, offset, 'ESC B is not in the reference, and this printer has no such buzzer')
    return
  }
  if (byte(args) < 1 || byte(args) > 9) {
    fault(machine, offset, `ESC B ${byte(args)} is out of range`)
    return
  }
  machine.beeps += 1
}

export const SETTINGS: Record<string, Effect> = {
  HT: tab,
  LF: (machine, _args, offset) => machine.paper.endLine(offset),
  CR: nothing,
  FF: unusable('FF outside page mode'),
  CAN: unusable('CAN outside page mode'),
  'DLE EOT': ask('DLE EOT', [1, 2, 3, 4]),
  'DLE ENQ': inRange('DLE ENQ', [0, 1, 2]),
  'DLE DC4': realTimePulse,
  'ESC SP': (machine, args) => (machine.style.spacing = byte(args)),
  'ESC !': printMode,
  'ESC $': (machine, args, offset) => machine.paper.moveTo(word(args), offset),
  'ESC \\': (machine, args, offset) => machine.paper.moveTo(machine.paper.position + signedWord(args), offset),
  'ESC -': inRange('ESC -', [0, 1, 2, 48, 49, 50]),
  'ESC 2': nothing,
  'ESC 3': nothing,
  'ESC =': inRange('ESC =', [1, 3]),
  'ESC @': (machine, _args, offset) => initialise(machine, offset),
  'ESC B': buzzer,
  'ESC D': tabStops,
  'ESC E': lowBit((machine, on) => (machine.style.bold = on)),
  'ESC G': nothing,
  'ESC J': (machine, args, offset) => {
    if (machine.paper.isEmpty) machine.paper.symbol({ kind: 'feed', offset, units: byte(args) }, 0)
    else machine.paper.endLine(offset)
  },
  'ESC M': inRange('ESC M', [0, 1, 48, 49], (machine, font) => (machine.style.smallFont = font % 2 === 1)),
  'ESC R': inRange('ESC R', [...Array(18).keys()], (machine, set) => (machine.style.internationalSet = set)),
  'ESC S': nothing,
  'ESC V': inRange('ESC V', [0, 48]),
  'ESC a': align,
  'ESC c 3': nothing,
  'ESC c 4': nothing,
  'ESC c 5': nothing,
  'ESC d': (machine, args, offset) => machine.paper.feed(byte(args), offset),
  'ESC i': (machine) => (machine.cuts += 1),
  'ESC m': (machine) => (machine.cuts += 1),
  'ESC p': pulse,
  'ESC r': inRange('ESC r', [0, 1, 48, 49]),
  'ESC t': (machine, args, offset) => {
    if (!isKnownCodePage(byte(args))) {
      fault(machine, offset, `code page ${byte(args)} is not one the emulator knows`)
      return
    }
    machine.style.codePage = byte(args)
  },
  'ESC {': atLineStart('ESC {', () => undefined),
  'ESC ( A': (machine) => (machine.beeps += 1),
  'FS !': (machine, args) => {
    machine.style.hanzi = { width: byte(args) & 0x04 ? 2 : 1, height: byte(args) & 0x08 ? 2 : 1 }
  },
  'FS &': chineseMode(true),
  'FS .': chineseMode(false),
  'FS ( A': kanjiFont,
  'FS -': inRange('FS -', [0, 1, 2, 48, 49, 50]),
  'FS C': inRange('FS C', [0, 1, 2, 48, 49, 50]),
  'FS S': (machine, args) => (machine.style.hanziSpacing = byte(args) + byte(args, 1)),
  'FS W': lowBit((machine, on) => (machine.style.hanzi = on ? { width: 2, height: 2 } : { width: 1, height: 1 })),
  'GS !': characterSize,
  'GS B': nothing,
  'GS I': ask('GS I', null),
  'GS L': atLineStart('GS L', (machine, args) => (machine.paper.leftMargin = word(args))),
  'GS P': nothing,
  'GS T': inRange('GS T', [0, 1, 48, 49]),
  'GS V': cut,
  'GS W': atLineStart('GS W', (machine, args) => (machine.paper.areaWidth = word(args))),
  'GS a': ask('GS a', null),
  'GS b': nothing,
  'GS r': ask('GS r', [1, 2, 4, 49, 50, 52]),
}
