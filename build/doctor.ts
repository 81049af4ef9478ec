/**
 * `npm run doctor [-- --home DIR] [--english]`: looks this machine over for a till, prints one line for each thing with its code,
 * and what to do where something is wrong. Changes nothing. Exit code 1 when something keeps the till from working.
 */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pingHosts } from '../cloudpay/client/client.ts'
import { BASE_PATH, HOSTS } from '../cloudpay/protocol/enums.ts'
import { findOutputs } from '../drivers/speech/outputs.ts'
import { checkMachine } from '../electron/doctor/check.ts'
import { printersOf } from '../electron/kiosk/device-config.ts'
import { homeFolder } from '../electron/kiosk/home.ts'
import { DEFAULT_SETTINGS, settingsFrom, type Settings } from '../electron/kiosk/settings-schema.ts'
import { readWishes } from '../electron/kiosk/surroundings.ts'
import type { Message, Sentence } from '../renderer/words/message.ts'
import { findings as english } from '../renderer/words/en/doctor.ts'
import { findings as chinese } from '../renderer/words/zh/doctor.ts'

const { values } = parseArgs({ options: { home: { type: 'string' }, english: { type: 'boolean', default: false } } })

/** Read, never written: the till itself puts a broken file aside. */
function settingsIn(folder: string): Settings {
  try {
    return settingsFrom(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))) ?? DEFAULT_SETTINGS
  } catch {
    return DEFAULT_SETTINGS
  }
}

const { env, platform } = process
const root = homeFolder({
  env: values.home === undefined ? env : { ...env, GUITAI_HOME: values.home },
  platform,
  userFolder: homedir(),
})
const wishes = readWishes(env)
const origins = wishes.cloudOrigins.length > 0 ? wishes.cloudOrigins : HOSTS.map((host) => `https://${host}`)
const settings = settingsIn(root)
const found = await checkMachine({
  settings: { ...settings, printers: printersOf(settings, wishes.printer) },
  // Before the first start there is no folder yet.
  folder: existsSync(root) ? root : homedir(),
  baseUrls: origins.map((origin) => origin + BASE_PATH),
  ping: (baseUrl) => pingHosts([baseUrl]),
  outputs: async () => (await findOutputs()).length,
  secrets: existsSync(join(root, 'trading', 'vault', 'vault.key')) ? 'file' : null,
  now: Date.now,
})

const words = (values.english ? english : chinese) as unknown as Record<string, Record<string, Sentence>>
const MARKS = { ok: '✓', warn: '!', bad: '✗' } as const
for (const { code, level, params } of found) {
  const [group = '', rest = ''] = code.split('.')
  const say = (message: Message | undefined): string =>
    typeof message === 'function' ? message((name) => String(params?.[name] ?? '')) : (message ?? '')
  const sentence = words[group]?.[rest]
  console.log(`${MARKS[level]} ${code.padEnd(18)} ${say(sentence?.what)}`)
  if (level !== 'ok') console.log(`  ${' '.repeat(18)} ${say(sentence?.todo)}`)
}
process.exitCode = found.some(({ level }) => level === 'bad') ? 1 : 0
