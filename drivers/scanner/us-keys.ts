/** Key codes of Linux (input-event-codes.h) on the US layout, which is what scanners that act as keyboards type by. */

export const KEY = {
  enter: 28,
  tab: 15,
  keypadEnter: 96,
  leftCtrl: 29,
  rightCtrl: 97,
  leftShift: 42,
  rightShift: 54,
  leftAlt: 56,
  rightAlt: 100,
  capsLock: 58,
  leftMeta: 125,
  rightMeta: 126,
} as const

/** Rows of keys whose codes follow each other: first code, characters, characters with Shift. */
const ROWS: readonly (readonly [number, string, string])[] = [
  [2, '1234567890-=', '!@#$%^&*()_+'],
  [16, 'qwertyuiop[]', 'QWERTYUIOP{}'],
  [30, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [43, '\\zxcvbnm,./', '|ZXCVBNM<>?'],
  [55, '*', '*'],
  [57, ' ', ' '],
  [71, '789-456+1230.', '789-456+1230.'],
  [86, '\\', '|'],
  [98, '/', '/'],
]

const PLAIN = new Map<number, readonly [string, string]>(
  ROWS.flatMap(([first, plain, shifted]) =>
    [...plain].map((character, index): [number, readonly [string, string]] => [
      first + index,
      [character, shifted[index] ?? character],
    ]),
  ),
)

/** The character of a key; null for a key that types none. Caps lock turns letters only. */
export function characterOf(code: number, shift: boolean, caps: boolean): string | null {
  const pair = PLAIN.get(code)
  if (pair === undefined) return null
  const isLetter = /^[a-z]$/.test(pair[0])
  return pair[(isLetter && caps) !== shift ? 1 : 0]
}

/** Which key types a character, and whether with Shift; null for one that no key types. For tests and the fuzz command. */
export function keyOf(character: string): { readonly code: number; readonly shift: boolean } | null {
  for (const [code, [plain, shifted]] of PLAIN) {
    if (plain === character) return { code, shift: false }
    if (shifted === character) return { code, shift: true }
  }
  return null
}
