/** What a key press means, whichever keyboard, number pad or input method it came through. */
export interface KeyFacts {
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const BY_CODE: Record<string, string> = {
  NumpadDecimal: '.',
  NumpadEnter: 'Enter',
  NumpadComma: '.',
  Period: '.',
  Minus: '-',
  Equal: '=',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Backquote: '`',
  Space: ' ',
}
const SHIFTED: Record<string, string> = {
  '1': '!',
  '2': '@',
  '3': '#',
  '4': '$',
  '5': '%',
  '6': '^',
  '7': '&',
  '8': '*',
  '9': '(',
  '0': ')',
  '-': '_',
  '=': '+',
  '/': '?',
  ';': ':',
  "'": '"',
  ',': '<',
  '.': '>',
  '[': '{',
  ']': '}',
  '\\': '|',
  '`': '~',
}

/** The character a physical key stands for on the layout scanners type in (US), input method or not. */
export function characterByCode({ code, shiftKey }: KeyFacts): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shiftKey ? letter : letter.toLowerCase()
  const pad = /^Numpad(\d)$/.exec(code)?.[1]
  if (pad) return pad
  const plain = /^Digit(\d)$/.exec(code)?.[1] ?? BY_CODE[code]
  if (plain === undefined || plain.length > 1) return null
  return shiftKey && !code.startsWith('Numpad') ? (SHIFTED[plain] ?? plain) : plain
}

/** True while an input method has taken the key for itself: `key` then says nothing. */
function takenByInputMethod(facts: KeyFacts): boolean {
  return facts.key === 'Process' || facts.key === 'Unidentified'
}

/** The usual form of what an input method writes in full width: figures, letters, signs and the space. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (wide) =>
    wide === '\u3000' ? ' ' : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  )
}

/** The printable character of a key press, or null for keys that print nothing. */
export function characterOf(facts: KeyFacts): string | null {
  if (facts.altKey) return null
  // The number pad types figures whatever NumLock says: on a till it never moves a cursor.
  if (/^Numpad(\d|Decimal)$/.test(facts.code)) return characterByCode(facts)
  if (takenByInputMethod(facts)) return characterByCode(facts)
  return Array.from(facts.key).length === 1 ? halfWidth(facts.key) : null
}

/** The name a screen listens for: `7`, `.`, `Enter`, `Escape`, `F10`, `Alt+S`, `Alt+1`. */
export function keyName(facts: KeyFacts): string {
  if (facts.altKey) {
    const character = /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(facts.code)?.[1]
    return `Alt+${character ?? facts.key}`
  }
  if (facts.code === 'NumpadEnter') return 'Enter'
  return characterOf(facts) ?? facts.key
}
