import type { Log } from './log.ts'

/** The Cloud Pay that training mode practises on: the sandbox inside this process, with its wallet page. */
export interface Training {
  readonly origin: string
  readonly walletUrl: string
  /**
   * For whoever started it from a shell: where the wallet is, and who works in the training shop, with the passwords that the
   * back-office page shows as well.
   */
  readonly words: readonly string[]
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
    // The till asks for them only where that is set.
    guesses: true,
    onShown: parts.onShown,
    log: (line) => log.debug('sandbox.line', { ...line }),
  })
  return {
    origin: sandbox.origin,
    walletUrl: `${sandbox.origin}/wallet`,
    words: [
      `guitai: wallet ${sandbox.origin}/wallet`,
      ...sandbox.control.staff().map((one) => `  ${one.staffId} ${one.name}, password ${one.trainingPassword}`),
    ],
    link: () => sandbox.configurationLink(DEVICE),
    stop: () => sandbox.close(),
  }
}
