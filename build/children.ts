import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

/** How long a program may take to end by itself after it was asked to. */
const GRACE_MS = 5000

const running = new Set<ChildProcess>()
let watching = false

/** Ends what is left when this process goes, whichever way it goes. SIGKILL, because there is no time left to ask. */
function watchForTheEnd() {
  if (watching) return
  watching = true
  process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL')
  })
}

/** Starts a program that does not outlive this one. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  watchForTheEnd()
  const child = spawn(command, args, options)
  running.add(child)
  const forget = () => running.delete(child)
  child.on('exit', forget)
  child.on('error', forget)
  return child
}

/** Asks a program to end and waits until it has; makes it end when it does not. Nothing happens to one that has ended. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  await ended
  clearTimeout(force)
}

/** Calls `stop` once at the first Ctrl-C or request to end, then leaves with the shell's code for that signal. */
export function onRequestToEnd(stop: () => Promise<void>): void {
  let asked = false
  const answer = (code: number) => () => {
    if (asked) return
    asked = true
    void stop().finally(() => process.exit(code))
  }
  process.on('SIGINT', answer(130))
  process.on('SIGTERM', answer(143))
  process.on('SIGHUP', answer(129))
}
