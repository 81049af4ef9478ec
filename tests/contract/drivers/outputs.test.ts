import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { findOutputs } from '../../../drivers/speech/outputs.ts'
import { findPlayer } from '../../../drivers/speech/player.ts'
import { Sound } from '../../../drivers/speech/sound.ts'
import { Speaker } from '../../../drivers/speech/speaker.ts'
import { SAMPLE_RATE } from '../../../drivers/speech/wav.ts'
import { writeMarkerPack, type MarkerPack } from '../../support/marker-pack.ts'
import { Voice } from '../../../drivers/speech/voice.ts'
import { allAt } from '../../support/loudness.ts'

const isThere = (program: string) => spawnSync(program, ['--version']).status === 0
const hasPulse = isThere('pulseaudio')
const hasAlsa = isThere('aplay')
if (!hasPulse) console.warn('No output is chosen in this run: the package pulseaudio is not installed.')
if (!hasAlsa) console.warn('ALSA is not played to in this run: the package alsa-utils is not installed.')
const playerHelp = spawnSync('pw-play', ['--help'], { encoding: 'utf8' })
if (!(playerHelp.stdout ?? '').includes('--raw'))
  console.warn(
    'PipeWire’s own player is not heard in this run: ' +
      (playerHelp.error ? 'the package pipewire-bin is not installed.' : 'this version of pw-play takes only files (no --raw).'),
  )

describe.runIf(hasPulse)('the outputs of a machine', () => {
  let folder = ''
  let server: ChildProcess | null = null
  let marker: MarkerPack
  const before = { ...process.env }
  const recorders: ChildProcess[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'outputs-'))
    Object.assign(process.env, {
      XDG_RUNTIME_DIR: folder,
      PULSE_RUNTIME_PATH: folder,
      HOME: folder,
      PULSE_SERVER: `unix:${folder}/till`,
      LANG: 'zh_CN.UTF-8',
    })
    writeFileSync(
      join(folder, '.asoundrc'),
      `pcm.tillfile { type file slave.pcm null file "${folder}/heard.raw" format raw
  hint { show on description "A file" } }
pcm.tillpulse { type pulse device kitchen }
`,
    )
    const load = [
      `module-native-protocol-unix socket=${folder}/till auth-anonymous=1`,
      'module-null-sink sink_name=counter sink_properties=device.description=Counter',
      'module-null-sink sink_name=kitchen sink_properties=device.description=Kitchen',
    ]
    const args = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--disallow-exit', ...load.flatMap((each) => ['-L', each])]
    server = spawn('pulseaudio', args, { stdio: 'ignore' })
    await vi.waitFor(() => expect(spawnSync('pactl', ['info']).status).toBe(0), { timeout: 8000 })
    execFileSync('pactl', ['set-default-sink', 'counter'])
    marker = writeMarkerPack(join(folder, 'pack'), 'zh-CN', ['收款', '一元', '二元'])
  })
  afterEach(() => {
    for (const recorder of recorders.splice(0)) recorder.kill('SIGKILL')
  })
  afterAll(async () => {
    if (server) {
      server.kill('SIGTERM')
      await once(server, 'close')
    }
    process.env = before
    rmSync(folder, { recursive: true, force: true })
  })

  async function record(sink: string): Promise<() => Buffer> {
    const recorder = spawn('parec', [
      ...[`--device=${sink}.monitor`, '--raw', `--rate=${SAMPLE_RATE}`, '--channels=1', '--format=s16le', '--latency-msec=20'],
    ])
    recorders.push(recorder)
    const parts: Buffer[] = []
    recorder.stdout.on('data', (part: Buffer) => parts.push(part))
    await once(recorder.stdout, 'data')
    return () => Buffer.concat(parts)
  }

  function speakerAt(device: string | null) {
    const voice = new Voice({ defaults: null, fault: () => {} })
    voice.use(marker.folder)
    const gone = vi.fn()
    const sound = new Sound(voice, gone)
    return { gone, speaker: new Speaker({ enabled: true, volume: allAt(100), device, pack: null }, sound.parts(null, device)) }
  }
  let said = 0
  const say = async (speaker: Speaker, text: string) => {
    const staleAt = Date.now() + 60_000
    const id = `paid:${++said}`
    return (await speaker.announce({ id, kind: 'payment', tone: 'none', text, language: 'zh-CN', urgency: 1, staleAt })).outcome
  }
  /** A busy machine leaves gaps in what it records, so a clip may be heard in two pieces. */
  const clipsIn = (pcm: Buffer) => marker.heard(pcm).filter((each, index, all) => each !== all[index - 1])
  const loudest = (pcm: Buffer) => {
    let most = 0
    for (let at = 0; at + 1 < pcm.length; at += 2) most = Math.max(most, Math.abs(pcm.readInt16LE(at)))
    return most
  }

  it('are listed with what they call themselves, on a machine in Chinese too', async () => {
    const outputs = await findOutputs()
    expect(outputs).toEqual(
      expect.arrayContaining([
        { name: 'counter', label: 'Counter' },
        { name: 'kitchen', label: 'Kitchen' },
      ]),
    )
    if (hasAlsa) expect(outputs).toContainEqual({ name: 'tillfile', label: 'A file' })
    expect(outputs.map((each) => each.name)).not.toContain('null')
  })

  it('are played to as chosen, and no other is', async () => {
    const [counter, kitchen] = [await record('counter'), await record('kitchen')]
    const { speaker } = speakerAt('kitchen')
    expect(await speaker.lamp()).toEqual({ level: 'ok', reason: 'fine' })
    expect(await say(speaker, '收款二元')).toEqual({ result: 'played', detail: '' })
    await vi.waitFor(() => expect(clipsIn(kitchen())).toEqual(['收款', '二元']), { timeout: 5000 })
    expect(loudest(counter())).toBeLessThan(50)
  }, 20_000)

  it('fall back to the usual one while the chosen one is gone, and the lamp says so', async () => {
    const counter = await record('counter')
    const { speaker } = speakerAt('attic')
    expect(await speaker.lamp()).toEqual({ level: 'warn', reason: 'noSoundDevice' })
    expect(await say(speaker, '收款一元')).toEqual({ result: 'played', detail: '' })
    await vi.waitFor(() => expect(clipsIn(counter())).toEqual(['收款', '一元']), { timeout: 5000 })
  }, 20_000)

  it('lose no sentence when the chosen one goes after it was found', async () => {
    const module = execFileSync('pactl', ['load-module', 'module-null-sink', 'sink_name=shelf'], { encoding: 'utf8' }).trim()
    const { speaker, gone } = speakerAt('shelf')
    expect(await speaker.lamp()).toEqual({ level: 'ok', reason: 'fine' })
    execFileSync('pactl', ['unload-module', module])
    const counter = await record('counter')
    expect(await say(speaker, '收款二元')).toEqual({ result: 'played', detail: '' })
    expect(gone).toHaveBeenCalledTimes(1)
    await vi.waitFor(() => expect(clipsIn(counter())).toEqual(['收款', '二元']), { timeout: 5000 })
  }, 20_000)

  it('hear nothing of a muted till, not even the rest of the sentence, and hear the next one', async () => {
    const counter = await record('counter')
    const { speaker } = speakerAt(null)
    speaker.mute(true)
    expect((await say(speaker, '收款一元')).result).toBe('muted')
    speaker.mute(false)
    const long = say(speaker, '收款二元'.repeat(20))
    await vi.waitFor(() => expect(loudest(counter())).toBeGreaterThan(1000), { timeout: 5000 })
    speaker.mute(true)
    expect((await long).result).toBe('muted')
    speaker.mute(false)
    expect(await say(speaker, '收款一元')).toEqual({ result: 'played', detail: '' })
    await vi.waitFor(() => expect(clipsIn(counter()).at(-1)).toBe('一元'), { timeout: 5000 })
    // Of the twenty that were cut short no more than the first few were heard.
    expect(clipsIn(counter()).filter((clip) => clip === '二元').length).toBeLessThan(8)
    expect(clipsIn(counter()).filter((clip) => clip === '一元')).toHaveLength(1)
  }, 30_000)

  it.runIf(hasAlsa)(
    'are ALSA’s as well: by a name that it lists, and by one that it only opens',
    async () => {
      expect(await findPlayer('tillfile')).toMatchObject({ program: 'aplay', toChosen: true })
      const { speaker } = speakerAt('tillfile')
      expect(await say(speaker, '收款一元')).toEqual({ result: 'played', detail: '' })
      expect(clipsIn(readFileSync(join(folder, 'heard.raw')))).toEqual(['收款', '一元'])

      const kitchen = await record('kitchen')
      expect(await findPlayer('tillpulse')).toMatchObject({ program: 'aplay', toChosen: true })
      expect(await say(speakerAt('tillpulse').speaker, '收款二元')).toEqual({ result: 'played', detail: '' })
      await vi.waitFor(() => expect(clipsIn(kitchen())).toEqual(['收款', '二元']), { timeout: 5000 })
      expect(await findPlayer('hw:9,9')).toMatchObject({ program: 'paplay', toChosen: false })
    },
    30_000,
  )
})
