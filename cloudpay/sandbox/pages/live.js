/**
 * Asks the sandbox. Throws when it does not answer.
 * @template T
 * @param {string} path under /sandbox/api/
 * @returns {Promise<T>}
 */
export async function ask(path) {
  const response = await fetch(`/sandbox/api/${path}`)
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return response.json()
}

/**
 * Has something done; answers how it ended, or undefined when it could not be asked for.
 * @param {string} path
 * @param {Record<string, unknown>} body
 * @returns {Promise<unknown>}
 */
export async function act(path, body) {
  const response = await fetch(`/sandbox/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.ok ? /** @type {{ done?: unknown }} */ (await response.json()).done : undefined
}

/**
 * Calls `refresh` at once and whenever something has changed; `lost` tells whether the sandbox can be reached.
 * @param {() => Promise<void>} refresh
 * @param {(isLost: boolean) => void} lost
 */
export function follow(refresh, lost) {
  let busy = false
  let again = false
  async function run() {
    if (busy) {
      again = true
      return
    }
    busy = true
    do {
      again = false
      try {
        await refresh()
        lost(false)
      } catch {
        lost(true)
      }
    } while (again)
    busy = false
  }
  const events = new EventSource('/sandbox/events')
  events.addEventListener('change', () => void run())
  events.addEventListener('error', () => lost(true))
  void run()
  return run
}

/** @type {WeakMap<Element, string>} */
const drawn = new WeakMap()

/**
 * Draws a symbol into a container. The text goes in the body of the request: codes and links belong in no URL.
 * @param {HTMLElement} container
 * @param {'qr' | 'code128'} kind
 * @param {string} text
 */
export async function draw(container, kind, text) {
  if (drawn.get(container) === text) return
  drawn.set(container, text)
  const response = await fetch(`/draw/${kind}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  })
  const picture = new DOMParser().parseFromString(await response.text(), 'image/svg+xml').documentElement
  if (drawn.get(container) !== text) return
  picture.setAttribute('aria-hidden', 'true')
  if (kind === 'code128') picture.setAttribute('preserveAspectRatio', 'none')
  container.replaceChildren(document.importNode(picture, true))
}

/**
 * Puts a text on the clipboard, and says so on the button for a moment.
 * @param {HTMLElement} button
 * @param {string} text
 * @param {string} said
 */
export async function copy(button, text, said) {
  await navigator.clipboard.writeText(text)
  const before = button.textContent
  button.textContent = said
  setTimeout(() => {
    if (button.textContent === said) button.textContent = before
  }, 1500)
}
