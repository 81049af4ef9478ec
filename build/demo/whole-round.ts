import { readFile } from 'node:fs/promises'
import type { Sandbox } from '../../cloudpay/sandbox/sandbox.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import type { Cashier } from './cashier.ts'
import { filesIn, hold, waitUntil, type createReport } from './report.ts'

type Report = ReturnType<typeof createReport>
export interface Places {
  readonly screens: (name: string) => string
  readonly archive: string
}

const CLERK = '1206'
const onPaper = (state: Snapshot): boolean => ['printed', 'sent'].includes(state.lastSale?.slip ?? '')

/** The main job: bind, sign in, four sales of which two are paid, a reprint. Later steps need the earlier ones; false when one did not hold. */
export async function wholeRound(report: Report, cashier: Cashier, sandbox: Sandbox, places: Places): Promise<boolean> {
  const { control } = sandbox
  const wallet = (tender: string) => {
    const found = control.wallets().find((one) => one.tender === tender)
    if (!found) throw new Error(`the sandbox has no ${tender} wallet`)
    return found.id
  }
  const charge = async (yuan: string, code: string): Promise<void> => {
    await cashier.type(yuan)
    await cashier.press('Enter')
    await cashier.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
    await cashier.scanUntil(code, 'the code taken', (state) => state.sale?.state !== 'waitingForCode')
  }
  const steps: [string, () => Promise<Record<string, unknown>>][] = [
    [
      'a new till asks to be bound',
      async () => {
        await cashier.until('the bind screen', (state) => state.stage === 'unbound')
        await cashier.picture(places.screens('01-bind'))
        return {}
      },
    ],
    [
      'the configuration QR binds it',
      async () => {
        await cashier.scanUntil(sandbox.configurationLink('A1'), 'the till bound', (state) => state.stage !== 'unbound')
        const { place } = await cashier.until(
          'the sign-in screen',
          (state) => state.stage === 'signedOut' && state.staff.length > 0,
        )
        await cashier.picture(places.screens('02-sign-in'))
        return { shop: place?.shopName, till: place?.deviceName }
      },
    ],
    [
      'a clerk signs in with the keyboard',
      async () => {
        const password = control.staff().find((person) => person.staffId === CLERK)?.trainingPassword ?? ''
        await cashier.signIn(CLERK, password)
        const { person } = await cashier.until('the till screen', (state) => state.stage === 'selling')
        await cashier.picture(places.screens('03-till'))
        return { person: person?.name, role: person?.role }
      },
    ],
    [
      'WeChat Pay, paid at once',
      async () => {
        const id = wallet('wechat')
        control.behave(id, 'paysAtOnce')
        await cashier.type('12.5')
        await cashier.picture(places.screens('04-amount'))
        await cashier.press('Enter')
        await cashier.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
        await cashier.picture(places.screens('05-scan'))
        await cashier.scanUntil(control.codeOf(id), 'the code taken', (state) => state.sale?.state !== 'waitingForCode')
        const { sale } = await cashier.until('paid', (state) => state.sale?.state === 'paid')
        await cashier.picture(places.screens('06-paid'))
        await cashier.until('its slip', onPaper)
        hold(sale?.amountFen === 1250 && sale.tender === 'wechat', 'the sale is not ¥12.50 by WeChat Pay')
        return { orderNo: sale?.orderNo }
      },
    ],
    [
      'Alipay, after the password',
      async () => {
        const id = wallet('alipay')
        control.behave(id, 'asksPassword')
        await charge('88', control.codeOf(id))
        const { sale } = await cashier.until('the customer’s password', (state) => state.sale?.state === 'pendingCustomer')
        await cashier.picture(places.screens('07-waiting'))
        hold(control.answer(id, sale?.orderNo ?? '', true), 'the customer was not asked')
        const paid = await cashier.until('paid', (state) => state.sale?.state === 'paid')
        await cashier.picture(places.screens('08-paid'))
        await cashier.until('its slip', (state) => state.lastSale?.amountFen === 8800 && onPaper(state))
        hold(paid.sale?.tender === 'alipay', 'the tender is not Alipay')
        return { orderNo: paid.sale?.orderNo }
      },
    ],
    [
      'a balance that is too low',
      async () => {
        const id = wallet('wechat')
        control.behave(id, 'lowBalance')
        await charge('268', control.freshCode(id))
        const { sale } = await cashier.until('failed', (state) => state.sale?.state === 'failed')
        await cashier.picture(places.screens('09-failed'))
        await cashier.press('Escape')
        hold((await cashier.snapshot()).sale !== null, 'one press was enough to close a failure')
        await cashier.press('Escape')
        await cashier.until('the till again', (state) => state.sale === null)
        return { reason: sale?.fault?.code, platformText: sale?.fault?.platformText }
      },
    ],
    [
      'zero and 0.001 are refused at the till',
      async () => {
        const before = control.orders().length
        for (const amount of ['0', '0.001']) {
          await cashier.type(amount)
          await cashier.press('Enter')
          await cashier.page.getByRole('alert').first().waitFor()
          if (amount === '0') await cashier.picture(places.screens('10-refused'))
          await cashier.press('Escape')
        }
        const state = await cashier.snapshot()
        hold(state.sale === null && control.orders().length === before, 'a sale began all the same')
        return {}
      },
    ],
    [
      'the last slip again, marked as a copy',
      async () => {
        const before = (await filesIn(places.archive, '.bin')).length
        await cashier.press('F10')
        await cashier.until('the copy', (state) => state.slipsWaiting === 0)
        const copy = await newSlip(places.archive, before)
        hold((await readFile(copy)).includes(Buffer.from('b8b1b1be', 'hex')), 'the copy does not say 副本')
        return {}
      },
    ],
    [
      'the orders of the day',
      async () => {
        await cashier.press('F2')
        await cashier.page.getByText('268.00').first().waitFor()
        await cashier.picture(places.screens('11-orders'))
        return { orders: control.orders().length }
      },
    ],
  ]
  for (const [name, work] of steps) if (!(await report.step(name, work))) return false
  return true
}

/** Waits until the folder has one more slip than before, and answers its file. */
async function newSlip(folder: string, before: number): Promise<string> {
  hold(await waitUntil(async () => (await filesIn(folder, '.bin')).length > before, 10_000), 'no copy was printed')
  return (await filesIn(folder, '.bin')).at(-1) ?? ''
}
