import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { say, spokenDuration } from './progress.mjs'
import { lastWords, runProgram } from './run-program.mjs'
import { hashOf, stampAgrees, writeStamp } from './stamp.mjs'

/** Everything that the default voice packs are made from. */
const INPUTS = Object.freeze(['build/voice', 'drivers/speech', 'electron/till/sentences.ts', 'contract', 'package-lock.json'])
const OUTPUTS = Object.freeze(['out/voice/zh-CN/manifest.json', 'out/voice/en/manifest.json'])

/**
 * Makes the default voice packs into out/voice unless nothing changed. Without espeak-ng there are none, and the till speaks
 * as soon as espeak-ng is there, so nothing stops here.
 * @param {string} root
 */
export async function makeVoicePacks(root) {
  const stamp = join(root, 'out', 'voice.stamp')
  const hash = await hashOf(root, INPUTS)
  if (OUTPUTS.every((file) => existsSync(join(root, file))) && (await stampAgrees(stamp, hash))) {
    say('voice', 'up to date')
    return
  }
  const started = Date.now()
  const program = ['--import', 'tsx', join(root, 'build', 'voice', 'make-pack.ts'), '--out', join(root, 'out', 'voice')]
  const made = await runProgram(process.execPath, program, { cwd: root })
  if (made.code !== 0) {
    say('voice', `no default voice packs, espeak-ng speaks instead\n${lastWords(made)}`)
    return
  }
  await writeStamp(stamp, hash)
  say('voice', `default packs made in ${spokenDuration(Date.now() - started)}`)
}
