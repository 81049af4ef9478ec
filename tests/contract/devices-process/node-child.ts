import { fork } from 'node:child_process'
import type { Child, Spawn } from '../../../electron/devices/child.ts'
import { forkedChild } from '../../support/forked-child.ts'

/** Starts a devices process by Node alone: another wire than Electron's, the same behaviour. */
export function nodeSpawn(entry: string, env: Readonly<Record<string, string>>): Spawn {
  return (): Child => {
    const started = fork(entry, [], {
      env: { ...process.env, ...env },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    return forkedChild(started)
  }
}
