import { join } from 'node:path'
import { systemClock } from '../contract/clock.ts'
import type { FromDevices } from '../contract/devices.ts'
import type { Port } from './devices.ts'

/** Entry of the devices process: a utility process of Electron, or a forked Node process. */

/** What Electron's utility process puts at `process.parentPort`. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && typeof value.postMessage === 'function'
}

function openPort(): Port {
  const parentPort: unknown = 'parentPort' in process ? process.parentPort : null
  if (isParentPort(parentPort)) {
    return {
      post: (message: FromDevices) => parentPort.postMessage(message),
      onMessage: (listener) => void parentPort.on('message', (event) => listener(event.data)),
      exit: () => process.exit(0),
    }
  }
  process.on('disconnect', () => process.exit(0))
  return {
    post: (message: FromDevices) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
    // The process ends when everything that was said has left.
    exit: () => process.disconnect(),
  }
}

/** The devices are read after what they need to find: how checks are done. */
async function begin(): Promise<void> {
  await import('../contract/plain-checks.ts')
  const { Devices } = await import('./devices.ts')
  // The build puts them beside the folder of this file; from the sources none are there, and espeak-ng speaks.
  const devices = new Devices(openPort(), systemClock, join(import.meta.dirname, '..', 'voice'))
  const survive = (error: unknown) => devices.fault(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown fault')
  process.on('uncaughtException', survive)
  process.on('unhandledRejection', survive)
  devices.start()
}
void begin()
