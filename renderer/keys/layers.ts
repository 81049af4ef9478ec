import { onScopeDispose } from 'vue'

/** Answers true when the key was for it; then nobody beneath hears of it. */
export type KeyHandler = (name: string) => boolean

interface Layer {
  readonly handler: KeyHandler
  /** A modal layer lets nothing through to what lies beneath it. */
  readonly modal: boolean
}

const layers: Layer[] = []

interface LayerOptions {
  modal?: boolean
  /** Hears after everything that is open: a screen, whose house was there before it. */
  beneath?: boolean
}

/** Listens for keys while the component lives. What was opened last hears first. */
export function useKeys(handler: KeyHandler, options: LayerOptions = {}): void {
  onScopeDispose(listenForKeys(handler, options))
}

/** The same without a component; answers a function that ends it. */
export function listenForKeys(handler: KeyHandler, options: LayerOptions = {}): () => void {
  const layer: Layer = { handler, modal: options.modal ?? false }
  if (options.beneath) layers.unshift(layer)
  else layers.push(layer)
  return () => {
    const at = layers.indexOf(layer)
    if (at >= 0) layers.splice(at, 1)
  }
}

/** Offers a key to the layers, the newest first. */
export function offerKey(name: string): boolean {
  for (const layer of [...layers].reverse()) {
    if (layer.handler(name)) return true
    if (layer.modal) return false
  }
  return false
}

/** Makes a handler from a table of key names. */
export function keyTable(table: () => Record<string, (() => void) | undefined>): KeyHandler {
  return (name) => {
    const act = table()[name]
    if (!act) return false
    act()
    return true
  }
}
