import type { PrinterFault } from '../../contract/printers.ts'

/**
 * What printers answer, by Epson's reference. The fixed bits tell the kinds of byte apart: DLE EOT has bits 1 and 4 set and
 * 0 and 7 clear, GS r has bits 4 and 7 clear.
 */
export function isRealTimeAnswer(byte: number): boolean {
  return (byte & 0x93) === 0x12
}

export function isDoneAnswer(byte: number): boolean {
  return (byte & 0x90) === 0
}

/** Automatic status (`GS a`) opens with bit 4 set and 0, 1 and 7 clear; its three other bytes look like answers to GS r. */
function opensAutomaticStatus(byte: number): boolean {
  return (byte & 0x93) === 0x10
}

const REST_OF_AUTOMATIC_STATUS = 3
const FLOW_CONTROL = [0x11, 0x13]

/**
 * Lets through what can be an answer. Another program may have switched automatic status on, and a printer keeps that: its
 * four bytes come unasked, at any moment, one after the other but for XON, XOFF and answers to DLE EOT.
 */
export class AnswerSieve {
  #rest = 0

  isAnswer(byte: number): boolean {
    if (FLOW_CONTROL.includes(byte)) return false
    if (opensAutomaticStatus(byte)) {
      this.#rest = REST_OF_AUTOMATIC_STATUS
      return false
    }
    if (this.#rest === 0 || !isDoneAnswer(byte)) return true
    this.#rest--
    return false
  }
}

export interface RealTimeAnswers {
  readonly printer: number
  readonly offline: number
  readonly paper: number
}

/** What keeps the printer from printing, by the answers to DLE EOT 1, 2 and 4; null when nothing does. */
export function faultOf({ printer, offline, paper }: RealTimeAnswers): PrinterFault | null {
  if (offline & 0x20 || paper & 0x60) return 'paperOut'
  if (offline & 0x04) return 'coverOpen'
  // An error, such as a jammed cutter, has no name of its own here.
  return printer & 0x08 || offline & 0x40 ? 'offline' : null
}

/** The answer to GS r 1 after a job: whether the paper ended under it. */
export function paperEnded(done: number): boolean {
  return (done & 0x0c) !== 0
}
