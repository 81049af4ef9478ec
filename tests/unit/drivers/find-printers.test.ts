import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPrinters } from '../../../drivers/printer/find.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'find-'))))
afterEach(() => rmSync(root, { recursive: true }))

const lay = (path: string, content = ''): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}
const find = (queues: () => Promise<readonly string[]> = async () => []) =>
  findPrinters({ dev: join(root, 'dev'), sys: join(root, 'sys'), queues })

describe('what may be a printer', () => {
  it('a USB printer is named as its maker names it', async () => {
    lay('dev/usb/lp0')
    lay('sys/class/usbmisc/lp0/device/ieee1284_id', 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;\n')
    expect(await find()).toEqual([{ config: { kind: 'file', path: '/dev/usb/lp0' }, name: 'EPSON TM-T88V' }])
  })

  it('one that says nothing of itself is named by its path', async () => {
    lay('dev/usb/lp1')
    lay('dev/usb/hiddev0')
    expect(await find()).toEqual([{ config: { kind: 'file', path: '/dev/usb/lp1' }, name: '/dev/usb/lp1' }])
  })

  it('a serial port is listed once, under the name that lasts', async () => {
    lay('dev/ttyUSB0')
    lay('dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0')
    const [port, ...more] = await find()
    expect(more).toEqual([])
    expect(port).toMatchObject({
      name: 'FTDI FT232R USB UART A50285BI-if00-port0',
      config: {
        kind: 'serial',
        line: { path: '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0', baudRate: 9600 },
      },
    })
  })

  it('and under its plain name where there is no other', async () => {
    lay('dev/ttyACM3')
    lay('dev/tty7')
    expect((await find()).map(({ name }) => name)).toEqual(['ttyACM3'])
  })

  it('queues of CUPS are listed; a name that no command may hold is not', async () => {
    const found = await find(async () => ['Kitchen_80', 'a b; rm -rf'])
    expect(found).toEqual([{ config: { kind: 'cups', queue: 'Kitchen_80' }, name: 'Kitchen_80' }])
  })

  it('a machine without any of it has none', async () => {
    const gone = async () => Promise.reject(new Error('no lpstat'))
    expect(await find(gone)).toEqual([])
  })
})
