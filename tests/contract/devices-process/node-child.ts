import { fork } from 'node:child_process'
import type { Child, Spawn } from '../../../electron/devices/child.ts'

/** Starts a devices process by Node alone: another wire than Electron's, the same behaviour. */
export function nodeSpawn(entry: string, env: Readonly<Record<string, string>>): Spawn {
  return (): Child => {
    const started = fork(entry, [], {
      env: { ...process.env, ...env },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    return {
      send(message) {
        if (started.connected) started.send(message, () => undefined)
      },
      onMessage: (listener) => void started.on('message', listener),
      onExit: (listener) => void started.once('exit', listener),
      kill: () => void started.kill('SIGKILL'),
    }
  }
}
