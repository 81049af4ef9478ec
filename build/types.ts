import { account } from './checks/tools.ts'
import { types } from './checks/types.ts'

/** `npm run types` */
process.exitCode = account(await types())
