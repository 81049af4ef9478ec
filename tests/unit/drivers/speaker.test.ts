import { describe, expect, it } from 'vitest'
import type { Announcement } from '../../../contract/devices.ts'
import { NoVoice } from '../../../drivers/speech/espeak.ts'
import type { Playback } from '../../../drivers/speech/player.ts'
import { Speaker, type SpeakerParts } from '../../../drivers/speech/speaker.ts'
import { atVolume, toneOf } from '../../../drivers/speech/tone.ts'
import { pcmOf, wav } from '../../../drivers/speech/wav.ts'
import { allAt } from '../../support/loudness.ts'

const SPOKEN = Buffer.from(Int16Array.from([1000, -1000, 500]).buffer)

interface Machine {
  readonly parts: SpeakerParts
  readonly heard: Buffer[]
  readonly said: string[]
  readonly kept: Map<string, Uint8Array>
  now: number
}

function machine(more: Partial<SpeakerParts> = {}): Machine {
  const heard: Buffer[] = []
  const said: string[] = []
  const kept = new Map<string, Uint8Array>()
  const start = (): Playback => {
    const at = heard.push(Buffer.alloc(0)) - 1
    return {
      write: async (pcm) => {
        heard[at] = Buffer.concat([heard[at] ?? Buffer.alloc(0), pcm])
      },
      end: async () => {},
      stop: () => {},
    }
  }
  const made: Machine = {
    heard,
    said,
    kept,
    now: 1000,
    parts: {
      now: () => made.now,
      preciseNow: () => made.now + 0.5,
      sentence: async (text) => {
        said.push(text)
        return SPOKEN
      },
      hasVoice: async () => true,
      player: async () => start,
      hasChosenOutput: async () => true,
      keep: async (id, file) => {
        kept.set(id, file)
      },
      ...more,
    },
  }
  return made
}

function announcement(id: string, more: Partial<Announcement> = {}): Announcement {
  return { id, tone: 'paid', kind: 'payment', text: '微信收款十二元', language: 'zh-CN', urgency: 5, staleAt: 5000, ...more }
}

const ON = { enabled: true, volume: allAt(100), device: null, pack: null }

describe('the voice', () => {
  it('plays the tone, then the sentence, as one piece of sound, and keeps the same in the archive', async () => {
    const made = machine()
    const { outcome, firstSampleAt } = await new Speaker(ON, made.parts).announce(announcement('paid:1'))
    expect(outcome).toEqual({ result: 'played', detail: '' })
    expect(firstSampleAt).toBe(1000.5)
    expect(made.heard).toEqual([Buffer.concat([toneOf('paid'), SPOKEN])])
    expect(pcmOf(Buffer.from(made.kept.get('paid:1') ?? []))).toEqual(made.heard[0])
  })

  it('starts the tone while the sentence is still being made', async () => {
    let finish: (sound: Buffer) => void = () => {}
    let toneHeard = () => {}
    const tone = new Promise<void>((resolve) => (toneHeard = resolve))
    const sentence = new Promise<Buffer>((resolve) => (finish = resolve))
    const playback: Playback = { write: async () => toneHeard(), end: async () => {}, stop: () => {} }
    const made = machine({ sentence: () => sentence, player: async () => () => playback })
    const announced = new Speaker(ON, made.parts).announce(announcement('paid:1'))
    await tone
    finish(SPOKEN)
    expect((await announced).outcome.result).toBe('played')
  })

  it('says each event once, however often it is asked', async () => {
    const made = machine()
    const speaker = new Speaker(ON, made.parts)
    const answers = await Promise.all([1, 2, 3].map(() => speaker.announce(announcement('paid:1'))))
    expect(answers.map((each) => each.outcome.result).sort()).toEqual(['played', 'repeated', 'repeated'])
    expect((await speaker.announce(announcement('paid:1'))).outcome.result).toBe('repeated')
    expect(made.said).toHaveLength(1)
  })

  it('says the urgent first, and the rest in the order they came', async () => {
    const made = machine()
    const speaker = new Speaker(ON, made.parts)
    const ask = (id: string, urgency: number) => speaker.announce(announcement(id, { urgency, text: id }))
    await Promise.all([ask('first', 5), ask('second', 5), ask('urgent', 0), ask('third', 5)])
    expect(made.said).toEqual(['first', 'urgent', 'second', 'third'])
  })

  it('does not cut what is being said for what is more urgent', async () => {
    const written: string[] = []
    let ended = () => {}
    const start = (): Playback => ({
      write: async () => void written.push('write'),
      end: () => new Promise((resolve) => (ended = resolve)),
      stop: () => void written.push('stop'),
    })
    const speaker = new Speaker(ON, machine({ player: async () => start }).parts)
    const first = speaker.announce(announcement('first', { urgency: 5 }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    const urgent = speaker.announce(announcement('urgent', { urgency: 0 }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(written).toEqual(['write', 'write'])
    ended()
    expect((await first).outcome).toEqual({ result: 'played', detail: '' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    ended()
    expect((await urgent).outcome.result).toBe('played')
  })

  const SOFT = { tone: 'waiting', text: '', urgency: 0 } as const

  it('lets a soft tone give way to words at once', async () => {
    const done: string[] = []
    // A player that never comes to its end: words would wait for it for ever.
    const endless = (): Playback => ({
      write: async () => {},
      end: () => new Promise(() => {}),
      stop: () => void done.push('cut'),
    })
    const usual = (): Playback => ({ write: async () => {}, end: async () => {}, stop: () => {} })
    const starts = [endless, usual]
    const speaker = new Speaker(ON, machine({ player: async () => starts.shift() ?? null }).parts)
    const tone = speaker.announce(announcement('waiting:1', SOFT))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(done).toEqual([])
    const words = speaker.announce(announcement('paid:1'))
    expect((await tone).outcome).toEqual({ result: 'played', detail: 'gave way to a sentence' })
    expect((await words).outcome.result).toBe('played')
    expect(done[0]).toBe('cut')
  })

  it('does not begin a soft tone any more when words come while its player is looked for', async () => {
    const made = machine()
    const slow = async () => (await new Promise((resolve) => setTimeout(resolve, 20)), made.parts.player())
    const speaker = new Speaker(ON, { ...made.parts, player: slow })
    const tone = speaker.announce(announcement('waiting:1', SOFT))
    await new Promise((resolve) => setTimeout(resolve, 5))
    await Promise.all([tone, speaker.announce(announcement('paid:1'))])
    expect(made.heard).toEqual([Buffer.concat([toneOf('paid'), SPOKEN])])
  })

  it('plays a soft tone after all words that wait, however unimportant they are', async () => {
    const made = machine()
    const heard: string[] = []
    const speaker = new Speaker(ON, { ...made.parts, keep: async (id) => void heard.push(id) })
    const ask = (id: string, more: object) => speaker.announce(announcement(id, more))
    await Promise.all([ask('a', {}), ask('soft', SOFT), ask('b', { urgency: 9 })])
    expect(heard).toEqual(['a', 'b', 'soft'])
  })

  it('lights the lamp when the chosen output is not there, and plays all the same', async () => {
    const speaker = new Speaker(ON, machine({ hasChosenOutput: async () => false }).parts)
    expect(await speaker.lamp()).toEqual({ level: 'warn', reason: 'noSoundDevice' })
    expect((await speaker.announce(announcement('a'))).outcome.result).toBe('played')
  })

  it('does not say what is stale, even when it became so while waiting', async () => {
    const made = machine({ sentence: async () => ((made.now = 6000), SPOKEN) })
    const speaker = new Speaker(ON, made.parts)
    const [first, second] = await Promise.all([speaker.announce(announcement('a')), speaker.announce(announcement('b'))])
    expect([first.outcome.result, second.outcome.result]).toEqual(['played', 'stale'])
    expect(made.heard).toHaveLength(1)
  })

  it('is silent when it is off, and says so', async () => {
    const made = machine()
    const speaker = new Speaker({ ...ON, enabled: false }, made.parts)
    expect((await speaker.announce(announcement('a'))).outcome.result).toBe('muted')
    expect(made.heard).toEqual([])
    expect(await speaker.lamp()).toEqual({ level: 'warn', reason: 'off' })
  })

  it('says nothing while it is muted, keeps nothing for later, and speaks again after', async () => {
    const made = machine()
    const speaker = new Speaker(ON, made.parts)
    speaker.mute(true)
    const silenced = await Promise.all(['a', 'b'].map((id) => speaker.announce(announcement(id, { text: id }))))
    expect(silenced.map(({ outcome }) => outcome.result)).toEqual(['muted', 'muted'])
    speaker.mute(false)
    expect((await speaker.announce(announcement('c', { text: 'c' }))).outcome.result).toBe('played')
    expect(made.said).toEqual(['c'])
    expect(made.heard).toHaveLength(1)
    expect([...made.kept.keys()]).toEqual(['c'])
  })

  it('is cut short by the mute key, in the middle of a sentence too, and that is no failure', async () => {
    let began = (): void => {}
    const playing = new Promise<void>((resolve) => (began = resolve))
    let cut: (why: Error) => void = () => {}
    const endless = (): Playback => ({
      write: async () => {},
      end: () => (began(), new Promise((_resolve, reject) => (cut = reject))),
      stop: () => cut(new Error('paplay ended with a signal')),
    })
    const speaker = new Speaker(ON, machine({ player: async () => endless }).parts)
    const first = speaker.announce(announcement('a'))
    const second = speaker.announce(announcement('b'))
    await playing
    speaker.mute(true)
    const third = speaker.announce(announcement('c'))
    // What came before it was pressed again is not said after, however soon that was.
    speaker.mute(false)
    expect((await first).outcome).toEqual({ result: 'muted', detail: '' })
    expect((await second).outcome.result).toBe('muted')
    expect((await third).outcome.result).toBe('muted')
  })

  it('muted while a sentence is being made or a player is found, it does not begin', async () => {
    const made = machine()
    let speaker: Speaker | null = null
    const late = async () => (speaker?.mute(true), SPOKEN)
    speaker = new Speaker(ON, { ...made.parts, sentence: late })
    const announced = await speaker.announce(announcement('a', { tone: 'none' }))
    expect(announced.outcome.result).toBe('muted')
    expect(Buffer.concat(made.heard)).toHaveLength(0)
    const finding = machine()
    const slow = async () => (speaker?.mute(true), finding.parts.player())
    speaker = new Speaker(ON, { ...finding.parts, player: slow })
    expect((await speaker.announce(announcement('a'))).outcome.result).toBe('muted')
    expect(finding.heard).toEqual([])
  })

  it('applies the volume of its kind to the samples, of the tone and of the sentence', async () => {
    const volume = { payment: 50, refund: 100, warning: 20 }
    for (const [kind, heard] of [
      ['payment', [500, -500, 250]],
      ['refund', [1000, -1000, 500]],
      ['warning', [200, -200, 100]],
    ] as const) {
      const made = machine()
      await new Speaker({ ...ON, volume }, made.parts).announce(announcement('a', { kind, tone: 'none' }))
      expect(made.heard[0], kind).toEqual(Buffer.from(Int16Array.from(heard).buffer))
      const toned = machine()
      await new Speaker({ ...ON, volume }, toned.parts).announce(announcement('a', { kind, tone: 'failed', text: '' }))
      expect(toned.heard[0], kind).toEqual(atVolume(toneOf('failed'), volume[kind]))
    }
  })

  it('plays the tone alone without espeak-ng, and lights the lamp', async () => {
    const lacking = {
      hasVoice: async () => false,
      sentence: async () => {
        throw new NoVoice()
      },
    }
    const made = machine(lacking)
    const speaker = new Speaker(ON, made.parts)
    const { outcome } = await speaker.announce(announcement('a'))
    expect(outcome.result).toBe('played')
    expect(outcome.detail).toContain('espeak-ng')
    expect(made.heard).toEqual([toneOf('paid')])
    expect((await speaker.announce(announcement('b', { tone: 'none' }))).outcome.result).toBe('failed')
    expect(await speaker.lamp()).toEqual({ level: 'warn', reason: 'noVoice' })
  })

  it('writes the sound where nothing can play it, and lights the lamp', async () => {
    const made = machine({ player: async () => null })
    const speaker = new Speaker(ON, made.parts)
    const { outcome, firstSampleAt } = await speaker.announce(announcement('a'))
    expect(outcome.result).toBe('written')
    expect(firstSampleAt).toBeGreaterThan(0)
    expect(await speaker.lamp()).toEqual({ level: 'warn', reason: 'noSoundDevice' })
    const nowhere = machine({ player: async () => null, keep: null })
    const lost = await new Speaker(ON, nowhere.parts).announce(announcement('a'))
    expect(lost).toMatchObject({ outcome: { result: 'failed' }, firstSampleAt: 0 })
  })

  it('goes on after a player that breaks', async () => {
    let broken = true
    const made = machine()
    const parts: SpeakerParts = {
      ...made.parts,
      player: async () => {
        if (broken) throw new Error('the sound server went away')
        return made.parts.player()
      },
    }
    const speaker = new Speaker(ON, parts)
    expect((await speaker.announce(announcement('a'))).outcome).toEqual({
      result: 'failed',
      detail: 'the sound server went away',
    })
    broken = false
    expect((await speaker.announce(announcement('b'))).outcome.result).toBe('played')
  })

  it('ends with what is being said and drops the rest', async () => {
    const made = machine()
    const speaker = new Speaker(ON, made.parts)
    const answers = ['a', 'b', 'c'].map((id) => speaker.announce(announcement(id)))
    await speaker.close()
    expect((await Promise.all(answers)).map((each) => each.outcome.result)).toEqual(['played', 'stale', 'stale'])
  })
})

describe('the figures', () => {
  const crossings = (pcm: Buffer, from: number, to: number) => {
    let count = 0
    for (let at = from; at + 4 <= Math.min(to, pcm.length); at += 2)
      if (pcm.readInt16LE(at) < 0 !== pcm.readInt16LE(at + 2) < 0) count++
    return count
  }
  const pitch = (pcm: Buffer, second: boolean) =>
    crossings(pcm, second ? pcm.length - 6000 - 2646 : 400, second ? pcm.length - 2646 : 4400) / (second ? 6000 : 4000)

  it('paid rises, failed falls, unknown stays level and low', () => {
    expect(pitch(toneOf('paid'), true)).toBeGreaterThan(pitch(toneOf('paid'), false) * 1.2)
    expect(pitch(toneOf('failed'), true)).toBeLessThan(pitch(toneOf('failed'), false) * 0.8)
    expect(pitch(toneOf('unknown'), false)).toBeLessThan(pitch(toneOf('paid'), false))
  })

  it('waiting is softer than the others, and none is silence', () => {
    const peak = (pcm: Buffer) => Math.max(...new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length / 2))
    for (const tone of ['paid', 'unknown', 'failed'] as const)
      expect(peak(toneOf('waiting')) * 2).toBeLessThan(peak(toneOf(tone)))
    expect(toneOf('none')).toHaveLength(0)
  })

  it('a WAV is read back, whatever length a pipe wrote into it', () => {
    const file = wav(SPOKEN)
    file.writeUInt32LE(0x7ffff000, 40)
    expect(pcmOf(file)).toEqual(SPOKEN)
    expect(() => pcmOf(Buffer.from('nothing of the kind'))).toThrow('not a WAV')
  })
})
