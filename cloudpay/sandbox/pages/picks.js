import { element, fill } from './element.js'
import { currentLanguage, word } from './words.js'

/** @typedef {{ staffId: string, name: string, role: string }} Person */

/**
 * The people whose phone this may be, one to choose.
 * @param {HTMLElement} into
 * @param {readonly Person[]} people
 * @param {string} me
 * @param {(staffId: string) => void} chosen
 */
export function showPicks(into, people, me, chosen) {
  fill(into, [currentLanguage(), me, people], () =>
    people.map(({ staffId, name, role }) => {
      const input = element('input', { type: 'radio', name: 'me', value: staffId, checked: staffId === me, 'data-key': staffId })
      input.addEventListener('change', () => chosen(staffId))
      return element(
        'label',
        { class: 'pick' },
        input,
        element('span', {}, `${name} ${staffId}`),
        element('small', {}, word(role)),
      )
    }),
  )
}
