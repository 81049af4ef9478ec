import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'

/**
 * Where the till keeps its state. Everything lies below one folder, so that tills run side by side, and a till is saved or
 * moved by copying one folder.
 */

/** What training and real trading never share: the book, the binding and what was printed. */
export interface Place {
  readonly folder: string
  readonly book: string
  readonly vault: string
  readonly slips: string
}

export interface Home {
  readonly root: string
  /** Electron's own files: cache, single-instance lock, crash dumps. */
  readonly electron: string
  readonly log: string
  readonly diagnostics: string
  /** Lists that people asked for. */
  readonly exports: string
  /** The shop's own pictures for the customer display. */
  readonly pictures: string
  readonly serialNumber: string
  /** Whether the till was last started for training. */
  readonly mode: string
  /** True when GUITAI_HOME chose the folder: several tills may live on this machine. */
  readonly chosen: boolean
  readonly real: Place
  readonly training: Place
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** The user's own folder. */
  readonly userFolder: string
}

/** GUITAI_HOME, or the platform's data folder. Relative paths are taken from where the till was started. */
export function homeFolder({ env, platform, userFolder }: Surroundings): string {
  const chosen = env['GUITAI_HOME']
  if (chosen !== undefined && chosen !== '') return resolve(chosen)
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(userFolder, 'AppData', 'Local'), 'Guitai')
  if (platform === 'darwin') return join(userFolder, 'Library', 'Application Support', 'Guitai')
  const data = env['XDG_DATA_HOME']
  return join(data !== undefined && isAbsolute(data) ? data : join(userFolder, '.local', 'share'), 'guitai')
}

function placeIn(folder: string): Place {
  return { folder, book: join(folder, 'book.db'), vault: join(folder, 'vault'), slips: join(folder, 'slips') }
}

/**
 * Makes the folders, readable by the till's user only; a folder that others could read is closed to them. Throws what the
 * file system says: without a home no book can be kept, so the till must not start.
 */
export function openHome(surroundings: Surroundings): Home {
  const root = homeFolder(surroundings)
  const chosen = (surroundings.env['GUITAI_HOME'] ?? '') !== ''
  const home: Home = {
    root,
    electron: join(root, 'electron'),
    log: join(root, 'log'),
    diagnostics: join(root, 'diagnostics'),
    exports: join(root, 'exports'),
    pictures: join(root, 'pictures'),
    serialNumber: join(root, 'serial-number'),
    mode: join(root, 'mode'),
    chosen,
    real: placeIn(join(root, 'trading')),
    training: placeIn(join(root, 'training')),
  }
  const places = [home.real, home.training].flatMap((place) => [place.folder, place.vault, place.slips])
  for (const folder of [root, home.electron, home.log, home.diagnostics, home.exports, home.pictures, ...places]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (surroundings.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700)
  }
  return home
}
