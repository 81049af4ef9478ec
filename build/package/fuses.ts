import type { Configuration } from 'electron-builder'

type Fuses = NonNullable<Configuration['electronFuses']>

/**
 * The doors of Electron that a till at a counter keeps shut. `Required`: when a new Electron brings a new fuse, this does
 * not compile until somebody has decided.
 */
export const FUSES: Required<Fuses> = {
  /** Shuts `ELECTRON_RUN_AS_NODE`: the till's binary cannot be used to run any script as the till. */
  runAsNode: false,
  /** Shuts `NODE_OPTIONS` and `NODE_EXTRA_CA_CERTS`: nothing is loaded into the till by its environment. */
  enableNodeOptionsEnvironmentVariable: false,
  /** Shuts `--inspect`: no debugger can be put on the process that holds the keys. */
  enableNodeCliInspectArguments: false,
  /** Shuts a folder beside the archive: the till's code comes out of app.asar and from nowhere else. */
  onlyLoadAppFromAsar: true,
  /** Shuts what pages from files may do beyond pages from the web. The till's page has a scheme of its own. */
  grantFileProtocolExtraPrivileges: false,
  /** Stays off: the page keeps no cookies, and encryption would make the start wait for a keyring. */
  enableCookieEncryption: false,
  /** Stays off: Electron checks the archive on macOS and Windows only; here the package's checksums and owner do. */
  enableEmbeddedAsarIntegrityValidation: false,
  /** Stays off: the till ships no start snapshot of its own. */
  loadBrowserProcessSpecificV8Snapshot: false,
  /** Stays off: only macOS signs binaries this way. */
  resetAdHocDarwinSignature: false,
}
