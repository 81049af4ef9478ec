import { describe, expect, it } from 'vitest'
import { ok, refuse } from '../../../contract/faults.ts'
import { createCamera } from '../../../electron/kiosk/camera.ts'
import { CAMERA_HEADERS, PAGE_CSP, PAGE_HEADERS, pageFile } from '../../../electron/kiosk/page-rules.ts'
import type { Log } from '../../../electron/kiosk/log.ts'
import { DEFAULT_SETTINGS } from '../../../electron/kiosk/settings-schema.ts'

const CODE = '134567890123456789'

function room(enabled = true) {
  let at = 0
  const setup = { enabled, role: 'customer' as const }
  const heard: unknown[][] = []
  const tried: unknown[] = []
  let changes = 0
  const logged: unknown[] = []
  const camera = createCamera({
    settings: { current: () => ({ ...DEFAULT_SETTINGS, camera: setup }) },
    clock: { elapsed: () => at },
    hear: (...scan) => void heard.push(scan),
    tell: (...event) => void tried.push(event),
    changed: () => void changes++,
    log: { info: (...line: unknown[]) => void logged.push(line) } as unknown as Log,
  })
  const read = (text = CODE) => camera.handlers['camera.read']({ text }, null)
  return { logged, camera, setup, heard, tried, read, changes: () => changes, pass: (ms: number) => (at += ms) }
}

describe('The camera', () => {
  it('reads as one more scanner, in its role', () => {
    const { read, heard } = room()
    expect(read()).toEqual(ok(null))
    expect(heard).toEqual([[CODE, 'customer']])
  })

  it('is heard no more once it is switched off, whatever its page still says', () => {
    const { read, heard, setup, camera } = room()
    setup.enabled = false
    expect(read()).toEqual(refuse('request.forbidden'))
    expect(heard).toEqual([])
    expect(camera.lamp()).toBeNull()
  })

  it('pays nothing while scanners are tried, and pays again after', () => {
    const { read, heard, tried, camera, pass } = room()
    camera.try(1000)
    read()
    expect([heard, tried]).toEqual([[], [['scanTried', { scannerId: 'camera', found: null, text: CODE, rawHex: '' }]]])
    pass(1000)
    read()
    expect(heard).toHaveLength(1)
    camera.try(1000)
    camera.try(0)
    read()
    expect(heard).toHaveLength(2)
  })

  it('takes a code that was held all along for no new scan when its page begins anew, and any other for one', () => {
    const other = '284567890123456789'
    const { read, heard, camera } = room()
    read()
    camera.restarted()
    read()
    expect(heard).toHaveLength(1)
    read()
    expect(heard).toHaveLength(2)
    camera.restarted()
    read(other)
    read()
    expect(heard.map(([text]) => text)).toEqual([CODE, CODE, other, CODE])
  })

  it('writes down how it stands, once a change, and never what it read', () => {
    const { camera, read, logged } = room()
    read()
    for (let times = 0; times < 3; times++) void camera.handlers['camera.state']({ state: 'noCamera' }, null)
    expect(logged).toEqual([['camera.state', { state: 'noCamera' }]])
  })

  it('stands as its page says, and is starting until the page speaks', () => {
    const { camera, changes } = room()
    expect(camera.lamp()).toEqual({ level: 'warn', reason: 'starting' })
    void camera.handlers['camera.state']({ state: 'fine' }, null)
    void camera.handlers['camera.state']({ state: 'fine' }, null)
    expect([camera.lamp(), changes()]).toEqual([{ level: 'ok', reason: 'fine' }, 1])
    void camera.handlers['camera.state']({ state: 'cameraBusy' }, null)
    expect(camera.lamp()).toEqual({ level: 'bad', reason: 'cameraBusy' })
    camera.restarted()
    expect(camera.lamp()?.reason).toBe('starting')
  })

  it('has the till’s policy but for two things: its page may film, and compile WebAssembly of the app', () => {
    const rules = (policy = '') => policy.split('; ')
    const more = rules(CAMERA_HEADERS['content-security-policy']).filter((rule) => !rules(PAGE_CSP).includes(rule))
    expect(more).toEqual(["script-src 'self' 'wasm-unsafe-eval'"])
    expect(CAMERA_HEADERS['permissions-policy']).toBe(PAGE_HEADERS['permissions-policy']?.replace('camera=()', 'camera=(self)'))
    expect(PAGE_HEADERS['permissions-policy']).toContain('camera=()')
    expect(pageFile('/pages', 'app://guitai/assets/reader.wasm')?.type).toBe('application/wasm')
  })
})
