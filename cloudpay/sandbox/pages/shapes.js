/** Small drawings; each stands beside a word and says nothing on its own. */

/** @param {string} inner @param {string} className */
function picture(inner, className = '') {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" class="${className}" aria-hidden="true">${inner}</svg>`
  return document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true)
}

/** @type {Record<string, string>} */
const MARKS = {
  wechat:
    '<path fill="var(--wechat)" d="M4 1h12a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-6l-5 4v-4H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Z"/><path fill="none" stroke="var(--on-tender)" stroke-width="2.2" d="m5.5 8 3 3 6-6"/>',
  alipay:
    '<rect width="18" height="18" x="1" y="1" rx="4" fill="var(--alipay)"/><path fill="none" stroke="var(--on-tender)" stroke-width="1.7" d="M5 6h10M10 3.5V9M6 9h8c-1 3.5-4 6-8.5 7M6.5 9.500c2 3 5 5.5 9 6.5"/>',
  memberCard:
    '<rect width="18" height="14" x="1" y="3" rx="3" fill="var(--ink-2)"/><path stroke="var(--paper)" stroke-width="1.8" d="M4 8h5M4 12h8"/><circle cx="14.5" cy="8" r="2" fill="var(--paper)"/>',
}

/** @param {string} tender */
export const mark = (tender) => picture(MARKS[tender] ?? '', 'mark')

/** @type {Record<string, string>} */
const STATES = {
  paid: '<circle cx="10" cy="10" r="9" fill="currentColor"/><path fill="none" stroke="var(--paper)" stroke-width="2.2" d="m5.5 10.5 3 3 6-6.5"/>',
  waiting:
    '<circle cx="10" cy="10" r="8" fill="none" stroke="var(--line)" stroke-width="2.5"/><path fill="none" stroke="currentColor" stroke-width="2.5" d="M10 2a8 8 0 0 1 7 12"/>',
  failed:
    '<path fill="currentColor" d="M6.3 1h7.400L19 6.300v7.400L13.7 19H6.300L1 13.700V6.300Z"/><path stroke="var(--paper)" stroke-width="2.2" d="m6.5 6.5 7 7m0-7-7 7"/>',
  refunded:
    '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/><path fill="none" stroke="currentColor" stroke-width="2" d="M14 12V9.500H6.500M9 6.500l-3 3 3 3"/>',
  held: '<rect width="14" height="10" x="3" y="9" rx="2" fill="currentColor"/><path fill="none" stroke="currentColor" stroke-width="2.2" d="M6 9V6.500a4 4 0 0 1 8 0V9"/>',
  closed:
    '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/><path stroke="currentColor" stroke-width="2" d="M6 10h8"/>',
}
/** @type {Record<string, string>} */
const KINDS = { initial: 'waiting', stopped: 'failed', reversed: 'refunded' }

/**
 * A state as shape and word.
 * @param {string} phase
 * @param {string} word
 */
export function state(phase, word) {
  const kind = KINDS[phase] ?? phase
  const made = document.createElement('span')
  made.className = `state ${kind}`
  made.append(picture(STATES[kind] ?? ''), word)
  return made
}
