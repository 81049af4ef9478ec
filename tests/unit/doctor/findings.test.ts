import { describe, expect, it } from 'vitest'
import { FINDING_CODES, findingSchema } from '../../../contract/doctor.ts'
import { findingsOf, type Facts } from '../../../electron/doctor/findings.ts'
import { devicePaths } from '../../../electron/doctor/facts.ts'
import { settingsSchema } from '../../../electron/kiosk/settings-schema.ts'
import { onePrinter } from '../../support/devices-config.ts'

const SOUND: Facts = {
  root: false,
  namespaces: true,
  groups: ['cashier', 'dialout', 'lp'],
  groupsNeeded: ['lp'],
  udev: true,
  ports: [{ path: '/dev/usb/lp0', state: 'fine' }],
  printers: [{ where: '192.168.1.50:9100', answers: true }],
  outputs: 2,
  voice: true,
  clockAheadMs: 800,
  diskFree: 20e9,
  hosts: [
    { host: 'pay.qcloud.com', ms: 41.6 },
    { host: 'sz.pay.qcloud.com', ms: 52 },
  ],
  secrets: 'keyring',
}
const codes = (facts: Partial<Facts>) => findingsOf({ ...SOUND, ...facts }).map(({ code }) => code)
const trouble = (facts: Partial<Facts>) => findingsOf({ ...SOUND, ...facts }).filter(({ level }) => level !== 'ok')

describe('A sound machine', () => {
  it('has nothing to see to', () => {
    expect(trouble({})).toEqual([])
    expect(codes({})).toEqual([
      'network.fine',
      'clock.fine',
      'disk.fine',
      'printer.fine',
      'ports.fine',
      'groups.fine',
      'udev.fine',
      'audio.fine',
      'sandbox.on',
      'secrets.keyring',
    ])
  })
})

describe('What is wrong', () => {
  const silent = [
    { host: 'a', ms: null },
    { host: 'b', ms: null },
  ]
  it.each([
    ['no host answers', { hosts: silent }, [{ code: 'network.none', level: 'bad' }]],
    [
      'one host is silent',
      { hosts: [...SOUND.hosts, { host: 'c', ms: null }] },
      [{ code: 'network.some', level: 'warn', params: { hosts: 'c' } }],
    ],
    ['the clock is late', { clockAheadMs: -95_400 }, [{ code: 'clock.off', level: 'warn', params: { seconds: 95 } }]],
    ['nobody knows the time', { clockAheadMs: null }, [{ code: 'clock.unknown', level: 'warn' }]],
    ['little room', { diskFree: 123_456_789 }, [{ code: 'disk.low', level: 'warn', params: { megabytes: 123 } }]],
    ['no room', { diskFree: 1_000_000 }, [{ code: 'disk.full', level: 'bad', params: { megabytes: 1 } }]],
    ['a disk that cannot be asked', { diskFree: null }, [{ code: 'disk.full', level: 'bad', params: { megabytes: 0 } }]],
    ['no printer', { printers: [] }, [{ code: 'printer.none', level: 'warn' }]],
    [
      'a silent printer',
      { printers: [{ where: 'x:9100', answers: false }] },
      [{ code: 'printer.silent', level: 'bad', params: { where: 'x:9100' } }],
    ],
    [
      'each of two printers',
      {
        printers: [
          { where: 'bar', answers: true },
          { where: 'x:9100', answers: false },
        ],
      },
      [{ code: 'printer.silent', level: 'bad', params: { where: 'x:9100' } }],
    ],
    [
      'a missing group',
      { groupsNeeded: ['lp', 'input'] },
      [{ code: 'groups.missing', level: 'bad', params: { groups: 'input' } }],
    ],
    ['no udev', { udev: false }, [{ code: 'udev.absent', level: 'warn' }]],
    ['no loudspeaker', { outputs: 0 }, [{ code: 'audio.noOutput', level: 'warn' }]],
    [
      'no voice either',
      { outputs: 0, voice: false },
      [
        { code: 'audio.noOutput', level: 'warn' },
        { code: 'audio.noVoice', level: 'warn' },
      ],
    ],
    ['root', { root: true, groups: [] }, [{ code: 'sandbox.off', level: 'bad' }]],
    ['namespaces forbidden', { namespaces: false }, [{ code: 'sandbox.forbidden', level: 'bad' }]],
    ['no keyring', { secrets: 'file' }, [{ code: 'secrets.file', level: 'warn' }]],
  ] as const)('%s', (_name, facts, found) => {
    expect(trouble(facts as Partial<Facts>)).toEqual(found)
  })

  it('each port by its path, and the sound ones are not named then', () => {
    expect(
      trouble({
        ports: [
          { path: '/dev/ttyUSB0', state: 'gone' },
          { path: '/dev/usb/lp0', state: 'fine' },
          { path: '/dev/input/by-id/x', state: 'denied' },
        ],
      }),
    ).toEqual([
      { code: 'ports.gone', level: 'bad', params: { path: '/dev/ttyUSB0' } },
      { code: 'ports.denied', level: 'bad', params: { path: '/dev/input/by-id/x' } },
    ])
    expect(codes({ ports: [] })).toContain('ports.none')
  })

  it('every code can be found, and each finding is of the contract', () => {
    const all = [
      {},
      { hosts: silent },
      { hosts: [...SOUND.hosts, { host: 'c', ms: null }], secrets: null },
      { clockAheadMs: 1e6, diskFree: 1e8, printers: [], outputs: 0, voice: false, udev: false, secrets: 'file' as const },
      { clockAheadMs: null, diskFree: 0, printers: [{ where: '', answers: false }], root: true, ports: [] },
      {
        namespaces: false,
        groupsNeeded: ['x'],
        ports: [
          { path: '/dev/a', state: 'gone' as const },
          { path: '/dev/b', state: 'denied' as const },
        ],
      },
    ].flatMap((facts) => findingsOf({ ...SOUND, ...facts }))
    for (const finding of all) expect(findingSchema.safeParse(finding).success, finding.code).toBe(true)
    expect(FINDING_CODES.filter((code) => !all.some((finding) => finding.code === code))).toEqual([])
  })
})

describe('The devices of the settings', () => {
  it('are files with the groups that own them', () => {
    const line = (path: string) => ({ path })
    const settings = settingsSchema.parse({
      printers: [
        ...onePrinter({ kind: 'file', path: '/dev/usb/lp0' }),
        { id: 'bar', printer: { kind: 'serial', line: line('/dev/ttyS2') } },
      ],
      scanners: [
        { id: 'a', way: { kind: 'serial', line: line('/dev/ttyACM0') } },
        { id: 'b', way: { kind: 'evdev', id: 'usb-x-event-kbd' } },
        { id: 'c', way: { kind: 'hid', vendorId: 1, productId: 2 } },
      ],
      pole: { kind: 'serial', line: line('/dev/ttyS1') },
    })
    expect(devicePaths(settings)).toEqual([
      { path: '/dev/usb/lp0', group: 'lp' },
      { path: '/dev/ttyS2', group: 'dialout' },
      { path: '/dev/ttyACM0', group: 'dialout' },
      { path: '/dev/input/by-id/usb-x-event-kbd', group: 'input' },
      { path: '/dev/ttyS1', group: 'dialout' },
    ])
    expect(devicePaths(settingsSchema.parse({ printers: onePrinter({ kind: 'network', host: 'x', port: 9100 }) }))).toEqual([])
  })
})
