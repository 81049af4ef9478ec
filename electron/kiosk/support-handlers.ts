import { BASE_PATH, HOSTS } from '../../cloudpay/protocol/enums.ts'
import type { pingHosts } from '../../cloudpay/client/client.ts'
import type { Clock } from '../../contract/clock.ts'
import { ok } from '../../contract/faults.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import type { Devices } from '../devices/devices.ts'
import { checkMachine } from '../doctor/check.ts'
import type { openBook } from '../ledger/book.ts'
import type { Handlers } from './answer-request.ts'
import { keepDiagnostics } from './diagnostics.ts'
import type { Home, Place } from './home.ts'
import type { LogFile } from './log.ts'
import type { Mask } from './mask.ts'
import type { SettingsBook } from './settings.ts'
import type { Vault } from './vault.ts'

interface Parts {
  readonly home: Pick<Home, 'diagnostics'>
  readonly place: Pick<Place, 'folder'>
  readonly book: ReturnType<typeof openBook>
  readonly vault: Pick<Vault, 'describe'>
  readonly settings: Pick<SettingsBook, 'current'>
  readonly devices: Pick<Devices, 'findOutputs'>
  /** Instead of Cloud Pay's own hosts: a server of the protocol on this machine. */
  readonly origins: readonly string[]
  readonly ping: (baseUrls: readonly string[]) => ReturnType<typeof pingHosts>
  readonly lamps: () => Snapshot['lamps']
  readonly versions: Readonly<Record<string, string>>
  readonly serialNumber: string
  readonly training: boolean
  readonly mask: Mask
  /** Writes down that the file was asked for. A disk that refuses that does not keep support from it. */
  readonly note: (kind: string) => void
  readonly clock: Pick<Clock, 'now'>
  readonly log: LogFile
}

/** What helps when something is wrong: a look over the machine, and a file for support. Both without anybody signed in. */
export function supportHandlers(parts: Parts): Pick<Handlers, 'app.exportDiagnostics' | 'app.checkMachine'> {
  const { home, place, book, vault, settings, devices, origins, mask, clock, log } = parts
  const all = origins.length > 0 ? origins : HOSTS.map((host) => `https://${host}`)
  const check = () =>
    checkMachine({
      settings: settings.current(),
      folder: place.folder,
      baseUrls: all.map((origin) => origin + BASE_PATH),
      ping: (baseUrl) => parts.ping([baseUrl]),
      outputs: async () => (await devices.findOutputs())?.length ?? 0,
      secrets: vault.describe().tier,
      now: () => clock.now(),
    })
  return {
    'app.checkMachine': async () => ok(await check()),
    'app.exportDiagnostics': async () => {
      const machine = await check()
      parts.note('diagnostics.exported')
      return keepDiagnostics(
        { folder: home.diagnostics, mask, now: clock.now(), log },
        {
          versions: parts.versions,
          serialNumber: parts.serialNumber,
          training: parts.training,
          settings: settings.current(),
          lamps: parts.lamps(),
          machine: machine.map(({ level, code, params }) => `${level} ${code} ${JSON.stringify(params ?? {})}`),
          book: book.ok
            ? { opened: true, fault: null, firstBrokenRow: book.value.firstBrokenRow() }
            : { opened: false, fault: book.fault.code, firstBrokenRow: null },
          vaultTier: vault.describe().tier,
        },
      )
    },
  }
}
