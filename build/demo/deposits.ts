import type { Sandbox } from '../../cloudpay/sandbox/sandbox.ts'
import type { Cashier } from './cashier.ts'
import { hold, type createReport } from './report.ts'
import type { Places } from './whole-round.ts'

const MANAGER = '0001'

/** After the sales: a manager switches deposits on, holds two, uses one and gives the other back. Later steps need the earlier ones. */
export async function deposits(
  report: ReturnType<typeof createReport>,
  cashier: Cashier,
  { control }: Sandbox,
  { screens }: Places,
): Promise<void> {
  const codeOf = (tender: 'wechat' | 'alipay'): string => {
    const wallet = control.wallets().find((one) => one.tender === tender)
    if (!wallet) throw new Error(`the sandbox has no ${tender} wallet`)
    control.behave(wallet.id, 'paysAtOnce')
    return control.freshCode(wallet.id)
  }
  const detail = cashier.page.locator('.hand.deposit')
  /** Takes ¥10.00 for this room; answers the number of the hold. */
  const take = async (tender: 'wechat' | 'alipay', room: string): Promise<string> => {
    await cashier.press('F8')
    await cashier.page.locator('label.remark input').waitFor()
    await cashier.type(room)
    await cashier.press('Enter')
    await cashier.type('10')
    await cashier.press('F9')
    await cashier.until('the scan sheet', ({ sale }) => sale?.state === 'waitingForCode' && sale.purpose === 'hold')
    await cashier.scanUntil(codeOf(tender), 'the code taken', ({ sale }) => sale?.state !== 'waitingForCode')
    const { sale } = await cashier.until('held', (state) => state.sale?.state === 'held')
    await cashier.picture(screens(`13-held-${tender}`))
    await cashier.press('Enter')
    await cashier.until('its slip', (state) => state.sale === null && state.slipsWaiting === 0, 30_000)
    return sale?.orderNo ?? ''
  }
  /** Opens the deposit by its number, as when the guest brings the slip. */
  const open = async (number: string): Promise<void> => {
    await cashier.press('F3', 'Alt+F')
    await cashier.page.locator('.filter input').first().waitFor()
    await cashier.type(number)
    await cashier.press('Enter')
    await detail.locator('.big').filter({ hasText: '10.00' }).waitFor()
  }
  const steps: [string, () => Promise<Record<string, unknown>>][] = [
    [
      'a manager lets the till take payments and deposits',
      async () => {
        await cashier.press('F1', 'Alt+S', 'Alt+Q')
        const password = control.staff().find((person) => person.staffId === MANAGER)?.trainingPassword ?? ''
        await cashier.signIn(MANAGER, password)
        await cashier.until('the till screen', (state) => state.stage === 'selling')
        await cashier.press('Alt+M')
        await cashier.page.locator('.modes').waitFor()
        await cashier.picture(screens('12-modes'))
        await cashier.press('3')
        const { depositCheck } = await cashier.until('both keys', (state) => state.cashierMode === 'mixed')
        hold(depositCheck?.works === true, 'the right to deposits was not looked at first')
        return { mode: 'mixed' }
      },
    ],
    [
      '¥10.00 held on WeChat Pay, ¥1.00 of it used, ¥9.00 goes back',
      async () => {
        const holdNo = await take('wechat', '502')
        await open(holdNo)
        await cashier.press('Enter')
        await cashier.page.locator('.split-words').waitFor()
        await cashier.type('1')
        await cashier.picture(screens('14-capture'))
        await cashier.press('Alt+U', 'Alt+U')
        const { captures } = await cashier.until('used', (state) => state.captures.at(-1)?.state === 'paid')
        const capture = captures.at(-1)
        hold(capture?.amountFen === 100 && capture.returnedFen === 900, 'it is not ¥1.00 used and ¥9.00 returned')
        await cashier.picture(screens('15-used'))
        await cashier.press('Enter', 'F1')
        return { holdNo, orderNo: capture?.orderNo }
      },
    ],
    [
      '¥10.00 held on Alipay and given back whole',
      async () => {
        const holdNo = await take('alipay', '303')
        await cashier.press('F3')
        await cashier.page.getByRole('option').first().waitFor()
        await cashier.press('ArrowDown')
        await detail.getByRole('button', { name: /Enter/ }).waitFor()
        await cashier.picture(screens('16-board'))
        await cashier.press('Alt+T', 'Alt+T')
        await cashier.page.locator('.refund .capital').waitFor()
        await cashier.picture(screens('17-release'))
        await cashier.press('Alt+T')
        const { releases } = await cashier.until('given back', (state) => state.releases.at(-1)?.state === 'succeeded')
        hold(releases.at(-1)?.amountFen === 1000, 'it is not ¥10.00 that went back')
        await cashier.press('Enter')
        await detail.locator('.big').filter({ hasText: '0.00' }).waitFor()
        await cashier.picture(screens('18-detail'))
        await cashier.until('its slip', (state) => state.slipsWaiting === 0, 30_000)
        return { holdNo, releaseNo: releases.at(-1)?.releaseNo }
      },
    ],
    [
      'the book and Cloud Pay agree',
      async () => {
        const { now } = await cashier.snapshot()
        await cashier.page.evaluate(() => window.guitai.ask('reconcile.now', {}))
        const { reconciliation } = await cashier.until('compared', (state) => (state.reconciliation?.at ?? 0) >= now, 30_000)
        hold(reconciliation?.differences.length === 0, `they differ: ${JSON.stringify(reconciliation?.differences)}`)
        return { differences: 0 }
      },
    ],
  ]
  for (const [name, work] of steps) if (!(await report.step(name, work))) return
}
