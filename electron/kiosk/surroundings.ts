import type { PrinterConfig } from '../../contract/printers.ts'

/** What the environment asks of this start. Everything else is a setting. */
export interface Wishes {
  /** Practise on the embedded sandbox, with a book and a binding of its own. */
  readonly training: boolean
  /** Origins of servers beside Cloud Pay's four hosts: a sandbox on this machine, by one address or by several that stand for each other. */
  readonly cloudOrigins: readonly string[]
  /** Used instead of the printer of the settings. */
  readonly printer: PrinterConfig | null
  /** Every slip and sentence is kept here as well. */
  readonly archive: string | null
  readonly windowSize: string | undefined
  readonly screenshot: string | null
  /** The customer display in a window beside the till, where there is no second screen. */
  readonly customerWindow: boolean
}

/** `tcp://HOST:PORT`, `file:/dev/usb/lp0`, `virtual:/folder` or `none`; null for anything else. */
export function readPrinterWish(text: string): PrinterConfig | null {
  if (text === 'none') return { kind: 'none' }
  const network = /^tcp:\/\/(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(text)
  if (network) {
    const [, host = '', port] = network
    return Number(port) >= 1 && Number(port) <= 65_535 ? { kind: 'network', host, port: Number(port) } : null
  }
  const [, kind, path] = /^(file|virtual):(\/.+)$/.exec(text) ?? []
  if (kind === 'file' && path) return { kind, path }
  if (kind === 'virtual' && path) return { kind, folder: path }
  return null
}

function loopbackOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, origin } = new URL(text)
  return protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost') ? origin : null
}

/** Reads GUITAI_TRAINING, _CLOUDPAY, _PRINTER, _ARCHIVE, _WINDOW, _SCREENSHOT, _CUSTOMER_DISPLAY. What cannot be read is as if it were not there. */
export function readWishes(env: Readonly<Record<string, string | undefined>>): Wishes {
  return {
    training: env['GUITAI_TRAINING'] === '1',
    cloudOrigins: (env['GUITAI_CLOUDPAY'] ?? '').split(',').flatMap((text) => loopbackOrigin(text.trim()) ?? []),
    printer: readPrinterWish(env['GUITAI_PRINTER'] ?? ''),
    archive: env['GUITAI_ARCHIVE'] || null,
    windowSize: env['GUITAI_WINDOW'],
    screenshot: env['GUITAI_SCREENSHOT'] || null,
    customerWindow: env['GUITAI_CUSTOMER_DISPLAY'] === 'window',
  }
}
