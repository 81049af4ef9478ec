/** What a printer answers, bit by bit: DLE EOT, GS r, GS I and automatic status (GS a) of Epson's reference. */

/** `silent` takes every byte and answers nothing, as a printer without a way back does. */
export type Condition = 'ok' | 'paperNearEnd' | 'paperOut' | 'coverOpen' | 'offline' | 'silent'

/** Fixed bits by which a real-time answer is known from the others: 0..1..10. */
const REAL_TIME = 0x12

export function isOffline(condition: Condition): boolean {
  return condition === 'paperOut' || condition === 'coverOpen' || condition === 'offline'
}

function paperBits(condition: Condition, nearEnd: number, end: number): number {
  if (condition === 'paperOut') return nearEnd | end
  return condition === 'paperNearEnd' ? nearEnd : 0
}

function realTimeAnswer(n: number, condition: Condition): number | null {
  switch (n) {
    case 1:
      return REAL_TIME | (isOffline(condition) ? 0x08 : 0)
    case 2:
      return (
        REAL_TIME |
        (condition === 'coverOpen' ? 0x04 : 0) |
        (condition === 'paperOut' ? 0x20 : 0) |
        (condition === 'offline' ? 0x40 : 0)
      )
    case 3:
      return REAL_TIME | (condition === 'offline' ? 0x20 : 0)
    case 4:
      return REAL_TIME | paperBits(condition, 0x0c, 0x60)
    default:
      return null
  }
}

/** The answer to a question, or null where the reference has none. */
export function answerTo(command: string, n: number, condition: Condition): Uint8Array | null {
  if (command === 'DLE EOT') {
    const status = realTimeAnswer(n, condition)
    return status === null ? null : Uint8Array.of(status)
  }
  if (command === 'GS r' && (n === 1 || n === 49)) return Uint8Array.of(paperBits(condition, 0x03, 0x0c))
  if (command === 'GS r' && (n === 2 || n === 50)) return Uint8Array.of(0)
  if (command === 'GS I' && (n === 1 || n === 49)) return Uint8Array.of(0x20)
  return null
}

/** The four bytes a printer with automatic status sends at once and at each change. */
export function autoStatus(condition: Condition): Uint8Array {
  const first = 0x10 | (isOffline(condition) ? 0x08 : 0) | (condition === 'coverOpen' ? 0x20 : 0)
  const second = condition === 'offline' ? 0x20 : 0
  return Uint8Array.of(first, second, paperBits(condition, 0x03, 0x0c), 0)
}
