import { FuseV1Options, FuseVersion } from '@electron/fuses'

/** @typedef {import('@electron/fuses').FuseV1Config} FuseV1Config */

/**
 * The two fuses of the substitute Electron that must be turned: it was made to start from a snapshot of another program,
 * and with Node's inspector shut, which Playwright needs. Only ever used for development and tests.
 * @type {FuseV1Config}
 */
export const SUBSTITUTE_FUSES = {
  version: FuseVersion.V1,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
}
