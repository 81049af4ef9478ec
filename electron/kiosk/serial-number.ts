import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Home } from './home.ts'
import { writeWhole } from './write-whole.ts'

/**
 * The till's serial number: MAKER_MODEL_serial in capitals (PROTOCOL 5.10), 28 characters, so that it fits the shorter of
 * the two published limits, 32, too. It must survive a reinstallation: Cloud Pay binds a device record to it.
 */
const MAKER_MODEL = 'GUITAI_TILL'
const SERIAL = /^GUITAI_TILL_[0-9A-F]{16}$/

/** What makers leave in the field when they forget it. */
const NO_SERIAL =
  /^(?:0+|1234567890?|none|n\/?a|unknown|default string|not specified|not applicable|invalid|system serial number|to be filled by o\.?e\.?m\.?|chassis serial number|x+|\W*)$/i

export interface Identity {
  readonly serialNumber: string
  /** `machine_no` of an order: at most 32 characters, one till each (PROTOCOL 4). */
  readonly machineNo: string
}

/** Answers the text of a file, null when there is none or it may not be read. */
export type ReadText = (path: string) => string | null

export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** The machine's own identity; the raw value leaves this file only as a hash. */
function machineIdentity(read: ReadText): string | null {
  const product = read('/sys/class/dmi/id/product_serial')?.trim()
  if (product !== undefined && !NO_SERIAL.test(product)) return `product ${product}`
  const machine = (read('/etc/machine-id') ?? read('/var/lib/dbus/machine-id'))?.trim()
  return machine !== undefined && /^[0-9a-f]{32}$/i.test(machine) && !/^0+$/.test(machine) ? `machine ${machine}` : null
}

/**
 * The till's identity, the same at each start and after a reinstallation in the same place. Two tills on one machine, each
 * with its GUITAI_HOME, are two devices and differ. Never fails: without a disk it is the same as long as the machine is.
 */
export function tillIdentity(
  home: Pick<Home, 'root' | 'serialNumber' | 'chosen'>,
  read: ReadText = readText,
  random: (bytes: number) => Buffer = randomBytes,
): Identity {
  const kept = read(home.serialNumber)?.trim() ?? ''
  if (SERIAL.test(kept)) return identity(kept)
  const source = machineIdentity(read) ?? `random ${random(16).toString('hex')}`
  const place = home.chosen ? `\n${home.root}` : ''
  const id = createHash('sha256').update(`guitai serial number\n${source}${place}`).digest('hex').slice(0, 16).toUpperCase()
  const serialNumber = `${MAKER_MODEL}_${id}`
  try {
    writeWhole(home.serialNumber, `${serialNumber}\n`)
  } catch {
    // Without it the number comes from the machine again at the next start, and is the same.
  }
  return identity(serialNumber)
}

function identity(serialNumber: string): Identity {
  return { serialNumber, machineNo: serialNumber.slice(-16) }
}
