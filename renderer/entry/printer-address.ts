import type { PrinterConfig } from '../../contract/printers.ts'
import type { PrinterWish } from '../../contract/device-requests.ts'

const USUAL_PORT = 9100

/** `192.168.1.50` or `printer.lan:9100`, as people type it; null when it is no address. */
export function readAddress(typed: string): Extract<PrinterWish, { kind: 'network' }> | null {
  const text = typed.trim().replaceAll('：', ':').replaceAll('。', '.')
  const parts = /^([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?$/.exec(text)
  if (parts === null) return null
  const host = parts[1] ?? ''
  const port = parts[2] === undefined ? USUAL_PORT : Number(parts[2])
  if (port < 1 || port > 65_535) return null
  // Figures and dots alone are meant as an IPv4 address, and must be one.
  const figures = /^[\d.]+$/.test(host)
  const isAddress = host.split('.').length === 4 && host.split('.').every((part) => part !== '' && Number(part) <= 255)
  return figures && !isAddress ? null : { kind: 'network', host, port }
}

/** Where a printer is, for the words of its kind. */
export function whereOf(config: PrinterConfig): string {
  switch (config.kind) {
    case 'network':
      return config.port === USUAL_PORT ? config.host : `${config.host}:${config.port}`
    case 'file':
      return config.path.replace(/^\/dev\/(usb\/)?/, '')
    case 'serial':
      return config.line.path.replace(/^\/dev\/(serial\/by-id\/)?/, '')
    case 'cups':
      return config.queue
    case 'none':
    case 'virtual':
      return ''
  }
}
