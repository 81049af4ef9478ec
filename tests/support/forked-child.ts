import type { ChildProcess } from 'node:child_process'
import type { Child } from '../../electron/devices/child.ts'

/** A process that Node alone has forked, as main sees those of Electron: another wire, the same behaviour. */
export const forkedChild = <M>(started: ChildProcess): Child<M> => ({
  send(message) {
    if (started.connected) started.send(message as object, () => undefined)
  },
  onMessage: (listener) => void started.on('message', listener),
  onExit: (listener) => void started.once('exit', listener),
  kill: () => void started.kill('SIGKILL'),
})
