import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { OutputFound } from '../../contract/devices.ts'

/** A way to sound outputs: its server or its devices. Everything here throws where the way is not there. */
export interface SoundSystem {
  readonly player: 'pw-play' | 'paplay' | 'aplay'
  /** Whether somebody would hear what is played without naming an output. */
  hasUsualOutput(): Promise<boolean>
  outputs(): Promise<OutputFound[]>
  /** Whether this name can be played to. */
  has(name: string): Promise<boolean>
}

const CHECK_LIMIT_MS = 1500
/** These programs answer in the language of the machine, and their answers are read. */
export const inPlainWords = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C.UTF-8' })

async function output(program: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(program, args, {
    timeout: CHECK_LIMIT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 16_000_000,
    env: inPlainWords(),
  })
  return stdout + stderr
}

const among = async (outputs: Promise<OutputFound[]>, name: string) => (await outputs).some((each) => each.name === name)

/** Sinks in the answer of `pw-dump`. */
export function sinksInDump(dump: string): OutputFound[] {
  const objects = JSON.parse(dump) as { info?: { props?: Record<string, unknown> } }[]
  return objects.flatMap(({ info }) => {
    const name = info?.props?.['node.name']
    if (info?.props?.['media.class'] !== 'Audio/Sink' || typeof name !== 'string') return []
    const label = info.props['node.description']
    return [{ name, label: typeof label === 'string' ? label : name }]
  })
}

/** Older versions of its player take only files: they say so by not listing `--raw`. `pw-cli info 0` needs a running server. */
async function pipeWireAnswers(): Promise<boolean> {
  const help = await output('pw-play', ['--help'])
  return help.includes('--raw') && (await output('pw-cli', ['info', '0'])).includes('core')
}

const pipeWire: SoundSystem = {
  player: 'pw-play',
  hasUsualOutput: pipeWireAnswers,
  outputs: async () => ((await pipeWireAnswers()) ? sinksInDump(await output('pw-dump', [])) : []),
  has: (name) => among(pipeWire.outputs(), name),
}

/** Sinks in the answer of `pactl list sinks`. One that nobody hears, which the server makes without hardware, is none. */
export function sinksInList(list: string): OutputFound[] {
  return list.split(/^(?=Sink #)/m).flatMap((part) => {
    const name = /^\s+Name: (\S+)$/m.exec(part)?.[1]
    if (name === undefined || name === 'auto_null') return []
    return [{ name, label: /^\s+Description: (.+)$/m.exec(part)?.[1]?.trim() ?? name }]
  })
}

const pulse: SoundSystem = {
  player: 'paplay',
  /** Without hardware the server makes a sink named auto_null, whose sound nobody hears. */
  hasUsualOutput: async () => /^Default Sink: (?!auto_null$)(?!@)\S/m.test(await output('pactl', ['info'])),
  outputs: async () => sinksInList(await output('pactl', ['list', 'sinks'])),
  has: (name) => among(pulse.outputs(), name),
}

/** Names that ALSA lists on every machine and behind which there is no loudspeaker. */
const NO_LOUDSPEAKER = /^(null|lavrate|samplerate|speexrate|speex|jack|oss|upmix|vdownmix|usbstream:.*)$/

/** Devices in the answer of `aplay -L`: a name, and below it, indented, what it calls itself. */
export function devicesInList(list: string): OutputFound[] {
  return list.split(/\n(?=\S)/).flatMap((part) => {
    const [name = '', ...label] = part.split('\n').map((line) => line.trim())
    if (name === '' || NO_LOUDSPEAKER.test(name)) return []
    return [{ name, label: label.filter((line) => line !== '').join(', ') || name }]
  })
}

/** A device may be known by a name that no list has, such as `plughw:1,0`: it is opened without a sound. */
async function opens(name: string): Promise<boolean> {
  const silence = ['-q', '-D', name, '-t', 'raw', '-f', 'S16_LE', '-r', '22050', '-c', '1', '/dev/null']
  return output('aplay', silence).then(
    () => true,
    // Somebody plays there now, perhaps this till.
    (error: unknown) => error instanceof Error && /resource busy/i.test(error.message),
  )
}

const alsa: SoundSystem = {
  player: 'aplay',
  async hasUsualOutput() {
    await output('aplay', ['--version'])
    return (await readdir('/dev/snd')).some((name) => /^pcmC\d+D\d+p$/.test(name))
  },
  outputs: async () => devicesInList(await output('aplay', ['-L'])),
  has: async (name) => (await among(alsa.outputs(), name)) || opens(name),
}

/** In the order in which they are looked for. */
export const SOUND_SYSTEMS: readonly SoundSystem[] = [pipeWire, pulse, alsa]

/** Every output of this machine, for a person to choose from. The same name twice is the same output. */
export async function findOutputs(): Promise<OutputFound[]> {
  const found = await Promise.all(SOUND_SYSTEMS.map((each) => each.outputs().catch(() => [])))
  return [...new Map(found.flat().map((each) => [each.name, each])).values()]
}
