import { utilityProcess } from 'electron'
import type { Log } from '../kiosk/log.ts'
import type { Child, Spawn } from './child.ts'

const LONGEST_LINE = 500

/** Writes what a process printed into the log, line by line; devices speak by messages, so this is a library's complaint. */
function intoLog(stream: NodeJS.ReadableStream | null, name: string, log: Log): void {
  let rest = ''
  stream?.setEncoding('utf8')
  stream?.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(-LONGEST_LINE)
    for (const line of lines)
      if (line.trim() !== '') log.warn('devices.wrote', { stream: name, line: line.slice(0, LONGEST_LINE) })
  })
}

/** Starts the devices process as a utility process: native add-ons that touch hardware live there and nowhere else. */
export function utilityProcessSpawn(entry: string, log: Log): Spawn {
  return (): Child => {
    const started = utilityProcess.fork(entry, [], { serviceName: 'Guitai devices', stdio: 'pipe' })
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
