import type { Pinged } from '../../cloudpay/client/client.ts'
import type { Clock } from '../../contract/clock.ts'
import type { Lamp } from '../../contract/devices.ts'
import type { SellingCloud } from './parts.ts'

/** How often the hosts are tried when all is well, and when nobody answers, ms. */
const WHEN_FINE = 60_000
const WHEN_LOST = 5_000
/** The open connection is exercised so often, ms (PROTOCOL 2). */
const WARM = 120_000
/** A host that needs longer than this is named slow, ms. */
const SLOW = 3_000
/** Both clocks are read to the second, and the answer took its time: a smaller difference is none, ms. */
const CLOCK_NOISE = 3_000

export interface LineParts {
  readonly clock: Clock
  readonly ping: (baseUrls: readonly string[]) => Promise<Pinged | null>
  /** All hosts that may be asked, in order. */
  readonly baseUrls: () => readonly string[]
  /** Null before binding. */
  readonly open: () => Pick<SellingCloud, 'host' | 'useHost' | 'warm'> | null
  readonly changed: () => void
  /** Calls go to another host from now on. */
  readonly moved: (host: string) => void
}

/**
 * Looks after the line to Cloud Pay (PROTOCOL 2): tries the host in use now and then, and at once after a call had no answer;
 * moves to another when it is silent, so that the next call, with the same number and content, reaches somebody; keeps
 * one connection warm; and learns how far the till's clock is off.
 */
export function createLineKeeper(parts: LineParts) {
  const { clock } = parts
  let lamp: Lamp = { level: 'warn', reason: 'starting' }
  let offset = 0
  let timeKnown = false
  let known: string | null = null
  let looking: Promise<Pinged | null> | null = null
  let callOff: (() => void) | null = null
  let callOffWarm: (() => void) | null = null
  let stopped = false
  const ended = (): boolean => stopped

  /** The host in use, if it answers; else the first of the others that does. */
  async function ping(): Promise<Pinged | null> {
    const all = parts.baseUrls()
    const present = parts.open()?.host() ?? all[0]
    const pinged = present === undefined ? null : await parts.ping([present])
    return pinged ?? parts.ping(all.filter((one) => one !== present))
  }

  function learn(pinged: Pinged | null): void {
    const before = lamp
    lamp =
      pinged === null
        ? { level: 'bad', reason: 'noAnswer' }
        : pinged.ms > SLOW
          ? { level: 'warn', reason: 'slow' }
          : { level: 'ok', reason: 'fine' }
    if (pinged) {
      const off = pinged.serverTime - clock.now()
      timeKnown = true
      offset = Math.abs(off) > CLOCK_NOISE + pinged.ms ? off : 0
      parts.open()?.useHost(pinged.baseUrl)
    }
    noticeHost()
    if (lamp.reason !== before.reason) parts.changed()
  }

  /** Tells of a move, whoever made it: this keeper, or a call that found its host closed. */
  function noticeHost(): void {
    const now = parts.open()?.host() ?? null
    if (now !== null && known !== null && now !== known) parts.moved(new URL(now).host)
    known = now
  }

  function look(): Promise<Pinged | null> {
    looking ??= (async () => {
      callOff?.()
      const pinged = await ping().catch(() => null)
      looking = null
      if (ended()) return pinged
      learn(pinged)
      callOff = clock.after(pinged === null ? WHEN_LOST : WHEN_FINE, () => void look())
      return pinged
    })()
    return looking
  }

  function warm(): void {
    callOffWarm?.()
    if (ended()) return
    void parts.open()?.warm()
    callOffWarm = clock.after(WARM, warm)
  }

  return {
    look,

    /** A call had no answer, or did not leave: its host may be gone. */
    broke(): void {
      noticeHost()
      void look()
    },

    /** A payment is near: the connection is to stand open when it comes. */
    warm,

    lamp: (): Lamp => lamp,
    /** Epoch ms by Cloud Pay's clock, as far as it is known. */
    serverNow: (): number => clock.now() + offset,
    /** Whether Cloud Pay's clock was heard since the till was started. */
    timeKnown: (): boolean => timeKnown,

    stop(): void {
      stopped = true
      callOff?.()
      callOffWarm?.()
    },
  }
}
export type LineKeeper = ReturnType<typeof createLineKeeper>
