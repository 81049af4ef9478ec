import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * A CUPS of our own: cupsd as a process of the test, with its folders and its socket in a folder of the test, and one raw
 * queue. The backend of CUPS for sockets comes with a desktop's packages, so the queue has a backend of its own, which does
 * the same through socat. Where cupsd cannot run, `lp` and `lpstat` are scripts with the same words.
 */
export interface TestCups {
  readonly queue: string
  /** Null: a real CUPS. Otherwise why there is none. */
  readonly scripted: string | null
  /** What the programs of CUPS must be told. */
  readonly env: Readonly<Record<string, string>>
  stopQueue(): void
  rejectJobs(): void
  close(): Promise<void>
}

const QUEUE = 'till'
const BACKEND = `#!/bin/sh
[ $# -eq 0 ] && { echo 'direct till "Unknown" "till"'; exit 0; }
exec socat -u "FILE:$6" "TCP:\${DEVICE_URI#till://}"
`

function filesConf(folder: string): string {
  return `ServerRoot ${folder}/root
ServerBin ${folder}/bin
RequestRoot ${folder}/spool
CacheDir ${folder}/cache
StateDir ${folder}/state
TempDir ${folder}/temp
AccessLog ${folder}/log/access
ErrorLog ${folder}/log/error
PageLog ${folder}/log/page
Printcap
SystemGroup root
Sandboxing relaxed
`
}

function conf(folder: string): string {
  return `Listen ${folder}/cups.sock
DefaultAuthType None
WebInterface No
Browsing No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
`
}

function script(path: string, text: string): void {
  writeFileSync(path, text)
  chmodSync(path, 0o755)
}

async function startReal(folder: string, address: { host: string; port: number }): Promise<TestCups> {
  if (!existsSync('/usr/sbin/cupsd') || !existsSync('/usr/lib/cups/daemon/cups-exec')) throw new Error('cupsd is not installed')
  for (const each of ['root', 'spool', 'cache', 'state', 'temp', 'log', 'bin/backend', 'bin/filter', 'bin/notifier'])
    mkdirSync(join(folder, each), { recursive: true })
  symlinkSync('/usr/lib/cups/daemon', join(folder, 'bin/daemon'))
  script(join(folder, 'bin/backend/till'), BACKEND)
  writeFileSync(join(folder, 'cups-files.conf'), filesConf(folder))
  writeFileSync(join(folder, 'cupsd.conf'), conf(folder))
  const args = ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')]
  const daemon: ChildProcess = spawn('/usr/sbin/cupsd', args, { stdio: 'ignore' })
  const env = { CUPS_SERVER: join(folder, 'cups.sock') }
  const command = (program: string, ...rest: readonly string[]) =>
    execFileSync(program, rest, { env: { ...process.env, ...env, LC_ALL: 'C' }, stdio: 'ignore' })
  for (let tries = 0; !existsSync(env.CUPS_SERVER); tries++) {
    if (daemon.exitCode !== null || tries > 100) throw new Error(`cupsd ended with ${daemon.exitCode}`)
    await pause(50)
  }
  command('/usr/sbin/lpadmin', '-p', QUEUE, '-E', '-v', `till://${address.host}:${address.port}`, '-m', 'raw')
  return {
    queue: QUEUE,
    scripted: null,
    env,
    stopQueue: () => command('/usr/sbin/cupsdisable', QUEUE),
    rejectJobs: () => command('/usr/sbin/cupsreject', QUEUE),
    async close() {
      const ended = once(daemon, 'exit')
      daemon.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function startScripted(folder: string, address: { host: string; port: number }, reason: string): TestCups {
  const bin = join(folder, 'scripted')
  mkdirSync(bin, { recursive: true })
  script(
    join(bin, 'lp'),
    `#!/bin/sh\ncat > ${folder}/job && socat -u FILE:${folder}/job TCP:${address.host}:${address.port}\necho "request id is ${QUEUE}-1 (0 file(s))"\n`,
  )
  const known = `[ "$2" = ${QUEUE} ] || { echo 'lpstat: Invalid destination name in list "'$2'".' >&2; exit 1; }`
  script(
    join(bin, 'lpstat'),
    `#!/bin/sh
case $1 in
-r) echo scheduler is running;;
-o) exit 0;;
-p) ${known}; if [ -e ${folder}/stopped ]; then echo "printer ${QUEUE} disabled since Mon -"; else echo "printer ${QUEUE} is idle.  enabled since Mon"; fi;;
-a) ${known}; if [ -e ${folder}/rejects ]; then echo "${QUEUE} not accepting requests since Mon -"; else echo "${QUEUE} accepting requests since Mon"; fi;;
esac
`,
  )
  return {
    queue: QUEUE,
    scripted: reason,
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    stopQueue: () => writeFileSync(join(folder, 'stopped'), ''),
    rejectJobs: () => writeFileSync(join(folder, 'rejects'), ''),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A raw queue that prints to this address. */
export async function startCups(address: { host: string; port: number }): Promise<TestCups> {
  const folder = mkdtempSync(join(tmpdir(), 'cups-'))
  // Backends run as the user lp.
  chmodSync(folder, 0o755)
  try {
    return await startReal(folder, address)
  } catch (error) {
    return startScripted(folder, address, error instanceof Error ? error.message : 'unknown fault')
  }
}
