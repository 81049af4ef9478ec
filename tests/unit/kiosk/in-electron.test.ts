import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Proof } from './electron/app.ts'
import {
  buildProof,
  close,
  ELECTRON,
  electronIsHere,
  launch,
  openScreen,
  type Built,
  type Running,
  type Screen,
} from './electron/run-electron.ts'

declare global {
  interface Window {
    told?: unknown[]
    early?: unknown
    evalRefused?: boolean
    moduleRan?: boolean
  }
}

/** Runs in the main process, on the parts it put together. */
async function inMain<T>(run: Running, body: (proof: Proof) => T | Promise<T>): Promise<T> {
  const proof = await run.app.evaluateHandle(() => (globalThis as unknown as { proof: Proof }).proof)
  return proof.evaluate(body as (proof: Proof) => T)
}
const logOf = (run: Running): string =>
  existsSync(join(run.home, 'log/guitai.log')) ? readFileSync(join(run.home, 'log/guitai.log'), 'utf8') : ''

describe.runIf(electronIsHere)('In a real Electron', () => {
  let built: Built
  let screen: Screen
  let run: Running
  let server: Server
  let origin: string
  const asked: string[] = []

  beforeAll(async () => {
    ;[built, screen] = await Promise.all([buildProof(), openScreen()])
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.setHeader('content-type', 'text/html')
      response.end('<title>wallet</title><p>wallet</p>')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    run = await launch(built, screen)
  }, 60_000)
  afterAll(async () => {
    await close(run)
    server.close()
    screen.close()
    rmSync(built.folder, { recursive: true, force: true })
  })

  it('the page is served by its own scheme, with its policy, and no inline script runs', async () => {
    expect(run.page.url()).toBe('app://guitai/index.html')
    expect(await run.page.evaluate(() => 'inlineRan' in window)).toBe(false)
    expect(await run.page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(1, 2, 3)')
    const served = await run.page.evaluate(async () => {
      const answers: Record<string, [number, string | null, string | null]> = {}
      for (const path of ['/page.js', '/absent.js', '/..%2fsecret.js', '/..%2fpackage.json']) {
        const answer = await fetch(`app://guitai${path}`)
        answers[path] = [answer.status, answer.headers.get('content-type'), answer.headers.get('content-security-policy')]
      }
      return answers
    })
    expect(served['/page.js']?.[0]).toBe(200)
    expect(served['/page.js']?.[1]).toContain('text/javascript')
    expect(served['/page.js']?.[2]).toContain("script-src 'self'")
    for (const path of ['/absent.js', '/..%2fsecret.js', '/..%2fpackage.json']) expect(served[path]?.[0]).toBe(404)
    expect(await run.page.evaluate(() => window.evalRefused)).toBe(true)
  })

  it('the page has the bridge and nothing else of Electron or Node', async () => {
    const seen = await run.page.evaluate(() => ({
      keys: Object.keys(window.guitai).sort(),
      node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname', 'global'].filter(
        (name) => name in window,
      ),
      frozen: Object.isFrozen(window.guitai),
    }))
    expect(seen).toEqual({ keys: ['ask', 'on'], node: [], frozen: true })
    const rights = await inMain(run, (proof) => {
      const prefs = (
        proof.kiosk.window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences()
      return [prefs['sandbox'], prefs['contextIsolation'], prefs['nodeIntegration'], prefs['webSecurity'], prefs['webviewTag']]
    })
    expect(rights).toEqual([true, true, false, true, false])
  })

  it('a request is answered, a wrong one refused, a fault inside told by its id only', async () => {
    const answers = await run.page.evaluate(async () => {
      const bridge = window.guitai as unknown as { ask(name: unknown, question: unknown): Promise<unknown> }
      const ask = (name: unknown, question: unknown) => bridge.ask(name, question)
      return {
        right: await ask('scan.read', { text: '0100' }),
        wrongShape: await ask('scan.read', { text: 7 }),
        unknown: await ask('app.quit', {}),
        forbidden: await ask('orders.find', { orderNo: '01' }),
        thrown: await ask('bind.checkNetwork', {}),
        notCloned: await ask('scan.read', { text: Symbol('x') }).catch((error: unknown) => `threw ${String(error)}`),
      }
    })
    expect(answers).toMatchObject({
      right: { ok: true, value: { kind: 'orderNumber', orderNo: '0100' } },
      wrongShape: { ok: false, fault: { code: 'request.invalid' } },
      unknown: { ok: false, fault: { code: 'request.invalid' } },
      forbidden: { ok: false, fault: { code: 'request.forbidden' } },
      thrown: { ok: false, fault: { code: 'request.failed', params: { id: expect.stringMatching(/^[0-9a-f]{8}$/) as string } } },
    })
    expect(JSON.stringify(answers)).not.toContain('a secret of the main process')
  })

  it('a question that comes before the till is there waits for it', async () => {
    await inMain(run, (proof) => proof.withoutTill())
    await run.page.evaluate(() => {
      window.early = 'waiting'
      void window.guitai.ask('scan.read', { text: '01000052' }).then((answer) => (window.early = answer))
    })
    await inMain(run, () => undefined) // the main process has had a turn meanwhile
    expect(await run.page.evaluate(() => window.early)).toBe('waiting')
    await run.app.evaluate(() => (globalThis as unknown as { bringTill: () => void }).bringTill())
    await vi.waitFor(async () => expect(await run.page.evaluate(() => window.early)).toMatchObject({ ok: true }))
  })

  it('an event reaches the page that listens, an invalid one does not leave, and an unknown one cannot be listened to', async () => {
    await inMain(run, (proof) => {
      proof.publish('openOrder', { orderNo: '01000052' })
      proof.publish('openOrder', { orderNo: 7 } as never)
      proof.publish('openOrder', { orderNo: 'last' })
    })
    await vi.waitFor(async () =>
      expect(await run.page.evaluate(() => window.told)).toEqual([{ orderNo: '01000052' }, { orderNo: 'last' }]),
    )
    expect(logOf(run)).toContain('event.invalid')
    const thrown = await run.page.evaluate(() => {
      try {
        window.guitai.on('made up' as never, () => undefined)
        return 'nothing'
      } catch (error) {
        return String(error)
      }
    })
    expect(thrown).toContain('no such event')
    const heard = await run.page.evaluate(() => {
      const end = window.guitai.on('openOrder', () => window.told?.push('ended listener'))
      end()
      return typeof end
    })
    expect(heard).toBe('function')
    await inMain(run, (proof) => proof.publish('openOrder', { orderNo: 'after' }))
    await vi.waitFor(async () => expect(await run.page.evaluate(() => window.told?.at(-1))).toEqual({ orderNo: 'after' }))
  })

  it('a window that is not the kiosk’s page is not answered, even with the bridge in it', async () => {
    const answer = await run.app.evaluate(async () => {
      const { proof } = globalThis as unknown as { proof: Proof }
      const window = proof.stranger()
      await window.loadURL('app://guitai/index.html')
      const said = (await window.webContents.executeJavaScript(`guitai.ask('scan.read', { text: '1' })`)) as unknown
      window.destroy()
      return said
    })
    expect(answer).toMatchObject({ ok: false, fault: { code: 'request.forbidden' } })
    expect(logOf(run)).toContain('request.foreignSender')
  })

  it('the page cannot leave itself, open a window, reach the network, download or ask for a device', async () => {
    const before = asked.length
    const seen = await run.page.evaluate(async (other) => {
      const opened = window.open(`${other}/window`)
      const fetched = await fetch(`${other}/fetch`).then(
        () => 'reached',
        () => 'refused',
      )
      const picture = await new Promise((resolve) => {
        const image = new Image()
        image.onload = () => resolve('reached')
        image.onerror = () => resolve('refused')
        image.src = `${other}/picture`
      })
      const microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        (error: unknown) => (error as Error).name,
      )
      const notify = await Notification.requestPermission()
      const camera = (await navigator.permissions.query({ name: 'camera' })).state
      const webview = document.createElement('webview')
      webview.setAttribute('src', other)
      document.body.append(webview)
      const frame = document.createElement('iframe')
      frame.src = other
      document.body.append(frame)
      const link = document.createElement('a')
      link.href = `${other}/file`
      link.download = 'file'
      link.click()
      location.href = `${other}/navigation`
      return { opened: opened === null, fetched, picture, microphone, notify, camera }
    }, origin)
    expect(seen).toMatchObject({ opened: true, fetched: 'refused', picture: 'refused', notify: 'denied', camera: 'denied' })
    expect(['NotAllowedError', 'NotFoundError']).toContain(seen.microphone)
    await vi.waitFor(() => expect(logOf(run)).toMatch(/page\.(navigationDenied|requestDenied)[^\n]*navigation/))
    expect(run.page.url()).toBe('app://guitai/index.html')
    await run.page.evaluate(() => {
      location.href = 'file:///etc/passwd'
    })
    await run.page.evaluate(() => {
      location.href = 'app://guitai/page.js'
    })
    expect(await run.page.evaluate(() => document.title)).toBe('Guitai')
    expect(asked.slice(before)).toEqual([])
    expect(run.app.windows()).toHaveLength(1)
  })

  it('the page’s session loads nothing from elsewhere, not even for a window without a policy', async () => {
    const before = asked.length
    const loaded = await run.app.evaluate(async (_, url) => {
      const window = (globalThis as unknown as { proof: Proof }).proof.stranger()
      const outcome = await window.loadURL(url).then(
        () => 'loaded',
        (error: unknown) => String(error),
      )
      window.destroy()
      return outcome
    }, `${origin}/elsewhere`)
    expect(loaded).toContain('ERR_BLOCKED_BY_CLIENT')
    expect(asked.slice(before)).toEqual([])
  })

  it('the window has the size asked for, no menu, the theme’s ground and no zoom', async () => {
    const seen = await run.app.evaluate(({ Menu }) => {
      const { kiosk } = (globalThis as unknown as { proof: Proof }).proof
      return {
        size: kiosk.window.getContentSize(),
        menu: Menu.getApplicationMenu() === null,
        ground: kiosk.window.getBackgroundColor().toLowerCase(),
        zoom: kiosk.window.webContents.getZoomFactor(),
      }
    })
    expect(seen).toEqual({ size: [1024, 768], menu: true, ground: '#0e1213', zoom: 1 })
    await run.page.keyboard.press('Control+Equal')
    expect(await inMain(run, (proof) => proof.kiosk.window.webContents.getZoomFactor())).toBe(1)
  })

  it('the screen is kept as a picture after changes', async () => {
    const file = join(run.home, 'screen.png')
    await vi.waitFor(() => expect(existsSync(file)).toBe(true), { timeout: 10_000 })
    const first = statSync(file).mtimeMs
    await run.page.evaluate(() => {
      document.body.textContent = 'changed'
    })
    await inMain(run, (proof) => proof.screenshot.changed())
    await vi.waitFor(() => expect(statSync(file).mtimeMs).toBeGreaterThan(first), { timeout: 10_000 })
    expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG')
  })

  it('settings are kept and the vault says which way it is closed', async () => {
    const saved = await inMain(run, (proof) => proof.settings.change({ maxAmountFen: 500 }))
    expect(saved).toEqual({ saved: true })
    expect(JSON.parse(readFileSync(join(run.home, 'settings.json'), 'utf8'))).toMatchObject({ version: 2, maxAmountFen: 500 })
    expect(statSync(join(run.home, 'settings.json')).mode & 0o077).toBe(0)
    const vault = await inMain(run, (proof) => [proof.vault.describe().tier, proof.hasKeyring] as const)
    expect(vault[0]).toBe(vault[1] ? 'keyring' : 'file')
  })

  it('the devices process runs as a utility process, and a crash or a hang of it is survived', async () => {
    const outcomes = await inMain(run, async (proof) => {
      const first = await proof.print('job-1')
      const crashed = await proof.print('job-crash')
      const began = performance.now()
      await proof.print('job-2')
      const hung = await proof.print('job-hang')
      const took = performance.now() - began
      const last = await proof.print('job-3')
      return { said: [first, crashed, hung, last].map((one) => one.outcome.result), took }
    })
    expect(outcomes.said).toEqual(['printed', 'failed', 'failed', 'printed'])
    expect(outcomes.took).toBeLessThan(5_000)
  })

  it('a till already running on this home keeps a second one from starting, another home does not', async () => {
    const second = spawn(ELECTRON, ['--no-sandbox', built.folder], {
      env: { ...process.env, DISPLAY: screen.display, GUITAI_HOME: run.home },
      stdio: 'ignore',
    })
    const [code] = (await once(second, 'exit')) as [number]
    expect(code).toBe(17)
    const other = await launch(built, screen)
    expect(other.page.url()).toBe('app://guitai/index.html')
    await close(other)
  })

  it('the wallet’s window shows its origin and nothing else, with no bridge', async () => {
    const opened = run.app.waitForEvent('window')
    await run.app.evaluate((_electron, url) => {
      void (globalThis as unknown as { proof: Proof }).proof.wallet(url)
    }, `${origin}/wallet`)
    const wallet = await opened
    await wallet.waitForLoadState()
    expect(await wallet.title()).toBe('wallet')
    expect(await wallet.evaluate(() => 'guitai' in window || 'require' in window)).toBe(false)
    await wallet.evaluate(() => {
      location.href = 'app://guitai/index.html'
    })
    await wallet.evaluate(
      (url) => {
        location.href = url
      },
      origin.replace('127.0.0.1', 'localhost'),
    )
    await vi.waitFor(() => expect(logOf(run)).toMatch(/"part":"wallet","event":"page.(navigation|request)Denied/))
    expect(wallet.url()).toBe(`${origin}/wallet`)
    await wallet.evaluate((url) => {
      location.href = url
    }, `${origin}/other`)
    await wallet.waitForURL(`${origin}/other`)
  })

  it('a page that crashes is loaded again, and is then told the truth as before', async () => {
    const before = await inMain(run, (proof) => proof.kiosk.window.webContents.getOSProcessId())
    process.kill(before, 'SIGKILL')
    await vi.waitFor(
      async () => {
        const now = await inMain(run, (proof) => {
          const { webContents } = proof.kiosk.window
          return webContents.isCrashed() || webContents.isLoading() ? 0 : webContents.getOSProcessId()
        })
        expect([0, before]).not.toContain(now)
      },
      { timeout: 15_000 },
    )
    expect(logOf(run)).toContain('page.gone')
    const answer = await inMain(
      run,
      (proof) =>
        proof.kiosk.window.webContents.executeJavaScript(`guitai.ask('scan.read', { text: 'again' })`) as Promise<unknown>,
    )
    expect(answer).toEqual({ ok: true, value: { kind: 'orderNumber', orderNo: 'again' } })
  })

  describe('the customer display', () => {
    const SECOND = { x: 640, y: 0, width: 600, height: 400 }
    /** A till of its own, that no other test has made to crash. */
    let shop: Running
    beforeAll(async () => {
      shop = await launch(built, screen)
    }, 60_000)
    afterAll(() => close(shop))
    const customers = () => shop.app.windows().find((page) => page.url() === 'app://guitai/customer.html')
    async function plugged(): Promise<Page> {
      const opened = shop.app.waitForEvent('window')
      await inMain(shop, (proof) => proof.screens.plug({ x: 640, y: 0, width: 600, height: 400 }))
      const page = await opened
      await page.waitForFunction(() => 'moduleRan' in window)
      return page
    }
    afterEach(async () => {
      await inMain(shop, (proof) => proof.screens.unplug())
      await vi.waitFor(() => expect(customers()).toBeUndefined())
    })

    it('is there as long as there is a second screen, fills it, follows it, and never has the keyboard', async () => {
      expect(customers()).toBeUndefined()
      await plugged()
      const seen = () =>
        inMain(shop, (proof) => {
          const window = proof.customers()
          return {
            bounds: window?.getBounds(),
            visible: window?.isVisible(),
            keyboard: [window?.isFocusable(), window?.isFocused(), proof.kiosk.window.isFocusable()],
            ground: window?.getBackgroundColor().toLowerCase(),
          }
        })
      await vi.waitFor(async () => expect((await seen()).visible).toBe(true))
      expect(await seen()).toEqual({ bounds: SECOND, visible: true, keyboard: [false, false, true], ground: '#0e1213' })
      await inMain(shop, (proof) => proof.screens.move({ x: 640, y: 100, width: 500, height: 300 }))
      expect((await seen()).bounds).toEqual({ x: 640, y: 100, width: 500, height: 300 })
      await inMain(shop, (proof) => proof.settings.change({ customerDisplay: 'off' }))
      await vi.waitFor(() => expect(customers()).toBeUndefined())
      await inMain(shop, (proof) => proof.settings.change({ customerDisplay: 'auto' }))
      await vi.waitFor(() => expect(customers()).toBeDefined())
      await inMain(shop, (proof) => proof.screens.unplug())
      await vi.waitFor(() => expect(customers()).toBeUndefined())
      expect(await inMain(shop, (proof) => proof.kiosk.window.isVisible())).toBe(true)
    })

    it('has no rights, a process and a session of its own, and cannot leave its page', async () => {
      const page = await plugged()
      const rights = await inMain(shop, (proof) => {
        const contents = proof.customers()?.webContents
        const prefs = (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
        return {
          prefs: [prefs['sandbox'], prefs['contextIsolation'], prefs['nodeIntegration'], prefs['webSecurity']],
          ownSession: contents?.session !== proof.kiosk.window.webContents.session,
          ownProcess: contents?.getOSProcessId() !== proof.kiosk.window.webContents.getOSProcessId(),
        }
      })
      expect(rights).toEqual({ prefs: [true, true, false, true], ownSession: true, ownProcess: true })
      const reached = await page.evaluate(async (other) => {
        const answer = await fetch(`${other}/customer`).catch(() => null)
        location.href = 'app://guitai/index.html'
        return answer !== null
      }, origin)
      expect(reached).toBe(false)
      await vi.waitFor(() => expect(logOf(shop)).toMatch(/"part":"customer","event":"page.navigationDenied/))
      expect(page.url()).toBe('app://guitai/customer.html')
    })

    it('may ask for its own view and for nothing else; what it tries is refused and logged', async () => {
      const page = await plugged()
      const ask = (name: string, question: unknown) =>
        page.evaluate(
          ([what, about]) => (window.guitai as unknown as { ask(...all: unknown[]): Promise<unknown> }).ask(what, about),
          [name, question],
        )
      expect(await ask('customer.view', {})).toEqual({
        ok: true,
        value: { language: 'en', theme: 'dark', training: false, shopName: '', scene: { what: 'idle', pictures: [] } },
      })
      for (const [name, question] of [
        ['app.snapshot', {}],
        ['app.setTheme', { theme: 'light' }],
        ['scan.read', { text: '01' }],
        ['bind.useLink', { link: 'x' }],
        ['sale.start', { amountFen: 100, remark: '' }],
      ] as const) {
        const before = logOf(shop).length
        expect(await ask(name, question)).toEqual({ ok: false, fault: { code: 'request.forbidden' } })
        expect(logOf(shop).slice(before)).toMatch(new RegExp(`request.forbidden.*"${name}".*"page":"customer"`))
      }
      const tills = await shop.page.evaluate(() => window.guitai.ask('customer.view', {}))
      expect(tills).toMatchObject({ ok: false, fault: { code: 'request.forbidden' } })
    })

    it('is told its own event alone, once a change, and nobody else is told it', async () => {
      const page = await plugged()
      const before = await shop.page.evaluate(() => window.told?.length)
      await inMain(shop, (proof) => {
        proof.happens({ training: true })
        proof.happens({ maxAmountFen: 5 })
        proof.publish('openOrder', { orderNo: 'of the till' })
        proof.happens({ training: false })
      })
      await vi.waitFor(async () =>
        expect(await page.evaluate(() => window.told)).toMatchObject([{ training: true }, { training: false }]),
      )
      expect(await shop.page.evaluate((from) => window.told?.slice(from), before)).toEqual([{ orderNo: 'of the till' }])
    })

    it('is loaded again when its page crashes, and asks for the truth anew', async () => {
      await plugged()
      const pid = () => inMain(shop, (proof) => proof.customers()?.webContents.getOSProcessId() ?? 0)
      const before = await pid()
      process.kill(before, 'SIGKILL')
      await vi.waitFor(
        async () => {
          const now = await inMain(shop, (proof) => {
            const contents = proof.customers()?.webContents
            return !contents || contents.isCrashed() || contents.isLoading() ? 0 : contents.getOSProcessId()
          })
          expect([0, before]).not.toContain(now)
        },
        { timeout: 15_000 },
      )
      expect(logOf(shop)).toMatch(/"part":"customer","event":"page.gone/)
      await inMain(shop, (proof) => proof.happens({ language: 'zh-CN' }))
      const answer = await inMain(
        shop,
        (proof) => proof.customers()?.webContents.executeJavaScript(`guitai.ask('customer.view', {})`) as Promise<unknown>,
      )
      expect(answer).toMatchObject({ ok: true, value: { language: 'zh-CN' } })
    })

    it('is served the shop’s pictures, which the till’s page is not', async () => {
      writeFileSync(join(shop.home, 'pictures', '夏天.png'), 'a picture')
      writeFileSync(join(shop.home, 'pictures', 'notes.txt'), 'no picture')
      const page = await plugged()
      const look = (on: Page) =>
        on.evaluate(async () => {
          const one = await fetch(`app://guitai/pictures/${encodeURIComponent('夏天.png')}`)
          const other = await fetch('app://guitai/pictures/notes.txt')
          return [one.status, one.headers.get('content-type'), await one.text(), other.status]
        })
      expect(await look(page)).toEqual([200, 'image/png', 'a picture', 404])
      expect(await look(shop.page)).toEqual([404, null, '', 404])
      expect(await page.evaluate(() => window.guitai.ask('customer.view', {}))).toMatchObject({
        value: { scene: { what: 'idle', pictures: ['夏天.png'] } },
      })
    })
  })

  it('without a size the kiosk covers the screen, and a key of the window manager does not close it', async () => {
    const kiosk = await launch(built, screen, { GUITAI_WINDOW: '' })
    const seen = () =>
      kiosk.app.evaluate(({ screen: displays }) => {
        const { window } = (globalThis as unknown as { proof: Proof }).proof.kiosk
        window.close()
        return { bounds: window.getBounds(), display: displays.getPrimaryDisplay().bounds, there: !window.isDestroyed() }
      })
    // The window manager takes its time.
    await vi.waitFor(async () => {
      const { bounds, display } = await seen()
      expect(bounds).toEqual(display)
    }, 10_000)
    expect((await seen()).there).toBe(true)
    expect(await kiosk.page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 900])
    await close(kiosk)
  })
})
