import fc from 'fast-check'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allSentences, clipsOf } from '../../../build/voice/till-says.ts'
import { fen } from '../../../contract/money.ts'
import { LANGUAGES, type Language } from '../../../contract/states.ts'
import { loadPack, type Pack } from '../../../drivers/speech/pack.ts'
import { joined, loudnessOf, pcmFrom, resampled, samplesOf } from '../../../drivers/speech/samples.ts'
import { clipName, englishFigure, spell } from '../../../drivers/speech/spell.ts'
import { Voice } from '../../../drivers/speech/voice.ts'
import { manifestWith, toneFile, writeMarkerPack, type MarkerPack } from '../../support/marker-pack.ts'

const folder = mkdtempSync(join(tmpdir(), 'voice-pack-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const amounts = fc.oneof(
  fc.integer({ min: 1, max: 10_000_000 }),
  fc.integer({ min: 1, max: 100_000 }).map((yuan) => yuan * 100),
)

/** English words back into a figure, written apart from the code under test. */
function figureOf(words: readonly string[]): number {
  const small =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
      ' ',
    )
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
  const point = words.indexOf('point')
  let [sum, group] = [0, 0]
  for (const word of point < 0 ? words : words.slice(0, point)) {
    if (small.includes(word)) group += small.indexOf(word)
    else if (tens.includes(word)) group += (tens.indexOf(word) + 2) * 10
    else if (word === 'hundred') group *= 100
    else if (word === 'thousand' || word === 'million') {
      sum += group * (word === 'thousand' ? 1000 : 1_000_000)
      group = 0
    } else if (word !== 'and') throw new Error(`not a figure: ${word}`)
  }
  const decimals =
    point < 0
      ? ''
      : words
          .slice(point + 1)
          .map((word) => small.indexOf(word))
          .join('')
  return Number(`${sum + group}.${decimals || '0'}`)
}

describe('cutting a sentence into clips', () => {
  const cut = (text: string, clips: string[], language: Language = 'zh-CN') =>
    spell(text, language, (clip) => clips.includes(clip))

  it('takes the longest clip, and a shorter one where the longest leads nowhere', () => {
    expect(cut('微信收款', ['微', '信', '微信', '收款'])).toEqual({ ok: true, clips: ['微信', '收款'] })
    expect(cut('押金结果', ['押金结', '押金', '结果'])).toEqual({ ok: true, clips: ['押金', '结果'] })
  })

  it('takes all of a sentence or nothing, and names what is missing', () => {
    expect(cut('微信收款三元', ['微信', '收款', '元'])).toEqual({ ok: false, missing: '三' })
    expect(cut('Alipay refund 5 yuan', ['alipay refund', 'yuan'], 'en')).toEqual({ ok: false, missing: 'five' })
    expect(cut('，。', [])).toMatchObject({ ok: false })
    expect(cut('', [])).toMatchObject({ ok: false })
  })

  it('pauses at a comma, never at the end', () => {
    expect(cut('退款一元，已受理。', ['退款', '一元', '已受理'])).toEqual({ ok: true, clips: ['退款', '一元', null, '已受理'] })
  })

  it('cuts English between words alone, whatever their case', () => {
    const clips = ['wechat', 'wechat received', 'received', 'one', 'yuan']
    expect(cut('WeChat received 1 yuan', clips, 'en')).toEqual({ ok: true, clips: ['wechat received', 'one', 'yuan'] })
    expect(cut('WeChat receivedone', clips, 'en')).toMatchObject({ ok: false })
  })

  it('writes English figures out so that they can be read back', () => {
    expect(englishFigure('120.50')?.join(' ')).toBe('one hundred and twenty point five zero')
    expect(englishFigure('100005')?.join(' ')).toBe('one hundred thousand and five')
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(figureOf(englishFigure((amount / 100).toFixed(2)) ?? [])).toBe(amount / 100)
      }),
    )
  })

  it('does not try every way to cut a long sentence that cannot be cut: that would take for ever', () => {
    const begun = performance.now()
    expect(cut('一'.repeat(199) + '元', ['一', '一一', '一一一'])).toMatchObject({ ok: false })
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})

describe.each(LANGUAGES)('the default pack in %s', (language) => {
  const names = clipsOf(language).map((words) => clipName(words, language))
  let markers: MarkerPack
  let pack: Pack
  beforeAll(async () => {
    markers = writeMarkerPack(join(folder, `markers-${language}`), language, names)
    pack = await loadPack(markers.folder)
  })

  it('has every sentence the till can say, for every amount', () => {
    fc.assert(
      fc.property(amounts, amounts, (amount, returned) => {
        for (const text of allSentences(language, fen(amount), fen(returned)))
          expect(pack.spell(text), text).toMatchObject({ ok: true })
      }),
      {
        numRuns: 1500,
        examples: [
          [1, 1],
          [10_000_000, 10_000_000],
          [2_147_483_647, 1],
        ],
      },
    )
  })

  it('says it in that order: read back from the sound alone', () => {
    const read = (text: string) => {
      const spelling = pack.spell(text)
      if (!spelling.ok) throw new Error(`${text}: ${spelling.missing}`)
      return markers.heard(pack.join(spelling.clips))
    }
    fc.assert(
      fc.property(amounts, amounts, fc.nat(), (amount, returned, which) => {
        const all = allSentences(language, fen(amount), fen(returned))
        const text = all[which % all.length] ?? ''
        const heard = read(text)
        if (language === 'zh-CN') expect(heard.join('')).toBe(text.replace(/[，。]/g, ''))
        else {
          // What is a figure in the text is compared as a figure, the rest word by word.
          const said = text.toLowerCase().match(/\d+(\.\d+)?|[a-z]+/g) ?? []
          const words = heard.join(' ').split(' ')
          let at = 0
          for (const [index, each] of said.entries()) {
            if (!/^\d/.test(each)) {
              expect(words[at++]).toBe(each)
              continue
            }
            const end = words.indexOf(said[index + 1] ?? '', at)
            expect(figureOf(words.slice(at, end))).toBe(Number(each))
            at = end
          }
          expect(at).toBe(words.length)
        }
      }),
      { numRuns: 25 },
    )
  }, 60_000)
})

describe('joining', () => {
  const tone = (length: number, value = 1000) => new Int16Array(length).fill(value)

  it('leaves a gap, pauses at a comma, and lets clips run into each other where the pack says so', () => {
    expect(joined([tone(2205), tone(2205)], { gapMs: 100, pauseMs: 300 })).toHaveLength(6615)
    expect(joined([tone(2205), null, tone(2205)], { gapMs: 100, pauseMs: 300 })).toHaveLength(4410 + 6615)
    const crossed = joined([tone(2205), tone(2205)], { gapMs: -50, pauseMs: 0 })
    expect(crossed).toHaveLength(4410 - 1102)
    // One fades as the other rises: together they are as loud as before.
    expect(Math.min(...crossed)).toBeGreaterThan(990)
    expect(Math.max(...crossed)).toBeLessThan(1010)
    expect(joined([tone(10), tone(10)], { gapMs: -60, pauseMs: 0 })).toHaveLength(15)
    expect(joined([], { gapMs: 0, pauseMs: 0 })).toHaveLength(0)
  })

  it('takes the silence off the edges and makes all recordings equally loud', async () => {
    const where = join(folder, 'loudness')
    const loud = { loudness: 0.8, silenceMs: 400 }
    writeMarkerPack(where, 'zh-CN', ['响', '轻'])
    writeFileSync(join(where, '0.wav'), toneFile(700, loud))
    writeFileSync(join(where, '1.wav'), toneFile(700, { loudness: 0.02 }))
    const pack = await loadPack(where)
    const [first, second] = ['响', '轻'].map((clip) => samplesOf(pack.join([clip])))
    if (!first || !second) throw new Error('no clips')
    expect(first.length / 22.05).toBeLessThan(90 + 13)
    expect(loudnessOf(first) / loudnessOf(second)).toBeCloseTo(1, 1)
  })

  it.each([8000, 16_000, 44_100, 48_000])('takes recordings of %i samples a second, and keeps pitch and length', async (rate) => {
    const where = join(folder, `rate-${rate}`)
    const markers = writeMarkerPack(where, 'zh-CN', ['一', '二', '三'], { sampleRate: rate }, { rate })
    const pack = await loadPack(where)
    const pcm = pack.join(['三', '一', '二'])
    expect(markers.heard(pcm)).toEqual(['三', '一', '二'])
    expect(pcm.length / 2 / 22.05).toBeGreaterThan(3 * 88 + 2 * 20)
    expect(pcm.length / 2 / 22.05).toBeLessThan(3 * 104 + 2 * 20)
  })

  it('takes off what the lower rate cannot carry', () => {
    const made = (hertz: number) => {
      const pcm = toneFile(hertz, { rate: 44_100, loudness: 0.9 }).subarray(44)
      return loudnessOf(resampled(samplesOf(pcm), 44_100).slice(200, -200))
    }
    expect(made(16_000)).toBeLessThan(made(1000) / 200)
    expect(made(5000)).toBeGreaterThan(made(1000) * 0.95)
  })
})

describe('a pack that is not as the format says', () => {
  const broken = (name: string, manifest: unknown, files: Record<string, Buffer> = {}) => {
    const where = join(folder, name)
    writeMarkerPack(where, 'zh-CN', ['一', '二'])
    writeFileSync(join(where, 'manifest.json'), typeof manifest === 'string' ? manifest : JSON.stringify(manifest))
    for (const [file, content] of Object.entries(files)) writeFileSync(join(where, file), content)
    return loadPack(where)
  }
  const good = { 一: '0.wav', 二: '1.wav' }
  const ok = manifestWith('zh-CN', good)

  it.each([
    ['nothing', 'manifest.json', undefined],
    ['text', 'manifest.json', '{"format":'],
    ['another format', 'format', { ...ok, format: 'mp3s' }],
    ['a newer version', 'version', { ...ok, version: 2 }],
    ['no licence', 'licence', { ...ok, licence: '' }],
    ['another language', 'language', { ...ok, language: 'fr' }],
    ['a way out of the folder', 'clips.一', { ...ok, clips: { 一: '../0.wav' } }],
    ['no clips', 'no clips', { ...ok, clips: {} }],
    ['a file that is not there', '二” (7.wav) is not there', { ...ok, clips: { 一: '0.wav', 二: '7.wav' } }],
    ['another rate', 'has 22050 samples a second, the manifest says 16000', { ...ok, sampleRate: 16_000 }],
    ['words twice', 'stands there twice', { ...ok, clips: { 一: '0.wav', '一 ': '1.wav' } }],
    ['a clip for a comma', 'stands for no words', { ...ok, clips: { '，': '0.wav' } }],
  ])('with %s says so', async (name, reason, manifest) => {
    await expect(manifest === undefined ? loadPack(join(folder, 'nowhere')) : broken(name, manifest)).rejects.toThrow(reason)
  })

  it.each([
    ['two channels', 'mono', toneFile(500, { channels: 2 })],
    ['8 bits', '16 bits', toneFile(500, { bits: 8 })],
    ['no sound in it', 'is silent', toneFile(500, { loudness: 0 })],
    ['text for a sound', 'not a WAV', Buffer.from('hello, this is no sound at all, only words')],
    ['nothing in it', 'not a WAV', Buffer.alloc(0)],
  ])('with a clip that has %s says so', async (name, reason, file) => {
    await expect(broken(`clip-${name}`, ok, { '1.wav': file })).rejects.toThrow(reason)
    await expect(broken(`clip-${name}`, ok, { '1.wav': file })).rejects.toThrow('二')
  })
})

describe('who says a sentence', () => {
  const ESPEAK = Buffer.from('espeak')
  const otherwise = { sentence: async () => ESPEAK, hasVoice: async () => false }
  const defaults = join(folder, 'defaults')
  let usual: MarkerPack
  let own: MarkerPack
  beforeAll(() => {
    usual = writeMarkerPack(join(defaults, 'zh-CN'), 'zh-CN', ['收款', '一元', '二元', '退款'])
    own = writeMarkerPack(join(folder, 'own'), 'zh-CN', ['二元', '一元', '收款'])
  })
  const voiceWith = (where: string | null) => {
    const faults: string[] = []
    return { faults, voice: new Voice({ defaults: where, fault: (text) => faults.push(text), otherwise }) }
  }

  it('is espeak-ng where there is no pack, and nobody calls that a fault', async () => {
    for (const where of [null, join(folder, 'nowhere')]) {
      const { voice, faults } = voiceWith(where)
      expect(await voice.sentence('收款一元', 'zh-CN')).toBe(ESPEAK)
      expect(await voice.hasVoice()).toBe(false)
      expect(faults).toEqual([])
    }
  })

  it('is the default pack, and the shop’s own where one is set', async () => {
    const { voice, faults } = voiceWith(defaults)
    expect(usual.heard(await voice.sentence('收款一元', 'zh-CN'))).toEqual(['收款', '一元'])
    expect(await voice.hasVoice()).toBe(true)
    voice.use(own.folder)
    expect(own.heard(await voice.sentence('收款一元', 'zh-CN'))).toEqual(['收款', '一元'])
    expect(usual.heard(await voice.sentence('收款一元', 'zh-CN'))).not.toEqual(['收款', '一元'])
    voice.use(null)
    expect(usual.heard(await voice.sentence('收款一元', 'zh-CN'))).toEqual(['收款', '一元'])
    expect(faults).toEqual([])
  })

  it('is espeak-ng for the whole of what a pack does not have, told once for each lack', async () => {
    const { voice, faults } = voiceWith(defaults)
    voice.use(own.folder)
    for (let time = 0; time < 3; time++) expect(await voice.sentence('退款一元', 'zh-CN')).toBe(ESPEAK)
    expect(await voice.sentence('退款二元', 'zh-CN')).toBe(ESPEAK)
    expect(await voice.sentence('收款九元', 'zh-CN')).toBe(ESPEAK)
    expect(faults).toHaveLength(2)
    expect(faults[0]).toContain('“退”')
  })

  it('is the default where the shop’s own is broken, and the fault says why, once', async () => {
    const { voice, faults } = voiceWith(defaults)
    writeFileSync(join(writeMarkerPack(join(folder, 'bad'), 'zh-CN', ['一']).folder, '0.wav'), 'nothing')
    voice.use(join(folder, 'bad'))
    voice.use(join(folder, 'bad'))
    for (let time = 0; time < 2; time++) expect(usual.heard(await voice.sentence('收款一元', 'zh-CN'))).toEqual(['收款', '一元'])
    expect(faults).toEqual([expect.stringMatching(/voice pack in .*bad cannot be used: clip “一”.*not a WAV/)])
  })

  it('of another language than the shop’s own is not the shop’s own', async () => {
    const { voice } = voiceWith(defaults)
    voice.use(own.folder)
    expect(await voice.sentence('WeChat received 1 yuan', 'en')).toBe(ESPEAK)
  })
})

it('PCM and samples are the same, wherever the bytes lie', () => {
  const samples = Int16Array.from([1, -2, 32_767, -32_768])
  const shifted = Buffer.concat([Buffer.from('x'), pcmFrom(samples)]).subarray(1)
  expect([...samplesOf(shifted)]).toEqual([...samples])
})
