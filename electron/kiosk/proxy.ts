import type { Log } from './log.ts'
import type { SettingsBook } from './settings.ts'
import type { ProxySetting } from './settings-schema.ts'
import type { Vault } from './vault.ts'

/**
 * The HTTP proxy of the settings, with its password; null: straight. A password in the settings file goes into the vault and
 * out of the file. One that is missing or cannot be kept never means a direct line.
 */
export function openProxy(settings: SettingsBook, vault: Pick<Vault, 'proxyPassword'>, parentLog: Log): ProxySetting | null {
  const log = parentLog.of('proxy')
  const { network } = settings.current()
  if (network.proxy === null) return null
  const { password, ...proxy } = network.proxy
  log.info('proxy.used', { host: proxy.host, port: proxy.port, user: proxy.user !== undefined })
  if (password !== undefined) {
    try {
      vault.proxyPassword.write({ ...proxy, password })
      const { saved } = settings.change({ network: { ...network, proxy } })
      log.info('proxy.passwordIntoVault', { outOfFile: saved })
    } catch (error) {
      // Only the name: the text of such an error may quote what was to be kept.
      log.error('proxy.passwordNotKept', { why: error instanceof Error ? error.name : 'unknown' })
    }
    return network.proxy
  }
  const kept = vault.proxyPassword.read()
  const given = kept.ok ? kept.value : null
  const isForThis = given?.host === proxy.host && given.port === proxy.port && given.user === proxy.user
  if (given !== null && isForThis) return { ...proxy, password: given.password }
  if (proxy.user !== undefined) log.warn('proxy.noPassword', { forAnother: given !== null })
  return proxy
}
