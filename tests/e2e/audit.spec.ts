import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import type { Cashier } from '../../build/demo/cashier.ts'
import { expect, MANAGER, test } from './counter.ts'
import { refunded, toRefund } from './refunding.ts'

/** Wang Lei, who may not refund alone. */
const CLERK = '1207'
const ADMIN = '1000'

async function lookAtLog(till: Cashier): Promise<void> {
  await till.press('F7')
  await till.press('Alt+u')
  await till.page.getByRole('list', { name: /审计日志/ }).waitFor()
}
const rows = (till: Cashier) => till.page.getByRole('list', { name: /审计日志/ }).getByRole('button', { name: /\d:\d\d:\d\d/ })

test('who signed in, changed a setting and refunded stands in the log; it is exported, and each row of the file holds', async ({
  counter,
}) => {
  const till = await counter.openSelling(CLERK)
  await till.press('Alt+s')
  await till.press('Alt+q')
  await till.signIn(CLERK, '000000')
  await expect(till.page.getByRole('alert')).toContainText('密码不对')
  await till.press('Escape')
  await till.page.reload()
  await till.signIn(CLERK, counter.password(CLERK))
  await till.until('the till', (state) => state.stage === 'selling')
  await toRefund(till, '20', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  await till.press('Enter')
  await till.until('the phone asked', (state) => state.approval?.state === 'waiting')
  const { approval } = await till.until('a QR', (state) => state.approval !== null)
  const ticket = new URL(approval?.qrText ?? '').searchParams.get('t') ?? ''
  counter.sandbox.control.answerApproval(ticket, MANAGER, counter.password(MANAGER), true)
  await till.until('granted', (state) => state.approval?.state === 'granted')
  await expect(till.page.getByText('陈经理 已批准')).toBeVisible()
  await till.press('Enter')
  await till.page.getByText('贰拾元整').waitFor()
  await till.press('Enter')
  await refunded(till, 'succeeded')
  await till.press('Enter')
  await till.press('F7')
  await expect(till.page.getByRole('button', { name: /审计日志/ }), 'a clerk does not look at it').toHaveCount(0)
  await till.press('Alt+s')
  await till.press('Alt+q')

  await till.signIn(MANAGER, counter.password(MANAGER))
  await till.until('the till', (state) => state.stage === 'selling')
  await till.press('Alt+s')
  await till.press('Alt+b')
  await till.until('the other theme', (state) => state.theme === 'dark')
  await till.press('Escape')
  await lookAtLog(till)
  const said = await rows(till).allInnerTexts()
  for (const [what, who] of [
    ['明暗：light → dark', '陈经理 0001'],
    ['登录，店长', '陈经理 0001'],
    ['退款已到账 ¥20.00', '王磊 1207'],
    ['陈经理 0001 批准', '王磊 1207'],
    ['陈经理 0001 批准退 ¥20.00', '王磊 1207'],
    ['请人批准退 ¥20.00', '王磊 1207'],
    ['密码输错，第 1 次', '王磊 1207'],
    ['柜台启动', '没有人登录'],
    ['绑定到云支付', '没有人登录'],
  ] as const)
    expect(
      said.filter((row) => row.includes(what) && row.includes(who)),
      `${what} by ${who}`,
    ).not.toEqual([])
  await expect(till.page.getByText(/完整：\d+ 行/)).toBeVisible()

  await till.press('Alt+x')
  await expect(till.page.locator('.strip')).toContainText('audit-')
  await expect(rows(till).first()).toContainText('导出文件 audit-')
  const exports = join(counter.home, 'exports')
  const [name] = await readdir(exports)
  const lines = (await readFile(join(exports, name ?? ''), 'utf8')).trimEnd().split('\r\n').map(fields)
  const last = lines.pop() ?? []
  expect(lines.length).toBeGreaterThan(10)
  for (const [row, ms, kind, about, content, before, hash] of lines.slice(1).map((line) => line.slice(5))) {
    const chained = JSON.stringify([before, Number(row), Number(ms), kind, about, content])
    expect(createHash('sha256').update(chained).digest('hex'), `row ${row}`).toBe(hash)
  }
  await till.close()
  const book = new Database(join(counter.home, 'trading', 'book.db'))
  const head = book.prepare('SELECT hash, kind FROM journal WHERE seq = ?').get(Number(last[3]))
  book.close()
  expect(head).toMatchObject({ hash: last.at(-1), kind: 'file.exported' })
})

test(
  'rows that are cut off the end of the book are told at the next start, and an admin confirms a restored one',
  { tag: '@long' },
  async ({ counter }) => {
    const first = await counter.openSelling(MANAGER)
    await first.close()
    const book = new Database(join(counter.home, 'trading', 'book.db'))
    const { seq } = book.prepare('SELECT max(seq) AS seq FROM journal').get() as { seq: number }
    book.exec('DROP TRIGGER journal_keeps_rows')
    book.prepare('DELETE FROM journal WHERE seq > ?').run(seq - 2)
    book.close()

    const till = await counter.openSelling(ADMIN)
    const { notices } = await till.until('told', (state) => state.notices.some(({ fault }) => fault.code === 'book.cutOff'))
    expect(notices.map(({ fault }) => fault)).toContainEqual({ code: 'book.cutOff', params: { row: seq } })
    await lookAtLog(till)
    await expect(till.page.getByText(`记到过第 ${seq} 行，现在没有了`).first()).toBeVisible()
    await till.press('F9')
    await till.press('F9')
    await expect(rows(till).first()).toContainText(`确认账本是恢复的，原来记到第 ${seq} 行`)
    await expect(till.page.getByText(/完整：\d+ 行/)).toBeVisible()
    await till.close()
    const after = await counter.openSelling(ADMIN)
    const { notices: none } = await after.until('the till', (state) => state.stage === 'selling')
    expect(none.map(({ fault }) => fault.code)).not.toContain('book.cutOff')
  },
)

/** Fields of a line by RFC 4180. */
const fields = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  )
