/**
 * What each command of package.json needs before its program can run. `tests` stands for the system packages that only
 * tests use.
 * @typedef {'system' | 'tests' | 'electron' | 'build'} Step
 */

/** @type {Readonly<Record<string, readonly Step[]>>} */
export const STAGES = Object.freeze({
  lint: [],
  types: [],
  licences: [],
  unit: ['system', 'tests', 'electron'],
  contract: ['system', 'tests'],
  simulation: ['system', 'tests'],
  pages: ['system', 'tests', 'build'],
  e2e: ['system', 'tests', 'electron', 'build'],
})

/** Parts of a stage that can be asked for by name: `npm test -- smoke`. @type {Readonly<Record<string, readonly Step[]>>} */
export const PARTS = Object.freeze({ smoke: STAGES.e2e ?? [], screens: STAGES.pages ?? [] })

/** @type {Readonly<Record<string, readonly Step[]>>} */
export const COMMANDS = Object.freeze({
  setup: ['system', 'electron', 'build'],
  start: ['system', 'electron', 'build'],
  demo: ['system', 'electron', 'build'],
  bench: ['system', 'tests', 'electron', 'build'],
  package: ['system', 'electron', 'build'],
  test: ['system', 'tests', 'electron', 'build'],
  sandbox: [],
  doctor: [],
  sim: [],
  kill: ['system', 'tests', 'electron', 'build'],
  contract: [],
  build: ['build'],
  lint: [],
  types: [],
})

/**
 * The steps a command takes: a test run that is narrowed to some stages takes theirs alone.
 * @param {string} command @param {readonly string[]} args @returns {ReadonlySet<Step>}
 */
export function stepsOf(command, args) {
  const all = COMMANDS[command] ?? []
  if (command === 'setup') return new Set(args.includes('--tests') ? [...all, 'tests'] : all)
  if (command !== 'test') return new Set(all)
  const named = args.map((name) => STAGES[name] ?? PARTS[name]).filter((steps) => steps !== undefined)
  return new Set(named.length > 0 ? named.flat() : all)
}
