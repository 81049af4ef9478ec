import type { Cashier } from '../../build/demo/cashier.ts'
import { charge, CLERK, expect, MANAGER, test } from './counter.ts'

const MINUTE = 60_000

/** Time passes for the till: the one that nobody can set, the time of day, or both. */
const timePasses = (till: Cashier, by: { readonly elapsedMs: number; readonly clockMs: number }): Promise<void> =>
  till.app.evaluate((_electron, { elapsedMs, clockMs }) => {
    const elapsed = performance.now.bind(performance)
    performance.now = () => elapsed() + elapsedMs
    const clock = Date.now.bind(Date)
    Date.now = () => clock() + clockMs
  }, by)

test(
  'five wrong passwords lock a number for five minutes, over a restart too, and nobody else',
  { tag: '@long' },
  async ({ counter }) => {
    const first = await counter.open()
    await first.until('a start', (state) => state.stage === 'unbound')
    await first.scanUntil(counter.sandbox.configurationLink('A1'), 'the till bound', ({ staff }) => staff.length > 0)
    const wrong = first.page.getByRole('alert')
    await first.signIn(CLERK, '000001')
    await expect(wrong).toContainText('还可以试 4 次')
    for (const left of [3, 2, 1]) {
      await first.type(`00000${left + 1}`)
      await first.press('Enter')
      await expect(wrong).toContainText(`还可以试 ${left} 次`)
    }
    await first.type('000009')
    await first.press('Enter')
    await expect(wrong).toContainText('错了太多次，这个工号先锁住了')
    await expect(wrong).toContainText('这期间可以换别的工号登录')

    // The right password is a wrong one now; a start makes no difference.
    await first.type(counter.password(CLERK))
    await first.press('Enter')
    await expect(wrong).toContainText('错了太多次')
    expect((await first.snapshot()).stage).toBe('signedOut')
    await first.close()
    const till = await counter.open()
    await till.signIn(CLERK, counter.password(CLERK))
    await expect(till.page.getByRole('alert')).toContainText('错了太多次')
    expect((await till.snapshot()).stage).toBe('signedOut')

    await till.signIn(MANAGER, counter.password(MANAGER))
    await till.until('somebody else', (state) => state.person?.staffId === MANAGER)
    await till.press('Alt+s', 'Alt+q')
    await till.until('nobody at the till', (state) => state.stage === 'signedOut')

    await timePasses(till, { elapsedMs: 5 * MINUTE, clockMs: 5 * MINUTE })
    counter.sandbox.control.jump(5 * MINUTE)
    await till.signIn(CLERK, counter.password(CLERK))
    await till.until('let in again', (state) => state.person?.staffId === CLERK)
  },
)

test(
  'a till that nobody touches for fifteen minutes locks by itself, and the shift goes on for whoever comes back',
  { tag: '@long' },
  async ({ counter }) => {
    const till = await counter.openSelling(CLERK)
    await charge(till, '5', counter.sandbox.control.codeOf(counter.wallet('wechat')))
    await till.until('paid', (state) => state.sale?.state === 'paid', 20_000)
    await till.press('Enter')
    const { person } = await till.until('the till again', (state) => state.sale === null)
    const before = await till.page.evaluate(() => window.guitai.ask('shift.look', {}))

    await timePasses(till, { elapsedMs: 15 * MINUTE, clockMs: 15 * MINUTE })
    // The till looks at it every half minute.
    const locked = await till.until('locked by itself', (state) => state.lockedFor !== null, 45_000)
    expect(locked).toMatchObject({ stage: 'signedOut', person: null, lockedFor: { staffId: CLERK } })
    await expect(till.page.getByRole('heading', { level: 1 })).toContainText('已锁定，李婷 还在当班')
    expect(await till.page.evaluate(() => window.guitai.ask('shift.look', {}))).toMatchObject({
      ok: false,
      fault: { code: 'request.forbidden' },
    })

    await till.type(counter.password(CLERK))
    await till.press('Enter')
    const back = await till.until('the till', (state) => state.stage === 'selling')
    expect(back.person).toEqual(person)
    const after = await till.page.evaluate(() => window.guitai.ask('shift.look', {}))
    const shiftOf = (looked: typeof after): unknown => (looked.ok ? looked.value.shift : looked.fault)
    expect(shiftOf(after)).toEqual(shiftOf(before))
    expect(after).toMatchObject({ ok: true, value: { figures: { netFen: 500 } } })
  },
)
