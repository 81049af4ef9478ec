import { hex, tokenAt, tokenLength, type Token } from './escpos-emulator-commands.ts'
import { fault, newMachine, type EmulatorOptions, type Machine, type StatusAsk } from './escpos-emulator-machine.ts'
import type { Align, EmulatedLine } from './escpos-emulator-paper.ts'
import { SETTINGS } from './escpos-emulator-settings.ts'
import { SYMBOLS } from './escpos-emulator-symbols.ts'
import { isKnownInternationalSet, readChinese, readSingle, type ReadCharacter } from './escpos-emulator-text.ts'

export type { EmulatorOptions } from './escpos-emulator-machine.ts'

export interface Emulation {
  lines: EmulatedLine[]
  cuts: number
  drawerKicks: number
  beeps: number
  /** Questions to the printer, in order: DLE EOT, GS r, GS a, GS I. */
  asks: StatusAsk[]
  /** Empty for a job a printer of this kind prints as meant. Offsets count from the first byte. */
  errors: { offset: number; message: string }[]
  /** How the printer stands after the job: the next one begins here. */
  end: { chinese: boolean; size: number; hanziSize: number; bold: boolean; align: Align }
}

const EFFECTS = { ...SETTINGS, ...SYMBOLS }

function read(machine: Machine, bytes: Uint8Array, at: number): ReadCharacter {
  const { style, options } = machine
  if (style.chinese) return readChinese(bytes, at, options.charset, style.internationalSet)
  return readSingle(bytes[at] ?? 0, style.codePage, style.internationalSet)
}

function print(machine: Machine, character: ReadCharacter, offset: number): void {
  const { style, paper } = machine
  const factor = character.wide ? style.hanzi : style.ascii
  const cell = character.wide ? machine.options.hanziDots : style.smallFont ? Math.round(paper.cellDots * 0.75) : paper.cellDots
  const spacing = character.wide ? style.hanziSpacing : style.spacing
  paper.put(
    {
      text: character.text,
      dots: (cell + spacing) * factor.width,
      widthFactor: factor.width,
      heightFactor: factor.height,
      bold: style.bold,
    },
    offset,
  )
}

function readText(machine: Machine, token: Token & { kind: 'text' }): void {
  if (!isKnownInternationalSet(machine.style.internationalSet)) {
    fault(machine, token.offset, `text in international set ${machine.style.internationalSet}, which the emulator does not know`)
  }
  let at = 0
  while (at < token.bytes.length) {
    const character = read(machine, token.bytes, at)
    const offset = token.offset + at
    if (character.fault !== undefined) fault(machine, offset, character.fault)
    if (character.text !== '') print(machine, character, offset)
    at += character.length
  }
}

function obey(machine: Machine, token: Token & { kind: 'command' }): void {
  const effect = Object.hasOwn(EFFECTS, token.name) ? EFFECTS[token.name] : undefined
  if (machine.options.lacks.includes(token.name)) fault(machine, token.offset, `this model has no ${token.name}`)
  else if (effect === undefined) fault(machine, token.offset, `unknown command ${token.name}`)
  else effect(machine, token.args, token.offset)
}

function apply(machine: Machine, token: Token): void {
  if (token.kind === 'text') readText(machine, token)
  else if (token.kind === 'command') obey(machine, token)
  else fault(machine, token.offset, `unknown command ${hex(token.bytes)}`)
}

/** NULs before the first command only fill up a picture that an earlier job left unfinished; elsewhere they are a fault. */
function leadingPadding(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first === -1 ? bytes.length : first
}

/**
 * Prints a job on an imaginary printer of `columns` half-width columns on `dots` dots, and says what stands on the paper
 * and what was wrong. Strict: an unknown byte, a half-finished command, text over the edge and text left in the buffer
 * are errors. It does not model page mode, user-defined characters, kanji other than GB, or barcode widths but CODE128's.
 */
export function emulate(bytes: Uint8Array, options: EmulatorOptions): Emulation {
  const machine = newMachine(options)
  let offset = leadingPadding(bytes)
  while (offset < bytes.length) {
    const token = tokenAt(bytes, offset)
    if (token === null) {
      fault(machine, offset, `the job ends in the middle of a command: ${hex(bytes.subarray(offset, offset + 8))}`)
      break
    }
    apply(machine, token)
    offset += tokenLength(token)
  }
  const { paper, style } = machine
  if (!paper.isEmpty) fault(machine, bytes.length, `${JSON.stringify(paper.pendingText)} is left in the buffer, not printed`)
  return {
    lines: paper.lines,
    cuts: machine.cuts,
    drawerKicks: machine.drawerKicks,
    beeps: machine.beeps,
    asks: machine.asks,
    errors: machine.errors,
    end: {
      chinese: style.chinese,
      size: Math.max(style.ascii.width, style.ascii.height),
      hanziSize: Math.max(style.hanzi.width, style.hanzi.height),
      bold: style.bold,
      align: paper.align,
    },
  }
}
