import { describe, expect, it } from 'vitest'
import { characterOf, keyName, type KeyFacts } from '../../../renderer/keys/key-name.ts'
import { keyTable, listenForKeys, offerKey } from '../../../renderer/keys/layers.ts'

const facts = (over: Partial<KeyFacts>): KeyFacts => ({ key: '', code: '', shiftKey: false, altKey: false, ...over })

describe('a key', () => {
  it('is the same figure from the row, the number pad, and the number pad without NumLock', () => {
    expect(keyName(facts({ key: '7', code: 'Digit7' }))).toBe('7')
    expect(keyName(facts({ key: '7', code: 'Numpad7' }))).toBe('7')
    expect(keyName(facts({ key: 'Home', code: 'Numpad7' }))).toBe('7')
    expect(keyName(facts({ key: 'Delete', code: 'NumpadDecimal' }))).toBe('.')
    expect(keyName(facts({ key: 'Enter', code: 'NumpadEnter' }))).toBe('Enter')
  })

  it('is read by its place while an input method is on', () => {
    expect(characterOf(facts({ key: 'Process', code: 'Digit2' }))).toBe('2')
    expect(characterOf(facts({ key: 'Process', code: 'KeyQ' }))).toBe('q')
    expect(characterOf(facts({ key: 'Process', code: 'KeyQ', shiftKey: true }))).toBe('Q')
    expect(characterOf(facts({ key: 'Process', code: 'Slash', shiftKey: true }))).toBe('?')
    expect(characterOf(facts({ key: 'Process', code: 'ShiftLeft' }))).toBeNull()
  })

  it('in full width is the figure, the point and the letter that it stands for', () => {
    expect(keyName(facts({ key: '７', code: '' }))).toBe('7')
    expect(keyName(facts({ key: '．', code: '' }))).toBe('.')
    expect(characterOf(facts({ key: 'ｑ', code: '' }))).toBe('q')
    expect(characterOf(facts({ key: '收', code: '' }))).toBe('收')
  })

  it('with Alt is an act, whatever character the layout makes of it', () => {
    expect(keyName(facts({ key: 'ß', code: 'KeyS', altKey: true }))).toBe('Alt+S')
    expect(keyName(facts({ key: '1', code: 'Digit1', altKey: true }))).toBe('Alt+1')
    expect(keyName(facts({ key: 'End', code: 'Numpad1', altKey: true }))).toBe('Alt+1')
    expect(characterOf(facts({ key: 's', code: 'KeyS', altKey: true }))).toBeNull()
  })

  it('is read from what a browser hands over, whose facts are not its own properties', () => {
    class Event implements KeyFacts {
      get key() {
        return 'd'
      }
      get code() {
        return 'KeyD'
      }
      get shiftKey() {
        return false
      }
      get altKey() {
        return true
      }
    }
    expect(keyName(new Event())).toBe('Alt+D')
  })

  it('is heard by a screen after the house and the hands that are open, whichever came first', () => {
    const heard: string[] = []
    const says = (who: string) => keyTable(() => ({ Escape: () => heard.push(who) }))
    const stopHouse = listenForKeys(says('house'))
    const stopScreen = listenForKeys(says('screen'), { beneath: true })
    offerKey('Escape')
    stopHouse()
    offerKey('Escape')
    stopScreen()
    expect(heard).toEqual(['house', 'screen'])
  })

  it('is heard by what was opened last, and by nothing beneath what is modal', () => {
    const heard: string[] = []
    const stopTill = listenForKeys(keyTable(() => ({ Enter: () => heard.push('till'), F2: () => heard.push('rail') })))
    const stopMenu = listenForKeys(keyTable(() => ({ Enter: () => heard.push('menu') })))
    expect(offerKey('Enter')).toBe(true)
    expect(offerKey('F2')).toBe(true)
    const stopSheet = listenForKeys(
      keyTable(() => ({ Escape: () => heard.push('sheet') })),
      { modal: true },
    )
    expect(offerKey('Enter')).toBe(false)
    expect(offerKey('Escape')).toBe(true)
    stopSheet()
    stopMenu()
    expect(offerKey('Enter')).toBe(true)
    stopTill()
    expect(offerKey('Enter')).toBe(false)
    expect(heard).toEqual(['menu', 'rail', 'sheet', 'till'])
  })
})
