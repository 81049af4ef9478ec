/**
 * `npm run sim -- --mutants`: puts each fault of `tests/simulation/mutants.ts` into a copy of the engine, one at a time, and
 * lets the simulation find it.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { MUTANTS, type Mutant } from '../../tests/simulation/mutants.ts'
import type { Subject } from '../../tests/simulation/world/deeds.ts'
import { bundled, playPart } from './parts.ts'

const ROOMS = ['contract', 'cloudpay', 'electron', 'tests/simulation', 'build/sim', 'package.json', 'tsconfig.json']
/** So many schedules are played before a fault counts as not found. */
const AT_MOST = 120_000

interface Verdict {
  readonly mutant: Mutant
  /** After how many schedules; null when it was not found. */
  readonly after: number | null
  readonly as: string
}

async function judge(mutant: Mutant, copy: string, seed: number): Promise<Verdict> {
  const path = join(copy, mutant.file)
  const sound = readFileSync(path, 'utf8')
  if (!sound.includes(mutant.from)) throw new Error(`${mutant.file} has changed: “${mutant.name}” finds nothing to replace`)
  writeFileSync(
    path,
    sound.replace(mutant.from, () => mutant.to),
  )
  try {
    const part = { seed, from: 0, until: AT_MOST, only: mutant.only ?? null, stories: 1, untilBroken: true }
    const { violations, played, stories } = await playPart(await bundled(copy), part, () => undefined)
    const [first = ''] = (stories[0] ?? '').split('\n')
    return { mutant, after: violations > 0 ? played : null, as: first.replace(/^schedule \d+ of seed \d+: /, '') }
  } finally {
    writeFileSync(path, sound)
  }
}

/** Told on one line when it is known. */
function told({ mutant, after, as }: Verdict): string {
  return after === null ? `NOT CAUGHT: ${mutant.name}` : `caught within ${after}: ${mutant.name} (as: ${as})`
}

/** Judges those of the mutants that `next` hands out, in a copy of the house of its own. */
async function judgeSome(root: string, seed: number, next: () => Mutant | undefined): Promise<Verdict[]> {
  const copy = mkdtempSync(join(tmpdir(), 'guitai-mutants-'))
  try {
    for (const room of ROOMS) cpSync(join(root, room), join(copy, room), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const verdicts: Verdict[] = []
    for (let mutant = next(); mutant; mutant = next()) {
      const verdict = await judge(mutant, copy, seed)
      verdicts.push(verdict)
      console.log(`  ${told(verdict)}`)
    }
    return verdicts
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** True when every fault was caught whose name holds `named`; with `subject`, of those that are played in its schedules alone. */
export async function judgeMutants(root: string, seed: number, named: string, subject: Subject | null): Promise<boolean> {
  const wanted = MUTANTS.filter(({ name, only }) => name.includes(named) && (subject === null || only === subject))
  const left = [...wanted]
  const next = () => left.shift()
  const lanes = await Promise.all(Array.from({ length: availableParallelism() }, () => judgeSome(root, seed, next)))
  const verdicts = lanes.flat()
  const missed = verdicts.filter(({ after }) => after === null).length
  console.log(`mutants ${verdicts.length}, not caught ${missed}`)
  return missed === 0 && verdicts.length > 0
}
