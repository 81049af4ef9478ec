import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { isAllowed, licenceOfText, shippedPlaces } from '../../../build/checks/licences.ts'
import { coresOf } from '../../../build/test/cores.ts'
import { brokenStage, closingLines, exitCodeOf, withReasons, type StageReport } from '../../../build/test/report.ts'

const passing = (passed: number): StageReport => ({ passed, failed: 0, skipped: [], failures: [] })

const root = join(import.meta.dirname, '../../..')

describe('the closing line of a test run', () => {
  it('counts over all stages and stands alone at the end, after the skipped tests and their reasons', () => {
    const skipping: StageReport = { ...passing(3), skipped: [{ title: 'raw HID device', reason: 'this kernel has no UHID' }] }
    const lines = closingLines([passing(2), skipping, brokenStage('e2e', 'it broke')])
    expect(lines.at(-1)).toBe('5 passed, 1 failed')
    expect(lines).toContain('  raw HID device: this kernel has no UHID')
  })

  it('comes after the failures once more, each shortened, for whoever sees the end only', () => {
    const long = Array.from({ length: 20 }, (_none, nth) => `line ${nth}`).join('\n')
    const lines = closingLines([passing(2), brokenStage('e2e', 'it broke'), brokenStage('pages', long)])
    expect(lines.slice(0, 5)).toEqual(['failed (2):', '  ✗ e2e', '    it broke', '  ✗ pages', '    line 0'])
    expect(lines.slice(-3)).toEqual(['    line 14', '    … 5 more lines, above', '2 passed, 2 failed'])
  })

  it('belongs to a failure when one test failed, when a stage ran nothing, and when there was no stage', () => {
    expect(exitCodeOf([passing(1), passing(2)])).toBe(0)
    expect(exitCodeOf([passing(1), brokenStage('unit', 'no')])).toBe(1)
    expect(exitCodeOf([passing(1), passing(0)])).toBe(1)
    expect(exitCodeOf([])).toBe(1)
  })

  it('counts a test that was skipped without a reason as failed', () => {
    const report = withReasons({ ...passing(1), skipped: [{ title: 'forgotten', reason: ' ' }] })
    expect(report).toMatchObject({ passed: 1, failed: 1, skipped: [] })
  })
})

describe('the cores of this machine', () => {
  it.each([
    [' 0,1', [0, 1]],
    ['0-3\n', [0, 1, 2, 3]],
    ['2,5-6', [2, 5, 6]],
    ['7', [7]],
    ['nonsense', []],
    ['3-1', []],
  ])('%j are %j', (list, cores) => {
    expect(coresOf(list)).toEqual(cores)
  })
})

test('a core is left to the real till, and what is started through the answer may use them all, until it is taken back', () => {
  const script = `
    import { readFileSync } from 'node:fs'
    import { leaveACore } from ${JSON.stringify(join(root, 'build/test/cores.ts'))}
    const allowed = () => /^Cpus_allowed_list:\\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]
    const before = allowed()
    const left = leaveACore()
    const after = allowed()
    left?.takeBack()
    console.log(JSON.stringify([before, left?.through ?? null, after, allowed()]))`
  const said = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: root,
    encoding: 'utf8',
  })
  const [before, through, after, back] = JSON.parse(said) as [string, string[] | null, string, string]
  const all = coresOf(before)
  // On one core there is none to leave, as in the test run itself on a machine of two.
  expect(coresOf(after)).toEqual(all.length > 1 ? all.slice(1) : all)
  expect(coresOf(back)).toEqual(all)
  expect(through).toEqual(all.length > 1 ? ['taskset', '--cpu-list', all.join(',')] : null)
})

describe('the licences of what reaches a counter', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND Zlib', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['none named', false],
  ])('%s: allowed is %s', (expression, expected) => {
    expect(isAllowed(expression)).toBe(expected)
  })

  it('are known by the words of a whole text only', () => {
    const start =
      'Permission is hereby granted, free of charge, to any person\nobtaining a copy of it, to deal in the Software without'
    expect(licenceOfText(`MIT\n${start} restriction.\nTHE SOFTWARE IS PROVIDED "AS IS"`)).toBe('MIT')
    expect(licenceOfText(`MIT\n${start} selling it. THE SOFTWARE IS PROVIDED "AS IS"`)).toBeNull()
    expect(licenceOfText('GNU GENERAL PUBLIC LICENSE')).toBeNull()
  })

  it('are asked of runtime dependencies, what they need in turn, and what the page is built from, but of no tool', () => {
    const lock = {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { dependencies: { b: '1' }, optionalDependencies: { native: '1' } },
      'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
      'node_modules/b': {},
      'node_modules/c': {},
      'node_modules/native': {},
      'node_modules/page': {},
      'node_modules/tool': {},
    }
    expect(shippedPlaces(lock, ['page'])).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
      'node_modules/native',
      'node_modules/page',
    ])
  })
})
