import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPdf } from '../support/read-pdf.ts'
import { readXlsx, wordsOf } from '../support/read-xlsx.ts'
import { expect, MANAGER, soldAndCompared, test } from './counter.ts'

test('the summary of the day is exported in each of its forms by keys alone, and each file says what the screen says', async ({
  counter,
}) => {
  const till = await counter.openSelling(MANAGER)
  await soldAndCompared(till, counter)

  const folder = join(counter.home, 'exports')
  const paths: Record<string, string> = {}
  for (const [figure, form] of [
    ['1', 'csv'],
    ['2', 'xlsx'],
    ['3', 'pdf'],
  ] as const) {
    await till.press('Alt+x')
    await expect(till.page.locator('.modes')).toBeVisible()
    await till.press(figure)
    const { exported } = await till.until(
      `the ${form}`,
      (state) => state.exported?.state !== 'running' && state.exported !== null,
      30_000,
    )
    if (exported?.state !== 'written') throw new Error(`it was not written: ${JSON.stringify(exported)}`)
    expect(exported.form).toBe(form)
    await expect(till.page.locator('.exporting')).toContainText(exported.path)
    paths[form] = exported.path
    await till.press('Enter')
    await till.until('it put away', (state) => state.exported === null)
  }
  expect(readdirSync(folder).sort()).toEqual(
    Object.values(paths)
      .map((path) => path.slice(folder.length + 1))
      .sort(),
  )

  expect(readFileSync(paths['csv'] ?? '', 'utf8')).toContain('微信支付,2,20.00,20.00,0,0.00,0.00,20.00')
  const [summary, , orders] = await readXlsx(paths['xlsx'] ?? '')
  if (!summary || !orders) throw new Error('a sheet is missing')
  expect(wordsOf(summary)).toContainEqual(['合计', '2', '20.00', '20.00', '0', '0.00', '0.00', '20.00'])
  expect(wordsOf(summary).flat()).toContain('和云支付一致')
  expect(
    wordsOf(orders)
      .slice(1)
      .map((line) => [line[1], line[5], line[6]]),
  ).toEqual([
    ['sale', 'paid', '7.50'],
    ['sale', 'paid', '12.50'],
  ])
  const pdf = readPdf(readFileSync(paths['pdf'] ?? ''))
  for (const word of ['交易汇总', '20.00', '和云支付一致', '每小时交易额']) expect(pdf.words.join(' ')).toContain(word)

  // The form of the last time is the one that Enter takes, after a start too.
  await till.close()
  const again = await counter.openSelling(MANAGER)
  await again.press('F4')
  await expect(again.page.locator('.summary .big')).toHaveText('¥20.00')
  await again.press('Alt+x')
  await expect(again.page.locator('.modes [aria-pressed=true]')).toContainText('PDF')
  await again.press('Enter')
  await again.until('the report', (state) => state.exported?.state === 'written', 30_000)
})
