import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { LANGUAGES, type Language } from '../../contract/states.ts'
import { hasVoice, sentence } from '../../drivers/speech/espeak.ts'
import { loadPack, MANIFEST } from '../../drivers/speech/pack.ts'
import { pcmFrom, samplesOf, trimmed } from '../../drivers/speech/samples.ts'
import { SAMPLE_RATE, wav } from '../../drivers/speech/wav.ts'
import { clipsOf } from './till-says.ts'

/**
 * `npm run voice:pack -- --out DIR`: the default voice packs, spoken by espeak-ng, one folder a language below DIR. The set-up
 * makes them into out/voice; docs/voice-pack.md says what they are.
 */

const AT_ONCE = 4

async function recorded(words: string, language: Language): Promise<Buffer> {
  return wav(pcmFrom(trimmed(samplesOf(await sentence(words, language)))))
}

async function makePack(folder: string, language: Language): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const clips = clipsOf(language).map((words, index) => [words, `${String(index + 1).padStart(3, '0')}.wav`] as const)
  for (let from = 0; from < clips.length; from += AT_ONCE) {
    await Promise.all(
      clips.slice(from, from + AT_ONCE).map(async ([words, file]) => {
        await writeFile(join(folder, file), await recorded(words, language))
      }),
    )
  }
  const manifest = {
    format: 'guitai-voice-pack',
    version: 1,
    name: language === 'en' ? 'Default voice (espeak-ng)' : '默认语音（espeak-ng）',
    language,
    sampleRate: SAMPLE_RATE,
    gapMs: 0,
    pauseMs: 180,
    author: 'spoken by the program espeak-ng; nobody recorded it',
    licence: 'Apache-2.0, as Guitai',
    clips: Object.fromEntries(clips),
  }
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  // What is shipped is read once as the till reads it.
  await loadPack(folder)
  console.log(`voice: ${language}, ${clips.length} clips in ${folder}`)
}

const { values } = parseArgs({ options: { out: { type: 'string' } } })
if (values.out === undefined) {
  console.error('usage: npm run voice:pack -- --out DIR')
  process.exit(2)
}
if (!(await hasVoice())) {
  console.error('voice: espeak-ng is not installed, so no default pack is made')
  process.exit(1)
}
for (const language of LANGUAGES) await makePack(join(values.out, language), language)
