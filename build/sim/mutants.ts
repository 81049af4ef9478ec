/**
 * `npm run sim -- --mutants`: puts each fault of `tests/simulation/mutants.ts` into a copy of the engine, one at a time, and
 * lets the simulation find it. Writes `tests/simulation/mutants.md`.
 */
import { fork } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MUTANTS, type Mutant } from '../../tests/simulation/mutants.ts'
import type { Part, Result } from '../../tests/simulation/world/many.ts'

const ROOMS = ['contract', 'cloudpay', 'electron', 'tests/simulation', 'build/sim', 'package.json', 'tsconfig.json']
/** So many schedules are played at a time, and at most, before a fault counts as not found. */
const AT_A_TIME = 250
const AT_MOST = 10_000

function play(copy: string, part: Part): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(join(copy, 'build/sim/part.ts'), { cwd: copy, execArgv: ['--import', 'tsx'] })
    let result: Result | null = null
    child.on('message', (message: { result?: Result }) => {
      result = message.result ?? result
    })
    child.once('exit', () => {
      if (result) resolve(result)
      else reject(new Error('the simulation broke'))
    })
    child.send(part)
  })
}

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
    for (let from = 0; from < AT_MOST; from += AT_A_TIME) {
      const part = { seed, from, until: from + AT_A_TIME, only: null, stories: 1 }
      const { violations, stories } = await play(copy, part)
      if (violations > 0) {
        const [first = ''] = (stories[0] ?? '').split('\n')
        return { mutant, after: from + AT_A_TIME, as: first.replace(/^schedule \d+ of seed \d+: /, '') }
      }
    }
    return { mutant, after: null, as: '' }
  } finally {
    writeFileSync(path, sound)
  }
}

const HEAD = `# Faults that the simulation catches

Each of these was put into the engine on purpose, one at a time, and the simulation had to find it:
\`npm run sim -- --mutants\` does it again and writes this table. The faults themselves stand in \`mutants.ts\`.

| fault | file | caught within | as |
|---|---|---|---|
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
      return `| ${mutant.name} | \`${mutant.file}\` | ${after === null ? '**not caught**' : `${after} schedules`} | ${story} |`
    })
    writeFileSync(join(root, 'tests/simulation/mutants.md'), `${HEAD}${rows.join('\n')}\n`)
    const missed = verdicts.filter(({ after }) => after === null).length
    console.log(`mutants ${verdicts.length}, not caught ${missed}`)
    return missed === 0
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
