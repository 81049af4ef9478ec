import { execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { endChild, startChild } from '../../build/children.ts'
import { now } from './now.ts'

const RATE = 44_100
/** Quieter than any note of the till's tones, louder than nothing. */
const AUDIBLE = 300
const START_LIMIT = 10_000

/** A sound server without a loudspeaker, and an ear at its output. */
export interface SoundServer {
  readonly env: NodeJS.ProcessEnv
  /** When the first sound since this moment was played, epoch ms; null while there is none. */
  heardSince(since: number): number | null
  close(): Promise<void>
}

const run = promisify(execFile)

/** Starts PulseAudio with one silent output on a socket of its own. Rejects with what is missing. */
export async function startSoundServer(): Promise<SoundServer> {
  await run('pulseaudio', ['--version']).catch(() => {
    throw new Error('the package pulseaudio is not installed')
  })
  const folder = await mkdtemp(join(tmpdir(), 'guitai-bench-sound-'))
  const socket = join(folder, 'till')
  const env = { XDG_RUNTIME_DIR: folder, PULSE_RUNTIME_PATH: folder, PULSE_SERVER: `unix:${socket}` }
  const whole = { ...process.env, ...env, HOME: folder }
  const modules = [`module-native-protocol-unix socket=${socket} auth-anonymous=1`, 'module-null-sink sink_name=counter']
  const args = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--disallow-exit', ...modules.flatMap((each) => ['-L', each])]
  const server = startChild('pulseaudio', args, { stdio: 'ignore', env: whole })
  let ear: ChildProcess | null = null
  const close = async (): Promise<void> => {
    if (ear !== null) await endChild(ear)
    await endChild(server)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await answers(whole)
    ear = startChild(
      'parec',
      ['--device=counter.monitor', '--raw', `--rate=${RATE}`, '--channels=1', '--format=s16le', '--latency-msec=5'],
      { stdio: ['ignore', 'pipe', 'ignore'], env: whole },
    )
    const sounds = ear.stdout as Readable
    /** When each recorded piece began to be audible; the newest are enough. */
    const heard: number[] = []
    sounds.on('data', (chunk: Buffer) => {
      const at = firstAudible(chunk)
      if (at === null) return
      heard.push(now() - ((chunk.length / 2 - at) / RATE) * 1000)
      if (heard.length > 5000) heard.splice(0, 2500)
    })
    await once(sounds, 'data')
    return { env, heardSince: (since) => heard.find((at) => at >= since) ?? null, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function answers(env: NodeJS.ProcessEnv): Promise<void> {
  const limit = Date.now() + START_LIMIT
  for (;;) {
    const answered = await run('pactl', ['info'], { env }).then(
      () => true,
      () => false,
    )
    if (answered) return
    if (Date.now() > limit) throw new Error('PulseAudio does not answer')
    await pause(100)
  }
}

/** The number of the first sample that can be heard. */
function firstAudible(chunk: Buffer): number | null {
  for (let at = 0; at + 1 < chunk.length; at += 2) if (Math.abs(chunk.readInt16LE(at)) > AUDIBLE) return at / 2
  return null
}
