import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { constants } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Fault } from '../../contract/faults.ts'
import type { Log } from './log.ts'
import { putAside } from './put-aside.ts'
import { DEFAULT_SETTINGS, SETTINGS_VERSION, settingsFrom, settingsSchema, type Settings } from './settings-schema.ts'
import { writeWhole } from './write-whole.ts'

export interface SettingsOptions {
  readonly folder: string
  readonly now: () => number
  readonly log: Log
  /** The user the till runs as; a settings file of another ordinary user is not trusted. Null where there are no users. */
  readonly user: number | null
  /** Keeps a file: whole or not at all. Only tests have another one. */
  readonly write?: (path: string, content: string) => void
}

export interface SettingsBook {
  current(): Settings
  /** What the operator should be told about the start: `settings.restored` or `settings.reset`, else null. */
  readonly fault: Fault | null
  /**
   * Changes some settings and keeps them. They hold for this run even when `saved` is false, because the disk refused.
   * Throws when a value is out of range.
   */
  change(patch: Partial<Settings>): { saved: boolean }
  onChange(listener: (settings: Settings) => void): () => void
}

const NAME = 'settings.json'
const GOOD_NAME = 'settings.good.json'
const MAX_BYTES = 256 * 1024

type Found = { state: 'absent' } | { state: 'sound'; settings: Settings; version: unknown } | { state: 'broken'; why: string }

function inspect(path: string, user: number | null): Found {
  let handle: number
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    return code === 'ENOENT' ? { state: 'absent' } : { state: 'broken', why: code }
  }
  try {
    const stat = fstatSync(handle)
    if (!stat.isFile()) return { state: 'broken', why: 'not a file' }
    if (user !== null && stat.uid !== user && stat.uid !== 0) return { state: 'broken', why: 'another owner' }
    if (stat.size > MAX_BYTES) return { state: 'broken', why: 'too large' }
    const content: unknown = JSON.parse(readFileSync(handle, 'utf8'))
    const settings = settingsFrom(content)
    if (settings === null) return { state: 'broken', why: 'not settings' }
    return { state: 'sound', settings, version: (content as { version: unknown }).version }
  } catch (error) {
    return {
      state: 'broken',
      why: error instanceof SyntaxError ? 'not JSON' : ((error as NodeJS.ErrnoException).code ?? 'unreadable'),
    }
  } finally {
    closeSync(handle)
  }
}

/**
 * Opens the settings; never fails. A broken file is kept aside and the last good copy takes its place, else the defaults,
 * and the fault says so. Where even that cannot be written, the till runs on the same settings without keeping them.
 */
export function openSettings(options: SettingsOptions): SettingsBook {
  const { folder, now, user, write = writeWhole } = options
  const log = options.log.of('settings')
  const path = join(folder, NAME)
  const goodPath = join(folder, GOOD_NAME)
  const listeners = new Set<(settings: Settings) => void>()
  const found = inspect(path, user)
  let settings = DEFAULT_SETTINGS
  let fault: Fault | null = null

  const keep = (): boolean => {
    const content = { version: SETTINGS_VERSION, ...settings }
    try {
      write(path, `${JSON.stringify(content, null, 2)}\n`)
      write(goodPath, JSON.stringify(content))
      return true
    } catch (error) {
      log.error('settings.notKept', { error })
      return false
    }
  }

  const good = inspect(goodPath, user)
  if (found.state === 'sound') {
    settings = found.settings
  } else if (found.state === 'broken' || good.state !== 'absent') {
    const aside = putAside(path, now())
    if (good.state === 'sound') settings = good.settings
    else putAside(goodPath, now())
    fault = { code: good.state === 'sound' ? 'settings.restored' : 'settings.reset' }
    log.warn(fault.code, { why: found.state === 'broken' ? found.why : 'missing', keptAside: aside })
  }
  const newer = found.state === 'sound' && typeof found.version === 'number' && found.version > SETTINGS_VERSION
  if (newer) log.warn('settings.fromNewerVersion', { version: found.version })
  const goodIsCurrent = good.state === 'sound' && isDeepStrictEqual(good.settings, settings)
  if (!newer && (found.state !== 'sound' || !goodIsCurrent)) keep()

  return {
    fault,
    current: () => settings,
    change(patch) {
      settings = settingsSchema.parse({ ...settings, ...patch })
      const saved = keep()
      for (const listener of listeners) listener(settings)
      return { saved }
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
