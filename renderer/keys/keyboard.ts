import { createWedge } from '../../contract/wedge.ts'
import { characterOf, keyName } from './key-name.ts'
import { offerKey } from './layers.ts'
import { insertText, isTextField, keepText, type KeptText } from './text-field.ts'

/** Scanners that act as keyboards leave 1 to 30 ms between characters; fast hands on a number pad more than 60 ms. */
const BURST_MS = 50
/** Nothing that is scanned here is shorter (BEHAVIOUR 2.7); passwords and amounts, even pasted at once, mostly are. */
const MIN_LENGTH = 10
/** Later than any key: settles what is held, whatever its age. */
const NOW_OR_NEVER = Number.POSITIVE_INFINITY

interface Held {
  readonly name: string
  readonly target: EventTarget | null
}

/**
 * Listens to the whole keyboard at once, before any field does: tells a scanner's burst from a hand, and offers keys to the
 * screens. A burst never reaches a field, wherever the focus is; a hand never loses a key, it only waits a moment.
 */
export function listenToKeyboard(page: Window, onScan: (text: string) => void): () => void {
  const wedge = createWedge({ burstMs: BURST_MS, minLength: MIN_LENGTH })
  const held: Held[] = []
  let kept: KeptText | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Lets go of what is held: as a scan, or to where each key would have gone. */
  function settle(): void {
    clearTimeout(timer)
    const { scan } = wedge.flush(NOW_OR_NEVER)
    const waiting = held.splice(0)
    if (scan === undefined) for (const one of waiting) deliver(one)
    // An input method may have put a part of the burst into the field; it goes again.
    else kept?.putBack()
    kept = null
    if (scan !== undefined) onScan(scan)
  }

  /** Keeps a key back until it is known what it was. An input method has its keys already and cannot be kept from them. */
  function hold(event: KeyboardEvent, name: string): void {
    const takenAlready = event.isComposing || event.key === 'Process'
    if (takenAlready) kept ??= keepText(event.target)
    else held.push({ name, target: event.target })
    clearTimeout(timer)
    timer = setTimeout(settle, BURST_MS + 1)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const character = event.ctrlKey || event.metaKey ? null : characterOf(event)
    const name = character ?? keyName(event)
    // No scan begins with a space, and a button that was walked to is pressed by it.
    const pressesButton = character === ' ' && held.length === 0 && isPressable(event.target)
    const mayBeScanned = !event.repeat && !pressesButton && (character !== null || name === 'Enter' || name === 'Tab')
    if (wedge.due(event.timeStamp)) settle()
    const verdict = mayBeScanned ? wedge.key(name, event.timeStamp) : 'pass'
    if (verdict === 'pass') {
      settle()
      handOn(event)
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    if (verdict === 'hold') hold(event, name)
    else settle()
  }

  page.addEventListener('keydown', onKeyDown, { capture: true })
  return () => {
    clearTimeout(timer)
    page.removeEventListener('keydown', onKeyDown, { capture: true })
  }
}

const EDITING = new Set(['Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Tab'])
const PRESSING = new Set([
  'Enter',
  ' ',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'Tab',
  'PageUp',
  'PageDown',
])

const SCROLLING = new Set(['ArrowUp', 'ArrowDown', 'Home', 'End', 'Tab', 'PageUp', 'PageDown'])

/** Gives a key to whom it belongs: a field that is being written in, a button that was walked to, or the screen. */
function handOn(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey) return
  const name = keyName(event)
  if (isTextField(event.target) && (characterOf(event) !== null || EDITING.has(name))) return
  if (isPressable(event.target) && PRESSING.has(name)) return
  if (isReadable(event.target) && SCROLLING.has(name)) return
  // A key that is held down repeats: fine for figures, never for an act.
  if (event.repeat && !/^[0-9]$|^Backspace$/.test(name)) {
    if (name !== 'Tab') event.preventDefault()
    return
  }
  if (!press(name)) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

/**
 * Presses keys that waited for a screen, a frame apart: each goes to whom it belongs once the screen, or the key before it, has
 * had its effect.
 */
export async function pressKept(names: readonly string[]): Promise<void> {
  for (const name of names) {
    await new Promise((drawn) => requestAnimationFrame(drawn))
    deliver({ name, target: document.activeElement })
  }
}

/** Hands a key on that was kept back. */
function deliver({ name, target }: Held): void {
  if (isTextField(target) && Array.from(name).length === 1) insertText(target, name)
  else press(name)
}

function press(name: string): boolean {
  // Figures belong to the keypad: whoever types them has left the button that had the focus.
  if (/^[0-9.]$/.test(name) && document.activeElement instanceof HTMLElement && isPressable(document.activeElement)) {
    document.activeElement.blur()
  }
  return offerKey(name)
}

/** Something long that was walked to, to be read: it scrolls by its own keys. */
const isReadable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.tabIndex === 0 && !isTextField(target) && !isPressable(target)

function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a[href], [role="option"], [role="listbox"]') !== null
}
