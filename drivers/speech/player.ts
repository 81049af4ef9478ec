import { spawn } from 'node:child_process'
import { inPlainWords, SOUND_SYSTEMS, type SoundSystem } from './outputs.ts'
import { SAMPLE_RATE } from './wav.ts'

/** A program that plays raw PCM from its standard input. */
export interface PlayerCommand {
  readonly program: string
  readonly args: readonly string[]
  /** The output was chosen, and this plays to it; false where it plays to the usual one, chosen or not. */
  readonly toChosen: boolean
}

const rate = String(SAMPLE_RATE)
const ARGS: Readonly<Record<SoundSystem['player'], (device: string | null) => string[]>> = {
  'pw-play': (device) => [
    ...(device === null ? [] : [`--target=${device}`]),
    ...['--raw', '--rate', rate, '--channels', '1', '--format', 's16', '-'],
  ],
  paplay: (device) => [
    ...(device === null ? [] : [`--device=${device}`]),
    ...['--raw', `--rate=${rate}`, '--channels=1', '--format=s16le', '--latency-msec=40', '--client-name=Guitai'],
  ],
  aplay: (device) => [
    ...(device === null ? [] : ['-D', device]),
    ...['-q', '-t', 'raw', '-f', 'S16_LE', '-r', rate, '-c', '1', '-'],
  ],
}

async function firstWith(is: (system: SoundSystem) => Promise<boolean>): Promise<SoundSystem['player'] | null> {
  for (const system of SOUND_SYSTEMS) if (await is(system).catch(() => false)) return system.player
  return null
}

/**
 * The player for the chosen output. Where none is chosen, or the chosen one is gone: the first player that is there and whose
 * sound server or device answers. Null when no sound can be made.
 */
export async function findPlayer(device: string | null = null): Promise<PlayerCommand | null> {
  const chosen = device === null ? null : await firstWith((system) => system.has(device))
  if (chosen) return { program: chosen, args: ARGS[chosen](device), toChosen: true }
  const usual = await firstWith((system) => system.hasUsualOutput())
  return usual && { program: usual, args: ARGS[usual](null), toChosen: false }
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

export function startPlayback({ program, args }: Pick<PlayerCommand, 'program' | 'args'>): Playback {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], env: inPlainWords() })
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
  // What the player says of its end is worth more than that its input broke.
  let broken: Error | null = null
  child.stdin.on('error', (error) => (broken ??= error))
  return {
    write(pcm) {
      bytes += pcm.length
      return new Promise((resolve, reject) => {
        child.stdin.write(pcm, (error) => (error ? void closed.then(() => reject(fault ?? error)) : resolve()))
      })
    },
    async end() {
      child.stdin.end()
      const late = setTimeout(() => child.kill('SIGKILL'), bytes / BYTES_A_MS + END_GRACE_MS)
      await closed
      clearTimeout(late)
      const why = fault ?? broken
      if (why) throw why
    },
    stop: () => void child.kill('SIGKILL'),
  }
}

/** What players say of an output that is not there. */
const GONE = /no such (?:entity|file or directory|device)|unknown pcm|cannot find card|audio open error/i

/**
 * As startPlayback to a chosen output; when that turns out to be gone, everything is played again from the beginning by the other
 * player, because nothing of it was heard.
 */
export function startWithFallback(chosen: PlayerCommand, other: () => Promise<PlayerCommand | null>, gone: () => void): Playback {
  let playback = startPlayback(chosen)
  let moved = false
  const written: Uint8Array[] = []
  const move = async (fault: unknown): Promise<void> => {
    if (moved || !(fault instanceof Error) || !GONE.test(fault.message)) throw fault
    moved = true
    gone()
    const command = await other()
    if (command === null) throw fault
    playback = startPlayback(command)
    for (const pcm of written) await playback.write(pcm)
  }
  return {
    async write(pcm) {
      written.push(pcm)
      await playback.write(pcm).catch(move)
    },
    async end() {
      await playback.end().catch(async (fault: unknown) => {
        await move(fault)
        await playback.end()
      })
    },
    stop: () => playback.stop(),
  }
}
