/**
 * `npm run sim -- --mutants`: puts each fault of `tests/simulation/mutants.ts` into a copy of the engine, one at a time, and
 * lets the simulation find it. Writes `tests/simulation/mutants.md`.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MUTANTS, PROMISES, type Mutant } from '../../tests/simulation/mutants.ts'
import { bundled, playPart } from './parts.ts'

const ROOMS = ['contract', 'cloudpay', 'electron', 'tests/simulation', 'build/sim', 'package.json', 'tsconfig.json']
/** So many schedules are played before a fault counts as not found. */
const AT_MOST = 20_000

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
    const part = { seed, from: 0, until: AT_MOST, only: null, stories: 1, untilBroken: true }
    const { violations, played, stories } = await playPart(await bundled(copy), part, () => undefined)
    const [first = ''] = (stories[0] ?? '').split('\n')
    return { mutant, after: violations > 0 ? played : null, as: first.replace(/^schedule \d+ of seed \d+: /, '') }
  } finally {
    writeFileSync(path, sound)
  }
}

const HEAD = `# Faults that the simulation catches

Each of these was put into the engine on purpose, one at a time, and the simulation had to find it:
\`npm run sim -- --mutants\` does it again and writes this table. The faults themselves stand in \`mutants.ts\`.

| fault | file | what it breaks | caught within | as |
| --- | --- | --- | --- | --- |
`

/** True when every fault was caught. */
export async function judgeMutants(root: string, seed: number): Promise<boolean> {
  const copy = mkdtempSync(join(tmpdir(), 'guitai-mutants-'))
  try {
    for (const room of ROOMS) cpSync(join(root, room), join(copy, room), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const verdicts: Verdict[] = []
    for (const mutant of MUTANTS) {
      const verdict = await judge(mutant, copy, seed)
      verdicts.push(verdict)
      console.log(`  ${verdict.after === null ? 'NOT CAUGHT' : `caught within ${verdict.after}`}: ${mutant.name}`)
    }
    const rows = verdicts.map(({ mutant, after, as }) => {
      const story = as.replace(/\d{20,}/g, 'NUMBER').replace(/d\d+-\d+/g, 'it')
      const within = after === null ? '**not caught**' : `${after} schedules`
      return `| ${mutant.name} | \`${mutant.file}\` | ${PROMISES[mutant.breaks]} | ${within} | ${story} |`
    })
    writeFileSync(join(root, 'tests/simulation/mutants.md'), `${HEAD}${rows.join('\n')}\n`)
    const missed = verdicts.filter(({ after }) => after === null).length
    console.log(`mutants ${verdicts.length}, not caught ${missed}`)
    return missed === 0
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
