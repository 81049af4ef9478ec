import { cp, rm } from 'node:fs/promises'
import { charge, CLERK, expect, MANAGER, test } from './counter.ts'
import { changeHands, DAY, daysPass, forced } from './depositing.ts'

const FIVE_MINUTES = 5 * 60_000

test(
  'a copy of the till that sells under its numbers stops it: a clerk is sent to the manager, whose second press lets selling go on',
  { tag: '@long' },
  async ({ counter }) => {
    const { control } = counter.sandbox
    const first = await counter.openSelling(CLERK)
    await first.close()
    const copied = `${counter.home}-copy`
    await cp(counter.home, copied, { recursive: true })

    const till = await counter.open()
    await till.signIn(CLERK, counter.password(CLERK))
    await till.until('the till', (state) => state.stage === 'selling' && state.reconciliation !== null)
    // What the list has of the last two minutes may be this till's own.
    await daysPass(till, counter, FIVE_MINUTES / DAY)
    const copy = await counter.open({ home: copied })
    await copy.signIn(CLERK, counter.password(CLERK))
    await copy.until('the copy', (state) => state.stage === 'selling')
    await charge(copy, '9', control.freshCode(counter.wallet('wechat')))
    await copy.until('paid', (state) => state.sale?.state === 'paid', 20_000)
    await copy.close()
    await rm(copied, { recursive: true, force: true, maxRetries: 5 })

    await till.press('F2', 'Alt+r')
    await till.page.getByRole('button', { name: /^现在核对/ }).click()
    const { barred } = await till.until('selling stopped', (state) => state.barred !== null, 30_000)
    expect(barred?.code).toBe('sale.identityTaken')
    await till.press('F1')
    const hand = till.page.getByRole('region', { name: '对账' })
    await expect(hand).toContainText('另一台机器用着同样的门店和设备号')
    await expect(hand).toContainText('请店长登录，看清楚以后恢复收款。')
    await expect(till.page.getByRole('button', { name: /恢复收款/ })).toHaveCount(0)
    await till.press('F9', 'F9')
    expect(await forced(till, 'reconcile.resume', {})).toBe('request.forbidden')
    expect(await forced(till, 'sale.start', { amountFen: 100, remark: '' })).toBe('sale.identityTaken')
    expect((await till.snapshot()).barred?.code).toBe('sale.identityTaken')

    await changeHands(till, counter, MANAGER)
    await expect(hand).not.toContainText('请店长登录')
    await till.page.getByRole('button', { name: /恢复收款/ }).waitFor()
    await till.press('F9')
    await till.page.getByText('再按一次就恢复').waitFor()
    expect((await till.snapshot()).barred?.code, 'once is not twice').toBe('sale.identityTaken')
    await till.press('F9')
    await till.until('selling again', (state) => state.barred === null)
    await charge(till, '5', control.freshCode(counter.wallet('wechat')))
    const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid', 20_000)
    expect(sale?.amountFen).toBe(500)
    expect(control.orders().map(({ totalFee }) => totalFee)).toEqual(expect.arrayContaining([500, 900]))
    expect(new Set(control.orders().map(({ number }) => number)).size).toBe(2)
  },
)
