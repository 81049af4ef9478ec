/**
 * Makes an element. `on` listens to clicks; `true` sets an attribute without a value, `false` and undefined leave it out.
 * @param {string} tag
 * @param {{ on?: () => void } & Record<string, string | boolean | number | undefined | (() => void)>} attributes
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener('click', value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value))
  }
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/**
 * The element with that id; a page without it is broken.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no element ${id}`)
  return found
}

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap()

/**
 * Fills a container, but only when what it shows has changed; the focus stays on the same button (`data-key`).
 * @param {Element} container
 * @param {unknown} facts everything that the content depends on
 * @param {() => (Node | string)[]} build
 */
export function fill(container, facts, build) {
  const signature = JSON.stringify(facts)
  if (shown.get(container) === signature) return
  shown.set(container, signature)
  const active = document.activeElement
  const key = active instanceof HTMLElement && container.contains(active) ? active.dataset['key'] : undefined
  container.replaceChildren(...build())
  if (key === undefined) return
  const again = container.querySelector(`[data-key="${CSS.escape(key)}"]`)
  if (again instanceof HTMLElement) again.focus()
}
