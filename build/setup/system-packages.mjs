import { SetUpStopped, say, spokenDuration } from './progress.mjs'
import { lastWords, runProgram, runVisibly } from './run-program.mjs'

/**
 * @typedef {'electron' | 'display' | 'comfort' | 'tests'} Need what stops working without the package
 * @typedef {{ names: readonly [string, ...string[]], need: Need }} SystemPackage names of one package, oldest system first
 */

/** @param {Need} need @param {string} list @returns {SystemPackage[]} */
function packages(need, list) {
  return list
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [first = entry, ...others] = entry.split('|')
      return { names: [first, ...others], need }
    })
}

/** What the till needs to run. `a|b`: the same package under its name on Debian 12 and on newer systems. */
export const RUN_PACKAGES = Object.freeze([
  ...packages('electron', 'libgtk-3-0|libgtk-3-0t64 libnss3 libgbm1 libasound2|libasound2t64 libsecret-1-0 libusb-1.0-0 udev'),
  ...packages('display', 'xvfb xauth openbox'),
  ...packages('comfort', 'fonts-wqy-microhei espeak-ng'),
])

/** What only the tests need: a browser, instruments for sound, codes and text in pictures, faults and a second clock. */
export const TEST_PACKAGES = Object.freeze(
  packages(
    'tests',
    'chromium-headless-shell|chromium xdotool socat sox pulseaudio pulseaudio-utils alsa-utils libasound2-plugins zbar-tools tesseract-ocr tesseract-ocr-chi-sim strace umockdev cups-daemon cups-client',
  ),
)

/**
 * The names that dpkg calls installed, out of its answer to `dpkg-query -W -f '${Package} ${db:Status-Status}\n'`.
 * @param {string} output @returns {Set<string>}
 */
export function installedNames(output) {
  /** @type {Set<string>} */
  const names = new Set()
  for (const line of output.split('\n')) {
    const [name, status] = line.trim().split(/\s+/)
    if (name !== undefined && status === 'installed') names.add(name.replace(/:.*$/, ''))
  }
  return names
}

/** @param {readonly SystemPackage[]} wanted @param {ReadonlySet<string>} installed @returns {SystemPackage[]} */
export function missingOf(wanted, installed) {
  return wanted.filter((entry) => !entry.names.some((name) => installed.has(name)))
}

/**
 * The names that the package sources really offer, out of `apt-cache policy`. A name that is only provided by another
 * package shows no candidate and must not be asked for.
 * @param {string} policy @returns {Set<string>}
 */
export function offeredNames(policy) {
  /** @type {Set<string>} */
  const names = new Set()
  let current = ''
  for (const line of policy.split('\n')) {
    const head = /^([a-z0-9][a-z0-9+.-]*):\s*$/.exec(line)
    if (head?.[1] !== undefined) current = head[1]
    const candidate = /^\s+Candidate:\s+(\S+)/.exec(line)
    if (candidate !== null && candidate[1] !== '(none)') names.add(current)
  }
  return names
}

/** What a person would type. @param {readonly SystemPackage[]} missing @returns {string} */
export function installLine(missing) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.map((entry) => entry.names[0]).join(' ')}`
}

/**
 * Whether the command can go on although these are missing.
 * @param {readonly SystemPackage[]} missing @param {boolean} hasDisplay @returns {boolean}
 */
export function canGoOn(missing, hasDisplay) {
  return missing.every((entry) => entry.need === 'comfort' || entry.need === 'tests' || (entry.need === 'display' && hasDisplay))
}

/** @returns {Promise<readonly string[] | null>} what to put before a command to run it as root; null when that is not allowed */
async function rootPrefix() {
  if (process.getuid?.() === 0) return []
  const asked = await runProgram('sudo', ['-n', 'true'])
  return asked.code === 0 ? ['sudo', '-n'] : null
}

/** @param {readonly SystemPackage[]} wanted */
async function whatIsMissing(wanted) {
  const names = wanted.flatMap((entry) => entry.names)
  // dpkg-query ends with code 1 when it does not know one of the names; the others are in its output all the same.
  const asked = await runProgram('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names])
  return asked.code === 127 ? null : missingOf(wanted, installedNames(asked.stdout))
}

/** @param {readonly string[]} prefix @param {readonly string[]} args */
function asRoot(prefix, args) {
  const [command = '', ...rest] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=120',
    ...args,
  ]
  return runVisibly(command, rest)
}

/** @param {readonly string[]} prefix @param {readonly SystemPackage[]} missing */
async function install(prefix, missing) {
  const started = Date.now()
  say('system packages', `installing ${missing.map((entry) => entry.names[0]).join(' ')}`)
  const update = await asRoot(prefix, ['update', '-q'])
  if (update.code !== 0)
    say('system packages', `apt-get update failed; going on with the lists that are here\n${lastWords(update)}`)
  const policy = await runProgram('apt-cache', ['policy', ...missing.flatMap((entry) => entry.names)])
  const offered = offeredNames(policy.stdout)
  const chosen = missing.map((entry) => entry.names.find((name) => offered.has(name))).filter((name) => name !== undefined)
  if (chosen.length > 0) {
    const done = await asRoot(prefix, ['install', '-q', '-y', '--no-install-recommends', ...chosen])
    if (done.code !== 0) say('system packages', `apt-get install failed:\n${lastWords(done)}`)
  }
  say('system packages', `worked ${spokenDuration(Date.now() - started)}`)
}

/**
 * Brings the system packages in where it may; otherwise says the exact line to run, and stops only when the command
 * cannot do its work without them.
 * @param {{ tests: boolean, hasDisplay: boolean }} situation
 */
export async function installSystemPackages({ tests, hasDisplay }) {
  const wanted = tests ? [...RUN_PACKAGES, ...TEST_PACKAGES] : [...RUN_PACKAGES]
  const missing = await whatIsMissing(wanted)
  if (missing === null) {
    const names = wanted.map((entry) => entry.names[0]).join(' ')
    say('system packages', `this is not Debian or Ubuntu, so they are not checked. What is needed is called there: ${names}`)
    return
  }
  if (missing.length === 0) {
    say('system packages', `all ${String(wanted.length)} there`)
    return
  }
  const prefix = await rootPrefix()
  if (prefix !== null) await install(prefix, missing)
  const left = prefix === null ? missing : ((await whatIsMissing(wanted)) ?? [])
  if (left.length === 0) return
  const sentence = `${left.map((entry) => entry.names[0]).join(', ')} missing. To install: ${installLine(left)}`
  if (!canGoOn(left, hasDisplay)) throw new SetUpStopped(`The till cannot run here yet: ${sentence}`)
  say('system packages', `going on without some. ${sentence}`)
}
