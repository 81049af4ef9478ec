import { parseArgs } from 'node:util'
import { startSandbox, type LogLine } from './sandbox.ts'

/** `npm run sandbox -- --port P [--guesses]`: the sandbox alone, until it is interrupted. */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8480' },
    quiet: { type: 'boolean', default: false },
    guesses: { type: 'boolean', default: false },
  },
})
const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error('--port takes a number from 0 to 65535 (0: any free port).')
  process.exit(2)
}

function print(line: LogLine): void {
  const marks = [
    line.extension ? 'extension' : '',
    line.guess ? 'what it does is a guess' : '',
    line.level === 'warn' ? line.event : '',
  ]
    .filter(Boolean)
    .join(' ')
  const result = line.status === undefined ? '' : `status ${line.status}/${line.internal ?? 0} log_id ${line.logId ?? 0}`
  console.log(['  ', line.path, result, marks].filter(Boolean).join(' '))
}

try {
  const sandbox = await startSandbox({ port, guesses: values.guesses, ...(values.quiet ? {} : { log: print }) })
  console.log(`Cloud Pay sandbox, on this machine only. All of it is gone when it stops.

  API base      ${sandbox.origin}/cpay/
  Wallet        ${sandbox.origin}/wallet
  Back office   ${sandbox.origin}/office   (devices with their configuration QR)
  Approver      ${sandbox.origin}/approval
  QR on a wall  ${sandbox.origin}/one-code   (what a customer's phone opens by it)

  Staff number  training password  role`)
  for (const person of sandbox.control.staff()) {
    console.log(`  ${person.staffId.padEnd(12)}  ${person.trainingPassword.padEnd(17)}  ${person.role} ${person.name}`)
  }
  console.log('\n  Ctrl+C stops it.\n')
  const stop = () => void sandbox.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  console.error(taken ? `Port ${port} is taken. Try another: --port 0` : error)
  process.exit(1)
}
