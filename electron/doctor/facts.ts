import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, readFile, statfs } from 'node:fs/promises'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import type { PrinterConfig } from '../../contract/printers.ts'
import type { Settings } from '../kiosk/settings-schema.ts'
import type { Facts, PortFact, PrinterFact } from './findings.ts'

/** What the check needs of the rest of the house. */
export interface FactParts {
  readonly settings: Pick<Settings, 'printers' | 'scanners' | 'pole'>
  /** Where the book lies. */
  readonly folder: string
  /** Answers null for a host that is silent; `serverTime` is Cloud Pay's clock, epoch ms. */
  readonly ping: (baseUrl: string) => Promise<{ readonly ms: number; readonly serverTime: number } | null>
  readonly baseUrls: readonly string[]
  readonly outputs: () => Promise<number>
  readonly secrets: Facts['secrets']
  readonly now: () => number
}

const LIMIT_MS = 3000
const run = promisify(execFile)

/** The device files of the settings, and the groups that usually own them. */
export function devicePaths({ printers, scanners, pole }: FactParts['settings']): { path: string; group: string }[] {
  const paths: { path: string; group: string }[] = []
  for (const { printer } of printers) {
    if (printer.kind === 'file') paths.push({ path: printer.path, group: 'lp' })
    if (printer.kind === 'serial') paths.push({ path: printer.line.path, group: 'dialout' })
  }
  for (const { way } of scanners) {
    if (way.kind === 'serial') paths.push({ path: way.line.path, group: 'dialout' })
    if (way.kind === 'evdev') paths.push({ path: `/dev/input/by-id/${way.id}`, group: 'input' })
  }
  if (pole.kind === 'serial') paths.push({ path: pole.line.path, group: 'dialout' })
  return paths
}

async function portFact(path: string): Promise<PortFact> {
  try {
    await access(path, constants.R_OK | constants.W_OK)
    return { path, state: 'fine' }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return { path, state: code === 'ENOENT' || code === 'ENOTDIR' ? 'gone' : 'denied' }
  }
}

/** Debian and Ubuntu may forbid namespaces to users; without the file nothing forbids them. */
async function namespaces(): Promise<boolean | null> {
  const read = (path: string) =>
    readFile(path, 'utf8').then(
      (text) => text.trim(),
      () => null,
    )
  const [clone, apparmor, most] = await Promise.all([
    read('/proc/sys/kernel/unprivileged_userns_clone'),
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
    read('/proc/sys/user/max_user_namespaces'),
  ])
  if (clone === '0' || apparmor === '1' || most === '0') return false
  return most === null ? null : true
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: LIMIT_MS })
    const settle = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle(true))
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
  })
}

async function queueStands(queue: string): Promise<boolean> {
  const env = { ...process.env, LC_ALL: 'C' }
  const { stdout } = await run('lpstat', ['-p', queue], { timeout: LIMIT_MS, env }).catch(() => ({ stdout: '' }))
  return stdout.startsWith('printer ') && !stdout.includes('disabled')
}

async function printerFact(printer: PrinterConfig): Promise<PrinterFact | null> {
  switch (printer.kind) {
    case 'none':
      return null
    case 'network':
      return { where: `${printer.host}:${printer.port}`, answers: await listens(printer.host, printer.port) }
    case 'cups':
      return { where: printer.queue, answers: await queueStands(printer.queue) }
    case 'file':
      return { where: printer.path, answers: null }
    case 'serial':
      return { where: printer.line.path, answers: null }
    case 'virtual':
      return { where: printer.folder, answers: null }
  }
}

async function groupsOfUser(): Promise<string[]> {
  const { stdout } = await run('id', ['-nG'], { timeout: LIMIT_MS }).catch(() => ({ stdout: '' }))
  return stdout.trim().split(/\s+/)
}

/** Looks the machine over. Prints nothing, charges nothing, changes nothing; takes some seconds where somebody is silent. */
export async function gatherFacts(parts: FactParts): Promise<Facts> {
  const paths = devicePaths(parts.settings)
  const exists = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    )
  const askHosts = parts.baseUrls.map(async (baseUrl) => {
    const answer = await parts.ping(baseUrl).catch(() => null)
    const ahead = answer === null ? null : parts.now() - answer.serverTime - answer.ms / 2
    return { host: new URL(baseUrl).host, ms: answer?.ms ?? null, ahead }
  })
  const [hosts, ports, groups, udev, spaces, printers, outputs, voice, disk] = await Promise.all([
    Promise.all(askHosts),
    Promise.all(paths.map(({ path }) => portFact(path))),
    groupsOfUser(),
    exists('/run/udev/control'),
    namespaces(),
    Promise.all(parts.settings.printers.map(({ printer }) => printerFact(printer))),
    parts.outputs().catch(() => 0),
    run('espeak-ng', ['--version'], { timeout: LIMIT_MS }).then(
      () => true,
      () => false,
    ),
    statfs(parts.folder).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => null,
    ),
  ])
  return {
    root: process.getuid?.() === 0,
    namespaces: spaces,
    groups,
    groupsNeeded: [...new Set(paths.map(({ group }) => group))],
    udev,
    ports,
    printers: printers.filter((one) => one !== null),
    outputs,
    voice,
    clockAheadMs: hosts.find(({ ahead }) => ahead !== null)?.ahead ?? null,
    diskFree: disk,
    hosts: hosts.map(({ host, ms }) => ({ host, ms })),
    secrets: parts.secrets,
  }
}
