import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PRINT_LIMIT_MS, PRINT_WAIT_MS } from '../../../electron/devices/print-queue.ts'
import { systemClock } from '../../../contract/clock.ts'
import { restartDelay, superviseDevices } from '../../../electron/devices/supervisor.ts'
import { rememberingLog } from '../../unit/kiosk/scratch.ts'
import { config, fakeChild, kinds, sentence, slip, supervise, type FakeChild } from './fake-child.ts'
import { allAt } from '../../support/loudness.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_795_385_730_000 }))
afterEach(() => vi.useRealTimers())

describe('The devices process over time', () => {
  it('begins behind what it is told to wait for, and so does what is to be printed', async () => {
    const children: FakeChild[] = []
    let begin: () => void = () => undefined
    const devices = superviseDevices({
      spawn() {
        children.push(fakeChild())
        return children.at(-1) as FakeChild
      },
      config,
      clock: systemClock,
      log: rememberingLog(),
      after: new Promise((resolve) => {
        begin = resolve
      }),
    })
    void devices.print('job-1', slip)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(children).toHaveLength(0)
    begin()
    await vi.advanceTimersByTimeAsync(0)
    children[0]?.say({ type: 'ready' })
    expect(kinds(children[0] as FakeChild)).toEqual(['configure', 'ping', 'print'])
  })

  it('does not begin any more in a till that was closed before', async () => {
    const spawn = vi.fn(fakeChild)
    let begin: () => void = () => undefined
    const after = new Promise<void>((resolve) => {
      begin = resolve
    })
    const devices = superviseDevices({ spawn, config, clock: systemClock, log: rememberingLog(), after })
    await devices.stop()
    begin()
    await vi.advanceTimersByTimeAsync(0)
    expect(spawn).not.toHaveBeenCalled()
  })

  it('is told the configuration before anything else', async () => {
    const { devices, last } = supervise()
    void devices.print('a', slip)
    void devices.announce(sentence('s', Date.now() + 10_000))
    expect(last().heard).toEqual([])
    last().say({ type: 'ready' })
    await vi.advanceTimersByTimeAsync(0)
    expect(kinds(last())[0]).toBe('configure')
    expect(kinds(last()).slice(1).sort()).toEqual(['announce', 'ping', 'print'])
  })

  it('is started again after 0, 250 ms, 1 s, 4 s and then every 10 s, for as long as it takes', async () => {
    const { children, last, devices } = supervise()
    const gaps: number[] = []
    for (let turn = 0; turn < 7; turn++) {
      const before = children.length
      const at = Date.now()
      last().end(1)
      while (children.length === before) await vi.advanceTimersByTimeAsync(10)
      gaps.push(Math.round((Date.now() - at) / 50) * 50)
    }
    expect(gaps).toEqual([0, 250, 1_000, 4_000, 10_000, 10_000, 10_000])
    expect(gaps).toEqual([1, 2, 3, 4, 5, 6, 7].map(restartDelay))
    expect(devices.status().voice).toEqual({ level: 'bad', reason: 'devicesRestarting' })
  })

  it('that was sound for half a minute is started at once again', async () => {
    const { children, last } = supervise()
    const alive = setInterval(() => last().say({ type: 'pong', id: 1 }), 100)
    for (let turn = 0; turn < 4; turn++) {
      last().say({ type: 'ready' })
      await vi.advanceTimersByTimeAsync(31_000)
      last().end(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(children).toHaveLength(turn + 2)
    }
    clearInterval(alive)
  })

  it('is tried again where it cannot even be started', async () => {
    let fails = true
    const { children } = supervise(() => fails)
    await vi.advanceTimersByTimeAsync(500)
    expect(children).toHaveLength(0)
    fails = false
    await vi.advanceTimersByTimeAsync(2_000)
    expect(children).toHaveLength(1)
  })

  it('that never says it is ready is ended after its limit', async () => {
    const { children, last } = supervise()
    const first = last()
    await vi.advanceTimersByTimeAsync(14_900)
    expect(first.killed).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(first.killed).toBe(true)
    expect(children).toHaveLength(2)
  })

  it('that stops answering is ended within two seconds, wherever between two pings it stopped', async () => {
    for (let after = 0; after < 450; after += 37) {
      const { last, devices } = supervise()
      const child = last()
      child.say({ type: 'ready' })
      const alive = setInterval(() => child.say({ type: 'pong', id: 1 }), 7)
      await vi.advanceTimersByTimeAsync(3_000 + after)
      expect(child.killed).toBe(false)
      clearInterval(alive)
      const at = Date.now()
      while (!child.killed) await vi.advanceTimersByTimeAsync(5)
      expect(Date.now() - at).toBeLessThan(2_000)
      void devices.stop()
      await vi.advanceTimersByTimeAsync(20_000)
    }
  })

  it('is not ended because the main process was busy itself', async () => {
    const { last } = supervise()
    const child = last()
    child.say({ type: 'ready' })
    await vi.advanceTimersByTimeAsync(460)
    // The clock jumps as it does for a process that was held up: one timer fires late, and the answer is there by then.
    vi.setSystemTime(Date.now() + 30_000)
    await vi.advanceTimersByTimeAsync(460)
    child.say({ type: 'pong', id: 1 })
    await vi.advanceTimersByTimeAsync(800)
    expect(child.killed).toBe(false)
  })

  it('that is lost twice is not mourned twice, and what it still says is not heard', async () => {
    const { last, log, devices, children } = supervise()
    const first = last()
    first.say({ type: 'ready' })
    const printed = devices.print('a', slip)
    first.end(1)
    first.end(1)
    first.say({ type: 'printDone', jobId: 'a', outcome: { result: 'printed' }, firstByteAt: 5, tried: [] })
    first.say({
      type: 'status',
      printers: [{ id: 'printer-1', lamp: { level: 'ok', reason: 'fine' } }],
      voice: { level: 'ok', reason: 'fine' },
      pole: null,
      scanners: [],
    })
    expect((await printed).outcome).toMatchObject({ result: 'failed', fault: 'interrupted', bytesOut: 1 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(children).toHaveLength(2)
    expect(log.lines.filter((line) => line.event === 'devices.lost')).toHaveLength(1)
    expect(devices.status().printers[0]?.lamp.reason).toBe('devicesRestarting')
  })
})

describe('Slips and sentences over time', () => {
  it('are handed over one slip at a time, and a slip given twice is one slip', async () => {
    const { devices, last } = supervise()
    last().say({ type: 'ready' })
    const [a, again, b] = [devices.print('a', slip), devices.print('a', slip), devices.print('b', slip)]
    const jobs = (): string[] => last().heard.flatMap((message) => (message.type === 'print' ? [message.jobId] : []))
    expect(jobs()).toEqual(['a'])
    const paperOut = { result: 'failed', fault: 'paperOut', bytesOut: 0, detail: '' } as const
    const tried = [
      { printerId: 'printer-1', outcome: paperOut },
      { printerId: 'bar', outcome: { result: 'sent' } as const },
    ]
    last().say({ type: 'printDone', jobId: 'a', outcome: { result: 'sent' }, firstByteAt: 3, tried })
    expect([...devices.lastPrints()].map(([id, { outcome }]) => ({ printerId: id, outcome }))).toEqual(tried)
    expect(jobs()).toEqual(['a', 'b'])
    expect(await a).toEqual({ outcome: { result: 'sent' }, firstByteAt: 3, tried })
    expect(await again).toEqual(await a)
    last().say({ type: 'printDone', jobId: 'b', outcome: { result: 'printed' }, firstByteAt: 4, tried: [] })
    expect((await b).firstByteAt).toBe(4)
  })

  it('that find no process are given back, the slip unprinted, the sentence stale', async () => {
    const { devices, last } = supervise()
    const printed = devices.print('a', slip)
    const said = devices.announce(sentence('s', Date.now() + 3_000))
    await vi.advanceTimersByTimeAsync(3_001)
    expect((await said).outcome.result).toBe('stale')
    await vi.advanceTimersByTimeAsync(PRINT_WAIT_MS)
    expect((await printed).outcome).toMatchObject({ result: 'failed', fault: 'offline', bytesOut: 0 })
    last().say({ type: 'ready' })
    expect(kinds(last())).not.toContain('print')
    expect(kinds(last())).not.toContain('announce')
  })

  it('that are stale already are not said at all', async () => {
    const { devices, last } = supervise()
    last().say({ type: 'ready' })
    expect((await devices.announce(sentence('s', Date.now()))).outcome.result).toBe('stale')
    expect(kinds(last())).not.toContain('announce')
  })

  it('that wait for a slip before them are not given back', async () => {
    const { devices, last } = supervise()
    last().say({ type: 'ready' })
    const alive = setInterval(() => last().say({ type: 'pong', id: 1 }), 100)
    void devices.print('slow', slip)
    const next = devices.print('next', slip)
    await vi.advanceTimersByTimeAsync(PRINT_WAIT_MS * 2)
    last().say({ type: 'printDone', jobId: 'slow', outcome: { result: 'printed' }, firstByteAt: 1, tried: [] })
    last().say({ type: 'printDone', jobId: 'next', outcome: { result: 'printed' }, firstByteAt: 2, tried: [] })
    expect((await next).outcome.result).toBe('printed')
    clearInterval(alive)
  })

  it('that never end take the process with them, so that they cannot be printed after all', async () => {
    const { devices, last } = supervise()
    const child = last()
    child.say({ type: 'ready' })
    const alive = setInterval(() => child.say({ type: 'pong', id: 1 }), 100)
    const printed = devices.print('endless', slip)
    await vi.advanceTimersByTimeAsync(PRINT_LIMIT_MS + 1)
    clearInterval(alive)
    expect(child.killed).toBe(true)
    expect((await printed).outcome).toMatchObject({ result: 'failed', fault: 'interrupted', bytesOut: 1 })
  })

  it('of no shape the contract knows are not handed over', async () => {
    const { devices, last } = supervise()
    last().say({ type: 'ready' })
    const before = last().heard.length
    const bad = { ...slip, rows: [{ kind: 'made up' }] } as unknown as typeof slip
    expect((await devices.print('a', bad)).outcome).toMatchObject({ result: 'failed', bytesOut: 0 })
    expect((await devices.announce({ ...sentence('s', Date.now()), text: 'x'.repeat(201) })).outcome.result).toBe('failed')
    expect(last().heard).toHaveLength(before)
    expect(() =>
      devices.configure({ ...config, voice: { enabled: true, volume: allAt(101), device: null, pack: null } }),
    ).toThrow()
  })
})
