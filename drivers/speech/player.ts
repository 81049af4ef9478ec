import { execFile, spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { SAMPLE_RATE } from './wav.ts'

/** A program that plays raw PCM from its standard input. */
export interface PlayerCommand {
  readonly program: string
  readonly args: readonly string[]
}

const CHECK_LIMIT_MS = 1500

async function output(program: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(program, args, { timeout: CHECK_LIMIT_MS, killSignal: 'SIGKILL' })
  return stdout + stderr
}

/** Older versions take only files: they say so by not listing `--raw`. `pw-cli info 0` needs a running server. */
async function pipeWireAnswers(): Promise<boolean> {
  const help = await output('pw-play', ['--help'])
  return help.includes('--raw') && (await output('pw-cli', ['info', '0'])).includes('core')
}

/** Without hardware the server makes a sink named auto_null, whose sound nobody hears. */
async function pulseAnswers(): Promise<boolean> {
  const info = await output('pactl', ['info'])
  return /^Default Sink: (?!auto_null$)(?!@)\S/m.test(info)
}

async function alsaHasOutput(): Promise<boolean> {
  await output('aplay', ['--version'])
  return (await readdir('/dev/snd')).some((name) => /^pcmC\d+D\d+p$/.test(name))
}

const rate = String(SAMPLE_RATE)
const PLAYERS: readonly (PlayerCommand & { readonly usable: () => Promise<boolean> })[] = [
  {
    program: 'pw-play',
    args: ['--raw', '--rate', rate, '--channels', '1', '--format', 's16', '-'],
    usable: pipeWireAnswers,
  },
  {
    program: 'paplay',
    args: ['--raw', `--rate=${rate}`, '--channels=1', '--format=s16le', '--latency-msec=40', '--client-name=Guitai'],
    usable: pulseAnswers,
  },
  {
    program: 'aplay',
    args: ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', rate, '-c', '1', '-'],
    usable: alsaHasOutput,
  },
]

/** The first player that is there and whose sound server or device answers; null when no sound can be made. */
export async function findPlayer(): Promise<PlayerCommand | null> {
  for (const { program, args, usable } of PLAYERS) {
    if (await usable().catch(() => false)) return { program, args }
  }
  return null
}

/** One run of a player: sound goes in while more is being made. */
export interface Playback {
  /** Resolves when the player's input took it. */
  write(pcm: Uint8Array): Promise<void>
  /** Resolves when the player has played everything and ended well; rejects with its own words. */
  end(): Promise<void>
  stop(): void
}

const BYTES_A_MS = (SAMPLE_RATE * 2) / 1000
const END_GRACE_MS = 3000

export function startPlayback({ program, args }: PlayerCommand): Playback {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] })
  let words = ''
  let bytes = 0
  let fault: Error | null = null
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (text: string) => (words = (words + text).slice(0, 200)))
  const closed = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      fault ??= error
      resolve()
    })
    child.on('close', (code) => {
      if (code !== 0) fault ??= new Error(words.trim() || `${program} ended with ${code ?? 'a signal'}`)
      resolve()
    })
  })
  child.stdin.on('error', (error) => (fault ??= error))
  return {
    write(pcm) {
      bytes += pcm.length
      return new Promise((resolve, reject) => {
        child.stdin.write(pcm, (error) => (error ? reject(error) : resolve()))
      })
    },
    async end() {
      child.stdin.end()
      const late = setTimeout(() => child.kill('SIGKILL'), bytes / BYTES_A_MS + END_GRACE_MS)
      await closed
      clearTimeout(late)
      if (fault) throw fault
    },
    stop: () => void child.kill('SIGKILL'),
  }
}
