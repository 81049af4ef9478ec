import { spawn } from 'node:child_process'
import type { Language } from '../../contract/states.ts'
import { pcmOf } from './wav.ts'

/** The voices that read right. `cmn` and `zh` read hanzi as English letters, without any error (TOOLCHAIN, Voice). */
export const VOICES: Readonly<Record<Language, string>> = { 'zh-CN': 'cmn-latn-pinyin', en: 'en' }

const WORDS_A_MINUTE = 165
const LIMIT_MS = 5000

/** espeak-ng is not on this machine, or cannot be run. */
export class NoVoice extends Error {
  constructor() {
    super('espeak-ng is missing; install the package espeak-ng')
    this.name = 'NoVoice'
  }
}

/** A Chinese sentence with figures in it: they would be read wrongly, so whoever wrote it must spell them (TOOLCHAIN, Voice). */
export class FiguresInSentence extends Error {
  constructor() {
    super('a Chinese sentence must have its figures in hanzi')
    this.name = 'FiguresInSentence'
  }
}

function run(args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const program = spawn('espeak-ng', args, { stdio: ['pipe', 'pipe', 'ignore'], timeout: LIMIT_MS, killSignal: 'SIGKILL' })
    const parts: Buffer[] = []
    program.stdout.on('data', (part: Buffer) => parts.push(part))
    program.stdin.on('error', () => {})
    program.on('error', () => reject(new NoVoice()))
    program.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(parts))
      else reject(new Error(`espeak-ng ended with ${code ?? 'a signal'}`))
    })
    program.stdin.end(input)
  })
}

/** Whether espeak-ng runs here. */
export async function hasVoice(): Promise<boolean> {
  return run(['--version'], '').then(
    () => true,
    () => false,
  )
}

/** A sentence as PCM. Throws FiguresInSentence, NoVoice, or the fault of espeak-ng. */
export async function sentence(text: string, language: Language): Promise<Buffer> {
  if (language === 'zh-CN' && /\p{Nd}/u.test(text)) throw new FiguresInSentence()
  return pcmOf(await run(['-v', VOICES[language], '-s', String(WORDS_A_MINUTE), '-b', '1', '--stdin', '--stdout'], text))
}
