import { mkdirSync } from 'node:fs'
import { onePicture } from '../../support/picture.ts'
import { EVERYTHING } from '../everything.ts'
import { faultsOfAccess } from '../axe.ts'
import { faultsOfLayout } from '../renderer/layout.ts'
import { scanned } from '../till-at-hand.ts'
import { SCENES } from './scenes.ts'
import { aView, CODE_URL, expect, test } from './the-display.ts'

const COMMON = { width: 1366, height: 768 }
const OTHERS = [
  { width: 800, height: 480 },
  { width: 1024, height: 600 },
  { width: 1920, height: 1080 },
]
const FOLDER = 'artefacts/screens'

/** Words that nobody reads from where a customer stands. Runs inside the page. */
function tooSmall(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const size = node.parentElement ? parseFloat(getComputedStyle(node.parentElement).fontSize) : 99
    if ((node.textContent ?? '').trim() !== '' && size < 14) found.push(`${node.textContent ?? ''} has ${size} px`)
  }
  return found
}

test.describe('every scene, in four sizes, two themes and two languages: nothing scrolls, is cut off or lies over something else, all can be read', () => {
  test.beforeAll(() => {
    mkdirSync(FOLDER, { recursive: true })
  })

  for (const [nth, [name, view]] of Object.entries(SCENES).entries()) {
    const sizes = [COMMON, ...(EVERYTHING ? OTHERS : OTHERS.slice(nth % OTHERS.length).slice(0, 1))]
    test(name, async ({ page, open }) => {
      await page.setViewportSize(COMMON)
      const display = await open(view)
      const faults: string[] = []
      for (const size of sizes) {
        await page.setViewportSize(size)
        for (const language of ['zh-CN', 'en'] as const) {
          for (const theme of ['light', 'dark'] as const) {
            const looked = size === COMMON && (theme === 'dark') === (language === 'en')
            const where = `${size.width}-${language}-${theme}`
            await display.tell({ ...view, language, theme })
            await expect(page.locator('html')).toHaveAttribute('lang', language)
            await page.evaluate(() => document.fonts.ready)
            if (EVERYTHING || looked)
              await page.screenshot({ path: `${FOLDER}/customer-${name}-${where}.png`, animations: 'disabled' })
            const found = [...(await page.evaluate(faultsOfLayout)), ...(await page.evaluate(tooSmall))]
            faults.push(...found.map((fault) => `${where}: ${fault}`))
            if (!looked) continue
            const barred = await faultsOfAccess(page, theme === 'dark' ? 'contrast' : 'everything')
            faults.push(...barred.map((fault) => `${where}: ${fault}`))
          }
        }
      }
      expect(faults).toEqual([])
    })
  }
})

test('the amount stands in the same place in every scene of a sale', async ({ page, open }) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  const display = await open(SCENES['show-code'] ?? aView({ what: 'failed', purpose: 'sale', amountFen: 1 }))
  const places: string[] = []
  for (const language of ['zh-CN', 'en'] as const) {
    for (const view of Object.values(SCENES)) {
      if (view.scene.what === 'idle' || view.scene.amountFen !== 128_000) continue
      // Something between two paid scenes, as between two sales.
      await display.tell({ ...view, language, scene: { what: 'waiting', purpose: 'sale', amountFen: 128_000, onPhone: false } })
      await display.tell({ ...view, language })
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      places.push(JSON.stringify(await page.locator('.amount').boundingBox()))
    }
  }
  expect(places.length).toBeGreaterThan(12)
  expect([...new Set(places)]).toHaveLength(1)
})

test('the QR is read back from the screen, in every size and by night', async ({ page, open }) => {
  const display = await open(aView({ what: 'qr', purpose: 'sale', amountFen: 1500, tender: 'alipay', codeUrl: CODE_URL }))
  await expect(page.locator('.qr img')).toBeVisible()
  for (const size of [COMMON, ...OTHERS]) {
    await page.setViewportSize(size)
    for (const theme of ['light', 'dark'] as const) {
      await display.tell(aView({ what: 'qr', purpose: 'sale', amountFen: 1500, tender: 'alipay', codeUrl: CODE_URL }, { theme }))
      expect(await scanned(page.locator('body'))).toBe(`QR-Code:${CODE_URL}`)
    }
  }
  // The next sale's code takes its place.
  await display.tell(
    aView({ what: 'qr', purpose: 'sale', amountFen: 200, tender: 'wechat', codeUrl: 'weixin://wxpay/bizpayurl?pr=next' }),
  )
  await expect.poll(() => scanned(page.locator('body'))).toBe('QR-Code:weixin://wxpay/bizpayurl?pr=next')
})

test('it asks for its own view and for nothing else, and what it was told meanwhile is newer', async ({ page, open }) => {
  const display = await open(aView({ what: 'showCode', purpose: 'sale', amountFen: 500 }))
  await expect(page.getByText('请出示付款码')).toBeVisible()
  expect(await display.asked()).toEqual(['customer.view'])

  await page.addInitScript(
    (told) => {
      const { guitai } = window
      const late = guitai.ask.bind(guitai)
      Object.assign(window.guitai, {
        ask: async (...question: Parameters<typeof late>) => {
          const answer = await late(...question)
          window.display.tell?.(told)
          return answer
        },
      })
    },
    aView({ what: 'failed', purpose: 'sale', amountFen: 700 }),
  )
  await page.reload()
  await expect(page.getByText('这次没有付成')).toBeVisible()
  await expect(page.locator('.amount')).toHaveText('¥7.00')
})

test.describe('topped up', () => {
  const TOPPED_UP = { what: 'toppedUp', amountFen: 20_000, creditedFen: 22_000, tender: 'wechat', changeFen: null } as const

  test('says what went on the card, and what is on it as soon as that is told; its time goes on meanwhile', async ({
    page,
    open,
  }) => {
    const display = await open(aView({ ...TOPPED_UP, balanceFen: null }))
    for (const text of ['充值成功', '¥200.00', '微信支付', '到账 ¥220.00']) await expect(page.locator('main')).toContainText(text)
    await expect(page.locator('main')).not.toContainText('余额')
    await page.clock.runFor(4000)
    await display.tell(aView({ ...TOPPED_UP, balanceFen: 47_000 }))
    await expect(page.locator('main')).toContainText('卡内余额 ¥470.00')
    await page.clock.runFor(5000)
    await expect(page.getByText('欢迎光临')).toBeVisible()
    // Told again when it has gone, it is not back.
    await display.tell(aView({ ...TOPPED_UP, balanceFen: 48_000 }))
    await display.tell(aView({ ...TOPPED_UP, balanceFen: 48_000 }, { theme: 'dark' }))
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(page.getByText('充值成功')).toHaveCount(0)
  })
})

test.describe('paid', () => {
  const PAID = aView({ what: 'paid', amountFen: 1500, paidFen: 1500, tender: 'wechat', changeFen: null })
  const IDLE = aView({ what: 'idle', pictures: [] })
  const word = '付款成功'

  test('stays for its time when the cashier has gone on, then greets', async ({ page, open }) => {
    const display = await open(aView({ what: 'showCode', purpose: 'sale', amountFen: 1500 }))
    await display.tell(PAID)
    await display.tell(IDLE)
    // The page's clock moves on by itself too, and a busy machine is slow: well before its time, and well after.
    await page.clock.runFor(4000)
    await expect(page.getByText(word)).toBeVisible()
    await page.clock.runFor(6000)
    await expect(page.getByText(word)).toHaveCount(0)
    await expect(page.getByText('欢迎光临')).toBeVisible()
  })

  test('makes room at once for the next sale, and is not back after it', async ({ page, open }) => {
    const display = await open(PAID)
    await display.tell(IDLE)
    await display.tell(aView({ what: 'showCode', purpose: 'sale', amountFen: 900 }))
    await expect(page.getByText('请出示付款码')).toBeVisible()
    await page.clock.runFor(9000)
    await expect(page.getByText('请出示付款码')).toBeVisible()
    await display.tell(IDLE)
    await expect(page.getByText('欢迎光临')).toBeVisible()
  })

  test('goes by itself when it is left in front at the till, and is not back with the next change of theme', async ({
    page,
    open,
  }) => {
    const display = await open(PAID)
    await page.clock.runFor(8100)
    await expect(page.getByText('欢迎光临')).toBeVisible()
    await display.tell({ ...PAID, theme: 'dark' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(page.getByText(word)).toHaveCount(0)
  })
})

test.describe('a deposit', () => {
  const HELD = aView({ what: 'held', amountFen: 50_000, tender: 'wechat' })
  const IDLE = aView({ what: 'idle', pictures: [] })

  test('is asked for as one, in wallets that hold deposits, and is not called paid when it is held', async ({ page, open }) => {
    const display = await open(aView({ what: 'showCode', purpose: 'hold', amountFen: 50_000 }))
    await expect(page.getByRole('status')).toHaveText('交押金，请出示付款码')
    const ways = page.getByRole('list', { name: '可以这样交押金' })
    await expect(ways.getByRole('listitem')).toHaveText(['微信支付', '支付宝'])
    await display.tell(HELD)
    await expect(page.getByRole('status')).toHaveText('押金已收')
    await expect(page.locator('.amount')).toHaveText('¥500.00')
    await expect(page.locator('.notes')).toContainText('微信支付')
    await expect(page.locator('.notes')).toContainText('请保管小票，退押金时出示')
    await expect(page.locator('.right rect')).toBeVisible()
    // Green is of paid alone, and nobody promises that the money stays where it is (a WeChat hold is a charge).
    await expect(page.locator('.field-paid')).toHaveCount(0)
    await expect(page.locator('body')).not.toContainText(/付款成功|冻结/)
    await display.tell({ ...HELD, language: 'en' })
    await expect(page.getByRole('status')).toHaveText('Deposit received')
    await expect(page.locator('.notes')).toContainText('Please keep the slip')
  })

  test('that is held stays for its time when the cashier has gone on, and makes room for the next customer', async ({
    page,
    open,
  }) => {
    const display = await open(HELD)
    await display.tell(IDLE)
    await page.clock.runFor(4000)
    await expect(page.getByText('押金已收')).toBeVisible()
    await page.clock.runFor(6000)
    await expect(page.getByText('欢迎光临')).toBeVisible()
    await display.tell(HELD)
    await display.tell(IDLE)
    await display.tell(aView({ what: 'showCode', purpose: 'sale', amountFen: 900 }))
    await expect(page.getByRole('status')).toHaveText('请出示付款码')
  })

  test('that did not come to be is not called a payment either', async ({ page, open }) => {
    const display = await open(aView({ what: 'confirming', purpose: 'hold', amountFen: 50_000 }))
    await expect(page.getByRole('status')).toHaveText('正在确认押金结果')
    await display.tell(aView({ what: 'failed', purpose: 'hold', amountFen: 50_000 }))
    await expect(page.getByRole('status')).toHaveText('这次押金没有交成')
    await expect(page.locator('body')).not.toContainText('付成')
  })
})

test.describe('while nothing is sold', () => {
  const idle = (...pictures: string[]) => aView({ what: 'idle', pictures })
  const shown = (name: string) => `img.picture[src$="${encodeURIComponent(name)}"]`
  const soon = { timeout: 5000 }

  test('the clock goes', async ({ page, open }) => {
    await open(idle())
    await expect(page.getByText('14:42')).toBeVisible()
    await page.clock.runFor(60_000)
    await expect(page.getByText('14:43')).toBeVisible()
  })

  test('the shop’s pictures follow one another every ten seconds; what cannot be drawn is passed over', async ({
    page,
    open,
    complaints,
  }) => {
    const pictures = {
      'a 1.png': onePicture(64, 40, [200, 30, 30]),
      'broken.png': Buffer.from('no picture'),
      'huge.png': onePicture(5100, 5000, [0, 0, 0]),
      '夏天.png': onePicture(40, 64, [30, 30, 200]),
    }
    await open(idle('a 1.png', 'absent.png', 'broken.png', 'huge.png', '夏天.png'), pictures)
    await expect(page.locator(shown('a 1.png'))).toBeVisible()
    await page.clock.runFor(9900)
    await expect(page.locator(shown('a 1.png'))).toBeVisible()
    await page.clock.runFor(200)
    await expect(page.locator(shown('夏天.png'))).toBeVisible(soon)
    await page.clock.runFor(1000)
    await expect(page.locator('img.picture')).toHaveCount(1)
    await page.screenshot({ path: `${FOLDER}/customer-picture.png` })
    await page.clock.runFor(10_000)
    await expect(page.locator(shown('a 1.png'))).toBeVisible(soon)
    // The browser says by itself that one was not there.
    expect(complaints.splice(0).every((text) => text.includes('404'))).toBe(true)
  })

  test('without one that can be drawn there is the greeting', async ({ page, open, complaints }) => {
    await open(idle('absent.png', 'broken.png'), { 'broken.png': Buffer.from('no picture') })
    await page.clock.runFor(11_000)
    await expect(page.getByText('欢迎光临')).toBeVisible()
    await expect(page.locator('img.picture')).toHaveCount(0)
    complaints.length = 0
  })

  test('that it is practice is said above a picture too', async ({ page, open }) => {
    await open({ ...idle('a.png'), training: true }, { 'a.png': onePicture(64, 40, [200, 30, 30]) })
    await expect(page.locator(shown('a.png'))).toBeVisible()
    const said = page.getByText('训练模式，没有真钱')
    const { x = 0, y = 0, width = 0, height = 0 } = (await said.boundingBox()) ?? {}
    const top = await page.evaluate(
      ([across, down]) => document.elementFromPoint(across ?? 0, down ?? 0)?.className,
      [x + width / 2, y + height / 2],
    )
    expect(top).toBe('practice')
  })

  test('a sale takes the place of a picture, and the picture comes back after it', async ({ page, open }) => {
    const display = await open(idle('a.png'), { 'a.png': onePicture(64, 40, [200, 30, 30]) })
    await expect(page.locator(shown('a.png'))).toBeVisible()
    await display.tell(aView({ what: 'showCode', purpose: 'sale', amountFen: 900 }))
    await expect(page.locator('img.picture')).toHaveCount(0)
    await expect(page.getByText('请出示付款码')).toBeVisible()
    await display.tell(idle('a.png'))
    await expect(page.locator(shown('a.png'))).toBeVisible()
  })

  test('nothing moves for somebody who asked for that', async ({ page, open }) => {
    const motion = () =>
      page.evaluate(() => {
        const picture = document.querySelector('img.picture')
        picture?.classList.add('picture-enter-active')
        return picture ? getComputedStyle(picture).transitionDuration : 'no picture'
      })
    await open(idle('a.png'), { 'a.png': onePicture(64, 40, [200, 30, 30]) })
    await expect(page.locator(shown('a.png'))).toBeVisible()
    expect(await motion()).toBe('0.24s')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await motion()).toBe('0s')
  })
})
