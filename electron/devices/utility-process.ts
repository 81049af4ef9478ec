import { utilityProcess } from 'electron'
import type { Log } from '../kiosk/log.ts'
import type { ToDevices } from '../../contract/devices.ts'
import type { Child, Spawn } from './child.ts'

const LONGEST_LINE = 500

/** Writes what a process printed into the log, line by line; it speaks by messages, so this is a library's complaint. */
function intoLog(stream: NodeJS.ReadableStream | null, name: string, log: Log): void {
  let rest = ''
  stream?.setEncoding('utf8')
  stream?.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(-LONGEST_LINE)
    for (const line of lines)
      if (line.trim() !== '') log.warn('process.wrote', { stream: name, line: line.slice(0, LONGEST_LINE) })
  })
}

/** Starts a process as a utility process of Electron. Native add-ons that touch hardware live in the devices process and nowhere else. */
export function utilityProcessSpawn<Told = ToDevices>(entry: string, name: string, log: Log): Spawn<Told> {
  return (): Child<Told> => {
    const started = utilityProcess.fork(entry, [], { serviceName: `Guitai ${name}`, stdio: 'pipe' })
    intoLog(started.stdout, 'stdout', log)
    intoLog(started.stderr, 'stderr', log)
    return {
      send: (message) => started.postMessage(message),
      onMessage: (listener) => void started.on('message', listener),
      onExit: (listener) => void started.once('exit', listener),
      kill() {
        try {
          // Its own kill asks politely, which a process that hangs in native code does not hear.
          if (started.pid !== undefined) process.kill(started.pid, 'SIGKILL')
        } catch {
          started.kill()
        }
      },
    }
  }
}
