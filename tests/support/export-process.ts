import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { ExportJob } from '../../contract/exports.ts'
import type { Child } from '../../electron/devices/child.ts'
import { forkedChild } from './forked-child.ts'

const HOST = join(import.meta.dirname, '../../electron/exports/host.ts')
/** The same as it is shipped. */
export const BUILT_HOST = join(import.meta.dirname, '../../out/export/host.cjs')

/** Starts the process that writes a file of figures, by Node alone. `execPath`: what runs it instead of this Node. */
export function exportProcess({ execPath = process.execPath, entry = HOST } = {}): Child<ExportJob> {
  const started = fork(entry, {
    execPath,
    execArgv: entry === HOST ? ['--import', 'tsx'] : [],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return forkedChild(started)
}
