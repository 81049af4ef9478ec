import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clipsOf } from '../../../build/voice/till-says.ts'
import { FiguresInSentence, sentence, VOICES } from '../../../drivers/speech/espeak.ts'
import { loadPack } from '../../../drivers/speech/pack.ts'
import { findPlayer } from '../../../drivers/speech/player.ts'
import { Sound } from '../../../drivers/speech/sound.ts'
import { Speaker } from '../../../drivers/speech/speaker.ts'
import { FIGURES, toneOf } from '../../../drivers/speech/tone.ts'
import { SAMPLE_RATE } from '../../../drivers/speech/wav.ts'
import { allAt } from '../../support/loudness.ts'

const SENTENCES = [
  '微信收款一百二十元五角',
  '支付宝收款三万零八元',
  '会员卡收款两元',
  '支付失败',
  '支付结果未确认，请勿重复收款',
  '设备绑定成功',
]

describe('espeak-ng', () => {
  it('reads every sentence as Mandarin: no phoneme falls back to English', () => {
    const phonemes = (voice: string) =>
      execFileSync('espeak-ng', ['-v', voice, '-x', '-q', ...SENTENCES.slice(0, 1)], { encoding: 'utf8' })
    expect(phonemes('cmn')).toContain('(en)')
    for (const text of SENTENCES) {
      const read = execFileSync('espeak-ng', ['-v', VOICES['zh-CN'], '-x', '-q', text], { encoding: 'utf8' })
      expect(read.trim()).not.toBe('')
      expect(read).not.toContain('(en)')
    }
  })

  it('makes sound of a believable length in both languages', async () => {
    for (const [text, language] of [
      ['微信收款一百二十元五角', 'zh-CN'] as const,
      ['WeChat received twelve yuan', 'en'] as const,
    ]) {
      const seconds = (await sentence(text, language)).length / 2 / SAMPLE_RATE
      expect(seconds).toBeGreaterThan(1)
      expect(seconds).toBeLessThan(6)
    }
  })

  it('is not given figures in Chinese: whoever wrote them hears of it', async () => {
    await expect(sentence('收款12元', 'zh-CN')).rejects.toThrow(FiguresInSentence)
    await expect(sentence('收款１２元', 'zh-CN')).rejects.toThrow(FiguresInSentence)
  })

  it('takes any text as text, not as options', async () => {
    expect((await sentence('-v en --stdout', 'en')).length).toBeGreaterThan(0)
  })
})

describe('the default packs, as the set-up makes them', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'))
    const make = join(import.meta.dirname, '../../../build/voice/make-pack.ts')
    execFileSync(process.execPath, ['--import', 'tsx', make, '--out', folder], { stdio: 'pipe' })
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('hold no clip that espeak-ng reads as English where it should be Mandarin', () => {
    const read = execFileSync('espeak-ng', ['-v', VOICES['zh-CN'], '-x', '-q', clipsOf('zh-CN').join('\n')], { encoding: 'utf8' })
    expect(read).not.toContain('(en)')
  })

  it.each([
    ['zh-CN', '练习，支付宝收款一万二千三百四十五元六角七分', 10],
    ['en', 'Training. Alipay received 12345.67 yuan', 13],
  ] as const)('speak %s: joined in a moment, and about as long as espeak-ng takes to say it', async (language, text, count) => {
    const loading = performance.now()
    const pack = await loadPack(join(folder, language))
    const loaded = performance.now() - loading
    const spelling = pack.spell(text)
    if (!spelling.ok) throw new Error(spelling.missing)
    expect(spelling.clips.filter((clip) => clip !== null).length).toBeGreaterThanOrEqual(count - 1)
    const times: number[] = []
    let pcm: Buffer = Buffer.alloc(0)
    for (let time = 0; time < 30; time++) {
      const begun = performance.now()
      const again = pack.spell(text)
      if (again.ok) pcm = pack.join(again.clips)
      times.push(performance.now() - begun)
    }
    const asked = performance.now()
    const direct = await sentence(text, language)
    const espeak = performance.now() - asked
    const middle = [...times].sort((one, other) => one - other)[15] ?? Infinity
    const seconds = (bytes: Buffer) => (bytes.length / 2 / SAMPLE_RATE).toFixed(2)
    console.info(
      `${language}: ${spelling.clips.length} parts joined in ${middle.toFixed(2)} ms (the first time ${times[0]?.toFixed(2)} ms), ` +
        `espeak-ng ${espeak.toFixed(1)} ms; ${seconds(pcm)} s of sound, espeak-ng ${seconds(direct)} s; pack read in ${loaded.toFixed(0)} ms`,
    )
    expect(middle).toBeLessThan(20)
    expect(pcm.length).toBeGreaterThan(direct.length * 0.6)
    expect(pcm.length).toBeLessThan(direct.length * 1.7)
  })
})

const hasPulse = spawnSync('pulseaudio', ['--version']).status === 0
if (!hasPulse) console.warn('Playback is not heard in this run: the package pulseaudio is not installed.')

describe.runIf(hasPulse)('a real sound server', () => {
  let folder = ''
  let server: ChildProcess | null = null
  const before = { ...process.env }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'voice-'))
    Object.assign(process.env, {
      XDG_RUNTIME_DIR: folder,
      PULSE_RUNTIME_PATH: folder,
      HOME: folder,
      PULSE_SERVER: `unix:${folder}/till`,
    })
    const load = [`module-native-protocol-unix socket=${folder}/till auth-anonymous=1`, 'module-null-sink sink_name=counter']
    const args = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--disallow-exit', ...load.flatMap((each) => ['-L', each])]
    server = spawn('pulseaudio', args, { stdio: 'ignore' })
    await vi.waitFor(() => expect(spawnSync('pactl', ['info']).status).toBe(0), { timeout: 8000 })
  })
  afterAll(async () => {
    if (server) {
      server.kill('SIGTERM')
      await once(server, 'close')
    }
    process.env = before
    rmSync(folder, { recursive: true, force: true })
  })

  it('is found, and hears the tone first and the sentence after it', async () => {
    expect((await findPlayer())?.program).toBe('paplay')
    const recorder = spawn('parec', [
      '--device=counter.monitor',
      '--raw',
      `--rate=${SAMPLE_RATE}`,
      '--channels=1',
      '--format=s16le',
      '--latency-msec=20',
    ])
    const parts: Buffer[] = []
    recorder.stdout.on('data', (part: Buffer) => parts.push(part))
    await once(recorder.stdout, 'data')
    const speaker = new Speaker(
      { enabled: true, volume: allAt(100), device: null, pack: null },
      new Sound().parts(join(folder, 'archive')),
    )
    expect(await speaker.lamp()).toEqual({ level: 'ok', reason: 'fine' })
    const asked = performance.timeOrigin + performance.now()
    const { outcome, firstSampleAt } = await speaker.announce({
      id: 'paid:1',
      tone: 'paid',
      kind: 'payment',
      text: '收款两元',
      language: 'zh-CN',
      urgency: 1,
      staleAt: Date.now() + 5000,
    })
    expect(outcome).toEqual({ result: 'played', detail: '' })
    expect(firstSampleAt - asked).toBeLessThan(1000)

    const kept = readFileSync(join(folder, 'archive', 'paid_1.wav')).subarray(44)
    const heard = () => soundIn(Buffer.concat(parts))
    await vi.waitFor(() => expect(heard().length).toBeGreaterThan(soundIn(kept).length * 0.9), { timeout: 5000 })
    recorder.kill('SIGTERM')
    await once(recorder, 'close')
    // A busy machine leaves gaps in what it records: the order of the sounds is judged, not their samples.
    const notes = notesIn(heard())
    expect(notes.indexOf('low')).toBe(0)
    expect(notes.indexOf('high')).toBeGreaterThan(0)
    expect(loudness(heard().subarray(toneOf('paid').length))).toBeGreaterThan(300)
  }, 20_000)

  it('without a device anyone could hear is no sound device', async () => {
    execFileSync('pactl', ['load-module', 'module-null-sink', 'sink_name=auto_null'])
    execFileSync('pactl', ['set-default-sink', 'auto_null'])
    expect((await findPlayer())?.program).not.toBe('paplay')
  })
})

const LOUD = 200

/** From the first loud sample to the last. */
function soundIn(pcm: Buffer): Buffer {
  let from = 0
  let to = pcm.length - (pcm.length % 2)
  while (from < to && Math.abs(pcm.readInt16LE(from)) < LOUD) from += 2
  while (to > from && Math.abs(pcm.readInt16LE(to - 2)) < LOUD) to -= 2
  return pcm.subarray(from, to)
}

function loudness(pcm: Buffer): number {
  let sum = 0
  for (let at = 0; at + 1 < pcm.length; at += 2) sum += pcm.readInt16LE(at) ** 2
  return Math.sqrt(sum / (pcm.length / 2))
}

/** How much of one pitch is in a piece of sound. */
function strength(pcm: Buffer, hertz: number): number {
  let [cosine, sine] = [0, 0]
  for (let at = 0; at + 1 < pcm.length; at += 2) {
    const angle = (Math.PI * hertz * at) / SAMPLE_RATE
    cosine += pcm.readInt16LE(at) * Math.cos(angle)
    sine += pcm.readInt16LE(at) * Math.sin(angle)
  }
  return Math.hypot(cosine, sine) / pcm.length
}

/** Which of the two notes of *paid* each twentieth of a second holds. */
function notesIn(pcm: Buffer): string[] {
  const piece = Math.round(SAMPLE_RATE / 20) * 2
  return Array.from({ length: Math.floor(pcm.length / piece) }, (_, index) => {
    const part = pcm.subarray(index * piece, (index + 1) * piece)
    const [low, high] = FIGURES.paid.map(({ hertz }) => strength(part, hertz))
    if (low === undefined || high === undefined || Math.max(low, high) < 500) return 'none'
    return low > 3 * high ? 'low' : high > 3 * low ? 'high' : 'none'
  })
}
