import { execFileSync } from 'node:child_process'

/** `0-1,4` as taskset writes it, as the numbers of the cores. */
export function coresOf(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [first = Number.NaN, last = first] = part.trim().split('-').map(Number)
    if (!Number.isInteger(first) || !Number.isInteger(last) || last < first) return []
    return Array.from({ length: last - first + 1 }, (_none, index) => first + index)
  })
}

export interface LeftCore {
  /** How a program is started that may use all cores: the words before it. */
  readonly through: readonly string[]
  /** This process, and what it starts from then on, may use all of them again. */
  readonly takeBack: () => void
}

/**
 * Keeps this process, and whatever it starts from now on, away from the first of its cores. Null where there is no second core,
 * or nobody to share them out (taskset).
 */
export function leaveACore(): LeftCore | null {
  const keepTo = (cores: readonly number[]): void =>
    void execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores.join(','), String(process.pid)], {
      stdio: 'ignore',
    })
  try {
    const said = execFileSync('taskset', ['--cpu-list', '--pid', String(process.pid)], { encoding: 'utf8' })
    const all = coresOf(said.slice(said.lastIndexOf(':') + 1))
    if (all.length < 2) return null
    keepTo(all.slice(1))
    return { through: ['taskset', '--cpu-list', all.join(',')], takeBack: () => keepTo(all) }
  } catch {
    return null
  }
}
