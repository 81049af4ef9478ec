import type { Finding } from '../../contract/doctor.ts'

/** A device path of the settings, and whether it can be used. */
export interface PortFact {
  readonly path: string
  readonly state: 'fine' | 'gone' | 'denied'
}

/** A printer of the settings; `answers` is null where its way cannot be tried without printing. */
export interface PrinterFact {
  readonly where: string
  readonly answers: boolean | null
}

/** What was found out about the machine; null where it could not be. */
export interface Facts {
  readonly root: boolean
  /** Whether a user may have namespaces of their own, on which the page's sandbox stands. */
  readonly namespaces: boolean | null
  readonly groups: readonly string[]
  /** Groups that the devices of the settings need. */
  readonly groupsNeeded: readonly string[]
  readonly udev: boolean
  readonly ports: readonly PortFact[]
  readonly printers: readonly PrinterFact[]
  readonly outputs: number
  readonly voice: boolean
  /** How far the machine's clock is ahead of Cloud Pay's, ms. */
  readonly clockAheadMs: number | null
  /** Where the book lies, bytes. */
  readonly diskFree: number | null
  readonly hosts: readonly { readonly host: string; readonly ms: number | null }[]
  readonly secrets: 'keyring' | 'file' | null
}

const MEGABYTE = 1_000_000
/** A book of years has some hundred megabytes; logs and pictures of slips are the rest. */
const DISK_LOW = 500 * MEGABYTE
const DISK_FULL = 50 * MEGABYTE
/** Cloud Pay refuses messages that are minutes off (PROTOCOL 3); a till that is half a minute off prints wrong times. */
const CLOCK_NOISE = 30_000

const ok = (code: Finding['code'], params?: Finding['params']): Finding => ({ code, level: 'ok', ...(params && { params }) })
const warn = (code: Finding['code'], params?: Finding['params']): Finding => ({ code, level: 'warn', ...(params && { params }) })
const bad = (code: Finding['code'], params?: Finding['params']): Finding => ({ code, level: 'bad', ...(params && { params }) })

function sandbox({ root, namespaces }: Facts): Finding {
  if (root) return bad('sandbox.off')
  return namespaces === false ? bad('sandbox.forbidden') : ok('sandbox.on')
}

function groups({ root, groups: has, groupsNeeded }: Facts): Finding {
  const missing = root ? [] : groupsNeeded.filter((name) => !has.includes(name))
  return missing.length > 0 ? bad('groups.missing', { groups: missing.join(', ') }) : ok('groups.fine')
}

function ports({ ports: all }: Facts): Finding[] {
  if (all.length === 0) return [ok('ports.none')]
  const faults = all.flatMap(({ path, state }) => (state === 'fine' ? [] : [bad(`ports.${state}`, { path })]))
  return faults.length > 0 ? faults : [ok('ports.fine', { count: all.length })]
}

function printers({ printers: all }: Facts): Finding[] {
  if (all.length === 0) return [warn('printer.none')]
  return all.map(({ where, answers }) => (answers === false ? bad('printer.silent', { where }) : ok('printer.fine', { where })))
}

function audio({ outputs, voice }: Facts): Finding[] {
  const found: Finding[] = []
  if (outputs === 0) found.push(warn('audio.noOutput'))
  if (!voice) found.push(warn('audio.noVoice'))
  return found.length > 0 ? found : [ok('audio.fine', { count: outputs })]
}

function clock({ clockAheadMs }: Facts): Finding {
  if (clockAheadMs === null) return warn('clock.unknown')
  const seconds = Math.round(Math.abs(clockAheadMs) / 1000)
  return Math.abs(clockAheadMs) > CLOCK_NOISE ? warn('clock.off', { seconds }) : ok('clock.fine')
}

function disk({ diskFree }: Facts): Finding {
  if (diskFree === null) return bad('disk.full', { megabytes: 0 })
  const megabytes = Math.floor(diskFree / MEGABYTE)
  if (diskFree < DISK_FULL) return bad('disk.full', { megabytes })
  return diskFree < DISK_LOW ? warn('disk.low', { megabytes }) : ok('disk.fine', { megabytes })
}

function network({ hosts }: Facts): Finding {
  const silent = hosts.filter(({ ms }) => ms === null).map(({ host }) => host)
  const fastest = Math.min(...hosts.flatMap(({ ms }) => (ms === null ? [] : [Math.round(ms)])))
  if (silent.length === hosts.length) return bad('network.none')
  return silent.length > 0
    ? warn('network.some', { hosts: silent.join(', ') })
    : ok('network.fine', { count: hosts.length, ms: fastest })
}

function secrets({ secrets: tier }: Facts): Finding {
  if (tier === null) return ok('secrets.unknown')
  return tier === 'keyring' ? ok('secrets.keyring') : warn('secrets.file')
}

/** The whole check, in the order in which somebody would go about it. Pure: what was found out is handed in. */
export function findingsOf(facts: Facts): Finding[] {
  return [
    network(facts),
    clock(facts),
    disk(facts),
    ...printers(facts),
    ...ports(facts),
    groups(facts),
    facts.udev ? ok('udev.fine') : warn('udev.absent'),
    ...audio(facts),
    sandbox(facts),
    secrets(facts),
  ]
}
