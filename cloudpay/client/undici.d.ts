/**
 * The parts of undici that a till without a proxy uses, each from its own file: the whole brings a browser's fetch, sockets
 * and caches, and has Node read its own copy of them.
 */
declare module 'undici/lib/dispatcher/agent.js' {
  import type { Agent } from 'undici'
  const part: typeof Agent
  export default part
}
declare module 'undici/lib/core/connect.js' {
  import type { buildConnector } from 'undici'
  const part: typeof buildConnector
  export default part
}
