import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMANDS, STAGES, stepsOf } from '../../../build/setup/commands.mjs'
import { installModules, sameModules } from '../../../build/setup/node-modules.mjs'
import { isNewEnough } from '../../../build/setup/node-version.mjs'
import { runProgram } from '../../../build/setup/run-program.mjs'
import {
  canGoOn,
  installLine,
  installedNames,
  missingOf,
  offeredNames,
  RUN_PACKAGES,
  TEST_PACKAGES,
} from '../../../build/setup/system-packages.mjs'
import packageJson from '../../../package.json' with { type: 'json' }

describe('the check of Node', () => {
  it.each([
    ['20.19.0', true],
    ['20.20.2', true],
    ['24.1.0', true],
    ['20.18.3', false],
    ['18.20.0', false],
  ])('Node %s: new enough is %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected)
  })
})

describe('the system packages', () => {
  const wanted = [
    { names: ['libgtk-3-0', 'libgtk-3-0t64'], need: 'electron' },
    { names: ['xvfb'], need: 'display' },
    { names: ['espeak-ng'], need: 'comfort' },
  ] as const

  it('are there only when dpkg calls them installed: known, removed or half-configured ones are not', () => {
    const output = 'libgtk-3-0t64 installed\nxvfb config-files\nespeak-ng half-configured\nlibc6:amd64 installed\n'
    expect([...installedNames(output)]).toEqual(['libgtk-3-0t64', 'libc6'])
    expect(missingOf(wanted, installedNames(output)).map((entry) => entry.names[0])).toEqual(['xvfb', 'espeak-ng'])
  })

  it('are read from the real dpkg as well', async () => {
    const asked = await runProgram('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', 'dpkg', 'no-such-package-here'])
    expect(installedNames(asked.stdout)).toEqual(new Set(['dpkg']))
  })

  it('are asked for by a name that the package sources offer, not by one that is only provided', () => {
    const policy = [
      'libasound2:',
      '  Installed: (none)',
      '  Candidate: (none)',
      'libasound2t64:',
      '  Installed: (none)',
      '  Candidate: 1.2.11-1',
    ]
    expect([...offeredNames(policy.join('\n'))]).toEqual(['libasound2t64'])
  })

  it('come with the exact line to run', () => {
    expect(installLine([{ names: ['xvfb'], need: 'display' }, RUN_PACKAGES[0] ?? { names: ['none'], need: 'electron' }])).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb libgtk-3-0',
    )
  })

  it('stop the command only when Electron or its screen is missing', () => {
    expect(canGoOn([{ names: ['libnss3'], need: 'electron' }], true)).toBe(false)
    expect(canGoOn([{ names: ['xvfb'], need: 'display' }], false)).toBe(false)
    expect(canGoOn([{ names: ['xvfb'], need: 'display' }], true)).toBe(true)
    expect(
      canGoOn(
        [
          { names: ['espeak-ng'], need: 'comfort' },
          { names: ['sox'], need: 'tests' },
        ],
        false,
      ),
    ).toBe(true)
  })

  it('are named once each', () => {
    const names = [...RUN_PACKAGES, ...TEST_PACKAGES].flatMap((entry) => entry.names)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('the record of Node modules', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/other-platform': { version: '1.0.0', optional: true },
    },
  }

  it('is complete without packages for other platforms', () => {
    expect(sameModules(wanted, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } })).toBe(true)
  })

  it.each([
    ['one is missing', {}],
    ['one has another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['one has other content', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }],
    [
      'one is too many',
      { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' }, 'node_modules/left-over': { version: '1.0.0' } },
    ],
  ])('is not complete when %s', (_, packages) => {
    expect(sameModules(wanted, { packages })).toBe(false)
  })
})

describe('the lock file', () => {
  it('names what each package wants on every platform, or npm ci refuses it in a fresh clone', async () => {
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>
    }
    const names = new Set(Object.keys(packages).map((place) => place.replace(/^.*node_modules\//, '')))
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    expect(wanted.length).toBeGreaterThan(0)
    expect(wanted.filter((name) => !names.has(name))).toEqual([])
  })
})

describe('the commands', () => {
  it('of package.json all begin with the bootstrap and are known to it', () => {
    const begun = Object.entries(packageJson.scripts).filter(([, script]) => script.includes('bootstrap'))
    expect(Object.fromEntries(begun)).toEqual(
      Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, `node build/bootstrap.mjs ${name}`])),
    )
  })

  it('take no more than they need: a run of lint alone installs no system package and no Electron', () => {
    expect([...stepsOf('test', ['lint'])]).toEqual([])
    expect(stepsOf('test', ['lint', 'e2e'])).toEqual(new Set(STAGES['e2e']))
    expect(stepsOf('test', [])).toEqual(new Set(['system', 'tests', 'electron', 'build']))
    expect(stepsOf('start', []).has('tests')).toBe(false)
    expect(stepsOf('setup', ['--tests']).has('tests')).toBe(true)
  })
})

describe('a program run by the set-up', () => {
  it('answers 127 when it does not exist and 124 when it is ended for taking too long', async () => {
    expect((await runProgram('no-such-program-here', [])).code).toBe(127)
    expect((await runProgram('sleep', ['30'], { timeLimitMs: 50 })).code).toBe(124)
  })
})

describe('Node modules that are a link', () => {
  it('are not installed into: what they lead to belongs to somebody else, and npm ci would empty it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guitai-link-'))
    try {
      const [clone, other] = [join(folder, 'clone'), join(folder, 'other')]
      await mkdir(clone)
      await mkdir(join(other, 'a-package'), { recursive: true })
      await symlink(other, join(clone, 'node_modules'))
      await writeFile(join(clone, 'package.json'), '{ "name": "clone", "version": "1.0.0" }')
      await writeFile(join(clone, 'package-lock.json'), '{ "name": "clone", "lockfileVersion": 3, "packages": { "": {} } }')
      await expect(installModules(clone)).rejects.toThrow('node_modules is a link')
      expect(await readdir(other)).toEqual(['a-package'])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
