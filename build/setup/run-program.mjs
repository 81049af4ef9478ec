import { spawn } from 'node:child_process'
import { spokenDuration } from './progress.mjs'

/**
 * @typedef {{ code: number, stdout: string, stderr: string }} Finished
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, timeLimitMs?: number, onLine?: (line: string) => void }} RunOptions
 */

/**
 * Runs a program to its end and keeps what it printed. A program that does not exist answers code 127, as in a shell;
 * one that outlives `timeLimitMs` is ended and answers 124.
 * @param {string} command @param {readonly string[]} args @param {RunOptions} [options] @returns {Promise<Finished>}
 */
export function runProgram(command, args, options = {}) {
  return new Promise((resolve) => {
    let stdout = ''
    let stderr = ''
    let outOfTime = false
    const child = spawn(command, args, {
      cwd: options.cwd ?? process.cwd(),
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const limit =
      options.timeLimitMs === undefined
        ? undefined
        : setTimeout(() => {
            outOfTime = true
            child.kill('SIGKILL')
          }, options.timeLimitMs)
    /** @param {string} text */
    const lines = (text) => {
      for (const line of text.split(/[\r\n]+/)) if (line.trim() !== '') options.onLine?.(line.trim())
    }
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stdout += text
      lines(text)
    })
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stderr += text
      lines(text)
    })
    child.on('error', (error) => {
      clearTimeout(limit)
      resolve({ code: 127, stdout, stderr: `${stderr}${error.message}\n` })
    })
    child.on('close', (code, signal) => {
      clearTimeout(limit)
      resolve({ code: outOfTime ? 124 : (code ?? (signal === null ? 1 : 128)), stdout, stderr })
    })
  })
}

const HEARTBEAT_MS = 10_000

/** Says how far each of the programs is that work now. @type {Set<() => string>} */
const working = new Set()
/** @type {NodeJS.Timeout | undefined} */
let heartbeat

function show() {
  const lines = [...working].map((line) => line())
  if (!process.stdout.isTTY) for (const line of lines) console.log(`    ${line.slice(0, 126)}`)
  else {
    const width = Math.floor(process.stdout.columns / Math.max(1, lines.length)) - 5
    process.stdout.write(`\r\x1b[2K    ${lines.map((line) => line.slice(0, width)).join('    ')}`)
  }
}

/**
 * Runs a program that takes long. While it works its newest line is shown, beside those of others that work meanwhile: on a
 * terminal in place, elsewhere every ten seconds, so that neither a person nor a log is left in the dark. `progress` says it
 * better where a program says nothing; `topic` names it where several work at once.
 * @param {string} command @param {readonly string[]} args @param {RunOptions & { progress?: () => string, topic?: string }} [options] @returns {Promise<Finished>}
 */
export async function runVisibly(command, args, options = {}) {
  const started = Date.now()
  let newest = `${command} ${args[0] ?? ''}`
  const line = () => {
    const topic = working.size > 1 && options.topic !== undefined ? `${options.topic}  ` : ''
    return `${spokenDuration(Date.now() - started)}  ${topic}${options.progress?.() ?? newest}`
  }
  working.add(line)
  heartbeat ??= setInterval(show, process.stdout.isTTY ? 200 : HEARTBEAT_MS)
  const finished = await runProgram(command, args, {
    ...options,
    onLine: (text) => {
      newest = text
    },
  })
  working.delete(line)
  if (working.size === 0) {
    clearInterval(heartbeat)
    heartbeat = undefined
  }
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K')
  return finished
}

/** The end of what a failed program printed, for a message. @param {Finished} finished @returns {string} */
export function lastWords(finished) {
  return `${finished.stdout}\n${finished.stderr}`
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-25)
    .join('\n')
}
