import type { Log } from './log.ts'

/** The Cloud Pay that training mode practises on: the sandbox inside this process, with its wallet page. */
export interface Training {
  readonly origin: string
  readonly walletUrl: string
  /** Who works in the training shop, with the passwords that the back-office page shows as well. */
  readonly staff: readonly { readonly staffId: string; readonly name: string; readonly trainingPassword: string }[]
  /** A fresh link that binds this till, as a manager would show it. */
  link(): string
  stop(): Promise<void>
}

/** The record this till takes at the sandbox. */
const DEVICE = 'A1'

/**
 * Starts the sandbox. The only way from the app to `cloudpay/sandbox`, and only taken in training mode: real money never
 * comes near it (ARCHITECTURE, who may know whom). `onShown` is called with what the wallet page holds to the scanner.
 */
export async function startTraining(parts: {
  pagesFolder: string
  log: Log
  onShown: (text: string) => void
}): Promise<Training> {
  const log = parts.log.of('sandbox')
  const { startSandbox } = await import('../../cloudpay/sandbox/sandbox.ts')
  const sandbox = await startSandbox({
    pagesFolder: parts.pagesFolder,
    onShown: parts.onShown,
    log: (line) => log.debug('sandbox.line', { ...line }),
  })
  return {
    origin: sandbox.origin,
    walletUrl: `${sandbox.origin}/wallet`,
    staff: sandbox.control.staff(),
    link: () => sandbox.configurationLink(DEVICE),
    stop: () => sandbox.close(),
  }
}
