import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../../cloudpay/sandbox/sandbox.ts'
import { openTill } from '../demo/cashier.ts'
import type { Display } from '../display.ts'
import { percentile, type Figure } from './figure.ts'

const SALES = 50
const CLERK = '1206'

/** A printer that takes everything and remembers when the first byte of each connection or job came, epoch ms. */
async function listeningPrinter() {
  let firstByte: number | null = null
  const server = createServer((socket) => {
    socket.on('data', () => (firstByte ??= Date.now()))
    socket.on('error', () => undefined)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    wish: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forget: () => {
      firstByte = null
    },
    firstByteAt: () => firstByte,
    close: () => server.close(),
  }
}

/** How fast a sale is, over many sales in the real app; all clocks are this machine's one. */
export async function saleFigures(display: Display): Promise<Figure[]> {
  const home = await mkdtemp(join(tmpdir(), 'guitai-bench-'))
  const sandbox = await startSandbox({})
  const printer = await listeningPrinter()
  const till = await openTill({ home, cloud: sandbox.origin, env: { ...display.env, GUITAI_PRINTER: printer.wish } })
  const sent: number[] = []
  const shown: number[] = []
  const printed: number[] = []
  try {
    const { control } = sandbox
    const wallet = control.wallets().find((one) => one.tender === 'wechat')?.id ?? ''
    control.behave(wallet, 'paysAtOnce')
    await till.scanUntil(sandbox.configurationLink('A1'), 'the till bound', (state) => state.stage !== 'unbound')
    await till.until('the people', (state) => state.stage === 'signedOut' && state.staff.length > 0)
    await till.signIn(CLERK, control.staff().find((person) => person.staffId === CLERK)?.trainingPassword ?? '')
    await till.until('the till', (state) => state.stage === 'selling')
    for (let sale = 0; sale < SALES; sale++) {
      await till.type('1')
      await till.press('Enter')
      await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
      printer.forget()
      const seen = till.page.waitForFunction((text) => document.body.innerText.includes(text) && Date.now(), '已收款', {
        polling: 'raf',
      })
      await till.scan(control.freshCode(wallet))
      const scannedAt = await till.app.evaluate(() => Date.now())
      const shownAt = Number(await (await seen).jsonValue())
      const { sale: paid } = await till.until('paid', (state) => state.sale?.state === 'paid')
      await till.until(
        'its slip',
        ({ lastSale }) => lastSale?.orderNo === paid?.orderNo && ['sent', 'printed'].includes(lastSale?.slip ?? ''),
      )
      const answered = control.received().findLast((call) => call.number === paid?.orderNo)
      const firstByteAt = printer.firstByteAt()
      if (answered === undefined || firstByteAt === null) throw new Error('the sale left no trace at the sandbox or the printer')
      sent.push(Math.max(0, answered.at - scannedAt))
      shown.push(shownAt - answered.at)
      printed.push(firstByteAt - answered.at)
    }
  } finally {
    await till.close()
    printer.close()
    await sandbox.close()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
  return [
    { name: `scan’s last byte to request answered, p99 of ${SALES}`, value: percentile(sent, 0.99), unit: 'ms', limit: 15 },
    { name: `paid to screen, p99 of ${SALES}`, value: percentile(shown, 0.99), unit: 'ms', limit: 150 },
    { name: `paid to first printer byte, p99 of ${SALES}`, value: percentile(printed, 0.99), unit: 'ms', limit: 150 },
  ]
}
