/**
 * Who may know whom (docs/architecture.md). Types count as knowing: an interface borrowed across a border is a border
 * crossed.
 */

/** Node's own modules. */
const CORE = 'core'

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const border = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** A path that is neither in node_modules nor Node's own: the house itself. */
const HOUSE = '^(contract|cloudpay|drivers|electron|renderer|build|tests)/'
/** Rooms whose imports inside the house are limited to these. @param {string} room @param {string} allowed */
const knowsOnly = (room, allowed) =>
  border(
    `${room.replaceAll('/', '-')}-knows-only`,
    `${room}/ may know only ${allowed} of the house.`,
    { path: `^${room}/` },
    { path: HOUSE, pathNot: allowed },
  )

export default {
  forbidden: [
    border('no-circles', 'Modules that import each other cannot be understood, or tested, one by one.', {}, { circular: true }),
    border('no-unresolved', 'An import has to lead somewhere.', {}, { couldNotResolve: true, pathNot: '\\.css$|\\.wasm\\?url$' }),
    knowsOnly('contract', '^contract/'),
    knowsOnly('drivers', '^(drivers|contract)/'),
    knowsOnly('renderer', '^(renderer|contract)/'),
    knowsOnly('cloudpay/protocol', '^(cloudpay/protocol|contract)/'),
    knowsOnly('cloudpay/client', '^(cloudpay/(client|protocol)|contract)/'),
    knowsOnly('cloudpay/sandbox', '^(cloudpay/(sandbox|protocol)|contract)/'),
    knowsOnly('electron', '^(electron|contract|cloudpay|drivers)/'),
    border(
      'page-is-no-node',
      'The page is sandboxed: it has no Node and no Electron.',
      { path: '^renderer/', pathNot: '^renderer/((customer|camera)/)?vite\\.config\\.ts$' },
      { dependencyTypes: [CORE] },
    ),
    border(
      'electron-in-few-hands',
      'Only start.ts, main.ts, preload.ts, kiosk/ and devices/ know Electron, so that selling is tested in plain Node.',
      {
        path: '^(contract|cloudpay|drivers|renderer|electron)/',
        pathNot: '^electron/((start|main|preload)\\.ts$|kiosk/|devices/)',
      },
      { path: '(^|node_modules/)electron(/|$)', pathNot: HOUSE },
    ),
    border(
      'till-knows-no-shell',
      'Selling knows the book, slips and interfaces; never the window, the settings file or the devices process itself.',
      { path: '^electron/(till|ledger|slips)/' },
      { path: '^electron/(kiosk|devices|start|main|preload)' },
    ),
    border(
      'sandbox-moves-no-money',
      'The sandbox is started for training, by the tests and by build/; no other path may know it.',
      {
        path: '^(contract|drivers|renderer|electron|cloudpay/(client|protocol))/',
        pathNot: '^electron/(main|kiosk/training)\\.ts$',
      },
      { path: '^cloudpay/sandbox/' },
    ),
    border(
      'nobody-knows-tests',
      'What runs at the counter knows neither the tests nor the build.',
      { path: '^(contract|cloudpay|drivers|electron|renderer)/' },
      { path: '^(tests|build)/' },
    ),
    border(
      'no-tools-at-the-counter',
      'The main and devices processes import only what is packed with them: dependencies, not devDependencies.',
      { path: '^(contract|cloudpay|drivers|electron)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '(^|node_modules/)electron(/|$)' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|artefacts)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
