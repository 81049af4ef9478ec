import { describe, expect, it } from 'vitest'
import { LAMP_REASONS } from '../../../contract/devices.ts'
import { ACTS } from '../../../contract/acts.ts'
import { FAULT_CODES } from '../../../contract/faults.ts'
import { ROLES, SALE_STATES, TENDERS } from '../../../contract/states.ts'
import { asFunctions, type Message } from '../../../renderer/words/message.ts'
import { CUSTOMER_WORDS } from '../../../renderer/customer/words.ts'
import { DEFAULT_SETTINGS } from '../../../electron/kiosk/settings-schema.ts'
import { SETTING_NAMES } from '../../../renderer/words/setting-names.ts'
import { chinese, english, i18n, type Words } from '../../../renderer/words/words.ts'

/** Every message by its path, said once with every value and once with none. */
function said(words: Words): Map<string, { full: string; bare: string }> {
  const found = new Map<string, { full: string; bare: string }>()
  const walk = (tree: object, path: string): void => {
    for (const [key, entry] of Object.entries(tree) as [string, Message | object][]) {
      const at = path === '' ? key : `${path}.${key}`
      if (typeof entry === 'string') found.set(at, { full: entry, bare: entry })
      else if (typeof entry === 'function') {
        const say = entry as Exclude<Message, string>
        found.set(at, { full: say((name) => `<${name}>`), bare: say(() => '') })
      } else walk(entry, at)
    }
  }
  walk(words, '')
  return found
}

const zh = said(chinese)
const en = said(english)
/** The same in both languages by nature: marks and numbers, or a value alone. */
const SAME_IN_BOTH = new Set([
  'app.quote',
  'app.serial',
  'orders.page',
  'app.code',
  'bind.pasteHint',
  'head.lampIs',
  'facing.commandsOf.escpos',
  'facing.commandsOf.cd5220',
  'printing.kinds.file',
  'scanning.kinds.hid',
  'result.waitedOf',
])

describe('the words', () => {
  it('are the same list in Chinese and English', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  })

  it('have a sentence for every act of the audit log, and none for an act that is not there', () => {
    const said = [...zh.keys()].filter((path) => path.startsWith('audit.acts.')).map((path) => path.slice('audit.acts.'.length))
    expect(said.sort()).toEqual(Object.keys(ACTS).sort())
  })

  it('have a name for every group of the settings file', () => {
    expect([...SETTING_NAMES].sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort())
    const named = [...zh.keys()].filter((path) => path.startsWith('audit.settings.'))
    expect(named.map((path) => path.slice('audit.settings.'.length)).sort()).toEqual([...SETTING_NAMES].sort())
  })

  it('are never empty', () => {
    for (const [language, list] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      for (const [path, { full }] of list) expect(full.trim(), `${language} ${path}`).not.toBe('')
    }
  })

  it('are translated: no Chinese in English, none left in English in Chinese', () => {
    for (const [path, { full }] of en) {
      expect(full, path).not.toMatch(/\p{Script=Han}/u)
      if (!SAME_IN_BOTH.has(path)) expect(zh.get(path)?.full, path).not.toBe(full)
    }
    for (const [path, { full }] of zh) if (!SAME_IN_BOTH.has(path)) expect(full, path).toMatch(/\p{Script=Han}/u)
  })

  it('name the same values in both languages', () => {
    const valuesOf = (text: string): string[] => [...new Set(text.match(/<\w+>/g) ?? [])].sort()
    for (const [path, { full }] of en) expect(valuesOf(full), path).toEqual(valuesOf(zh.get(path)?.full ?? ''))
  })

  it('never say undefined, and stay a sentence, when a value is missing', () => {
    for (const [path, { bare }] of [...zh, ...en]) expect(bare, path).not.toMatch(/undefined|null|NaN|<\w+>/)
    for (const code of FAULT_CODES) {
      for (const list of [zh, en]) {
        expect(list.get(`faults.${code}.what`)?.bare, code).toBeTruthy()
        expect(list.get(`faults.${code}.todo`)?.bare, code).toBeTruthy()
      }
    }
  })

  it('have, for everything that can go wrong, what it is and what to do: two different sentences', () => {
    for (const list of [zh, en]) {
      for (const code of FAULT_CODES)
        expect(list.get(`faults.${code}.what`)?.full, code).not.toBe(list.get(`faults.${code}.todo`)?.full)
      const paths = [...list.keys()].filter((path) => path.startsWith('faults.'))
      expect(paths).toHaveLength(FAULT_CODES.length * 2)
    }
  })

  it('have every lamp, state, tender and role of the contract', () => {
    for (const list of [zh, en]) {
      for (const reason of LAMP_REASONS)
        for (const part of ['short', 'what', 'todo']) expect(list.has(`lamps.${reason}.${part}`), reason).toBe(true)
      for (const state of SALE_STATES) expect(list.has(`states.${state}`), state).toBe(true)
      for (const tender of TENDERS) expect(list.has(`tenders.${tender}`), tender).toBe(true)
      for (const role of ROLES) expect(list.has(`roles.${role}`), role).toBe(true)
    }
  })

  it('may carry signs that a template would trip over', () => {
    const tree = asFunctions({ plain: '@ | { } %', around: (named: (key: string) => string) => `@${named('who')} {0}` })
    i18n.global.mergeLocaleMessage('en', { signs: tree })
    i18n.global.locale.value = 'en'
    const say = i18n.global.t as (path: string, named?: Record<string, string>) => string
    expect(say('signs.plain')).toBe('@ | { } %')
    expect(say('signs.around', { who: 'x' })).toBe('@x {0}')
  })
})

describe('the words for the customer', () => {
  const list = (words: object): string[] =>
    Object.values(words).flatMap((word: unknown) => {
      if (typeof word === 'function') return [String((word as (sum: string) => string)('1.00'))]
      return typeof word === 'object' && word !== null ? list(word) : [String(word)]
    })
  const [chineseWords, englishWords] = [list(CUSTOMER_WORDS['zh-CN']), list(CUSTOMER_WORDS.en)]

  it('are as many in both languages, each in its own', () => {
    expect(englishWords).toHaveLength(chineseWords.length)
    for (const word of chineseWords) expect(word).toMatch(/\p{Script=Han}/u)
    for (const word of englishWords) expect(word).toMatch(/^[^\p{Script=Han}]{2,}$/u)
  })

  it('name the sum where they speak of one', () => {
    for (const words of Object.values(CUSTOMER_WORDS)) {
      expect(words.change('2.50')).toContain('¥2.50')
      expect(words.youPaid('2.50')).toContain('¥2.50')
    }
  })
})
