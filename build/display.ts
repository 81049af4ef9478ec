import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Readable } from 'node:stream'
import { endChild, startChild } from './children.ts'

export interface DisplaySize {
  readonly width: number
  readonly height: number
}

export interface Display {
  /** Environment for programs that shall appear on it. */
  readonly env: NodeJS.ProcessEnv
  /** For example `:99`. */
  readonly name: string
  /** Ends the window manager and the display. May be called more than once. */
  readonly stop: () => Promise<void>
}

const READY_MS = 15_000

/** Whether programs started with this environment could show a window. */
export function hasUsableDisplay(env: NodeJS.ProcessEnv): boolean {
  return (env.DISPLAY ?? '') !== '' || (env.WAYLAND_DISPLAY ?? '') !== ''
}

/** Rejects when the program ends, or cannot be started, before it was ready. */
async function failsEarly(child: ChildProcess, name: string): Promise<never> {
  const [code] = (await once(child, 'exit').catch((error: unknown) => [String(error)])) as [unknown]
  throw new Error(`${name} ended before it was ready (${String(code)})`)
}

/** Xvfb writes the number of the display it took, and only when it accepts connections. */
async function displayNumber(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3] as Readable
  let text = ''
  for await (const chunk of pipe) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  const number = text.trim()
  if (!/^\d+$/.test(number)) throw new Error('Xvfb named no display')
  return number
}

function accepts(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/**
 * A screen of its own in memory: Xvfb on a free display number with the window manager openbox, without which a kiosk
 * window would not fill the screen. Both end with this process at the latest.
 */
export async function withDisplay({ width, height }: DisplaySize): Promise<Display> {
  const server = startChild(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${String(width)}x${String(height)}x24`, '-nolisten', 'tcp', '-noreset'],
    // Groups of their own, so that Ctrl-C does not take the screen away from a till that is just closing.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true },
  )
  const limit = AbortSignal.timeout(READY_MS)
  const outOfTime = once(limit, 'abort').then((): never => {
    throw new Error(`the display was not ready after ${String(READY_MS / 1000)} s`)
  })
  outOfTime.catch(() => undefined)
  let manager: ChildProcess | null = null
  const stop = async () => {
    if (manager !== null) await endChild(manager)
    await endChild(server)
  }
  try {
    const serverFails = failsEarly(server, 'Xvfb')
    serverFails.catch(() => undefined)
    const number = await Promise.race([displayNumber(server), serverFails, outOfTime])
    const name = `:${number}`
    if (!(await accepts(`/tmp/.X11-unix/X${number}`))) throw new Error(`display ${name} takes no connection`)
    const env: NodeJS.ProcessEnv = { ...process.env, DISPLAY: name }
    delete env.WAYLAND_DISPLAY
    // openbox says that it manages the screen by running its start-up command: no polling, no guess.
    manager = startChild('openbox', ['--sm-disable', '--startup', 'echo ready'], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    })
    manager.stdout?.resume()
    const managerFails = failsEarly(manager, 'openbox')
    managerFails.catch(() => undefined)
    await Promise.race([once(manager.stdout as Readable, 'data'), managerFails, outOfTime])
    return { env, name, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
