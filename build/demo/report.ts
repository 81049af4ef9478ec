import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Step {
  readonly name: string
  /** How long the step took, ms. */
  readonly ms: number
  readonly ok: boolean
  readonly facts: Readonly<Record<string, unknown>>
  readonly problem: string | null
}

/** Runs the steps of the demo one by one, says each as it goes, and remembers what was found. */
export function createReport(now: () => number) {
  const steps: Step[] = []
  const begun = now()
  return {
    steps,
    async step(name: string, work: () => Promise<Record<string, unknown>>): Promise<boolean> {
      const since = now()
      process.stdout.write(`  ${name} … `)
      let facts: Record<string, unknown> = {}
      let problem: string | null = null
      try {
        facts = await work()
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error)
      }
      const ms = Math.round(now() - since)
      steps.push({ name, ms, ok: problem === null, facts, problem })
      console.log(problem === null ? `yes (${ms} ms)` : `NO\n    ${problem}`)
      return problem === null
    },
    ok: (): boolean => steps.length > 0 && steps.every((step) => step.ok),
    async write(file: string, head: Record<string, unknown>): Promise<void> {
      const whole = { ok: steps.every((step) => step.ok), ms: Math.round(now() - begun), ...head, steps }
      await writeFile(file, `${JSON.stringify(whole, null, 2)}\n`)
    },
  }
}

/** A claim of the demo: when it does not hold, the step has failed with this sentence. */
export function hold(claim: boolean, sentence: string): void {
  if (!claim) throw new Error(sentence)
}

/** Waits for a condition; answers whether it came true in time. */
export async function waitUntil(holds: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const limit = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > limit) return false
    await new Promise((done) => setTimeout(done, 50))
  }
  return true
}

/** The files of a folder with this ending, oldest first. */
export async function filesIn(folder: string, ending: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending))
  const timed = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })))
  return timed.sort((a, b) => a.at - b.at || a.name.localeCompare(b.name)).map(({ name }) => join(folder, name))
}

/** Seconds of sound in a WAV of PCM samples that is not silent; throws for anything else. */
export async function soundIn(file: string): Promise<number> {
  const wav = await readFile(file)
  hold(wav.toString('latin1', 0, 4) === 'RIFF' && wav.toString('latin1', 8, 12) === 'WAVE', `${file} is no WAV`)
  const bytesPerSecond = wav.readUInt32LE(28)
  const samples = wav.subarray(44)
  let loudest = 0
  for (let at = 0; at + 1 < samples.length; at += 2) loudest = Math.max(loudest, Math.abs(samples.readInt16LE(at)))
  hold(loudest > 1000, `${file} is silent`)
  return samples.length / bytesPerSecond
}
