import type { DeviceSettings } from '../../contract/device-requests.ts'
import type { PrinterSetup } from '../../contract/printers.ts'
import type { SettingGroup } from '../stores/device-settings.ts'
import type { WordPath } from '../words/words.ts'

/** What decides whether a row stands on its page. */
export interface RowFacts {
  readonly settings: DeviceSettings
  /** The printer that is shown. */
  readonly printer: PrinterSetup | null
  readonly mayChange: boolean
  readonly mayInstall: boolean
}

/** A row of a settings page, or what is done beside it: where it stands and what it is called. */
export interface SettingRow {
  readonly group: SettingGroup
  readonly label: WordPath
  /** What the label names as its kind. */
  readonly kind?: WordPath
  /** What else is said of it. */
  readonly why?: WordPath
  readonly when?: (facts: RowFacts) => boolean
}

const several = ({ settings }: RowFacts): boolean => settings.printers.length > 1
const onSerial = ({ printer }: RowFacts): boolean => printer?.printer.kind === 'serial'
const withPole = ({ settings }: RowFacts): boolean => settings.pole.setup.kind === 'serial'
const mayChange = (facts: RowFacts): boolean => facts.mayChange
const mayInstall = (facts: RowFacts): boolean => facts.mayInstall

/** Everything that is found on the settings pages, in the order in which it stands there. */
export const SETTING_ROWS: readonly SettingRow[] = [
  { group: 'printer', label: 'settings.groups.printer', why: 'settings.called.printer' },
  { group: 'printer', label: 'printing.roles.receipts', why: 'printing.rolesWhy.receipts', when: several },
  { group: 'printer', label: 'printing.roles.reports', why: 'printing.rolesWhy.reports', when: several },
  { group: 'printer', label: 'printing.profile' },
  { group: 'printer', label: 'printing.baud', when: onSerial },
  { group: 'printer', label: 'printing.flow', when: onSerial },
  { group: 'printer', label: 'printing.cut', why: 'printing.cutWhy' },
  { group: 'printer', label: 'printing.image', why: 'printing.imageWhy' },
  { group: 'printer', label: 'printing.head' },
  { group: 'printer', label: 'printing.tail' },
  { group: 'printer', label: 'printing.gap' },
  { group: 'printer', label: 'printing.change', when: mayChange },
  { group: 'printer', label: 'printing.add', when: mayChange },
  { group: 'printer', label: 'printing.test', when: mayChange },
  { group: 'receipt', label: 'settings.groups.receipt', why: 'settings.called.receipt' },
  { group: 'receipt', label: 'receipts.auto.payment', why: 'receipts.autoWhy.payment' },
  { group: 'receipt', label: 'receipts.auto.refund', why: 'receipts.autoWhy.refund' },
  { group: 'receipt', label: 'receipts.copies.payment' },
  { group: 'receipt', label: 'receipts.copies.refund' },
  { group: 'receipt', label: 'receipts.barcode', why: 'receipts.barcodeWhy' },
  { group: 'receipt', label: 'receipts.drawer', why: 'receipts.drawerWhy' },
  { group: 'receipt', label: 'receipts.amountSize' },
  { group: 'receipt', label: 'receipts.rowGap' },
  { group: 'receipt', label: 'receipts.firstDelay', why: 'receipts.firstDelayWhy' },
  { group: 'receipt', label: 'receipts.window', why: 'receipts.windowWhy' },
  { group: 'receipt', label: 'receipts.footer', when: mayChange },
  { group: 'scanner', label: 'settings.groups.scanner', why: 'settings.called.scanner' },
  {
    group: 'scanner',
    label: 'scanning.role',
    when: ({ settings }) => settings.scanners.length > 0 || settings.camera.setup.enabled,
  },
  { group: 'scanner', label: 'scanning.camera', why: 'scanning.cameraWhy' },
  { group: 'scanner', label: 'scanning.add', when: mayInstall },
  { group: 'scanner', label: 'scanning.test', when: mayChange },
  { group: 'voice', label: 'settings.groups.voice', why: 'settings.called.voice' },
  { group: 'voice', label: 'speaking.device' },
  { group: 'voice', label: 'speaking.on', why: 'speaking.onWhy' },
  { group: 'voice', label: 'speaking.code', why: 'speaking.codeWhy' },
  { group: 'voice', label: 'speaking.sayType', why: 'speaking.sayTypeWhy' },
  { group: 'voice', label: 'speaking.window' },
  { group: 'voice', label: 'speaking.volume', kind: 'speaking.kinds.payment' },
  { group: 'voice', label: 'speaking.volume', kind: 'speaking.kinds.refund' },
  { group: 'voice', label: 'speaking.volume', kind: 'speaking.kinds.warning' },
  { group: 'oneCode', label: 'settings.groups.oneCode', why: 'settings.called.oneCode' },
  { group: 'oneCode', label: 'oneCode.enabled', why: 'oneCode.enabledWhy' },
  { group: 'oneCode', label: 'oneCode.codes', why: 'oneCode.codesWhy' },
  { group: 'oneCode', label: 'oneCode.print.payment' },
  { group: 'oneCode', label: 'oneCode.print.refund' },
  { group: 'oneCode', label: 'oneCode.begin', why: 'oneCode.beginWhy.last' },
  { group: 'oneCode', label: 'oneCode.printWindow', why: 'oneCode.printWindowWhy' },
  { group: 'oneCode', label: 'oneCode.voice', why: 'oneCode.voiceWhy' },
  { group: 'oneCode', label: 'oneCode.voiceWindow' },
  { group: 'customer', label: 'settings.groups.customer', why: 'settings.called.customer' },
  { group: 'customer', label: 'facing.screen', why: 'facing.screenWhy' },
  { group: 'customer', label: 'facing.pole' },
  { group: 'customer', label: 'facing.commands', when: withPole },
  { group: 'customer', label: 'facing.charset', when: withPole },
  { group: 'customer', label: 'printing.baud', when: withPole },
  { group: 'customer', label: 'facing.port', when: mayInstall },
  { group: 'machine', label: 'settings.groups.machine', why: 'settings.called.machine' },
  { group: 'machine', label: 'machine.check' },
]
