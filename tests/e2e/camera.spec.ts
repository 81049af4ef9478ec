import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Cashier } from '../../build/demo/cashier.ts'
import { startFilm } from '../support/camera-film.ts'
import { CLERK, expect, MANAGER, test, type Counter } from './counter.ts'

/** The camera in the real app; a film stands in for it, played by Chromium as if a camera gave it. */

const ON = { version: 2, camera: { enabled: true } }

async function withCamera(counter: Counter, staffId = MANAGER, settings: object = ON) {
  await writeFile(join(counter.home, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
  const film = startFilm(join(counter.home, 'film.y4m'))
  const till = await counter.openSelling(staffId, { switches: film.switches })
  return { film, till }
}

const ready = (till: Cashier) => till.until('the camera', (state) => state.lamps.scanner.reason === 'fine', 20_000)

const eyeOf = (till: Cashier): Page | undefined => till.app.windows().find((page) => page.url().endsWith('/camera.html'))

async function startSale(till: Cashier, yuan: string): Promise<void> {
  await till.type(yuan)
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
}

/** Waits until the camera was looked through twenty times from now on; by the process, for Playwright's own hold on a page dies with it. */
async function looksOn(till: Cashier): Promise<void> {
  await till.app.evaluate(async ({ webContents }) => {
    const eye = webContents.getAllWebContents().find((one) => one.getURL().endsWith('/camera.html'))
    if (!eye) throw new Error('there is no window of the camera')
    await eye.executeJavaScript(`new Promise((resolve) => {
      const { copyTo } = VideoFrame.prototype
      let looked = 0
      VideoFrame.prototype.copyTo = function (...place) {
        if (++looked === 20) resolve()
        return copyTo.apply(this, place)
      }
    })`)
  })
}

test('a payment code before the camera pays one sale, however long it is held; the next one pays the next', async ({
  counter,
}) => {
  const { film, till } = await withCamera(counter)
  const codeOf = (tender: 'wechat' | 'alipay') => counter.sandbox.control.codeOf(counter.wallet(tender))
  await ready(till)
  await startSale(till, '12.80')
  film.show({ text: codeOf('wechat'), kind: 'qrcode' })
  const paid = await till.until('paid', (state) => state.sale?.state === 'paid', 30_000)
  expect(paid.lastSale).toMatchObject({ amountFen: 1280, tender: 'wechat' })

  await till.press('Enter')
  await startSale(till, '3')
  await looksOn(till)
  expect((await till.snapshot()).sale?.state).toBe('waitingForCode')
  film.show({ text: codeOf('alipay'), kind: 'code128' })
  const { lastSale } = await till.until('paid', (state) => state.sale?.state === 'paid', 30_000)
  expect(lastSale).toMatchObject({ amountFen: 300, tender: 'alipay' })
  expect(counter.sandbox.control.orders().map(({ totalFee }) => totalFee)).toEqual([300, 1280])

  const log = await readFile(join(counter.home, 'log', 'guitai.log'), 'utf8')
  expect(log).toContain('"state":"fine"')
  expect(log).not.toMatch(/camera\.read|permissionDenied/)
})

test('of two codes before the camera none pays', { tag: '@long' }, async ({ counter }) => {
  const { film, till } = await withCamera(counter)
  await ready(till)
  await startSale(till, '8')
  const [mine, yours] = (['wechat', 'alipay'] as const).map((tender) => counter.sandbox.control.codeOf(counter.wallet(tender)))
  film.show({ text: mine ?? '', kind: 'qrcode' }, { text: yours ?? '', kind: 'qrcode' })
  await looksOn(till)
  expect((await till.snapshot()).sale?.state).toBe('waitingForCode')
  film.show({ text: yours ?? '', kind: 'qrcode' })
  const { lastSale } = await till.until('paid', (state) => state.sale?.state === 'paid', 30_000)
  expect(lastSale).toMatchObject({ amountFen: 800, tender: 'alipay' })
})

test('without a camera the lamp says what to do, and the till sells as before', { tag: '@long' }, async ({ counter }) => {
  await writeFile(join(counter.home, 'settings.json'), JSON.stringify(ON), { mode: 0o600 })
  const till = await counter.openSelling(MANAGER)
  await till.until('no camera', (state) => state.lamps.scanner.reason === 'noCamera', 20_000)
  await till.press('F7', 'ArrowDown', 'ArrowDown')
  await till.page.getByRole('heading', { name: '扫码枪' }).waitFor()
  await expect(till.page.getByText('请拔下再插上；还是没有，请 IT 检查设备权限。').first()).toBeVisible()
  await till.press('Escape')
  await startSale(till, '5')
  await till.scanUntil(
    counter.sandbox.control.codeOf(counter.wallet('wechat')),
    'paid',
    (state) => state.sale?.state === 'paid' || state.lastSale !== null,
  )
})

test('a shipped till takes no film for a camera', { tag: '@long' }, async ({ counter }) => {
  await writeFile(join(counter.home, 'settings.json'), JSON.stringify(ON), { mode: 0o600 })
  const { switches } = startFilm(join(counter.home, 'film.y4m'))
  const till = await counter.openSelling(MANAGER, { switches, env: { ELECTRON_FORCE_IS_PACKAGED: 'true' } })
  expect(await till.app.evaluate(({ app }) => app.isPackaged)).toBe(true)
  await till.until('no camera', (state) => state.lamps.scanner.reason === 'noCamera', 20_000)
})

test('an admin switches the camera on, tries it and switches it off; nothing is charged, and before and after nobody films', async ({
  counter,
}) => {
  const admin = counter.sandbox.control.staff().find(({ role }) => role === 'admin')?.staffId ?? ''
  const { film, till } = await withCamera(counter, admin, { version: 2 })
  const { page } = till
  expect(eyeOf(till)).toBeUndefined()
  await till.press('F7', 'ArrowDown', 'ArrowDown')
  const toggle = page.getByRole('switch', { name: /用摄像头扫码/ })
  await expect(toggle).toHaveAttribute('aria-checked', 'false')
  await toggle.click()
  await ready(till)
  await expect(page.getByText('只读付款码和会员卡').first()).toBeVisible()

  await till.press('F10')
  await page.getByText('扫一下任何条码').waitFor()
  const code = counter.sandbox.control.codeOf(counter.wallet('wechat'))
  film.show({ text: code, kind: 'qrcode' })
  await expect(page.locator('.trial')).toContainText(code)
  await expect(page.locator('.trial')).toContainText('摄像头')
  expect((await till.snapshot()).sale).toBeNull()
  expect(counter.sandbox.control.orders()).toEqual([])
  await till.press('F10')
  await toggle.click()
  await expect.poll(() => eyeOf(till)).toBeUndefined()
  await till.until('the keyboard’s lamp', (state) => state.lamps.scanner.reason === 'keyboardScanner')
})

test(
  'a camera window that dies is back, and the code that was held all along is no new scan',
  { tag: '@long' },
  async ({ counter }) => {
    const { film, till } = await withCamera(counter, CLERK)
    await ready(till)
    await startSale(till, '6')
    film.show({ text: counter.sandbox.control.codeOf(counter.wallet('wechat')), kind: 'qrcode' })
    await till.until('paid', (state) => state.sale?.state === 'paid', 30_000)
    await till.press('Enter')
    await startSale(till, '7')
    await till.app.evaluate(({ webContents }) => {
      const eye = webContents.getAllWebContents().find((one) => one.getURL().endsWith('/camera.html'))
      const gone = new Promise<void>((resolve) => eye?.once('render-process-gone', () => resolve()))
      process.kill(eye?.getOSProcessId() ?? 0, 'SIGKILL')
      return gone
    })
    await till.until('it noticed', (state) => state.lamps.scanner.reason === 'starting')
    await ready(till)
    await looksOn(till)
    expect((await till.snapshot()).sale?.state).toBe('waitingForCode')
    film.show({ text: counter.sandbox.control.codeOf(counter.wallet('alipay')), kind: 'qrcode' })
    const { lastSale } = await till.until('paid', (state) => state.sale?.state === 'paid', 30_000)
    expect(lastSale).toMatchObject({ amountFen: 700, tender: 'alipay' })
  },
)

test('the camera’s page may film and nothing else; the till’s page may not film', { tag: '@long' }, async ({ counter }) => {
  const { till } = await withCamera(counter)
  await ready(till)
  const eye = eyeOf(till)
  if (!eye) throw new Error('there is no window of the camera')
  const tried = (page: Page) =>
    page.evaluate(async () => {
      const opened = (wanted: MediaStreamConstraints) =>
        navigator.mediaDevices.getUserMedia(wanted).then(
          (stream) => stream.getTracks().map((track) => track.kind),
          (error: unknown) => (error as Error).name,
        )
      const ask = (name: string, question: unknown) =>
        (window.guitai as unknown as { ask(...all: unknown[]): Promise<unknown> }).ask(name, question)
      const screen = { mandatory: { chromeMediaSource: 'screen' } } as unknown as MediaTrackConstraints
      const compiles = () => {
        try {
          return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) instanceof WebAssembly.Module
        } catch {
          return false
        }
      }
      return {
        video: await opened({ video: true }),
        sound: await opened({ audio: true }),
        both: await opened({ audio: true, video: true }),
        screen: await opened({ video: screen }),
        notify: await Notification.requestPermission(),
        compiles: compiles(),
        network: await fetch('https://example.com/').then(
          () => 'reached',
          () => 'refused',
        ),
        asked: await Promise.all([
          ask('app.snapshot', {}),
          ask('scan.read', { text: '134567890123456789' }),
          ask('devices.setCamera', { enabled: false }),
        ]),
        says: await ask('camera.read', { text: '' }),
      }
    })
  const refused = { ok: false, fault: { code: 'request.forbidden' } }
  expect(await tried(eye)).toEqual({
    video: ['video'],
    sound: 'NotAllowedError',
    both: 'NotAllowedError',
    screen: 'NotAllowedError',
    notify: 'denied',
    compiles: true,
    network: 'refused',
    asked: [refused, refused, refused],
    says: { ok: false, fault: { code: 'request.invalid' } },
  })
  expect(await tried(till.page)).toMatchObject({
    video: 'NotAllowedError',
    sound: 'NotAllowedError',
    compiles: false,
    says: refused,
  })
  const seen = await till.app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows()
    const [own] = windows.filter((one) => one.webContents.getURL().endsWith('/camera.html'))
    const [tills] = windows.filter((one) => one.webContents.getURL().endsWith('/index.html'))
    return {
      visible: own?.isVisible(),
      focusable: own?.isFocusable(),
      ownProcess: own?.webContents.getOSProcessId() !== tills?.webContents.getOSProcessId(),
      ownSession: own?.webContents.session !== tills?.webContents.session,
    }
  })
  expect(seen).toEqual({ visible: false, focusable: false, ownProcess: true, ownSession: true })
})
