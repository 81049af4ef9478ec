import type { Cashier } from './cashier.ts'
import type { DemoOptions } from './options.ts'
import { hold, type createReport } from './report.ts'

type Report = ReturnType<typeof createReport>

/** One plain sale of two fen against a server that somebody else wrote. Stops at the first step that does not hold. */
export async function foreignSale(
  report: Report,
  cashier: Cashier,
  wish: NonNullable<DemoOptions['foreign']>,
  screens: (name: string) => string,
): Promise<void> {
  const bound = await report.step('bound by the configuration link', async () => {
    await cashier.until('the bind screen', (state) => state.stage === 'unbound')
    await cashier.scanUntil(wish.link, 'the till bound', (state) => state.stage !== 'unbound')
    const { place } = await cashier.until('the sign-in screen', (state) => state.stage === 'signedOut', 30_000)
    await cashier.picture(screens('1-bound'))
    return { shop: place?.shopName }
  })
  const signedIn =
    bound &&
    (await report.step('signed in', async () => {
      await cashier.signIn(wish.staffId, wish.password)
      const { person } = await cashier.until('the till screen', (state) => state.stage === 'selling', 30_000)
      await cashier.picture(screens('2-till'))
      return { role: person?.role }
    }))
  if (!signedIn) return
  await report.step('¥0.02 charged and paid', async () => {
    await cashier.type('0.02')
    await cashier.press('Enter')
    await cashier.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
    await cashier.scanUntil(wish.code, 'the code taken', (state) => state.sale?.state !== 'waitingForCode')
    const { sale } = await cashier.until(
      'an end of the sale',
      (state) => ['paid', 'failed', 'unknown', 'conflict'].includes(state.sale?.state ?? ''),
      150_000,
    )
    await cashier.picture(screens('3-result'))
    hold(sale?.state === 'paid', `the sale is ${sale?.state ?? 'gone'}: ${JSON.stringify(sale?.fault)}`)
    await cashier.until('the slip', (state) => ['printed', 'sent'].includes(state.lastSale?.slip ?? ''), 30_000)
    return { orderNo: sale?.orderNo, tender: sale?.tender }
  })
}
