import { FuseV1Options } from '@electron/fuses'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findingsIn } from '../../../build/package/contents.ts'
import { readOrder } from '../../../build/package/fpm.mjs'
import { FUSES } from '../../../build/package/fuses.ts'

const fpm = join(import.meta.dirname, '..', '..', '..', 'build', 'package', 'fpm.mjs')

describe('the fuses of a release', () => {
  it('decide on every fuse that Electron has', () => {
    const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))
    const decided = Object.keys(FUSES).filter((name) => name !== 'resetAdHocDarwinSignature')
    expect(decided.map((name) => name.toLowerCase()).sort()).toEqual(names.map((name) => name.toLowerCase()).sort())
  })

  it('shut every way to run foreign code as the till', () => {
    expect(FUSES).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
    })
  })
})

describe('the contents of a package', () => {
  const whole = [
    '/out/main/start.cjs',
    '/out/main/devices.cjs',
    '/out/export/host.cjs',
    '/out/preload/preload.cjs',
    '/out/renderer/index.html',
    '/out/renderer/customer.html',
    '/out/renderer/camera.html',
    '/out/renderer/assets/zxing_reader.wasm',
    '/package.json',
    '/node_modules/@koromix/koffi-linux-x64/linux_x64/koffi.node',
    '/node_modules/@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
    '/node_modules/node-hid/prebuilds/HID_hidraw-linux-x64',
    '/node_modules/node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node',
    '/node_modules/pkg-prebuilds/lib/prebuild.js',
    '/cloudpay/sandbox/pages/wallet.html',
    '/cloudpay/sandbox',
    '/cloudpay/sandbox/pages',
  ]

  it('are right when they are the built till and its modules', () => {
    expect(findingsIn([...whole, '/node_modules/zod/index.js', '/node_modules/@libsql/linux-x64-gnu/index.node'])).toEqual([])
  })

  it.each([
    '/electron/main.ts',
    '/cloudpay/sandbox/bank.js',
    '/cloudpay/client/client.js',
    '/node_modules/zod/src/index.ts',
    '/tests/unit/a.js',
    '/node_modules/a/a.test.js',
    '/out/main/main.js.map',
    '/node_modules/node-hid/prebuilds/HID-darwin-arm64/x.node',
    '/node_modules/node-hid/prebuilds/HID-linux-x64-musl/x.node',
    '/node_modules/@serialport/bindings-cpp/prebuilds/android-arm/x.node',
    '/node_modules/@libsql/linux-x64-musl/index.node',
  ])('are wrong with %s', (path) => {
    expect(findingsIn([...whole, path])).toHaveLength(1)
  })

  it('are wrong without what scanners are reached by', () => {
    expect(findingsIn(whole.filter((path) => !path.includes('hidraw')))).toHaveLength(1)
  })

  it('are wrong without the pages', () => {
    expect(findingsIn(whole.filter((path) => !path.includes('renderer')))).toEqual([
      '/out/renderer/index.html is missing',
      '/out/renderer/customer.html is missing',
      '/out/renderer/camera.html is missing',
      '/out/renderer/assets/zxing_reader.wasm is missing',
    ])
  })
})

describe('the maker of Debian packages', () => {
  it('makes one that dpkg reads back: names, dependencies, scripts, owners and modes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fpm-'))
    try {
      await mkdir(join(folder, 'app'), { mode: 0o700 })
      await writeFile(join(folder, 'app', 'till'), '#!/bin/sh\n', { mode: 0o700 })
      await writeFile(join(folder, 'app', 'data'), 'x'.repeat(3000), { mode: 0o600 })
      await writeFile(join(folder, 'after.sh'), '#!/bin/sh\ntrue\n')
      await writeFile(join(folder, 'entry'), '[Desktop Entry]\n')
      const deb = join(folder, 'till.deb')
      const args = [
        '-s',
        'dir',
        '--force',
        '-t',
        'deb',
        '-d',
        'libnss3',
        '-d',
        'udev',
        '--deb-compression',
        'gz',
        '--architecture',
        'amd64',
      ]
      const about = [
        '--name',
        'till',
        '--version',
        '1.2.3+x',
        '--maintainer',
        'A <a@b.example>',
        '--description',
        'Short\n Long text.',
      ]
      const files = [`${folder}/app/=/opt/till`, `${folder}/entry=/usr/share/applications/till.desktop`]
      execFileSync(fpm, [...args, ...about, '--after-install', `${folder}/after.sh`, '--package', deb, ...files])
      const field = (name: string) => execFileSync('dpkg-deb', ['-f', deb, name], { encoding: 'utf8' }).trim()
      expect([field('Package'), field('Version'), field('Architecture')]).toEqual(['till', '1.2.3+x', 'amd64'])
      expect(field('Depends')).toBe('libnss3, udev')
      expect(field('Description')).toBe('Short\n Long text.')
      expect(Number(field('Installed-Size'))).toBeGreaterThan(3)
      const listing = execFileSync('dpkg-deb', ['-c', deb], { encoding: 'utf8' })
      expect(listing).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/till\/till$/m)
      expect(listing).toMatch(/^-rw-r--r-- root\/root .* \.\/opt\/till\/data$/m)
      expect(listing).toMatch(/^drwxr-xr-x root\/root .* \.\/opt\/till\/$/m)
      expect(listing).toMatch(/ \.\/usr\/share\/applications\/till\.desktop$/m)
      expect(execFileSync('dpkg-deb', ['-I', deb, 'postinst'], { encoding: 'utf8' })).toContain('true')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('refuses what it does not understand instead of leaving it out', () => {
    expect(() => readOrder(['-t', 'deb', '--deb-systemd', 'x.service', '/a=/b'])).toThrow('not understood: --deb-systemd')
    expect(() => readOrder(['-t', 'rpm', '/a=/b'])).toThrow('only deb')
    expect(() => readOrder(['-t', 'deb'])).toThrow('nothing to pack')
  })
})
