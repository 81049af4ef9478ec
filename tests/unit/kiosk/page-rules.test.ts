import { join, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  customerPreferences,
  isOfOrigin,
  isPageUrl,
  PAGE_CSP,
  pageFile,
  pagePreferences,
  plainWindowSize,
  reloadDelay,
  SECURITY_CHECKLIST,
  walletPreferences,
} from '../../../electron/kiosk/page-rules.ts'

const ROOT = '/opt/guitai/out/renderer'

describe('The page’s files', () => {
  it('are served by their kind', () => {
    expect(pageFile(ROOT, 'app://guitai/')).toEqual({ path: join(ROOT, 'index.html'), type: 'text/html; charset=utf-8' })
    expect(pageFile(ROOT, 'app://guitai/assets/a.js?v=1#x')).toEqual({
      path: join(ROOT, 'assets/a.js'),
      type: 'text/javascript; charset=utf-8',
    })
    expect(pageFile(ROOT, 'app://guitai/f/%E5%AD%97.woff2')?.path).toBe(join(ROOT, 'f/字.woff2'))
  })

  it.each([
    'app://other/index.html',
    'app://guitai.evil/index.html',
    'app://user@guitai/index.html',
    'app://guitai:80/index.html',
    'file:///etc/passwd',
    'https://guitai/index.html',
    'app://guitai/../../etc/hosts.json',
    'app://guitai/%2e%2e/%2e%2e/main/main.js',
    'app://guitai/..%2f..%2fmain%2fmain.js',
    'app://guitai/..%5c..%5cmain.js',
    'app://guitai/assets/..%2f..%2f..%2fpackage.json',
    'app://guitai/a%00.js',
    'app://guitai/%E0%A4%A.js',
    'app://guitai/secret.txt',
    'app://guitai/main.js.map',
    'not a url',
    '',
  ])('are not served for %s', (url) => {
    const file = pageFile(ROOT, url)
    // A URL parser takes plain dots out by itself: then what is left must still lie below the folder.
    if (file !== null) expect(file.path.startsWith(ROOT + sep)).toBe(true)
    else expect(file).toBeNull()
    if (!/\/\.\.\/|%2e%2e\//.test(url)) expect(file).toBeNull()
  })

  it('never lie outside the folder, whatever is asked', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '..%2f',
      '%2f',
      '\\',
      '%5c',
      'a',
      '/',
      '//',
      '%00',
      '字',
      'renderer',
      '%252e%252e',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), fc.constantFrom('.js', '.html', '.json', ''), (pieces, end) => {
        const file = pageFile(ROOT, `app://guitai/${pieces.join('/')}x${end}`)
        return file === null || (file.path.startsWith(ROOT + sep) && !file.path.split(sep).includes('..'))
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('The page’s rights', () => {
  it('are none: no Node, no shared world, always a sandbox', () => {
    for (const rights of [pagePreferences('/p.cjs', true), customerPreferences('/p.cjs', true), walletPreferences(true)]) {
      expect(rights).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        devTools: false,
      })
      expect(rights).not.toHaveProperty('enableBlinkFeatures')
    }
    expect(pagePreferences('/p.cjs', true).preload).toBe('/p.cjs')
    expect(walletPreferences(true)).not.toHaveProperty('preload')
    expect(walletPreferences(true).partition).toBe('wallet')
    expect(customerPreferences('/p.cjs', true).partition).toBe('customer')
    expect(pagePreferences('/p.cjs', true)).not.toHaveProperty('partition')
    expect(pagePreferences('/p.cjs', false).devTools).toBe(true)
  })

  it('let in no script or style but its own files, and nothing from elsewhere', () => {
    const rules = new Map(PAGE_CSP.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))
    expect(rules.get('default-src')).toEqual(["'none'"])
    expect(rules.get('script-src')).toEqual(["'self'"])
    expect(rules.get('style-src')).toEqual(["'self'"])
    expect(PAGE_CSP).not.toMatch(/unsafe|https?:|\*/)
  })

  it('have an answer to every point of the checklist', () => {
    expect(Object.keys(SECURITY_CHECKLIST)).toHaveLength(20)
    for (const answer of Object.values(SECURITY_CHECKLIST)) expect(answer.length).toBeGreaterThan(10)
  })
})

describe('Where a window may be', () => {
  it('is the page itself, with any query or fragment', () => {
    for (const url of ['app://guitai/index.html', 'app://guitai/', 'app://guitai/index.html?x=1#/orders'])
      expect(isPageUrl('till', url)).toBe(true)
    for (const url of [
      'app://guitai/other.html',
      'app://guitai/customer.html',
      'app://guitai.x/index.html',
      'app://u@guitai/',
      'file:///index.html',
      'about:blank',
      '',
    ])
      expect(isPageUrl('till', url)).toBe(false)
  })

  it('is for the customer display its own page alone', () => {
    expect(isPageUrl('customer', 'app://guitai/customer.html')).toBe(true)
    for (const url of ['app://guitai/', 'app://guitai/index.html', 'app://u@guitai/customer.html', 'app://x/customer.html', ''])
      expect(isPageUrl('customer', url)).toBe(false)
  })

  it('is the wallet’s origin, to the port', () => {
    const origin = 'http://127.0.0.1:8080/wallet'
    expect(isOfOrigin('http://127.0.0.1:8080/x', origin)).toBe(true)
    for (const url of [
      'http://127.0.0.1:8081/',
      'https://127.0.0.1:8080/',
      'http://127.0.0.1:8080.evil/',
      'data:text/html,x',
      'nonsense',
    ])
      expect(isOfOrigin(url, origin)).toBe(false)
  })
})

describe('The size of a plain window', () => {
  it('is taken as asked, and nothing else makes one', () => {
    expect(plainWindowSize('1024x768')).toEqual({ width: 1024, height: 768 })
    for (const text of [undefined, '', '1024', '1024X768', '10x10', '1e9x5', '99999x99999', '-100x200'])
      expect(plainWindowSize(text)).toBeNull()
  })
})

it('A page that fails again and again is loaded more and more rarely, and never given up', () => {
  expect([1, 2, 3, 4, 5, 50].map(reloadDelay)).toEqual([0, 500, 2_000, 5_000, 10_000, 10_000])
})
