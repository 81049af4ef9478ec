/** What can be chosen of devices: lists without checks, so that the page has them too. */

/** One profile a model or family; the data are in drivers/printer/profiles. */
export const PRINTER_PROFILES = [
  'generic-58',
  'generic-76',
  'generic-80',
  'epson-tm-t82',
  'epson-tm-t88',
  'xprinter-58',
  'xprinter-80',
  'gprinter-58',
  'gprinter-80',
  'sunmi-58',
  'sunmi-80',
  'star-escpos-80',
] as const
export type ProfileName = (typeof PRINTER_PROFILES)[number]

/** What a printer is for: slips of payments, deposits and refunds; figures of a shift or a day (BEHAVIOUR 10.3, 25). */
export const PRINTER_ROLES = ['receipts', 'reports'] as const
export type PrinterRole = (typeof PRINTER_ROLES)[number]

export const PRINTERS_MOST = 4

/** `counter`: in the cashier's hand, reads everything. `customer`: faces the customer, reads what they pay with and no more. */
export const SCANNER_ROLES = ['counter', 'customer'] as const
export type ScannerRole = (typeof SCANNER_ROLES)[number]

/** A serial port: /dev/ttyUSB0, or a lasting name below /dev/serial/by-id. */
export const SERIAL_PATH = /^\/dev\/(?!.*\.\.)[\w./:+-]+$/
export const SERIAL_PATH_MOST = 200
export const BAUD_RATES = [1200, 2400, 4800, 9600, 14_400, 19_200, 38_400, 57_600, 115_200] as const

/** `escpos`: Epson's display commands; `cd5220`: those of the CD5220 family. */
export const POLE_COMMANDS = ['escpos', 'cd5220'] as const
/** What the display can show. `gbk`: hanzi of two columns each; `ascii`: nothing but Latin letters, figures and signs. */
export const POLE_CHARSETS = ['ascii', 'gbk'] as const

/**
 * What is said falls into three kinds, each as loud as it is set: payments, what goes back or is held (refunds and deposits), and
 * warnings, which are all that did not come about or is not known (BEHAVIOUR 6, 8).
 */
export const VOICE_KINDS = ['payment', 'refund', 'warning'] as const
export type VoiceKind = (typeof VOICE_KINDS)[number]

/** No kind can be turned down to nothing: silence is the mute key, or the switch, and both are seen (BEHAVIOUR 8, floor 20). */
export const VOLUME_LEAST = 20
export const VOLUME_MOST = 100

/** What the camera is called where scanners are named by their ids. */
export const CAMERA_ID = 'camera'
