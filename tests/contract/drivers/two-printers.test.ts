import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import { printerSetupSchema, type PrinterSetup } from '../../../contract/printers.ts'
import { PressRoom } from '../../../drivers/printer/press-room.ts'
import { generic80 } from '../../../drivers/printer/profiles/generic-80.ts'
import { emulate } from '../../support/escpos-emulator.ts'
import { PaperPrinter } from '../../support/paper-printer.ts'
import { startPrinterServer, type PrinterServer } from '../../support/printer-server.ts'
import { slip } from '../../unit/drivers/slips.ts'

const COMMON = { archive: null, firstDelayMs: 0 }

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const network = (id: string, at: { host: string; port: number }, more: Partial<PrinterSetup> = {}): PrinterSetup =>
  printerSetupSchema.parse({
    id,
    printer: { kind: 'network', host: at.host, port: at.port },
    profile: 'generic-80',
    ...more,
  })

function openRoom(setups: readonly PrinterSetup[]): PressRoom {
  const room = new PressRoom({ clock: systemClock, quiet: async () => {}, fault: () => {}, changed: () => {} })
  room.use(setups, COMMON)
  endings.push(() => room.flush())
  return room
}

/** What stands on the slips of a printer, judged by the strict emulator. */
function printedBy(printer: PrinterServer): string[] {
  return printer.jobs.map(({ bytes }) => {
    const paper = emulate(bytes, { columns: generic80.columns, dots: generic80.dots })
    expect(paper.errors).toEqual([])
    return paper.lines.map((line) => line.text.trim()).join('')
  })
}

const document = (words: string) => slip([{ kind: 'text', text: words }])

describe('two printers for receipts', () => {
  let front: PrinterServer
  let back: PrinterServer
  let room: PressRoom
  beforeEach(async () => {
    front = await startPrinterServer()
    back = await startPrinterServer()
    endings.push(
      () => front.close().catch(() => {}),
      () => back.close().catch(() => {}),
    )
    room = openRoom([network('front', front), network('back', back)])
    await room.look()
  })
  const print = (jobId: string) => room.print(jobId, document(jobId), null)

  it('take turns as the paper goes: each slip once, none missing', async () => {
    expect(await print('one')).toMatchObject({ outcome: { result: 'printed' }, tried: [{ printerId: 'front' }] })
    front.setCondition('paperOut')
    const stoodIn = await print('two')
    expect(stoodIn.outcome).toEqual({ result: 'printed' })
    expect(stoodIn.firstByteAt).toBeGreaterThan(0)
    expect(stoodIn.tried).toEqual([
      { printerId: 'front', outcome: expect.objectContaining({ fault: 'paperOut', bytesOut: 0 }) as unknown },
      { printerId: 'back', outcome: { result: 'printed' } },
    ])
    front.setCondition('ok')
    await room.look()
    expect((await print('three')).tried).toMatchObject([{ printerId: 'front' }])
    expect(printedBy(front)).toEqual(['one', 'three'])
    expect(printedBy(back)).toEqual(['two'])
  })

  it('one that was seen to be away is asked last, and is asked again when the other cannot either', async () => {
    front.setCondition('coverOpen')
    await room.look()
    expect((await print('one')).tried).toMatchObject([{ printerId: 'back' }])
    back.setCondition('paperOut')
    front.setCondition('ok')
    expect((await print('two')).tried).toMatchObject([{ printerId: 'back' }, { printerId: 'front' }])
    expect(printedBy(front)).toEqual(['two'])
  })

  it('when neither can, nothing leaves, and what the first one says is told', async () => {
    front.setCondition('paperOut')
    await back.close()
    await room.look()
    expect(room.lamps().map(({ lamp }) => lamp.reason)).toEqual(['paperOut', 'offline'])
    const { outcome, tried } = await print('one')
    expect(outcome).toMatchObject({ result: 'failed', fault: 'paperOut', bytesOut: 0 })
    expect(tried).toHaveLength(2)
    expect(front.jobs).toEqual([])
    front.setCondition('ok')
    expect((await print('one')).outcome).toEqual({ result: 'printed' })
    expect(printedBy(front)).toEqual(['one'])
  })

  it('fifty presses give one slip, whichever prints it; so does the same job after the first one is back', async () => {
    front.setCondition('offline')
    const presses = await Promise.all(Array.from({ length: 50 }, () => print('one')))
    expect(presses.every(({ outcome }) => outcome.result === 'printed')).toBe(true)
    front.setCondition('ok')
    await room.look()
    await print('one')
    expect(printedBy(front)).toEqual([])
    expect(printedBy(back)).toEqual(['one'])
  })

  it('the drawer opens with the slip, at the printer that prints it, once', async () => {
    front.setCondition('paperOut')
    await room.print('sale', { ...document('sale'), openDrawer: true }, null)
    const kicks = [front, back].map(({ jobs }) => {
      const bytes = Buffer.concat(jobs.map((job) => job.bytes))
      return emulate(bytes, { columns: generic80.columns, dots: generic80.dots }).drawerKicks
    })
    expect(kicks).toEqual([0, 1])
  })

  it('a page that is tried on one of them is printed there or nowhere', async () => {
    front.setCondition('paperOut')
    expect((await room.print('test', document('test'), 'front')).outcome).toMatchObject({ fault: 'paperOut' })
    expect(back.jobs).toEqual([])
    expect((await room.print('other', document('other'), 'back')).outcome).toEqual({ result: 'printed' })
    expect((await room.print('none', document('none'), 'gone')).outcome).toMatchObject({ fault: 'noPrinter', bytesOut: 0 })
  })

  it('a report goes to the printers for reports alone', async () => {
    room.use([network('front', front, { roles: ['receipts'] }), network('back', back, { roles: ['reports'] })], COMMON)
    const shift = { ...document('shift'), kind: 'shift' as const }
    expect((await room.print('shift', shift, null)).tried).toMatchObject([{ printerId: 'back' }])
    back.setCondition('paperOut')
    expect((await room.print('shift-2', shift, null)).outcome).toMatchObject({ fault: 'paperOut' })
    expect((await print('sale')).outcome).toEqual({ result: 'printed' })
    expect(printedBy(front)).toEqual(['sale'])
    expect(printedBy(back)).toEqual(['shift'])
  })

  it('that change places and lines go on, and one that is taken away prints no more', async () => {
    await print('one')
    room.use([network('front', back), network('back', front)], COMMON)
    expect((await print('two')).tried).toMatchObject([{ printerId: 'front' }])
    room.use([network('back', front)], COMMON)
    expect((await print('three')).tried).toMatchObject([{ printerId: 'back' }])
    expect(room.lamps().map(({ id }) => id)).toEqual(['back'])
    expect(printedBy(front)).toEqual(['one', 'three'])
    expect(printedBy(back)).toEqual(['two'])
  })
})

it('a slip that the first printer has begun is never printed on the other one', async () => {
  const front = new PaperPrinter()
  const back = new PaperPrinter()
  await Promise.all([front.listen(), back.listen()])
  endings.push(
    () => front.powerOff(),
    () => back.powerOff(),
  )
  const room = openRoom([network('front', front.address), network('back', back.address)])
  await room.look()
  const cut = new Promise<void>((resolve) => front.cutAfter(30, () => resolve(front.powerOff())))
  const report = await room.print('one', slip(Array.from({ length: 400 }, () => ({ kind: 'text', text: '金额 row' }))), null)
  await cut
  expect(report.outcome).toMatchObject({ result: 'failed', fault: 'interrupted' })
  expect(report.tried).toMatchObject([{ printerId: 'front' }])
  // Asked for again, it is still for a person to decide.
  expect(await room.print('one', slip([{ kind: 'text', text: 'x' }]), null)).toEqual(report)
  expect(back.rows).toEqual([])
  expect((await room.print('two', document('two'), null)).outcome).toEqual({ result: 'printed' })
  expect(back.rows.join('')).toContain('two')
})
